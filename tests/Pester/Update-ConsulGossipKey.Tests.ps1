BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Gossip keys of a running cluster' -Skip:(-not $IsLinux) {
    BeforeAll {
        $first = New-ConsulGossipKey
        $lab = Start-ConsulLab -Servers 3 -Clients 2 -Configuration "encrypt = `"$($first.Reveal())`""
        Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    Context 'Get-ConsulGossipKeyring' {
        It 'shows every ring with its key' {
            $entries = Get-ConsulGossipKeyring

            $entries.Ring | Should -Be 'LAN', 'WAN'
            $entries.Key | Should -Be $first, $first
            $entries.InstalledOn | Should -Be 5, 3
            $entries.PrimaryOn | Should -Be 5, 3
        }

        It 'fits a screen of 100 columns and shows no key' {
            $shown = Get-ConsulGossipKeyring | Out-String -Width 100

            $shown | Should -BeLike "*$($first.Fingerprint)*5 of 5*5 of 5*"
            $shown.Contains($first.Reveal()) | Should -BeFalse
        }

        It 'takes a connection instead of the one of the runspace' {
            $other = Connect-Consul $lab['c1'].HttpAddress.Authority
            Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null

            { Get-ConsulGossipKeyring -Connection $other } | Should -Throw -ErrorId 'GossipKeyringNeedsServer,*'
        }
    }

    Context 'Update-ConsulGossipKey' {
        It 'changes nothing with -WhatIf' {
            Update-ConsulGossipKey -WhatIf | Should -BeNullOrEmpty
            (Get-ConsulGossipKeyring).Key | Should -Be $first, $first
        }

        It 'refuses <Case> and changes nothing' -ForEach @(
            @{ Case = 'a key of 12 bytes'; Key = [Convert]::ToBase64String([byte[]](1..12)); Id = 'GossipKeySizeInvalid' }
            @{ Case = 'a key that is not base64'; Key = 'not a key'; Id = 'GossipKeyNotBase64' }
        ) {
            $failure = { Update-ConsulGossipKey -Key $Key } | Should -Throw -PassThru

            $failure.FullyQualifiedErrorId | Should -Be "$Id,ConsulSecurity.Commands.UpdateConsulGossipKeyCommand"
            $failure.Exception.Message | Should -Not -BeLike "*$Key*"
            (Get-ConsulGossipKeyring).Key | Should -Be $first, $first
        }

        It 'rotates to the key given and says what is left to do' {
            $second = New-ConsulGossipKey

            $rotation = $second | Update-ConsulGossipKey -WarningVariable warnings -WarningAction SilentlyContinue

            $rotation.Key | Should -Be $second
            $rotation.Removed | Should -Be $first.Fingerprint
            $rotation.Rings | Should -Be 'WAN', 'LAN of dc1'
            "$warnings" | Should -BeLike "*'encrypt'*"
            (Get-ConsulGossipKeyring).Key | Should -Be $second, $second
            $members = $lab['s2'].GetAsync('/v1/agent/members').GetAwaiter().GetResult()
            @($members | ForEach-Object { [int]$_['Status'] }) | Should -Be 1, 1, 1, 1, 1
        }

        It 'makes a key of its own where none is given' {
            $rotation = Update-ConsulGossipKey -WarningAction SilentlyContinue

            $rotation.Key.Size | Should -Be 32
            (Get-ConsulGossipKeyring).Fingerprint | Select-Object -Unique | Should -Be $rotation.Fingerprint
        }
    }

    Context 'a rotation killed with its process' {
        It 'is finished by the next one' {
            $before = (Get-ConsulGossipKeyring)[0].Fingerprint
            $start = [System.Diagnostics.ProcessStartInfo]::new($Shell)
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $address = $lab['s1'].HttpAddress.Authority
            '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$ModulePath'; Connect-Consul $address; Update-ConsulGossipKey -Verbose" |
                ForEach-Object { $start.ArgumentList.Add($_) }
            $process = [System.Diagnostics.Process]::Start($start)
            while (($line = $process.StandardOutput.ReadLine()) -ne $null -and $line -notlike '*POST /v1/operator/keyring: 200*') { }
            $process.Kill()
            $process.WaitForExit()

            $line | Should -BeLike '*POST /v1/operator/keyring: 200*'
            @(Get-ConsulGossipKeyring | Where-Object Ring -EQ LAN).Count | Should -Be 2
            $rotation = Update-ConsulGossipKey -WarningAction SilentlyContinue
            $rotation.Removed | Should -Contain $before
            $rotation.Removed.Count | Should -Be 2
            (Get-ConsulGossipKeyring).Fingerprint | Select-Object -Unique | Should -Be $rotation.Fingerprint
        }
    }

    Context 'Remove-ConsulGossipKey' {
        It 'refuses the primary key' {
            $entry = (Get-ConsulGossipKeyring)[0]

            { $entry | Remove-ConsulGossipKey -Confirm:$false -ErrorAction Stop } |
                Should -Throw -ErrorId 'GossipKeyIsPrimary,ConsulSecurity.Commands.RemoveConsulGossipKeyCommand'
        }

        It 'goes on with the next after an unknown one' {
            Remove-ConsulGossipKey -Fingerprint 0000000000000000, 1111111111111111 -Confirm:$false -ErrorVariable errors -ErrorAction SilentlyContinue

            $errors.FullyQualifiedErrorId | Should -Be (, 'GossipKeyNotInstalled,ConsulSecurity.Commands.RemoveConsulGossipKeyCommand' * 2)
        }

        It 'removes a key that is left over, and nothing with -WhatIf' {
            $left = New-ConsulGossipKey
            $body = [System.Text.Json.Nodes.JsonNode]::Parse((@{ Key = $left.Reveal() } | ConvertTo-Json))
            $post = $lab['s1'].Http.PostAsync('/v1/operator/keyring', [System.Net.Http.StringContent]::new($body.ToJsonString()))
            $post.GetAwaiter().GetResult().IsSuccessStatusCode | Should -BeTrue

            Remove-ConsulGossipKey $left.Fingerprint -WhatIf
            (Get-ConsulGossipKeyring).Fingerprint | Should -Contain $left.Fingerprint
            Get-ConsulGossipKeyring | Where-Object IsPrimary -EQ $false | Select-Object Fingerprint -Unique | Remove-ConsulGossipKey -Confirm:$false
            (Get-ConsulGossipKeyring).Fingerprint | Should -Not -Contain $left.Fingerprint
        }
    }
}
