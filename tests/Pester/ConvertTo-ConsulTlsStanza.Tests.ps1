BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'ConvertTo-ConsulTlsStanza' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Set-Content -Path "$folder/tls.hcl" -Value 'ca_file = "/ca.pem"', 'verify_incoming = true', 'verify_incoming_rpc = false', 'verify_server_hostname = true'
    }

    It 'says every interface by itself, and gRPC not verified' {
        $text = ConvertTo-ConsulTlsStanza $folder
        Set-Content -Path "$TestDrive/new.hcl" -Value $text
        $new = Get-ConsulAgentConfiguration "$TestDrive/new.hcl" -ConsulVersion 1.12

        $text | Should -Match '(?s)internal_rpc \{\s+verify_incoming = true'
        $text | Should -Match '(?s)grpc \{\s+verify_incoming = false'
        $new.InternalRpc.VerifyIncoming, $new.Https.VerifyIncoming, $new.Grpc.VerifyIncoming | Should -Be $true, $true, $false
        $new.InternalRpc.VerifyServerHostname | Should -BeTrue
    }

    It 'goes back to the old names' {
        ConvertTo-ConsulTlsStanza $folder | Set-Content -Path "$TestDrive/new.hcl"
        $text = ConvertTo-ConsulTlsStanza "$TestDrive/new.hcl" -ConsulVersion 1.8.7

        $text | Should -Match 'verify_incoming_rpc = true'
        $text | Should -Match 'tls_min_version = "tls12"'
        $text | Should -Not -Match 'tls \{'
    }

    It 'refuses what the old names cannot say' {
        Set-Content -Path "$TestDrive/grpc.hcl" -Value 'tls { grpc { verify_incoming = true } }'

        { ConvertTo-ConsulTlsStanza "$TestDrive/grpc.hcl" -ConsulVersion 1.8.7 } | Should -Throw -ErrorId 'TlsNotExpressible,*'
    }

    It 'takes files from the pipeline' {
        Get-ChildItem $folder | ConvertTo-ConsulTlsStanza | Should -HaveCount 1
    }
}
