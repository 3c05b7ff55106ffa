# Dot-sourced in BeforeAll by every test file: the module under test, as it ships.
$ErrorActionPreference = 'Stop'
$ModulePath = $env:CONSULSECURITY_MODULE
if (-not $ModulePath) { $ModulePath = (Resolve-Path (Join-Path $PSScriptRoot '../../ConsulSecurity.psd1')).Path }
Import-Module $ModulePath

# Runs a script in a PowerShell of its own and gives its output as text; $module is there in it, not yet imported.
function Invoke-Shell([string] $Script) {
    $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$module = '$ModulePath'; $Script"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    $output = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1
    if ($LASTEXITCODE -ne 0) { throw "The script ended with $LASTEXITCODE`: $output" }
    $output -join "`n"
}
