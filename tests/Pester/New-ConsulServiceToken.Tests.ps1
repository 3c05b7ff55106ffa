BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/AclLab.psm1
    $lab = Start-AclLab
    Connect-Consul -Address $lab['s1'].HttpAddress -Token $lab.Token > $null
}

AfterAll {
    Disconnect-Consul
    Stop-ConsulLab $lab
}

Describe 'New-ConsulServiceToken' -Skip:(-not $IsLinux) {
    It 'makes a token that is one service and nothing else' {
        $tokens = New-ConsulServiceToken web, api, Web_Upper

        $tokens | Should -HaveCount 3
        foreach ($pair in @{ Token = $tokens[0]; Name = 'web' }, @{ Token = $tokens[2]; Name = 'Web_Upper' }) {
            $rights = $pair.Token | Get-ConsulAclPermission | Where-Object Access -EQ Write
            $rights.Segment | Sort-Object | Should -Be $pair.Name, "$($pair.Name)-sidecar-proxy"
        }
    }

    It 'makes one for each instance' {
        (New-ConsulServiceToken web -PerInstance h1, h2).Description | Should -Be 'service web, instance h1', 'service web, instance h2'
    }

    It 'has Vault make them, each with a lease' {
        # A fake of Vault; the tokens are real.
        $vault = [ConsulSecurity.Lab.FakeVault]::new($lab['s1'].HttpAddress, $lab.Token, $true)
        try {
            $from = @{ VaultAddress = $vault.Address; VaultToken = $vault.Token }
            New-ConsulServiceToken web @from -WhatIf
            $vault.Requests | Should -HaveCount 0

            $tokens = New-ConsulServiceToken web -PerInstance h1, h2 -ExpirationTtl 2.0:00:00 @from
            $rights = $tokens[1] | Get-ConsulAclPermission | Where-Object Access -EQ Write
            $rights.Segment | Sort-Object | Should -Be web, web-sidecar-proxy
            $tokens.LeaseId | Select-Object -Unique | Should -HaveCount 2
            $tokens[0].ExpirationTime | Should -BeGreaterThan ([datetime]::UtcNow.AddHours(47))

            $from.VaultToken = 'hvs.wrong'
            { New-ConsulServiceToken web @from -ErrorAction Stop } | Should -Throw -ErrorId 'VaultPermissionDenied,*'
        }
        finally {
            $vault.Dispose()
        }
    }

    It 'sends Vault nothing in the clear' {
        { New-ConsulServiceToken web -VaultAddress http://vault.example:8200 -VaultToken x } | Should -Throw -ErrorId 'VaultInsecure,*'
    }
}
