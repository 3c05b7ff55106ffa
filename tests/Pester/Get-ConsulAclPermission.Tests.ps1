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

Describe 'Get-ConsulAclPermission, Test-ConsulAclAccess' -Skip:(-not $IsLinux) {
    BeforeAll {
        Set-ConsulAclPolicy wide 'key_prefix "" { policy = "write" }'
        Set-ConsulAclPolicy narrow 'key "secret" { policy = "deny" }'
        $token = New-ConsulAclToken -Policy wide, narrow -ServiceIdentity web
    }

    It 'names the policy or identity that each right comes from' {
        $rights = $token | Get-ConsulAclPermission

        ($rights | Where-Object Resource -EQ key).Source | Sort-Object | Should -Be 'narrow', 'wide'
        ($rights | Where-Object Segment -EQ web).Source | Should -Be 'service identity web'
    }

    It 'lists every token that can write service web' {
        (Get-ConsulAclPermission -Resource service -Segment web -Access write).AccessorId | Sort-Object |
            Should -Be (@($token.AccessorId; (Get-ConsulAclToken -Self).AccessorId) | Sort-Object)
    }

    It 'answers as the cluster does' {
        $names = 'secret', 'other', 'secretly'
        $ours = ($token | Test-ConsulAclAccess -Resource key -Segment $names -Access write).Allowed
        $theirs = (Test-ConsulAclAccess -Server -Connection (Connect-Consul $lab['s1'].HttpAddress -Token $token) -Resource key -Segment $names -Access write).Allowed
        Connect-Consul -Address $lab['s1'].HttpAddress -Token $lab.Token > $null

        $ours | Should -Be $false, $true, $true
        $theirs | Should -Be $ours
    }

    It 'knows what nobody may do' {
        Test-ConsulAclAccess -Anonymous -Resource service -Segment web -Access read -Quiet | Should -BeFalse
    }
}
