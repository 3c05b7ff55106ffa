BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Disable-ConsulRemoteExec' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Set-Content -Path "$folder/a.hcl" -Value 'disable_remote_exec = false'
    }

    It 'has the last word' {
        $change = Disable-ConsulRemoteExec $folder -ConsulVersion 1.8.7

        $change.IsChanged | Should -BeTrue
        $change.NeedsRestart | Should -BeTrue
        (Get-ConsulAgentConfiguration $folder -Name disable_remote_exec).Value | Should -BeTrue
        Get-Content "$folder/a.hcl" | Should -Be 'disable_remote_exec = false'
    }

    It 'changes nothing the second time' {
        Disable-ConsulRemoteExec $folder | Out-Null
        $before = (Get-Item "$folder/zzz-consulsecurity-exec.hcl").LastWriteTimeUtc

        (Disable-ConsulRemoteExec $folder).IsChanged | Should -BeFalse
        (Get-Item "$folder/zzz-consulsecurity-exec.hcl").LastWriteTimeUtc | Should -Be $before
    }

    It 'writes nothing under -WhatIf' {
        Disable-ConsulRemoteExec $folder -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It 'writes nothing where a later file overrides it, and names the line' {
        Set-Content -Path "$folder/zzzz.hcl" -Value '', 'disable_remote_exec = false'

        { Disable-ConsulRemoteExec $folder -ErrorAction Stop } | Should -Throw '*zzzz.hcl:2:23*' -ErrorId 'SettingOverridden,*'
        Test-Path "$folder/zzz-consulsecurity-exec.hcl" | Should -BeFalse
    }

    It 'writes nothing into a configuration with errors' {
        Set-Content -Path "$folder/b.hcl" -Value 'nonsense = true'

        { Disable-ConsulRemoteExec $folder -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigurationInvalid,*'
    }

    It 'does not replace a file that is not ours' {
        Set-Content -Path "$folder/zzz-consulsecurity-exec.hcl" -Value '# mine'

        { Disable-ConsulRemoteExec $folder -ErrorAction Stop } | Should -Throw -ErrorId 'FragmentNotOurs,*'
    }
}
