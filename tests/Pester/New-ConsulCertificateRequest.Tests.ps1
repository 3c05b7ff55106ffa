BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'New-ConsulCertificateRequest' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
    }

    AfterEach {
        Pop-Location
    }

    It 'writes a request and a private key' {
        $request = New-ConsulCertificateRequest Client -Node n1 -KeyAlgorithm EcP384

        (Get-ChildItem).Name | Sort-Object | Should -Be 'dc1-client-consul-n1-key.pem', 'dc1-client-consul-n1.csr'
        $request.DnsNames | Should -Be 'client.dc1.consul', 'n1.client.dc1.consul', 'localhost'
        $request.KeyAlgorithm | Should -Be 'EC P-384'
        Get-Content $request.Path -TotalCount 1 | Should -Be '-----BEGIN CERTIFICATE REQUEST-----'
    }

    It 'keeps the key private' -Skip:(-not $IsLinux) {
        (& stat -c %a (New-ConsulCertificateRequest Client).KeyPath) | Should -Be 600
    }

    It 'overwrites nothing without -Force' {
        $before = New-ConsulCertificateRequest Client

        { New-ConsulCertificateRequest Client } | Should -Throw -ErrorId 'FileExists,*'
        (New-ConsulCertificateRequest Client -Force).PublicKeyFingerprint | Should -Not -Be $before.PublicKeyFingerprint
    }

    It 'writes nothing under -WhatIf' {
        New-ConsulCertificateRequest Client -WhatIf
        Get-ChildItem | Should -BeNullOrEmpty
    }
}
