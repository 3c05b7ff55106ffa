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

Describe 'Set-ConsulAclPolicy' -Skip:(-not $IsLinux) {
    It 'creates a policy from the pipeline and gives it' {
        $policy = 'key "a" { policy = "read" }' | Set-ConsulAclPolicy -Name piped -Description one -PassThru

        $policy.Name | Should -Be piped
        (Get-ConsulAclPolicy piped).Rules | Should -Be 'key "a" { policy = "read" }'
    }

    It 'keeps what is not given' {
        Set-ConsulAclPolicy kept 'operator = "read"' -Description one -Datacenters dc1
        Set-ConsulAclPolicy kept -Description two

        $policy = Get-ConsulAclPolicy kept
        $policy.Description, $policy.Rules, $policy.Datacenters | Should -Be 'two', 'operator = "read"', 'dc1'
    }

    It 'writes nothing where nothing changes' {
        Set-ConsulAclPolicy same 'operator = "read"'
        $before = (Get-ConsulAclPolicy same).ModifyIndex
        Set-ConsulAclPolicy same 'operator = "read"'

        (Get-ConsulAclPolicy same).ModifyIndex | Should -Be $before
    }

    It 'shows the difference line by line and changes nothing under -WhatIf' {
        Set-ConsulAclPolicy shown "key `"a`" {`n  policy = `"read`"`n}"
        $shown = Invoke-Shell "Import-Module `$module; Connect-Consul $($lab['s1'].HttpAddress) -Token $($lab.Token) > `$null
            Set-ConsulAclPolicy shown ('key ' + [char]34 + 'a' + [char]34 + ' {' + [char]10 + '  policy = ' + [char]34 + 'write' + [char]34 + [char]10 + '}') -WhatIf"

        $shown | Should -BeLike '*-   policy = "read"*+   policy = "write"*'
        (Get-ConsulAclPolicy shown).Rules | Should -BeLike '*"read"*'
    }

    It 'refuses rules with a mistake before the server does, and sends them with -Force where it would take them' {
        { Set-ConsulAclPolicy bad 'kye "a" { policy = "read" }' -ErrorAction Stop } | Should -Throw -ErrorId 'AclRulesInvalid,*'
        { Set-ConsulAclPolicy bad 'key "a" { policy = "reed" }' -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AclRulesInvalid,*'
        { Set-ConsulAclPolicy 'bad name' '' -ErrorAction Stop } | Should -Throw -ErrorId 'AclNameInvalid,*'
        Get-ConsulAclPolicy | Where-Object Name -Like bad* | Should -BeNullOrEmpty
        Set-ConsulAclPolicy forced 'kye "a" { policy = "read" }' -Force
        Get-ConsulAclPolicy forced | Should -HaveCount 1
    }

    It 'writes ninety-nine of a hundred files of which one is bad' {
        $folder = (New-Item -ItemType Directory "$TestDrive/hundred").FullName
        1..100 | ForEach-Object { Set-Content -Path "$folder/h$_.hcl" -Value $(if ($_ -eq 50) { 'key "a" { }' } else { "key `"k$_`" { policy = `"read`" }" }) }

        Set-ConsulAclPolicy -Path $folder -ErrorAction SilentlyContinue -ErrorVariable errors

        $errors | Should -HaveCount 1
        "$errors" | Should -BeLike "*'h50'*h50.hcl:1:5*"
        Get-ConsulAclPolicy h* | Should -HaveCount 99
    }

    It 'makes the cluster equal to the folder with -Prune and leaves what belongs to Consul' {
        $folder = (New-Item -ItemType Directory "$TestDrive/state").FullName
        Set-Content -Path "$folder/web.hcl" -Value 'service "web" { policy = "write" }'
        Set-ConsulAclPolicy -Path $folder -Prune -WhatIf
        Get-ConsulAclPolicy | Should -Not -HaveCount 2
        Set-ConsulAclPolicy -Path $folder -Prune -Confirm:$false

        (Get-ConsulAclPolicy).Name | Sort-Object | Should -Be 'global-management', 'web'
    }

    It 'deletes nothing when the folder is not there' {
        { Set-ConsulAclPolicy -Path "$TestDrive/none" -Prune -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        Set-ConsulAclPolicy -Path "$TestDrive/none" -Prune -Confirm:$false -ErrorAction SilentlyContinue

        Get-ConsulAclPolicy web | Should -HaveCount 1
    }

    It 'goes on in the pipeline to tokens' {
        Set-Content -Path "$TestDrive/api.hcl" -Value 'service "api" { policy = "write" }'
        $token = Get-Item "$TestDrive/api.hcl" | Set-ConsulAclPolicy -PassThru | New-ConsulAclToken

        $token.Policies.Name | Should -Be api
        $token | Test-ConsulAclAccess -Resource service -Segment api -Access write -Quiet | Should -BeTrue
        $token | Test-ConsulAclAccess -Resource service -Segment web -Access write -Quiet | Should -BeFalse
    }
}
