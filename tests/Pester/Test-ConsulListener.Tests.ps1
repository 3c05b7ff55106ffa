BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Test-ConsulListener' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Configuration 'connect { enabled = true }'
        Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null

        function Register($Listener) {
            $Listener.Start()
            $body = "{`"Name`":`"web`",`"Port`":$($Listener.LocalEndpoint.Port),`"Connect`":{`"SidecarService`":{}}}"
            $lab['s1'].PutAsync('/v1/agent/service/register', [System.Text.Json.Nodes.JsonNode]::Parse($body)).GetAwaiter().GetResult()
        }
    }

    AfterEach { if ($listener) { $listener.Stop() } }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'names the process of an application on <Address>' -ForEach @{ Address = '0.0.0.0' }, @{ Address = '::' } {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]$Address, 0)
        Register $listener

        $finding = Test-ConsulListener | Where-Object Id -EQ MSH-25
        $finding.Outcome | Should -Be Fail
        $finding.ProcessId | Should -Be $PID
        Test-ConsulListener -Quiet | Should -BeFalse
    }

    It 'is content with an application on <Address>' -ForEach @{ Address = '127.0.0.1' }, @{ Address = '::1' } {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]$Address, 0)
        Register $listener

        (Test-ConsulListener | Where-Object Id -EQ MSH-25).Outcome | Should -Be Pass
    }

    It 'looks at an application on <Address> from another address: <Outcome>' -ForEach @(
        @{ Address = '0.0.0.0'; Outcome = 'Fail' }
        @{ Address = '127.0.0.1'; Outcome = 'Pass' }
    ) {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]$Address, 0)
        Register $listener

        # The catalog follows the agent after a moment.
        $end = [datetime]::UtcNow.AddSeconds(30)
        do {
            $findings = Test-ConsulListener -Probe -TimeoutSeconds 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $finding = $findings | Where-Object { $_.Id -eq 'MSH-26' -and $_.Protocol -eq 'Tcp' }
        } until ($finding.Port -eq $listener.LocalEndpoint.Port -or [datetime]::UtcNow -gt $end)

        $finding.Outcome | Should -Be $Outcome
        $finding.Address | Should -Be $lab['s1'].Address
        "$warnings" | Should -BeLike '*address of this host*'
    }

    It 'asks for the node of an address that no node has' {
        { Test-ConsulListener -Probe -Address 10.9.9.9 } | Should -Throw -ErrorId 'ListenerNodeUnknown,*'
    }

    It 'completes the names of nodes' {
        (TabExpansion2 'Test-ConsulListener -Probe -Node s').CompletionMatches.CompletionText | Should -Be s1
    }

    It 'fits a screen of 100 columns' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        Register $listener

        Test-ConsulListener | Out-String -Width 100 | Should -Match 'MSH-25 +Pass +tcp +127\.0\.0\.1:\d+'
    }
}
