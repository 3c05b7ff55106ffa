BeforeDiscovery {
    $checkout = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable
    $scripts = Get-ChildItem -Path $checkout/module, $checkout/help, $checkout/benchmarks, $checkout/demo, $checkout/build.ps1, $checkout/ConsulSecurity.psd1 `
        -Recurse -Include *.ps1, *.psm1, *.psd1 -ErrorAction Ignore | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $manifest = Import-PowerShellDataFile $ModulePath
    $names = 'Get-Command -Module ConsulSecurity | ForEach-Object Name'
}

Describe 'The module' {
    It 'has a manifest that PowerShell finds no fault with' {
        Test-ModuleManifest $ModulePath -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'exports exactly what the manifest names' {
        $exported = Get-Command -Module ConsulSecurity

        $exported.Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $exported.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'names every cmdlet that the assembly has in the manifest' {
        $assembly = (Get-Command New-ConsulGossipKey).ImplementingType.Assembly
        $cmdlets = $assembly.GetTypes().ForEach{ $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) }

        $cmdlets.ForEach{ "$($_.VerbName)-$($_.NounName)" } | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'keeps its cmdlets through <Name>' -ForEach @(
        @{ Name = 'a second import'; Script = 'Import-Module $module; Import-Module $module' }
        @{ Name = 'an import with -Force'; Script = 'Import-Module $module; Import-Module $module -Force' }
        @{ Name = 'removal and import'; Script = 'Import-Module $module; Remove-Module ConsulSecurity; Import-Module $module' }
        @{ Name = 'an import from a function'; Script = 'function Import-It { Import-Module $module -Global }; Import-It' }
    ) {
        Invoke-Shell "$Script; $names; (New-ConsulGossipKey).Size" | Should -Be ((@($manifest.CmdletsToExport | Sort-Object) + 32) -join "`n")
    }

    It 'takes its cmdlets away when it is removed' {
        Invoke-Shell 'Import-Module $module; Remove-Module ConsulSecurity; @(Get-Command *-Consul* -CommandType Cmdlet -ListImported).Count' |
            Should -Be '0'
    }

    It 'works in two runspaces that import it at once' {
        Invoke-Shell @'
            $shells = 1..2 | ForEach-Object {
                $shell = [powershell]::Create().AddScript("Import-Module '$module' -ErrorAction Stop; New-ConsulGossipKey -Count 50 -AsPlainText")
                @{ Shell = $shell; Run = $shell.BeginInvoke() }
            }
            @($shells | ForEach-Object { $_.Shell.EndInvoke($_.Run) } | Select-Object -Unique).Count
'@ | Should -Be '100'
    }

    It 'makes its types nameable' {
        [ConsulSecurity.GossipKey]::IsValidSize(32) | Should -BeTrue
        [ConsulSecurity.ConsulErrorKind]::NotFound | Should -Not -BeNullOrEmpty
    }

    It 'prints nothing and writes nothing on import' {
        $env:CONSULSECURITY_TEST_HOME = (New-Item -ItemType Directory -Path "$TestDrive/home").FullName
        try {
            Invoke-Shell @'
                $env:HOME = $env:TMPDIR = $env:TEMP = $env:CONSULSECURITY_TEST_HOME
                Set-Location $env:CONSULSECURITY_TEST_HOME
                $folders = (Split-Path $module), $env:CONSULSECURITY_TEST_HOME
                $before = Get-ChildItem -Path $folders -Recurse -Force | Select-Object FullName, LastWriteTimeUtc, Length | ConvertTo-Json
                $printed = Import-Module $module *>&1
                $after = Get-ChildItem -Path $folders -Recurse -Force | Select-Object FullName, LastWriteTimeUtc, Length | ConvertTo-Json
                "$($before -eq $after) '$printed'"
'@ | Should -Be "True ''"
        }
        finally {
            Remove-Item Env:/CONSULSECURITY_TEST_HOME
        }
    }

    It 'does not meet the <_> of another module' -ForEach 'Newtonsoft.Json', 'BouncyCastle.Cryptography' {
        $other = "$TestDrive/$_.dll"
        New-ForeignLibrary $_ $other
        $script = @'
            $other = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('<other>')
            Import-Module $module
            $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ ConsulSecurity
            $ours = $context.LoadFromAssemblyName('<name>')
            "$($other.GetName().Version) $($ours.Location) $((New-ConsulGossipKey).Size)"
'@
        if ($_ -eq 'Newtonsoft.Json') { $script = $script -replace '\$other = .*', '$other = [Newtonsoft.Json.JsonConvert].Assembly' }

        $answer = Invoke-Shell ($script -replace '<other>', $other -replace '<name>', $_)
        $answer | Should -BeLike "* $(Split-Path $ModulePath)/module/bin/$_.dll 32"
    }

    It 'asks for a new session when another version of it is loaded already' {
        $copy = "$TestDrive/upgrade/ConsulSecurity"
        Copy-Item -Path (Split-Path $ModulePath) -Destination $copy -Recurse -Container
        Remove-Item "$copy/module/bin/ConsulSecurity.dll"
        Add-Type -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("9.9.9.0")] public class Newer { }' -OutputAssembly "$copy/module/bin/ConsulSecurity.dll" -OutputType Library

        Invoke-Shell "Import-Module `$module; Import-Module '$copy/ConsulSecurity.psd1' -Force 3>&1 | ForEach-Object Message" |
            Should -BeLike 'ConsulSecurity 0.* is already loaded in this session: restart PowerShell to use 9.9.9.0.'
    }

    It 'says how to build it where it is not built' {
        $copy = "$TestDrive/unbuilt/ConsulSecurity"
        Copy-Item -Path (Split-Path $ModulePath) -Destination $copy -Recurse -Container
        Remove-Item "$copy/module/bin" -Recurse

        { Invoke-Shell "Import-Module '$copy/ConsulSecurity.psd1'" } | Should -Throw "*The module is not built: run*"
    }
}

Describe 'Scripts' -Skip:(-not $analyzer) {
    It 'are clean, and <Name> keeps to the syntax of Windows PowerShell 5.1' -ForEach $scripts {
        # Those two look for tests and examples in folders of a DSC module of old; ours are elsewhere.
        $settings = @{ ExcludeRules = 'PSDSCDscTestsPresent', 'PSDSCDscExamplesPresent'; Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1') } } }
        Invoke-ScriptAnalyzer -Path $Path -Settings $settings | Out-String | Should -BeNullOrEmpty
    }
}
