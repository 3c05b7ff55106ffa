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

Describe 'New-, Get-, Set- and Remove-ConsulAclToken' -Skip:(-not $IsLinux) {
    It 'hides the secret unless asked' {
        $token = New-ConsulAclToken -Description hidden
        $shown = @($token | Out-String; $token | Format-List * | Out-String; "$token"; $token | ConvertTo-Json -Depth 3) -join "`n"

        $token.Reveal() | Should -Match '^[0-9a-f-]{36}$'
        $shown.Contains($token.Reveal()) | Should -BeFalse
        New-ConsulAclToken -AsPlainText | Should -Match '^[0-9a-f-]{36}$'
    }

    It 'changes the description and keeps all else' {
        Set-ConsulAclRole ops -NodeIdentity s1
        Set-ConsulAclPolicy app 'key "a" { policy = "read" }'
        $token = New-ConsulAclToken -Policy app -Role ops -ServiceIdentity web -NodeIdentity n1 -ExpirationTtl 1:00:00
        $after = $token | Set-ConsulAclToken -Description x -PassThru

        $after.Description | Should -Be x
        $after.Policies.Name, $after.Roles.Name, $after.ServiceIdentities.ServiceName, $after.NodeIdentities.NodeName | Should -Be 'app', 'ops', 'web', 'n1'
        $after.ExpirationTime | Should -Be $token.ExpirationTime
    }

    It 'refuses <Error>' -ForEach @(
        @{ Error = 'AclTokenLifetimeInvalid'; Bound = @{ ExpirationTtl = '0:00:59' } }
        @{ Error = 'AclTokenLifetimeInvalid'; Bound = @{ ExpirationTtl = '1.0:00:01' } }
        @{ Error = 'AclLinkNotFound'; Bound = @{ Role = 'nope' } }
        @{ Error = 'AclNameInvalid'; Bound = @{ ServiceIdentity = 'Web' } }
    ) {
        { New-ConsulAclToken @Bound -ErrorAction Stop } | Should -Throw -ErrorId "$Error,*"
    }

    It 'makes none for an empty pipeline' {
        $before = (Get-ConsulAclToken).Count
        @() | New-ConsulAclToken
        (Get-ConsulAclToken).Count | Should -Be $before
    }

    It 'finds who one is, and deletes' {
        (Get-ConsulAclToken -Self).IsManagement | Should -BeTrue
        $token = New-ConsulAclToken -Description 'to go'
        $token | Remove-ConsulAclToken -Confirm:$false
        { Get-ConsulAclToken $token.AccessorId -ErrorAction Stop } | Should -Throw -ErrorId 'AclObjectNotFound,*'
    }

    It 'is told without acl:write' {
        $token = New-ConsulAclToken
        $weak = Invoke-Shell "Import-Module `$module; Connect-Consul $($lab['s1'].HttpAddress) -Token $($token.Reveal()) > `$null; try { New-ConsulAclToken -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        $weak | Should -BeLike 'ConsulPermissionDenied,*'
    }
}
