BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Get-ConsulHardeningCheck' {
    It 'chooses by id, area, severity and level' {
        (Get-ConsulHardeningCheck exe-01).Title | Should -Be 'Remote execution SHALL be off.'
        (Get-ConsulHardeningCheck GOS-*).Area | Select-Object -Unique | Should -Be 'Gossip'
        (Get-ConsulHardeningCheck -Area Acl -MinimumSeverity Critical).Severity | Select-Object -Unique | Should -Be 'Critical'
        (Get-ConsulHardeningCheck -Level 1).Level | Select-Object -Unique | Should -Be 1
    }

    It 'names an id that there is none of' {
        { Get-ConsulHardeningCheck NOPE-01 -ErrorAction Stop } | Should -Throw -ErrorId 'HardeningCheckUnknown,*'
    }

    It 'completes ids with their titles' {
        $line = 'Get-ConsulHardeningCheck -Id EXE-0'
        $completion = TabExpansion2 $line -cursorColumn $line.Length

        $completion.CompletionMatches.CompletionText | Should -Contain 'EXE-01'
        $completion.CompletionMatches[0].ToolTip | Should -BeLike '*SHALL*'
    }
}

Describe 'Test-ConsulHardening' -Skip:(-not $IsLinux) {
    BeforeAll {
        $key = New-ConsulGossipKey
        $lab = Start-ConsulLab -Servers 1 -Clients 1
        $address = $lab['s1'].HttpAddress.Authority
        $connection = Connect-Consul $address
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'finds what is open from the agent, from files and from ports' {
        $agent = Test-ConsulHardening -Connection $connection 6> $null
        $files = Test-ConsulHardening -Path $lab['s1'].ConfigurationFolder -ConsulVersion 1.8.7 6> $null
        $ports = Test-ConsulHardening -Address $lab['s1'].Address 6> $null

        ($agent | Where-Object Outcome -EQ Fail).Id | Should -Contain 'GOS-01'
        ($files | Where-Object Outcome -EQ Fail).Id | Should -Contain 'GOS-01'
        ($ports | Where-Object Outcome -EQ Fail).Id | Should -Contain 'GOS-15'
        foreach ($id in 'TLS-02', 'ACL-01') {
            ($agent | Where-Object Id -EQ $id).Outcome | Should -Be 'Fail'
            ($files | Where-Object Id -EQ $id).Outcome | Should -Be 'Fail'
            ($ports | Where-Object Id -EQ $id).Outcome | Should -Be 'Unknown'
        }
    }

    It 'gives the place in the file that says so' {
        'enable_debug = true' | Set-Content -LiteralPath "$TestDrive/debug.hcl"

        $finding = Test-ConsulHardening -Path "$TestDrive/debug.hcl" -Id EXE-08 6> $null

        $finding.Outcome | Should -Be 'Fail'
        "$($finding.Location)" | Should -BeLike "*debug.hcl:1*"
    }

    It 'gives a Boolean with -Quiet and an error with -FailOn' {
        Test-ConsulHardening -Connection $connection -Quiet | Should -BeFalse
        Test-ConsulHardening -Connection $connection -Id EXE-01 -Quiet | Should -BeTrue
        { Test-ConsulHardening -Connection $connection -FailOn High 6> $null } | Should -Throw -ErrorId 'HardeningCheckFailed,*'
        { Test-ConsulHardening -Connection $connection -Id EXE-01 -FailOn Info 6> $null } | Should -Not -Throw
    }

    It 'names the nodes and ends with the score' {
        $findings = Test-ConsulHardening -Connection $connection -Address $lab.Agents.Address -InformationVariable said 6> $null

        $findings.Subject | Select-Object -Unique | Should -Contain 'c1'
        "$said" | Should -Match 'score \d+ of 100'
        $findings[0].Audit.Score | Should -BeLessThan 50
    }

    It 'looks at all members, with the configuration of each' {
        $paths = @{}
        $lab.Agents | ForEach-Object { $paths[$_.Name] = $_.ConfigurationFolder }

        $all = Test-ConsulHardening -Connection $connection -AllMembers -NodePath $paths 6> $null

        foreach ($id in 'GOS-01', 'TLS-02', 'GOS-15') {
            ($all | Where-Object Id -EQ $id).Subject | Sort-Object | Should -Be 'c1', 's1'
            ($all | Where-Object Id -EQ $id).Outcome | Select-Object -Unique | Should -Be 'Fail'
        }
        ($all | Where-Object { $_.Id -eq 'EXE-01' }).Outcome | Should -Be 'Pass', 'Pass'
        ($all | Where-Object { $_.Id -eq 'OPS-13' }).Outcome | Should -Be 'Pass', 'Pass'
    }

    It 'asks several agents, each for its own node' {
        $both = Test-ConsulHardening -Connection $connection, (Connect-Consul $lab['c1'].HttpAddress.Authority) -Id GOS-01 6> $null

        $both.Subject | Sort-Object | Should -Be 'c1', 's1'
    }

    It 'judges a saved snapshot as it judged the cluster' {
        $snapshot = Get-ConsulSnapshot -Connection $connection -Address $lab['s1'].Address -OutFile "$TestDrive/snapshot.json"
        $read = Get-ConsulSnapshot -FromFile "$TestDrive/snapshot.json"

        ($read | Test-ConsulHardening 6> $null | ForEach-Object ToString) | Should -Be ($snapshot | Test-ConsulHardening 6> $null | ForEach-Object ToString)
        { Get-ConsulSnapshot -OutFile "$TestDrive/snapshot.json" } | Should -Throw
    }

    It 'shows no line wider than 100 columns' {
        $lines = (Test-ConsulHardening -Connection $connection 6> $null | Out-String -Width 100) -replace "`e\[[0-9;]*m" -split "`n"
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }
}

Describe 'Profiles, waivers and baselines' {
    BeforeAll {
        'disable_remote_exec = false' | Set-Content -LiteralPath "$TestDrive/agent.hcl"
        $files = @{ Path = "$TestDrive/agent.hcl"; ConsulVersion = '1.8.7'; InformationAction = 'Ignore' }
        $waiver = @{ Check = 'EXE-01'; Justification = 'until spring'; Owner = 'ops'; Expires = '2099-01-01' }
        @{ Waivers = @($waiver) } | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath "$TestDrive/waivers.json"
        "@( @{ Check = 'EXE-01'; Justification = 'until spring'; Owner = 'ops'; Expires = '2001-01-01' } )" |
            Set-Content -LiteralPath "$TestDrive/old.psd1"
    }

    It 'takes a profile by name and from a file, JSON or PSD1' {
        "@{ Name = 'ours'; Checks = 'EXE-*'; Severities = @{ 'EXE-01' = 'Low' } }" | Set-Content -LiteralPath "$TestDrive/ours.psd1"
        '{ "Checks": ["EXE-01"] }' | Set-Content -LiteralPath "$TestDrive/ours.json"

        $ours = Test-ConsulHardening @files -Profile "$TestDrive/ours.psd1"

        $ours.Area | Select-Object -Unique | Should -Be 'Execution'
        ($ours | Where-Object Id -EQ 'EXE-01').Severity | Should -Be 'Low'
        $ours[0].Audit.Profile | Should -Be 'ours'
        (Test-ConsulHardening @files -Profile "$TestDrive/ours.json").Id | Should -Be 'EXE-01'
        (Test-ConsulHardening @files -Profile Level2).Level | Select-Object -Unique | Sort-Object | Should -Be 1, 2
        (Test-ConsulHardening @files -Profile Level2 -Level 1).Level | Select-Object -Unique | Should -Be 1
        { Test-ConsulHardening @files -Profile Level3 } | Should -Throw -ErrorId 'HardeningProfileUnknown,*'
    }

    It 'runs nothing that a PSD1 file says' {
        "@{ Name = (Set-Content -LiteralPath '$TestDrive/ran' -Value x) }" | Set-Content -LiteralPath "$TestDrive/bad.psd1"

        { Test-ConsulHardening @files -Profile "$TestDrive/bad.psd1" } | Should -Throw -ErrorId 'HardeningProfileInvalid,*'
        "$TestDrive/ran" | Should -Not -Exist
    }

    It 'lets a waived failure stay a failure that gates let pass' {
        $finding = Test-ConsulHardening @files -Id EXE-01 -Waiver "$TestDrive/waivers.json"

        $finding.Outcome | Should -Be 'Fail'
        $finding.Waiver.Owner | Should -Be 'ops'
        Test-ConsulHardening @files -Id EXE-01 -Quiet | Should -BeFalse
        Test-ConsulHardening @files -Id EXE-01 -Quiet -Waiver "$TestDrive/waivers.json" | Should -BeTrue
        { Test-ConsulHardening @files -Id EXE-01 -FailOn Low -Waiver "$TestDrive/waivers.json" } | Should -Not -Throw
    }

    It 'warns of a waiver that has expired, and does not let it count' {
        Test-ConsulHardening @files -Id EXE-01 -Quiet -Waiver "$TestDrive/old.psd1" -WarningVariable said -WarningAction SilentlyContinue | Should -BeFalse
        "$said" | Should -BeLike "*'EXE-01'*expired on 2001-01-01*"
    }

    It 'says what became of each finding since an earlier report' {
        Test-ConsulHardening @files | Export-ConsulHardeningReport "$TestDrive/earlier.json"
        'enable_debug = true' | Set-Content -LiteralPath "$TestDrive/agent.hcl"

        $now = Test-ConsulHardening @files -Baseline "$TestDrive/earlier.json"

        ($now | Where-Object Id -EQ 'EXE-01').Change | Should -Be 'Mended'
        ($now | Where-Object Id -EQ 'EXE-08').Change | Should -Be 'New'
        ($now | Where-Object Id -EQ 'TLS-02').Change | Should -Be 'StillThere'
        { Test-ConsulHardening @files -Baseline "$TestDrive/agent.hcl" } | Should -Throw -ErrorId 'BaselineUnreadable,*'
    }

    It 'is not quietly true where nothing could be looked at' {
        Test-ConsulHardening -InputObject ([ConsulSecurity.ClusterSnapshot]::new()) -Quiet | Should -BeFalse
    }
}

Describe 'Without permission' -Skip:(-not $IsLinux) {
    It 'a check is unknown and names the permission, never passed or failed' {
        $token = [guid]::NewGuid().ToString()
        $lab = Start-ConsulLab -Token $token -Configuration @"
            encrypt = "$(New-ConsulGossipKey -AsPlainText)"
            acl { enabled = true, default_policy = "deny", tokens { master = "$token" } }
"@
        try {
            $nobody = Connect-Consul $lab['s1'].HttpAddress.Authority
            $everything = Connect-Consul $lab['s1'].HttpAddress.Authority -Token $token

            $without = Test-ConsulHardening -Connection $nobody 6> $null
            $with = Test-ConsulHardening -Connection $everything 6> $null

            $without.Outcome | Should -Not -Contain 'Fail'
            ($without | Where-Object Outcome -EQ 'Pass').Id | Should -Be 'ACL-08' -Because 'what nobody may do is seen by nobody'
            ($without | Where-Object Id -EQ 'ACL-07').Reason | Should -Be 'acl:read'
            ($without | Where-Object Id -EQ 'GOS-08').Reason | Should -Be 'keyring:read'
            ($without | Where-Object Id -EQ 'OPS-02').Reason | Should -Be 'operator:read'
            ($with | Where-Object Id -EQ 'ACL-02').Outcome | Should -Be 'Pass'
            ($with | Where-Object Id -EQ 'GOS-08').Outcome | Should -Be 'Pass', 'Pass'
            ($with | Where-Object { $_.Outcome -eq 'Unknown' }).Reason | Should -Not -Match ':read$'
        }
        finally {
            Disconnect-Consul
            Stop-ConsulLab $lab
        }
    }
}
