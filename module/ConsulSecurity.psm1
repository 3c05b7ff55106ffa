# Windows PowerShell 5.1 loads the assemblies as they are; PowerShell 7 through the module's own load context.
$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')

# Not Test-Path, Add-Type or Get-Command: they make PowerShell load modules of its own first, a third of the time of this import.
if (-not [System.IO.File]::Exists([System.IO.Path]::Combine($bin, 'ConsulSecurity.dll'))) {
    throw "The module is not built: run './build.sh Build' or './build.ps1 Build' in '$(Split-Path $PSScriptRoot)' first."
}

if ($PSVersionTable.PSEdition -ne 'Core') {
    Microsoft.PowerShell.Core\Import-Module -Name ([System.IO.Path]::Combine($bin, 'ConsulSecurity.dll')) -ErrorAction Stop
}
else {
    if (-not ('ConsulSecurity.Loader.ModuleLoadContext' -as [type])) {
        [void][System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, 'net8.0', 'ConsulSecurity.Loader.dll'))
    }

    $assembly = [ConsulSecurity.Loader.ModuleLoadContext]::Initialize($bin)
    $built = [System.Reflection.AssemblyName]::GetAssemblyName([System.IO.Path]::Combine($bin, 'ConsulSecurity.dll')).Version
    if ($assembly.GetName().Version -ne $built) {
        Write-Warning "ConsulSecurity $($assembly.GetName().Version) is already loaded in this session: restart PowerShell to use $built."
    }

    $inner = Microsoft.PowerShell.Core\Import-Module -Assembly $assembly -PassThru -ErrorAction Stop

    # A second import of an assembly from a private load context exports no cmdlets:
    # https://github.com/PowerShell/PowerShell/issues/20710
    $addExportedCmdlet = [System.Management.Automation.PSModuleInfo].GetMethod(
        'AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
