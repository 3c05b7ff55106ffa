BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Export-ConsulCertificate' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $ca = New-ConsulCertificateAuthority
        $cli = New-ConsulCertificate Cli -Authority $ca
    }

    AfterEach {
        Pop-Location
    }

    It 'writes a PFX that .NET opens, with key and chain' {
        $file = $cli | Export-ConsulCertificate -DestinationPath cli.pfx -AuthorityPath $ca.Path -PfxPassphrase secret
        $collection = [System.Security.Cryptography.X509Certificates.X509Certificate2Collection]::new()
        $collection.Import($file.FullName, 'secret', 'DefaultKeySet')

        $collection.Count | Should -Be 2
        @($collection | Where-Object HasPrivateKey).Subject | Should -Be 'CN=cli.dc1.consul'
    }

    It 'keeps the PFX private' -Skip:(-not $IsLinux) {
        (& stat -c %a (Export-ConsulCertificate $cli.Path cli.pfx -PfxPassphrase secret).FullName) | Should -Be 600
    }

    It 'asks for a passphrase' {
        { Export-ConsulCertificate $cli.Path cli.pfx } | Should -Throw -ErrorId 'PassphraseNeeded,*'
        'cli.pfx' | Should -Not -Exist
    }

    It 'overwrites nothing without -Force' {
        $null = Export-ConsulCertificate $cli.Path cli.der -Format Der

        { Export-ConsulCertificate $cli.Path cli.der -Format Der } | Should -Throw -ErrorId 'FileExists,*'
        Export-ConsulCertificate $cli.Path cli.der -Format Der -Force | Should -Exist
    }

    It 'writes nothing under -WhatIf' {
        Export-ConsulCertificate $cli.Path cli.der -Format Der -WhatIf
        'cli.der' | Should -Not -Exist
    }
}
