BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'The lab' -Skip:(-not $IsLinux) {
    It 'starts what it is asked for, each agent with configuration of its own' {
        $lab = Start-ConsulLab -Servers 1 -Clients 1 -Datacenter east -NodeConfiguration { param($agent) "node_meta { called = `"$($agent.Name)`" }" }
        try {
            $lab.Agents.Name | Should -Be 's1', 'c1'
            $self = $lab['c1'].GetAsync('/v1/agent/self').GetAwaiter().GetResult()
            [string]$self['Meta']['called'] | Should -Be 'c1'
            [string]$self['Config']['Datacenter'] | Should -Be 'east'
        }
        finally {
            $lab | Stop-ConsulLab
        }

        $lab.Agents.IsRunning | Should -Be $false, $false
        $lab.Folder | Should -Not -Exist
    }

    It 'leaves no agent behind when the process that started it is killed' {
        $left = Join-Path $TestDrive agents
        $killed = { Invoke-Shell "Import-Module '$PSScriptRoot/ConsulLab.psm1'; `$lab = Start-ConsulLab; `"`$(`$lab['s1'].ProcessId) `$(`$lab.Folder)`" | Set-Content '$left'; Stop-Process -Id `$PID -Force" }

        $killed | Should -Throw
        $process, $folder = (Get-Content $left) -split ' '
        $deadline = [datetime]::UtcNow.AddSeconds(20)
        while (((Test-Path "/proc/$process") -or (Test-Path $folder)) -and [datetime]::UtcNow -lt $deadline) {
            Start-Sleep -Milliseconds 50
        }

        "/proc/$process" | Should -Not -Exist
        $folder | Should -Not -Exist
    }
}
