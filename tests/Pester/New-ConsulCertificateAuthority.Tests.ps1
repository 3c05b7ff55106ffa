BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'New-ConsulCertificateAuthority' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
    }

    AfterEach {
        Pop-Location
    }

    It 'writes the files that consul tls writes' {
        $ca = New-ConsulCertificateAuthority

        (Get-ChildItem).Name | Sort-Object | Should -Be 'consul-agent-ca-key.pem', 'consul-agent-ca.pem'
        $ca.Path | Should -Be (Resolve-Path consul-agent-ca.pem).Path
        $ca.Certificate.Role | Should -Be Authority
        $ca.IsKeyEncrypted | Should -BeFalse
    }

    It 'makes <_> keys' -ForEach EcP256, EcP384, EcP521, Rsa2048 {
        (New-ConsulCertificateAuthority -KeyAlgorithm $_).Certificate.KeyAlgorithm | Should -Be ($_ -creplace '^EcP', 'EC P-' -creplace '^Rsa', 'RSA ')
    }

    It 'overwrites nothing, and with -Force replaces both files' {
        $before = New-ConsulCertificateAuthority
        { New-ConsulCertificateAuthority } | Should -Throw -ErrorId 'FileExists,*'
        (Get-ConsulCertificate consul-agent-ca.pem).Fingerprint | Should -Be $before.Certificate.Fingerprint

        $after = New-ConsulCertificateAuthority -Force
        $after.Certificate.Fingerprint | Should -Not -Be $before.Certificate.Fingerprint
        Test-ConsulCertificate consul-agent-ca.pem -Quiet | Should -BeTrue
    }

    It 'makes an intermediate authority whose certificates lead to the root' {
        $root = New-ConsulCertificateAuthority -Name root -PathLength 1
        $intermediate = New-ConsulCertificateAuthority -Parent $root
        $leaf = New-ConsulCertificate Server -Authority $intermediate

        $leaf.Chain.Fingerprint | Should -Be $intermediate.Certificate.Fingerprint
        $findings = $leaf | Test-ConsulCertificate -AuthorityPath root.pem
        ($findings | Where-Object Id -EQ TLS-24).Outcome | Should -Be Pass
    }

    It 'encrypts the key, and signing asks for the passphrase' {
        $passphrase = ConvertTo-SecureString -String 'secret words' -AsPlainText -Force
        $ca = New-ConsulCertificateAuthority -Passphrase $passphrase

        Get-Content consul-agent-ca-key.pem -TotalCount 1 | Should -Be '-----BEGIN ENCRYPTED PRIVATE KEY-----'
        { New-ConsulCertificate Server -Authority $ca } | Should -Throw -ErrorId 'KeyEncrypted,*'
        { New-ConsulCertificate Server -Authority $ca -Passphrase wrong } | Should -Throw -ErrorId 'PassphraseWrong,*'
        New-ConsulCertificate Server -Authority $ca -Passphrase $passphrase | Should -Not -BeNullOrEmpty
    }

    It 'refuses a folder that others can write to' -Skip:(-not $IsLinux) {
        & chmod 777 .

        { New-ConsulCertificateAuthority } | Should -Throw -ErrorId 'FolderOpenToOthers,*'
        Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf' {
        New-ConsulCertificateAuthority -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem | Should -BeNullOrEmpty
    }
}
