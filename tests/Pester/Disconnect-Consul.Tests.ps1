BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Disconnect-Consul' {
    It 'does nothing without a connection' {
        { Disconnect-Consul; Disconnect-Consul } | Should -Not -Throw
    }

    It 'forgets the connection and its token' -Skip:(-not $IsLinux) {
        Import-Module $PSScriptRoot/ConsulLab.psm1
        $lab = Start-ConsulLab
        try {
            Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null
            Disconnect-Consul
            (Get-ConsulConnection).NodeName | Should -BeNullOrEmpty
        }
        finally { Stop-ConsulLab $lab }
    }
}
