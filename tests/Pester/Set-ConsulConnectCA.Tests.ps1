BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'The authority of a running mesh' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Configuration 'connect { enabled = true }'
        Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'is shown with its trust domain and active root' {
        $ca = Get-ConsulConnectCA

        $ca.Provider | Should -Be consul
        $ca.TrustDomain | Should -Match '^[0-9a-f-]{36}\.consul$'
        $ca.ActiveRoot.IsActive | Should -BeTrue
        $ca.HoldsPrivateKey | Should -BeTrue
        $ca | Out-String -Width 100 | Should -BeLike '*72h*in Consul*'
    }

    It 'takes another validity, and nothing with -WhatIf' {
        Set-ConsulConnectCA -LeafTtl 1.00:00:00 -WhatIf
        (Get-ConsulConnectCA).Setting['LeafCertTTL'] | Should -Be 72h
        (Set-ConsulConnectCA -LeafTtl 1.00:00:00 -Confirm:$false -WarningVariable warnings).Setting['LeafCertTTL'] | Should -Be 24h
        $warnings | Should -BeNullOrEmpty
    }

    It 'rotates the built-in root, warns of the key, and looks at sidecars that cannot be reached' {
        New-ConsulServiceDefinition web 8080 -SidecarPort 21000 -WarningAction SilentlyContinue | Register-ConsulService | Out-Null
        $before = Get-ConsulConnectCA
        $after = Set-ConsulConnectCA -BuiltIn -Wait -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue

        $after.ActiveRoot.Id | Should -Not -Be $before.ActiveRoot.Id
        $after.Sidecar[0].Service | Should -Be web
        $after.Sidecar[0].IsCurrent | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "*private key now lies in Consul's state*could not be looked at*web*"
        (Get-ConsulConnectCA -Sidecar).Sidecar | Out-String -Width 100 | Should -BeLike '*web*21000*?*'
    }

    It 'takes a root made for its trust domain, and goes back' {
        $before = Get-ConsulConnectCA
        $root = New-ConsulCertificateAuthority (New-Item -ItemType Directory "$TestDrive/mesh").FullName -TrustDomain $before.TrustDomain
        $own = Set-ConsulConnectCA -PrivateKey $root.KeyPath -RootCertificate $root.Path -Confirm:$false -WarningAction SilentlyContinue

        $root.Path | Should -BeLike '*consul-connect-ca.pem'
        $own.TrustDomain | Should -Be $before.TrustDomain
        $own.ActiveRoot.Certificate.Trim() | Should -Be ([System.IO.File]::ReadAllText($root.Path).Trim())
        (Set-ConsulConnectCA -BuiltIn -Confirm:$false).Setting.Keys | Should -Not -Contain PrivateKey
    }

    It 'warns of 24 days, which is what 24:00:00 is' {
        Set-ConsulConnectCA -LeafTtl 24:00:00 -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null

        "$warnings" | Should -BeLike '*24 days*'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a validity under one hour'; Parameters = @{ LeafTtl = '00:59:00' }; Id = 'ConnectTtlTooShort' }
        @{ Case = 'a key without its root'; Parameters = @{ PrivateKey = 'x.key' }; Id = 'ConnectKeyWithoutRoot' }
        @{ Case = 'Vault that cannot be reached'; Parameters = @{ VaultAddress = 'https://127.0.0.1:1'; VaultToken = 'x'; RootPkiPath = 'r'; IntermediatePkiPath = 'i' }; Id = 'ConnectVaultUnreachable' }
        @{ Case = 'Vault without its paths'; Parameters = @{ VaultAddress = 'https://127.0.0.1:1'; VaultToken = 'x' }; Id = 'ConnectVaultIncomplete' }
        @{ Case = 'Vault in the clear'; Parameters = @{ VaultAddress = 'http://vault'; VaultToken = 'x' }; Id = 'ConnectVaultInsecure' }
    ) {
        $before = Get-ConsulConnectCA
        $refused = { Set-ConsulConnectCA @Parameters -Confirm:$false } | Should -Throw -ErrorId "$Id,*" -PassThru

        $refused.Exception.Message | Should -Not -Match "`n"
        $after = Get-ConsulConnectCA
        $after.Provider, $after.ActiveRoot.Id, $after.Setting['LeafCertTTL'] | Should -Be $before.Provider, $before.ActiveRoot.Id, $before.Setting['LeafCertTTL']
    }
}
