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

Describe 'Get-ConsulAclPolicy, Remove-ConsulAclPolicy' -Skip:(-not $IsLinux) {
    It 'reads by name, wildcard and id, and deletes' {
        'a1', 'a2', 'b1' | ForEach-Object { Set-ConsulAclPolicy $_ 'operator = "read"' }

        (Get-ConsulAclPolicy a*).Name | Should -Be 'a1', 'a2'
        (Get-ConsulAclPolicy (Get-ConsulAclPolicy b1).Id).Name | Should -Be b1
        Get-ConsulAclPolicy a* | Remove-ConsulAclPolicy -Confirm:$false
        Get-ConsulAclPolicy a* | Should -BeNullOrEmpty
    }

    It 'says that there is none of a name' {
        { Get-ConsulAclPolicy nope -ErrorAction Stop } | Should -Throw -ErrorId 'AclObjectNotFound,*'
    }

    It 'leaves the policy that belongs to Consul' {
        { Remove-ConsulAclPolicy global-management -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'AclObjectBuiltIn,*'
    }

    It 'completes names, quickly and without errors where nothing answers' {
        (TabExpansion2 'Get-ConsulAclPolicy glob' 24).CompletionMatches.CompletionText | Should -Contain global-management
        Set-ConsulAclRole operators -NodeIdentity s1
        $token = New-ConsulAclToken -Description 'to complete'
        $lab['s1'].PutAsync('/v1/agent/service/register', [System.Text.Json.Nodes.JsonNode]::Parse('{"Name":"webshop"}')).GetAwaiter().GetResult() > $null
        (TabExpansion2 'Get-ConsulAclRole oper' 22).CompletionMatches.CompletionText | Should -Contain operators
        (TabExpansion2 "Get-ConsulAclToken $($token.AccessorId.Substring(0, 8))" 27).CompletionMatches.CompletionText | Should -Contain $token.AccessorId
        (TabExpansion2 'New-ConsulServiceToken webs' 27).CompletionMatches.CompletionText | Should -Contain webshop
        $nowhere = Invoke-Shell 'Import-Module $module; $env:CONSUL_HTTP_ADDR = "127.0.0.1:1"; (TabExpansion2 "Get-ConsulAclPolicy glob" 24).CompletionMatches.Count; $Error.Count'
        $nowhere | Should -Be "0`n0"
    }
}
