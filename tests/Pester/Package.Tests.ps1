# The package as somebody gets it: CONSULSECURITY_PACKAGE names the .nupkg ('./build.sh Package' does), else the module under test stands in for it.
BeforeAll {
    . $PSScriptRoot/common.ps1

    # An empty PSModulePath but for the package, and what PowerShell itself needs.
    $modules = (New-Item -ItemType Directory -Path "$TestDrive/modules").FullName
    $version = (Import-PowerShellDataFile $ModulePath).ModuleVersion
    $folder = "$modules/ConsulSecurity/$version"
    if ($env:CONSULSECURITY_PACKAGE) {
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        [System.IO.Compression.ZipFile]::ExtractToDirectory($env:CONSULSECURITY_PACKAGE, $folder)
    }
    else {
        Copy-Item -Path (Split-Path $ModulePath) -Destination $folder -Recurse
    }

    function Invoke-Installed([string] $Script) {
        Invoke-Shell "`$env:PSModulePath = '$modules' + [System.IO.Path]::PathSeparator + `$PSHOME + '/Modules'; Set-Location '$TestDrive'; $Script"
    }
}

Describe 'The package' {
    It 'is found, imports by name and has a manifest without fault' {
        Invoke-Installed "Import-Module ConsulSecurity; (Get-Module ConsulSecurity).ModuleBase; (Test-ModuleManifest '$folder/ConsulSecurity.psd1').Version.ToString()" |
            Should -Be "$folder`n$version"
    }

    It 'loads by itself when one of its cmdlets is used' {
        Invoke-Installed '(New-ConsulGossipKey).Size' | Should -Be '32'
    }

    It 'exports what its manifest names, each with help' {
        $answer = Invoke-Installed 'Import-Module ConsulSecurity; Get-Command -Module ConsulSecurity | ForEach-Object { "$($_.Name) $((Get-Help $_.Name).Synopsis -match "^\w.*\.$")" }'

        $answer -split "`n" | Sort-Object | Should -Be ((Import-PowerShellDataFile "$folder/ConsulSecurity.psd1").CmdletsToExport | Sort-Object | ForEach-Object { "$_ True" })
    }

    It 'names the licence of every library of others' {
        $notices = [System.IO.File]::ReadAllText("$folder/THIRD-PARTY-NOTICES.txt")
        Get-ChildItem "$folder/module/bin" -Filter *.dll | Where-Object Name -NotLike ConsulSecurity* |
            ForEach-Object { $notices | Should -Match ([regex]::Escape($_.Name) + ' \(.*\)') }
    }

    It 'works in a session that has loaded other versions of its libraries' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        New-ForeignLibrary BouncyCastle.Cryptography "$TestDrive/BouncyCastle.Cryptography.dll"
        New-Item -ItemType Directory "$TestDrive/ca" | Out-Null
        if (-not $IsWindows) { & chmod 700 "$TestDrive/ca" }
        $answer = Invoke-Installed @"
            [void][System.Reflection.Assembly]::LoadFrom('$TestDrive/BouncyCastle.Cryptography.dll')
            [void][Newtonsoft.Json.JsonConvert].Assembly
            Import-Module ConsulSecurity
            `$authority = New-ConsulCertificateAuthority ca -Passphrase secret
            `$certificate = New-ConsulCertificate Server -Authority `$authority -Passphrase secret -OutputPath ca
            Export-ConsulCertificate `$certificate.Path ca/s.pfx -KeyPath `$certificate.KeyPath -PfxPassphrase secret | Out-Null
            (Get-ConsulCertificate ca/s.pfx -Passphrase secret).Subject
            Set-Content agent.hcl 'server = true'
            Test-ConsulHardening -Path agent.hcl -Id GOS-01 6> `$null | Export-ConsulHardeningReport r.json -Force
            `$loaded = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -in 'BouncyCastle.Cryptography', 'Newtonsoft.Json' }
            (`$loaded | ForEach-Object { `$_.GetName().Name } | Group-Object | ForEach-Object { "`$(`$_.Name) `$(`$_.Count)" } | Sort-Object) -join ', '
            (Get-Content r.json -Raw | ConvertFrom-Json).Findings[0].Id
"@
        $answer | Should -Be "CN=server.dc1.consul`nBouncyCastle.Cryptography 2, Newtonsoft.Json 2`nGOS-01"
    }
}
