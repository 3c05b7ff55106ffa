BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Test-ConsulAgentConfiguration' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Set-Content -Path "$folder/base.hcl" -Value 'data_dir = "/opt/consul"'
    }

    It 'says nothing where all is well' {
        Test-ConsulAgentConfiguration $folder | Should -BeNullOrEmpty
        Test-ConsulAgentConfiguration $folder -Quiet | Should -BeTrue
    }

    It 'gives place and suggestion, also for files from the pipeline' {
        Set-Content -Path "$folder/x.hcl" -Value '', 'verify_outgoin = true'

        $found = Get-ChildItem $folder | Test-ConsulAgentConfiguration

        $found | Should -HaveCount 1
        $found.Id | Should -Be 'UnknownSetting'
        $found.Line, $found.Column | Should -Be 2, 1
        $found.Suggestion | Should -Be "Did you mean 'verify_outgoing'?"
        Test-ConsulAgentConfiguration $folder -Quiet | Should -BeFalse
    }

    It 'sees what consul validate does not: <Id>' -ForEach @(
        @{ Id = 'FileNotReadable'; Text = 'ca_file = "/nonexistent/ca.pem"' }
        @{ Id = 'IllegalValue'; Text = 'acl { default_policy = "nope" }' }
        @{ Id = 'GossipKeySizeInvalid'; Text = 'encrypt = "YWJjZGVmZ2hpamts"' }
        @{ Id = 'IllegalValue'; Text = 'tls_min_version = "TLSv1_2"' }
        @{ Id = 'AuthorityMissing'; Text = 'verify_outgoing = true' }
        @{ Id = 'SettingTooNew'; Text = 'tls { defaults { verify_incoming = true } }' }
    ) {
        Set-Content -Path "$folder/x.hcl" -Value $Text

        (Test-ConsulAgentConfiguration $folder -ConsulVersion 1.8.7).Id | Should -Contain $Id
    }

    It 'sees a key that is not that of the certificate' {
        $certificates = (New-Item -ItemType Directory -Path "$folder-tls").FullName
        $authority = New-ConsulCertificateAuthority -OutputPath $certificates
        $server, $other = 1..2 | ForEach-Object { New-ConsulCertificate Server -Authority $authority -Node "n$_" -OutputPath $certificates }
        $lines = 'server = true', "ca_file = `"$($authority.Path)`"", "cert_file = `"$($server.Path)`""

        Set-Content -Path "$folder/x.hcl" -Value ($lines + "key_file = `"$($server.KeyPath)`"")
        Test-ConsulAgentConfiguration $folder | Should -BeNullOrEmpty

        Set-Content -Path "$folder/x.hcl" -Value ($lines + "key_file = `"$($other.KeyPath)`"")
        (Test-ConsulAgentConfiguration $folder).Id | Should -Contain 'KeyDoesNotMatch'
    }

    It 'sees a byte order mark and UTF-16' {
        [System.IO.File]::WriteAllText("$folder/bom.hcl", 'server = false', [System.Text.UTF8Encoding]::new($true))
        [System.IO.File]::WriteAllText("$folder/utf16.json", '{"server":false}', [System.Text.Encoding]::Unicode)

        (Test-ConsulAgentConfiguration $folder).Id | Should -Be 'ByteOrderMark', 'Utf16Encoding'
    }

    It 'names files that Consul passes over' {
        Set-Content -Path "$folder/server.conf" -Value 'server = true'

        (Test-ConsulAgentConfiguration $folder).Id | Should -Be 'FileIgnored'
    }

    It 'never shows a secret' {
        Set-Content -Path "$folder/x.hcl" -Value 'encrypt = "s3cret"', 'acl { tokens { agent = ["t0ken", "t1ken"] default = t2KEN } }'

        Test-ConsulAgentConfiguration $folder | ConvertTo-Json -Depth 4 | Should -Not -Match 's3cret|t0ken|t1ken|t2KEN'
    }
}
