BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Restart-ConsulCluster' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Servers 3
        $inventory = foreach ($agent in $lab.Agents) {
            [pscustomobject]@{
                Name = $agent.Name; Address = $agent.Address; IsServer = $agent.IsServer
                ConfigurationFolder = $agent.ConfigurationFolder; DataFolder = $agent.DataFolder
                StartCommand = $agent.StartCommand; StopCommand = $agent.StopCommand
            }
        }
    }

    AfterAll {
        Stop-ConsulLab $lab
    }

    It 'restarts nothing under -WhatIf' {
        $before = $lab.Agents.ProcessId
        $inventory | Restart-ConsulCluster -WhatIf | Should -BeNullOrEmpty
        $lab.Agents.ProcessId | Should -Be $before
    }

    It 'restarts every server once, and the cluster is whole' {
        $before = $lab.Agents.ProcessId
        $record = $inventory | Restart-ConsulCluster -Confirm:$false

        $record.Restarts.Keys | Sort-Object | Should -Be s1, s2, s3
        $lab.Agents.ProcessId | Should -Not -BeIn $before
        $lab.WaitAsync('Members', [System.Threading.CancellationToken]::None).GetAwaiter().GetResult()
    }

    It 'restarts those that are named, and says so when one does not come back' {
        $broken = $inventory | ForEach-Object { $_ | Select-Object * }
        $broken[2].StartCommand = 'true'
        { $broken | Restart-ConsulCluster -Name s3 -GateTimeoutSeconds 5 -Confirm:$false } |
            Should -Throw -ErrorId 'RolloutGateFailed,*' -ExpectedMessage "*'s3'*"
        $lab['s3'].Start()
    }
}
