BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Test-ConsulAclRule' {
    It 'names the place and the right spelling of <Rules>' -ForEach @(
        @{ Rules = 'kye_prefix "a" { policy = "read" }'; Id = 'AclResourceUnknown'; Suggestion = "Write 'key_prefix'." }
        @{ Rules = 'keyprefix "a" { policy = "read" }'; Id = 'AclResourceUnknown'; Suggestion = "Write 'key_prefix'." }
        @{ Rules = 'key "a" { policy = "reed" }'; Id = 'AclAccessUnknown'; Suggestion = 'Write "read".' }
        @{ Rules = 'key { policy = "read" }'; Id = 'AclLabelForgotten'; Suggestion = 'Write key "name" { policy = "read" }.' }
    ) {
        $found = Test-ConsulAclRule $Rules

        $found.Id | Should -Be $Id
        $found.Line | Should -Be 1
        $found.Suggestion | Should -Be $Suggestion
    }

    It 'finds nothing in good rules' {
        Test-ConsulAclRule 'service "web" { policy = "write" }' | Should -BeNullOrEmpty
        Test-ConsulAclRule 'service "web" { policy = "write" }' -Quiet | Should -BeTrue
    }

    It 'warns of rules that grant too much, unless told not to' {
        (Test-ConsulAclRule 'service_prefix "" { policy = "write" }').Id | Should -Be AclBroadPrefix
        Test-ConsulAclRule 'service_prefix "" { policy = "write" }' -NoLint | Should -BeNullOrEmpty
    }

    It 'knows a prefix that covers one service from one that covers several' {
        (Test-ConsulAclRule 'service_prefix "web" { policy = "write" }' -Service web, web2).Id | Should -Be AclPrefixCoversServices
        Test-ConsulAclRule 'service_prefix "web" { policy = "write" }' -Service web, api | Should -BeNullOrEmpty
    }

    It 'reads files of a folder and from the pipeline' {
        Set-Content -Path "$TestDrive/a.hcl" -Value "key `"a`" {`n  polcy = `"read`"`n}"
        Set-Content -Path "$TestDrive/b.json" -Value '{"operator":"read"} x'

        (Test-ConsulAclRule -Path $TestDrive).Path | Select-Object -Unique | Should -HaveCount 2
        (Get-Item "$TestDrive/a.hcl" | Test-ConsulAclRule).Line | Should -Contain 2
    }

    It 'says which resource a version does not know' {
        (Test-ConsulAclRule 'mesh = "read"' -ConsulVersion 1.8.7).Id | Should -Be AclResourceTooNew
        Test-ConsulAclRule 'mesh = "read"' | Should -BeNullOrEmpty
    }
}
