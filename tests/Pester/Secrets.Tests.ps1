# Given to each cmdlet that takes a secret: once where it works and once where it fails. A cmdlet that takes a secret and is not here fails.
BeforeDiscovery {
    $calls = @(
        @{ Cmdlet = 'New-ConsulServiceDefinition'; Good = 'New-ConsulServiceDefinition web 80 -Token $marker | Format-List * -Force'; Bad = 'New-ConsulServiceDefinition Web 80 -Token $marker -ErrorAction Stop' }
        @{ Cmdlet = 'Register-ConsulService'; Good = 'New-ConsulServiceDefinition web 80 -Token $token | Register-ConsulService -Verbose'; Bad = 'New-ConsulServiceDefinition web 80 -Token $marker | Register-ConsulService -ErrorAction Stop' }
        @{ Cmdlet = 'Set-ConsulConnectCA'; Good = 'Get-ConsulConnectCA -ErrorAction Continue'; Bad = 'Set-ConsulConnectCA -VaultAddress http://vault -VaultToken $marker -Confirm:$false -ErrorAction Stop' }
        @{ Cmdlet = 'Enable-ConsulConnect'; Good = 'mkdir ec; Enable-ConsulConnect ec -Server -VaultAddress https://vault -VaultToken $marker -RootPkiPath r -IntermediatePkiPath i | Format-List * -Force'; Bad = 'Enable-ConsulConnect ec -VaultAddress http://vault -VaultToken $marker -ErrorAction Stop' }
        @{ Cmdlet = 'Get-ConsulHardeningPlan'; Good = 'mkdir hp; Get-ConsulHardeningPlan @{ Name = "s1"; Address = ([uri]"http://$address").Host; IsServer = $true; ConfigurationFolder = "$pwd/hp" } -VaultPath hp.vault -Passphrase $marker | ConvertTo-Json -Depth 8'; Bad = 'Get-ConsulHardeningPlan @{ Name = "s1"; Address = "127.0.0.1"; HttpPort = 9; IsServer = $true } -VaultPath hp.vault -Passphrase "$marker-x" -ErrorAction Stop' }
        @{ Cmdlet = 'Protect-ConsulCluster'; Good = 'mkdir pc; Protect-ConsulCluster @{ Name = "s1"; Address = ([uri]"http://$address").Host; IsServer = $true; ConfigurationFolder = "$pwd/pc" } -VaultPath pc.vault -Passphrase $marker -WhatIf'; Bad = 'Protect-ConsulCluster -Undo -VaultPath pc.vault -Passphrase $marker -Confirm:$false -ErrorAction Stop' }
        @{ Cmdlet = 'Restart-ConsulCluster'; Good = 'Restart-ConsulCluster @{ Name = "s1"; Address = "127.0.0.1"; IsServer = $true } -VaultPath rc.vault -Passphrase $marker -WhatIf'; Bad = 'Restart-ConsulCluster @{ Name = "s1"; Address = "127.0.0.1"; HttpPort = 9; IsServer = $true; ConfigurationFolder = "$pwd/none"; StopCommand = "exit 3" } -VaultPath rc.vault -Passphrase $marker -GateTimeoutSeconds 5 -Confirm:$false -ErrorAction Stop' }
        @{ Cmdlet = 'Connect-Consul'; Good = 'Connect-Consul $address -Token $token'; Bad = 'Connect-Consul $address -Token "$marker-x"' }
        @{ Cmdlet = 'Update-ConsulGossipKey'; Good = 'Update-ConsulGossipKey -Key $key'; Bad = 'Update-ConsulGossipKey -Key "$marker-x"' }
        @{ Cmdlet = 'Get-ConsulGossipKeyring'; Good = 'Get-ConsulGossipKeyring | Format-List *'; Bad = 'Connect-Consul "$address" -Token "$marker-x"' }
        @{ Cmdlet = 'New-ConsulGossipKey'; Good = '[ConsulSecurity.GossipKey]::new([Convert]::FromBase64String($key)) | Format-List * -Force'; Bad = 'New-ConsulGossipKey -Size 12' }
        @{ Cmdlet = 'Remove-ConsulGossipKey'; Good = 'Remove-ConsulGossipKey -Fingerprint none -Confirm:$false -ErrorAction Continue'; Bad = 'Remove-ConsulGossipKey -Fingerprint (Get-ConsulGossipKeyring)[0].Fingerprint -Confirm:$false -ErrorAction Stop' }
        @{ Cmdlet = 'Enable-ConsulGossipEncryption'; Good = 'mkdir g; Enable-ConsulGossipEncryption -Path g -Phase 1 -Key $key'; Bad = 'mkdir h; Enable-ConsulGossipEncryption -Path h -Phase 1 -Key "$marker-x"' }
        @{ Cmdlet = 'Set-ConsulDesiredState'; Good = 'mkdir s; Set-ConsulDesiredState ConsulGossipEncryption @{ path = "s"; key = $key } -Verbose | Format-List * -Force'; Bad = 'Set-ConsulDesiredState ConsulGossipEncryption @{ path = "s"; key = $marker } -ErrorAction Stop' }
        @{ Cmdlet = 'Get-ConsulVaultSecret'; Good = 'Get-ConsulVaultSecret -VaultPath none -Passphrase $marker -ErrorAction Continue'; Bad = 'Get-ConsulVaultSecret -VaultPath none -Passphrase $marker -ErrorAction Stop' }
        @{ Cmdlet = 'New-ConsulAclToken'; Good = 'New-ConsulAclToken -Description x -Secret ($token.Substring(0, 35) + "z" -replace "z", "0") | Format-List *'; Bad = 'New-ConsulAclToken -Description x -Secret $marker' }
        @{ Cmdlet = 'New-ConsulServiceToken'; Good = 'New-ConsulServiceToken web -Verbose | Format-List * -Force'; Bad = 'New-ConsulServiceToken web -VaultAddress http://127.0.0.1:9 -VaultToken $marker -Verbose -ErrorAction Stop' }
        @{ Cmdlet = 'Set-ConsulAgentToken'; Good = 'Set-ConsulAgentToken -Token $token -Type agent -Confirm:$false'; Bad = 'Set-ConsulAgentToken -Token $marker -Type nope -Confirm:$false' }
        @{ Cmdlet = 'New-ConsulCertificateAuthority'; Good = 'mkdir a; New-ConsulCertificateAuthority a -Passphrase $marker'; Bad = 'New-ConsulCertificateAuthority b/c -Passphrase $marker' }
        @{ Cmdlet = 'New-ConsulCertificate'; Good = 'mkdir d; $a = New-ConsulCertificateAuthority d -Passphrase $marker; New-ConsulCertificate Server -Authority $a -Passphrase $marker -Node s1 -OutputPath d'; Bad = '$a = New-ConsulCertificateAuthority d -Force -Passphrase $key; New-ConsulCertificate Server -Authority $a -Passphrase $marker -Node s1 -OutputPath d' }
        @{ Cmdlet = 'New-ConsulCertificateRevocationList'; Good = 'mkdir e; $a = New-ConsulCertificateAuthority e -Passphrase $marker; New-ConsulCertificateRevocationList e/x.crl -Authority $a -Passphrase $marker'; Bad = '$a = New-ConsulCertificateAuthority e -Force -Passphrase $key; New-ConsulCertificateRevocationList e/y.crl -Authority $a -Passphrase $marker' }
        @{ Cmdlet = 'Update-ConsulCertificate'; Good = 'mkdir u; $a = New-ConsulCertificateAuthority u -Passphrase $marker; $c = New-ConsulCertificate Server -Authority $a -Passphrase $marker -Node s1 -OutputPath u; Update-ConsulCertificate $c.Path -Authority $a -Passphrase $marker -NoReload -Force'; Bad = 'Update-ConsulCertificate u/none.pem -Authority $a -Passphrase $marker' }
        @{ Cmdlet = 'Update-ConsulCertificateAuthority'; Good = 'mkdir v; $a = New-ConsulCertificateAuthority v -Passphrase $marker; Update-ConsulCertificateAuthority -Authority $a -Passphrase $marker -TrustPath $a.Path -Force -Confirm:$false -Listener @() -ErrorAction Continue'; Bad = 'Update-ConsulCertificateAuthority -Authority v/none.pem -Passphrase $marker -TrustPath v/none.pem -Confirm:$false' }
        @{ Cmdlet = 'Export-ConsulCertificate'; Good = 'mkdir x; $a = New-ConsulCertificateAuthority x; $c = New-ConsulCertificate Cli -Authority $a -OutputPath x; Export-ConsulCertificate $c.Path x/c.pfx -KeyPath $c.KeyPath -PfxPassphrase $marker'; Bad = 'Export-ConsulCertificate x/none.pem x/d.pfx -PfxPassphrase $marker' }
        @{ Cmdlet = 'Get-ConsulCertificate'; Good = 'mkdir y; $a = New-ConsulCertificateAuthority y; $c = New-ConsulCertificate Cli -Authority $a -OutputPath y; Export-ConsulCertificate $c.Path y/c.pfx -KeyPath $c.KeyPath -PfxPassphrase $marker; Get-ConsulCertificate y/c.pfx -Passphrase $marker'; Bad = 'Get-ConsulCertificate y/c.pfx -Passphrase "$marker-x"' }
        @{ Cmdlet = 'Test-ConsulCertificate'; Good = 'mkdir z; $a = New-ConsulCertificateAuthority z -Passphrase $marker; Test-ConsulCertificate $a.Path -Passphrase $marker'; Bad = 'Test-ConsulCertificate z/none.pem -Passphrase $marker' }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Secrets' -Skip:(-not $IsLinux) {
    BeforeAll {
        $token = [guid]::NewGuid().ToString()
        $key = New-ConsulGossipKey -AsPlainText
        $marker = 'marker-' + [guid]::NewGuid().ToString('N')
        $lab = Start-ConsulLab -Token $token -Configuration @"
            encrypt = "$key"
            acl { enabled = true, default_policy = "deny", tokens { master = "$token" } }
"@
        $address = $lab['s1'].HttpAddress.Authority

        # Every stream, the transcript, the errors in full, and the arguments of every process started meanwhile.
        function Get-Trace([string] $Code) {
            $script = "Import-Module `$module; Set-Location '$TestDrive'; `$address = '$address'
                `$ErrorActionPreference = 'Continue'; `$VerbosePreference = `$DebugPreference = 'Continue'
                `$token, `$key, `$marker = [Console]::In.ReadLine() -split ' '
                Start-Transcript '$TestDrive/transcript' | Out-Null
                Connect-Consul `$address -Token `$token
                try { & { $Code } *>&1 | Out-String -Width 500 } catch { `$_ }
                `$Error | ForEach-Object { `$_ | Format-List * -Force; `$_.Exception | Format-List * -Force; `$_.Exception.ToString(); `$_.TargetObject }
                `$Error | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
                [System.IO.Directory]::GetDirectories('/proc') | Where-Object { `$_ -match '\d+`$' } |
                    ForEach-Object { try { [System.IO.File]::ReadAllText(`"`$_/cmdline`") } catch { } }
                Stop-Transcript | Out-Null"
            $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("`$module = '$ModulePath'; $script"))
            $output = "$token $key $marker" | & $Shell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1
            ($output | Out-String -Width 500) + [System.IO.File]::ReadAllText("$TestDrive/transcript")
        }
    }

    AfterAll { Stop-ConsulLab $lab }

    It 'appear nowhere when <Cmdlet> works or fails' -ForEach $calls {
        foreach ($code in $Good, $Bad) {
            $trace = Get-Trace $code

            $trace | Should -BeLike '*GET /v1/agent/self: 200*' -Because 'the streams are really there'
            foreach ($secret in $token, $key, $marker) {
                $trace.Contains($secret) | Should -BeFalse -Because "'$code' must not show a secret"
            }
        }
    }

    It 'are tried with every cmdlet that takes one' {
        $takes = Get-Command -Module ConsulSecurity | Where-Object { $_.Parameters.Values.ParameterType -contains [securestring] }
        $tried = [regex]::Matches([System.IO.File]::ReadAllText("$PSScriptRoot/Secrets.Tests.ps1"), "@\{ Cmdlet = '([^']+)'").ForEach{ $_.Groups[1].Value }

        $takes.Name | Where-Object { $_ -notin $tried } | Should -BeNullOrEmpty
    }
}
