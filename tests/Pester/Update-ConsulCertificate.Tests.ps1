BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Update-ConsulCertificate' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $ca = New-ConsulCertificateAuthority
        $server = New-ConsulCertificate Server -Authority $ca -Node s1 -ValidityDays 100
    }

    AfterEach {
        Pop-Location
    }

    It 'leaves a certificate alone that has time enough' {
        $result = Update-ConsulCertificate $server.Path -Authority $ca -NoReload

        $result.Renewed | Should -BeFalse
        (Get-ConsulCertificate $server.Path).Fingerprint | Should -Be $server.Fingerprint
    }

    It 'renews one whose time runs out, with the same names and a new key' {
        $result = Update-ConsulCertificate $server.Path -Authority $ca -DaysLeft 200 -NoReload

        $result.Renewed | Should -BeTrue
        $result.Certificate.DnsNames | Should -Be $server.DnsNames
        $result.Certificate.PublicKeyFingerprint | Should -Not -Be $server.PublicKeyFingerprint
        Test-ConsulCertificate $server.Path -Role Server -Quiet | Should -BeTrue
    }

    It 'renews from no other authority' {
        $other = New-ConsulCertificateAuthority -Name other

        { Update-ConsulCertificate $server.Path -Authority $other -DaysLeft 200 -NoReload } | Should -Throw -ErrorId 'CertificateOfOtherAuthority,*'
    }

    It 'writes nothing under -WhatIf' {
        Update-ConsulCertificate $server.Path -Authority $ca -Force -WhatIf
        (Get-ConsulCertificate $server.Path).Fingerprint | Should -Be $server.Fingerprint
    }

    It 'makes a real agent serve the new one' -Skip:(-not $IsLinux) {
        $lab = Start-ConsulLab -Configuration @"
            ca_file = "$($ca.Path)"
            cert_file = "$($server.Path)"
            key_file = "$($server.KeyPath)"
            ports { https = 8501 }
"@
        try {
            $connection = Connect-Consul $lab['s1'].HttpAddress
            $result = Update-ConsulCertificate $server.Path -Authority $ca -Force -Connection $connection

            $result.Reloaded | Should -BeTrue
            (Get-ConsulCertificate -Address $lab['s1'].Address).Fingerprint | Should -Be $result.Certificate.Fingerprint
        }
        finally {
            Stop-ConsulLab $lab
        }
    }
}
