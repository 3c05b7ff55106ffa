BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Get-ConsulCertificate' {
    BeforeAll {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/files").FullName
        $ca = New-ConsulCertificateAuthority
        $server = New-ConsulCertificate Server -Authority $ca -Node s1
        $null = Export-ConsulCertificate $server.Path bundle.pem -Format Pem -AuthorityPath $ca.Path
        $null = Export-ConsulCertificate $server.Path server.der -Format Der
        $null = Export-ConsulCertificate $server.Path server.pfx -AuthorityPath $ca.Path -PfxPassphrase secret
        'not a certificate' | Set-Content notes.txt
    }

    AfterAll {
        Pop-Location
    }

    It 'reads <_>' -ForEach 'dc1-server-consul-s1.pem', 'bundle.pem', 'server.der' {
        (Get-ConsulCertificate $_).Fingerprint | Should -Be $server.Fingerprint
    }

    It 'reads a PFX with its passphrase, and says when it is wrong' {
        $read = Get-ConsulCertificate server.pfx -Passphrase secret

        $read.Fingerprint | Should -Be $server.Fingerprint
        $read.Chain.Fingerprint | Should -Be $ca.Certificate.Fingerprint
        { Get-ConsulCertificate server.pfx -Passphrase wrong } | Should -Throw -ErrorId 'PfxPasswordWrong,*'
    }

    It 'gives the rest of a bundle as the chain, or each by itself' {
        (Get-ConsulCertificate bundle.pem).Chain.Role | Should -Be Authority
        (Get-ConsulCertificate bundle.pem -All).Role | Should -Be Server, Authority
    }

    It 'reads a folder, passing over keys' {
        $found = Get-ConsulCertificate -ErrorAction SilentlyContinue

        @($found | Where-Object Fingerprint -EQ $server.Fingerprint).Count | Should -Be 3
        $found.Path | Should -Not -Contain (Join-Path $PWD 'dc1-server-consul-s1-key.pem')
    }

    It 'names a file that is no certificate' {
        { Get-ConsulCertificate notes.txt } | Should -Throw -ErrorId 'CertificateUnreadable,*'
        { Get-ConsulCertificate missing.pem } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'says so when nothing answers' {
        { Get-ConsulCertificate -Address 127.0.0.1 -Port 1 } | Should -Throw -ErrorId 'ListenerUnreachable,*'
    }

    It 'shows what a real agent serves on its HTTPS and RPC ports' -Skip:(-not $IsLinux) {
        $lab = Start-ConsulLab -Configuration @"
            ca_file = "$($ca.Path)"
            cert_file = "$($server.Path)"
            key_file = "$($server.KeyPath)"
            verify_incoming = true
            verify_outgoing = true
            verify_server_hostname = true
            ports { https = 8501 }
"@
        try {
            $served = Get-ConsulCertificate -Address $lab['s1'].Address -Port 8300, 8501
            $served.Fingerprint | Should -Be $server.Fingerprint, $server.Fingerprint
            $served | Test-ConsulCertificate -AuthorityPath $ca.Path -Role Server -Datacenter dc1 -Quiet | Should -BeTrue
        }
        finally {
            Stop-ConsulLab $lab
        }
    }
}
