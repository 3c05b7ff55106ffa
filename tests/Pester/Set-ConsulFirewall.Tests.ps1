BeforeDiscovery {
    $isRoot = $IsLinux -and [Environment]::UserName -eq 'root' -and (Get-Command nft, ip -ErrorAction SilentlyContinue).Count -eq 2
    if ($isRoot) {
        & ip netns add "pester-$PID-try" 2>$null
        $isRoot = $LASTEXITCODE -eq 0
        & ip netns del "pester-$PID-try" 2>$null
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Get-ConsulFirewallRule' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Clients 1 -Configuration 'connect { enabled = true }'
        Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'opens the ports of a server to the members and closes the API' {
        $rules = Get-ConsulFirewallRule

        ($rules | Where-Object Purpose -EQ 'server RPC').Source | Should -Be @($lab['s1'].Address, $lab['c1'].Address | Sort-Object)
        ($rules | Where-Object Purpose -EQ 'LAN gossip').Protocol | Should -Be 'Tcp', 'Udp'
        ($rules | Where-Object Purpose -EQ 'HTTP API').IsOpen | Should -BeFalse
        ($rules | Where-Object Purpose -EQ 'sidecar range').Ports | Should -Be '21000-21255'
    }

    It 'writes the rules as <_>' -ForEach 'Nftables', 'Iptables', 'Firewalld', 'Ufw', 'Windows' {
        $text = Get-ConsulFirewallRule -ApiSource 10.8.0.0/16 -As $_

        $text | Should -BeOfType string
        $text | Should -BeLike '*8300*'
        $text | Should -BeLike '*10.8.0.0/16*'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a source that is a name'; Parameters = @{ AgentSource = 'host.example' }; Id = 'FirewallSourceInvalid' }
        @{ Case = 'to close a port of administration'; Parameters = @{ ManagementPort = 8500 }; Id = 'FirewallManagementPort' }
    ) {
        { Get-ConsulFirewallRule @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'fits a screen of 100 columns' {
        Get-ConsulFirewallRule | Out-String -Width 100 | Should -Match 'HTTP API +8500 tcp +\(closed\)'
    }
}

Describe 'Set-ConsulFirewall' -Skip:(-not $isRoot) {
    BeforeAll {
        # A network of its own: nothing of the machine is touched.
        $namespace = "pester-$PID"
        & ip netns add $namespace

        function Invoke-There([string] $Script) {
            $text = "`$ErrorActionPreference = 'Stop'; `$ConfirmPreference = 'None'; Import-Module '$ModulePath'
                `$rule = [ConsulSecurity.ConsulFirewallRule]@{ Purpose = 'test'; Protocol = 'Tcp'; FirstPort = 8300; LastPort = 8300; Source = '10.0.0.7'; Reason = 'test' }
                $Script"
            $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
            & ip netns exec $namespace $Shell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1 | Out-String
        }

        function Get-Ruleset { & ip netns exec $namespace nft list ruleset | Out-String }
    }

    AfterAll {
        & ip netns del $namespace
    }

    It 'changes nothing with -WhatIf' {
        Invoke-There '$rule | Set-ConsulFirewall -WhatIf' | Should -BeLike '*Apply 1 firewall rules*'

        Get-Ruleset | Should -BeNullOrEmpty
    }

    It 'applies the rules, says until when, and keeps or removes them' {
        Invoke-There '$rule | Set-ConsulFirewall -RollbackSeconds 600 | Out-Null; Set-ConsulFirewall -Keep' | Should -BeLike '*comes back in 600 s*'
        Get-Ruleset | Should -BeLike '*ip saddr 10.0.0.7 tcp dport 8300 accept*tcp dport 8300 drop*'
        Invoke-There 'Set-ConsulFirewall -Keep' | Should -BeLike '*No rules wait to be kept*'
        Invoke-There 'Set-ConsulFirewall -Remove'
        Get-Ruleset | Should -BeNullOrEmpty
    }

    It 'refuses to close the port of administration' {
        Invoke-There '$rule | Set-ConsulFirewall -ManagementPort 8300' | Should -BeLike '*administration needs*'
        Get-Ruleset | Should -BeNullOrEmpty
    }
}
