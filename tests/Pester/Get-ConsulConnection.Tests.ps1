BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-ConsulConnection' {
    BeforeEach { Disconnect-Consul }
    AfterEach { $env:CONSUL_HTTP_ADDR = $env:CONSUL_HTTP_TOKEN = $null }

    It 'is the local agent where nothing is said' {
        (Get-ConsulConnection).ToString() | Should -Be 'http://127.0.0.1:8500'
        (Get-ConsulConnection).HasToken | Should -BeFalse
    }

    It 'is what the environment describes, without asking anyone' {
        $env:CONSUL_HTTP_ADDR = 'https://nowhere.invalid:8501'
        $env:CONSUL_HTTP_TOKEN = 'marker-77d1'

        $connection = Get-ConsulConnection

        $connection.ToString() | Should -Be 'https://nowhere.invalid:8501'
        $connection.HasToken | Should -BeTrue
        ($connection | Format-List * | Out-String) + ($connection | ConvertTo-Json -Depth 5) | Should -Not -BeLike '*marker-77d1*'
    }

    It 'fits a screen of 100 columns' {
        $lines = (Get-ConsulConnection | Out-String -Width 100) -split "`n" | Where-Object { $_.Trim() }
        $lines | Should -HaveCount 3
        $lines[0] | Should -Match 'Address\s+Node\s+Role\s+Datacenter\s+Version\s+Token'
    }
}
