BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
    $token = [guid]::NewGuid().ToString()
    $lab = Start-ConsulLab -Servers 1 -Clients 2 -Token $token -Configuration @"
        acl { enabled = true, default_policy = "deny", enable_token_persistence = true, tokens { master = "$token", agent = "$token" } }
"@
    Connect-Consul -Address $lab['s1'].HttpAddress -Token $token > $null
    function Get-Kept([string] $Agent) {
        $file = "$($lab[$Agent].DataFolder)/acl-tokens.json"
        if (Test-Path $file) { (Get-Content -Raw $file | ConvertFrom-Json).agent }
    }
}

AfterAll {
    Disconnect-Consul
    Stop-ConsulLab $lab
}

Describe 'Set-ConsulAgentToken' -Skip:(-not $IsLinux) {
    It 'gives many agents the token, past one that is not there, and each keeps it' {
        $new = New-ConsulAclToken -NodeIdentity c1, c2
        $new | Set-ConsulAgentToken -Address $lab['c1'].HttpAddress, 'http://127.0.0.1:9', $lab['c2'].HttpAddress -ErrorAction SilentlyContinue -ErrorVariable errors

        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ConsulUnreachable,*'
        Get-Kept c1 | Should -Be $new.Reveal()
        Get-Kept c2 | Should -Be $new.Reveal()
        Get-Kept s1 | Should -BeNullOrEmpty
    }

    It 'gives each agent its own, down the pipeline' {
        foreach ($node in 'c1', 'c2') {
            New-ConsulAclToken -NodeIdentity $node -Description "agent $node" | Set-ConsulAgentToken -Address $lab[$node].HttpAddress
        }

        Get-Kept c1 | Should -Not -Be (Get-Kept c2)
    }

    It 'gives nothing under -WhatIf' {
        $before = Get-Kept c1
        New-ConsulAclToken -NodeIdentity c1 | Set-ConsulAgentToken -Address $lab['c1'].HttpAddress -WhatIf
        Get-Kept c1 | Should -Be $before
    }
}
