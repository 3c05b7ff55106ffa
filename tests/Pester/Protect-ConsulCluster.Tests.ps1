BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1

    function Get-Inventory($Lab) {
        foreach ($agent in $Lab.Agents) {
            @{
                Name = $agent.Name; Address = $agent.Address; IsServer = $agent.IsServer
                ConfigurationFolder = $agent.ConfigurationFolder; DataFolder = $agent.DataFolder
                StartCommand = $agent.StartCommand; StopCommand = $agent.StopCommand; ReloadCommand = $agent.ReloadCommand
            }
        }
    }
}

Describe 'Protect-ConsulCluster' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Servers 3 -Clients 1
        Connect-Consul $lab['s1'].HttpAddress
        $inventory = Get-Inventory $lab
        $passphrase = ConvertTo-SecureString 'a passphrase of the lab' -AsPlainText -Force
        $vault = "$TestDrive/dc1.vault"
        $all = @{ Inventory = $inventory; Passphrase = $passphrase; VaultPath = $vault }
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'plans three passes for a wide-open cluster, and changes nothing' {
        $plan = Get-ConsulHardeningPlan $inventory -OutFile "$TestDrive/plan.json"

        $plan.Waypoints.Name | Should -Be P1, A1, P2, P3
        $plan.Restarts | Should -Be 3
        $plan.Waypoints[0].Nodes[0].Difference -join ' ' | Should -Match "encrypt = \(secret 'gossip-key'\)"
        Get-ChildItem $lab['s1'].ConfigurationFolder -Filter zzz* | Should -BeNullOrEmpty
    }

    It 'says what it would do under -WhatIf, and makes nothing' {
        Protect-ConsulCluster @all -WhatIf

        Test-Path $vault | Should -BeFalse
        Get-ChildItem $lab['s1'].ConfigurationFolder -Filter zzz* | Should -BeNullOrEmpty
    }

    It 'stops where it is told, goes on when it is run again, and then has nothing to do' {
        $first = Protect-ConsulCluster @all -Plan "$TestDrive/plan.json" -Until P1 -Confirm:$false
        $first.IsComplete | Should -BeFalse
        $first.Waypoints | Should -Be P1

        $second = Protect-ConsulCluster @all -Confirm:$false
        $second.IsComplete | Should -BeTrue
        $second.Waypoints | Should -Be A1, P2, P3
        $second.StillFailing | Should -Be HST-11

        $third = Protect-ConsulCluster @all -Confirm:$false
        $third.Waypoints | Should -BeNullOrEmpty
        $third.Restarts.Count | Should -Be 0
    }

    It 'restarts all agents of the hardened cluster' {
        $record = Restart-ConsulCluster $inventory -VaultPath $vault -Passphrase $passphrase -Confirm:$false

        $record.Restarts.Keys | Sort-Object | Should -Be c1, s1, s2, s3
    }

    It 'keeps no secret outside of the vault' {
        $files = Get-ChildItem $TestDrive -File -Recurse | Where-Object Name -NotLike *-key.pem
        $fragments = 'gossip', 'tokens' | ForEach-Object { Join-Path $lab['s1'].ConfigurationFolder "zzz-consulsecurity-$_.hcl" }
        $secrets = [string[]](Get-Content $fragments | Select-String '"([^"]{20,})"').Matches.ForEach{ $_.Groups[1].Value }

        $secrets.Count | Should -BeGreaterThan 1
        $files | Select-String -SimpleMatch -Pattern $secrets | Should -BeNullOrEmpty
    }

    It 'refuses an inventory without a server' {
        { Get-ConsulHardeningPlan @{ Name = 'c1'; Address = '127.0.0.1' } } | Should -Throw -ErrorId 'InventoryInvalid,*'
    }

    It 'refuses a wrong passphrase' {
        { Protect-ConsulCluster $inventory -Passphrase (ConvertTo-SecureString wrong -AsPlainText -Force) -VaultPath $vault -Confirm:$false } |
            Should -Throw -ErrorId 'VaultUnreadable,*'
    }
}
