BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Get-ConsulAgentConfiguration' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Set-Content -Path "$folder/10.hcl" -Value 'datacenter = "dc1"', 'retry_join = ["a"]', 'acl { tokens { agent = "t0psecret" } }'
        Set-Content -Path "$folder/20.json" -Value '{"datacenter":"dc2","retry_join":["b"],"encrypt":"kDJ8eUHLyn0ypjlgnCEWf1nFgYbEA5mcNV4N5nUWz4I="}'
    }

    It 'merges the files in their order and says where each value is from' {
        $datacenter = Get-ConsulAgentConfiguration $folder -Name datacenter

        $datacenter.Value | Should -Be 'dc2'
        "$($datacenter.Location)" | Should -Be "$(Join-Path $folder 20.json):1:15"
        "$($datacenter.Overridden)" | Should -Be "$(Join-Path $folder 10.hcl):1:14"
        (Get-ConsulAgentConfiguration $folder -Name retry_join).Value | Should -Be @('a', 'b')
    }

    It 'takes files from the pipeline as one configuration' {
        $configuration = Get-ChildItem $folder | Get-ConsulAgentConfiguration

        $configuration | Should -HaveCount 1
        $configuration.Files | Should -HaveCount 2
        $configuration.Datacenter | Should -Be 'dc2'
    }

    It 'reads -Hcl last' {
        (Get-ConsulAgentConfiguration $folder -Hcl 'datacenter = "dc3"').Datacenter | Should -Be 'dc3'
    }

    It 'hides secrets everywhere' {
        $configuration = Get-ConsulAgentConfiguration $folder
        $shown = @($configuration | Out-String; $configuration.Settings | Out-String; $configuration | ConvertTo-Json -Depth 6) -join "`n"

        $shown | Should -Not -Match 't0psecret|kDJ8eUHL'
        $configuration.Find('acl.tokens.agent').Value | Should -Be '(hidden)'
        $configuration.Find('encrypt').Value | Should -BeOfType ConsulSecurity.GossipKey
    }

    It 'shows that verify_incoming_rpc changed its meaning with 1.12' {
        Set-Content -Path "$folder/tls.hcl" -Value 'verify_incoming = true', 'verify_incoming_rpc = false'

        (Get-ConsulAgentConfiguration $folder -ConsulVersion 1.11).InternalRpc.VerifyIncoming | Should -BeTrue
        (Get-ConsulAgentConfiguration $folder -ConsulVersion 1.12).InternalRpc.VerifyIncoming | Should -BeFalse
        (Get-ConsulAgentConfiguration $folder -ConsulVersion 1.12).Grpc.VerifyIncoming | Should -BeFalse
    }

    It 'names a path that is not there' {
        { Get-ConsulAgentConfiguration "$folder/none" -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigurationNotFound,*'
    }

    It 'names a version that is none' {
        { Get-ConsulAgentConfiguration $folder -ConsulVersion newest -ErrorAction Stop } | Should -Throw -ErrorId 'ConsulVersionInvalid,*'
    }
}
