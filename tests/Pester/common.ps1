# Dot-sourced in BeforeAll by every test file: the module under test, as it ships.
$ErrorActionPreference = 'Stop'
$ModulePath = $env:CONSULSECURITY_MODULE
if (-not $ModulePath) { $ModulePath = (Resolve-Path (Join-Path $PSScriptRoot '../../ConsulSecurity.psd1')).Path }
Import-Module $ModulePath

# The PowerShell that runs this; one that came as a dotnet tool runs inside 'dotnet', and build.sh names it.
$Shell = $env:CONSULSECURITY_PWSH
if (-not $Shell) { $Shell = (Get-Process -Id $PID).Path }

# Runs a script in a PowerShell of its own and gives its output as text; $module is there in it, not yet imported.
function Invoke-Shell([string] $Script) {
    $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$module = '$ModulePath'; $Script"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    $output = & $Shell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1
    if ($LASTEXITCODE -ne 0) { throw "The script ended with $LASTEXITCODE`: $output" }
    $output -join "`n"
}

# Another module's copy of a library: an assembly of that name and of version 1.0 (Add-Type gives its assemblies names of its own).
function New-ForeignLibrary([string] $Name, [string] $Path) {
    [void][System.Reflection.Assembly]::LoadFrom("$PSHOME/Microsoft.CodeAnalysis.CSharp.dll")
    $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText('[assembly: System.Reflection.AssemblyVersion("1.0.0.0")] public class Other { }')
    $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($Name).AddSyntaxTrees($tree).AddReferences(
        [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)).WithOptions(
        [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary))
    $file = [System.IO.File]::Create($Path)
    try { $result = $compilation.Emit($file) } finally { $file.Dispose() }
    if (-not $result.Success) { throw "The library '$Name' could not be made: $($result.Diagnostics)" }
}
