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
}
