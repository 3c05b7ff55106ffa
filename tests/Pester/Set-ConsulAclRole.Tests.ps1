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

Describe 'Roles, auth methods, binding rules and agent tokens' -Skip:(-not $IsLinux) {
    It 'keeps what is not given of a role' {
        Set-ConsulAclRole ops -NodeIdentity s1, n2@dc2 -Description one
        $role = Set-ConsulAclRole ops -Description two -PassThru

        $role.NodeIdentities | ForEach-Object { "$_" } | Should -Be 's1@dc1', 'n2@dc2'
        Get-ConsulAclRole ops | Remove-ConsulAclRole -Confirm:$false
        Get-ConsulAclRole | Should -BeNullOrEmpty
    }

    It 'keeps the settings of an auth method that are not given' {
        $key = [System.Security.Cryptography.ECDsa]::Create([System.Security.Cryptography.ECCurve+NamedCurves]::nistP256).ExportSubjectPublicKeyInfoPem()
        Set-ConsulAclAuthMethod ci jwt -Config @{ JWTValidationPubKeys = @($key); BoundIssuer = 'a' } -MaxTokenTtl 0:05:00
        $method = Set-ConsulAclAuthMethod ci -Config @{ BoundAudiences = @('consul') } -PassThru

        $method.Config.BoundIssuer, $method.MaxTokenTtl.TotalMinutes | Should -Be 'a', 5
        @($method.Config.JWTValidationPubKeys) | Should -HaveCount 1
    }

    It 'makes methods of the types that this version has' {
        $ca = New-ConsulCertificateAuthority (New-Item -ItemType Directory "$TestDrive/ca").FullName
        # A JWT whose signature nobody checks here.
        $jwt = 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl'
        $config = @{ Host = 'https://k8s.example'; CACert = Get-Content -Raw $ca.Path; ServiceAccountJWT = $jwt }
        $method = Set-ConsulAclAuthMethod cluster kubernetes -Config $config -PassThru

        $method.Type, $method.Config.Host | Should -Be 'kubernetes', 'https://k8s.example'
        $method.Config.Keys | Should -Not -Contain ServiceAccountJWT
        foreach ($type in 'oidc', 'aws-iam') {
            { Set-ConsulAclAuthMethod later $type -Config @{ BoundIssuer = 'a' } -ErrorAction Stop } | Should -Throw -ErrorId 'AclAuthMethodTypeUnknown,*'
        }
    }

    It 'makes a binding rule once' {
        $first = Set-ConsulAclBindingRule ci service web -PassThru
        $again = Set-ConsulAclBindingRule ci service web -PassThru
        $changed = $first | Set-ConsulAclBindingRule -Description x -PassThru

        $again.Id, $changed.Id | Should -Be $first.Id, $first.Id
        $changed.BindName | Should -Be web
        Get-ConsulAclAuthMethod ci | Remove-ConsulAclAuthMethod -Confirm:$false
        Get-ConsulAclBindingRule | Should -BeNullOrEmpty
    }

    It 'gives an agent its token' {
        $token = New-ConsulAclToken -NodeIdentity s1
        $token | Set-ConsulAgentToken
        $token | Set-ConsulAgentToken -Type recovery
        { Set-ConsulAgentToken $token -Type dns -ErrorAction Stop } | Should -Throw -ErrorId 'AgentTokenUnknown,*'
    }
}
