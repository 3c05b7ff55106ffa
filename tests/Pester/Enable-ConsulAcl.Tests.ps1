BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Enable-ConsulAcl' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        'datacenter = "dc1"' | Set-Content "$folder/agent.hcl"
        function Get-Setting([string] $Name) { (Get-ConsulAgentConfiguration $folder -ConsulVersion 1.8.7).Find($Name).Value }
    }

    It 'phase <Phase> says <Default> and asks for a restart' -ForEach @(
        @{ Phase = 1; Default = 'allow' }
        @{ Phase = 2; Default = 'deny' }
    ) {
        $change = Enable-ConsulAcl $folder -Phase $Phase -ConsulVersion 1.8.7

        $change.NeedsRestart | Should -BeTrue
        Get-Setting acl.enabled | Should -BeTrue
        Get-Setting acl.default_policy | Should -Be $Default
        Get-Setting acl.enable_token_persistence | Should -BeTrue
        Get-Setting primary_datacenter | Should -Be dc1
        (Enable-ConsulAcl $folder -Phase $Phase -ConsulVersion 1.8.7 -Force).IsChanged | Should -BeFalse
    }

    It 'does not open what denies, unless forced' {
        $null = Enable-ConsulAcl $folder -Phase 2
        { Enable-ConsulAcl $folder -Phase 1 -ErrorAction Stop } | Should -Throw -ErrorId 'AclDeniesAlready,*'
        Enable-ConsulAcl $folder -Phase 1 -Force | Should -Not -BeNullOrEmpty
    }

    It 'names settings of before Consul 1.4' {
        'acl_default_policy = "allow"' | Set-Content "$folder/agent.hcl"
        $null = Enable-ConsulAcl $folder -Phase 1 -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -BeLike "*'acl_default_policy' at *agent.hcl:1:22)*take them away."
    }

    It 'refuses phase 2 where the agent shows that ACLs are not ready' -Skip:(-not $IsLinux) {
        Import-Module $PSScriptRoot/ConsulLab.psm1
        $lab = Start-ConsulLab -Wait Leader
        try {
            $connection = [ConsulSecurity.ConsulConnection]::new($lab['s1'].HttpAddress)
            { Enable-ConsulAcl $folder -Phase 2 -Connection $connection -ErrorAction Stop } | Should -Throw -ErrorId 'AclBootstrapUnseen,*'
            "$folder/zzz-consulsecurity-acl.hcl" | Should -Not -Exist
            { Enable-ConsulAcl $lab['s1'].ConfigurationFolder -Phase 2 -ErrorAction Stop } | Should -Throw -ErrorId 'AclAgentTokenMissing,*'
        }
        finally {
            Stop-ConsulLab $lab
        }
    }

    It 'writes nothing under -WhatIf' {
        Enable-ConsulAcl $folder -Phase 1 -WhatIf
        "$folder/zzz-consulsecurity-acl.hcl" | Should -Not -Exist
    }
}
