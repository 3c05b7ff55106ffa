BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Update-ConsulCertificateAuthority' -Skip:(-not $IsLinux) {
    BeforeAll {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $old = New-ConsulCertificateAuthority
        $configure = {
            $agent = $args[0]
            $role = if ($agent.IsServer) { 'Server' } else { 'Client' }
            $certificate = New-ConsulCertificate $role -Authority $old -Node $agent.Name -IPAddress $agent.Address -OutputPath $agent.Folder
            Copy-Item $old.Path "$($agent.Folder)/ca.pem"
            @"
                ca_file = "$($agent.Folder)/ca.pem"
                cert_file = "$($certificate.Path)"
                key_file = "$($certificate.KeyPath)"
                verify_incoming = true
                verify_outgoing = true
                verify_server_hostname = true
                ports { https = 8501 }
"@
        }
        $lab = Start-ConsulLab -Servers 1 -Clients 1 -NodeConfiguration $configure
        $byConfiguration = $lab.Agents | ForEach-Object { [pscustomobject]@{ ConfigPath = $_.ConfigurationFolder; Address = "https://$($_.Address):8501" } }
        $byFiles = $lab.Agents | ForEach-Object {
            [pscustomobject]@{
                ca_file = "$($_.Folder)/ca.pem"; cert_file = (Get-Item "$($_.Folder)/*$($_.Name).pem").FullName
                Address = $_.HttpAddress; Listener = "$($_.Address):8501"
            }
        }

        function Get-Served { $lab.Agents | ForEach-Object { (Get-ConsulCertificate -Address $_.Address).Issuer } }
    }

    AfterAll {
        Stop-ConsulLab $lab
        Pop-Location
    }

    It 'does nothing under -WhatIf' {
        $new = New-ConsulCertificateAuthority -Name whatif
        $trusted = Get-FileHash $byFiles.ca_file

        $byConfiguration | Update-ConsulCertificateAuthority -Authority $new -WhatIf | Should -BeNullOrEmpty

        (Get-FileHash $byFiles.ca_file).Hash | Should -Be $trusted.Hash
    }

    It 'moves the agents whose configuration folders come down the pipeline' {
        $new = New-ConsulCertificateAuthority -Name first

        $result = $byConfiguration | Update-ConsulCertificateAuthority -Authority $new -ConsulVersion 1.8.7 -Confirm:$false

        $result.Node | Should -Be 's1', 'c1'
        $result.Step | Should -Be DropOld, DropOld
        $result[0].ServedAt.Count | Should -Be 2 -Because 'a server has a port for RPC as well'
        $result.Trusted | Should -Be $new.Certificate.Subject, $new.Certificate.Subject
        Get-Served | Should -Be $new.Certificate.Subject, $new.Certificate.Subject
    }

    It 'moves the agents whose files come down the pipeline, step by step' {
        $new = New-ConsulCertificateAuthority -Name second

        $before = Get-Served
        $result = $byFiles | Update-ConsulCertificateAuthority -Authority $new -Step TrustBoth -Confirm:$false
        $result.Trusted.Count | Should -Be 4
        Get-Served | Should -Be $before
        $byFiles | Update-ConsulCertificateAuthority -Authority $new -Step NewCertificates -Confirm:$false | Out-Null
        Get-Served | Should -Be $new.Certificate.Subject, $new.Certificate.Subject
        $result = $byFiles | Update-ConsulCertificateAuthority -Authority $new -Confirm:$false
        $result.Removed | Should -Be $before
    }

    It 'keeps the authorities that are to stay' {
        $new = New-ConsulCertificateAuthority -Name third
        $before = Get-Served
        Copy-Item $byFiles[0].ca_file kept.pem

        $result = $byFiles | Update-ConsulCertificateAuthority -Authority $new -Keep kept.pem -Confirm:$false

        $result[0].Trusted | Should -Be $before[0], $new.Certificate.Subject
    }

    It 'wants to know where the files are' {
        $new = New-ConsulCertificateAuthority -Name nowhere
        { Update-ConsulCertificateAuthority -Authority $new -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RotationFilesNeeded,*'
    }

    It 'refuses to leave a member behind, unless -Force says so' {
        $new = New-ConsulCertificateAuthority -Name fourth

        { $byFiles[0] | Update-ConsulCertificateAuthority -Authority $new -Step TrustBoth -Confirm:$false } |
            Should -Throw -ErrorId 'RotationMembersMissing,*'
        $byFiles[0] | Update-ConsulCertificateAuthority -Authority $new -Step TrustBoth -Confirm:$false -Force -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike "*'c1'*"
    }

    It 'goes on after the process was killed in the middle' {
        $new = New-ConsulCertificateAuthority -Name fifth
        $byConfiguration | Export-Csv nodes.csv
        $code = "Import-Module '$ModulePath'; Import-Csv '$PWD/nodes.csv' |
            Update-ConsulCertificateAuthority -Authority '$($new.Path)' -ConsulVersion 1.8.7 -Confirm:`$false -Verbose *> '$PWD/log'"
        $child = Start-Process (Get-Process -Id $PID).Path '-NoProfile', '-EncodedCommand', ([Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($code))) -PassThru
        $end = [datetime]::Now.AddSeconds(60)
        while (-not $child.HasExited -and [datetime]::Now -lt $end -and -not ((Test-Path log) -and (Select-String -Path log -Pattern 'Wrote a new certificate' -Quiet))) {
            [System.Threading.Thread]::Sleep(5)
        }
        $child.HasExited | Should -BeFalse
        $child.Kill()
        $child.WaitForExit()
        Get-Served | Sort-Object -Unique | Should -Not -Be $new.Certificate.Subject

        $result = $byConfiguration | Update-ConsulCertificateAuthority -Authority $new -ConsulVersion 1.8.7 -Confirm:$false

        $result.Trusted | Should -Be $new.Certificate.Subject, $new.Certificate.Subject
        Get-Served | Should -Be $new.Certificate.Subject, $new.Certificate.Subject
    }
}
