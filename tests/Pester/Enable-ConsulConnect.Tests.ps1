BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Enable-ConsulConnect' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        'server = true' | Set-Content "$folder/agent.hcl"
        function Get-Setting([string] $Name, [string] $Version = '1.8.7') {
            (Get-ConsulAgentConfiguration $folder -ConsulVersion $Version).Find($Name).Value
        }
    }

    It 'turns the mesh on, and changes nothing when run again' {
        $change = Enable-ConsulConnect $folder -ConsulVersion 1.8.7

        $change.IsChanged, $change.NeedsRestart | Should -Be $true, $true
        Get-Setting connect.enabled | Should -BeTrue
        (Enable-ConsulConnect $folder -ConsulVersion 1.8.7).IsChanged | Should -BeFalse
    }

    It 'opens the port for proxies on a client: <Name> of <Version>' -ForEach @(
        @{ Version = '1.8.7'; Name = 'ports.grpc'; Port = 8502 }
        @{ Version = '1.15.0'; Name = 'ports.grpc_tls'; Port = 8503 }
    ) {
        'server = false' | Set-Content "$folder/agent.hcl"
        $null = Enable-ConsulConnect $folder -ConsulVersion $Version

        Get-Setting $Name $Version | Should -Be $Port
    }

    It 'makes sidecars name their ports' {
        $null = Enable-ConsulConnect $folder -NoSidecarRange -ConsulVersion 1.8.7

        Get-Setting ports.sidecar_min_port | Should -Be 0
        Get-Setting ports.sidecar_max_port | Should -Be 0
    }

    It 'refuses <Case>, in one sentence, and writes nothing' -ForEach @(
        @{ Case = 'a range upside down'; Parameters = @{ SidecarMinPort = 21255; SidecarMaxPort = 21000 }; Id = 'SidecarRangeInverted' }
        @{ Case = 'a validity under one hour'; Parameters = @{ LeafTtl = '00:59:00' }; Id = 'ConnectTtlTooShort' }
        @{ Case = 'a key without its root'; Parameters = @{ PrivateKey = 'x.key' }; Id = 'ConnectKeyWithoutRoot' }
        @{ Case = 'Vault in the clear'; Parameters = @{ VaultAddress = 'http://vault'; VaultToken = 'x' }; Id = 'ConnectVaultInsecure' }
    ) {
        { Enable-ConsulConnect $folder @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        (Get-ChildItem $folder).Name | Should -Be agent.hcl
    }

    It 'writes nothing and asks nobody under -WhatIf' {
        Enable-ConsulConnect $folder -Wait -Connection ([ConsulSecurity.ConsulConnection]::new('http://127.0.0.1:1')) -WhatIf

        (Get-ChildItem $folder).Name | Should -Be agent.hcl
    }

    It 'starts a real server, and waits until the mesh is proven' -Skip:(-not $IsLinux) {
        $written = Enable-ConsulConnect $folder -LeafTtl 1.00:00:00 -ConsulVersion 1.8.7
        $lab = Start-ConsulLab -Configuration (Get-Content $written.Path -Raw)
        try {
            $connection = Connect-Consul $lab['s1'].HttpAddress.Authority
            $again = Enable-ConsulConnect $folder -ConsulVersion 1.8.7 -Wait

            $again.IsChanged | Should -BeFalse
            (Get-ConsulConnectCA -Connection $connection).Setting['LeafCertTTL'] | Should -Be 24h
        }
        finally {
            Disconnect-Consul
            Stop-ConsulLab $lab
        }
    }

    It 'says what is missing where the mesh does not come' -Skip:(-not $IsLinux) {
        $lab = Start-ConsulLab
        try {
            $connection = Connect-Consul $lab['s1'].HttpAddress.Authority
            { Enable-ConsulConnect $folder -Wait -TimeoutSeconds 2 -Connection $connection -ErrorAction Stop } |
                Should -Throw -ErrorId 'ConnectCANotFollowed,*' -ExpectedMessage '*Connect is not enabled*'
        }
        finally {
            Disconnect-Consul
            Stop-ConsulLab $lab
        }
    }
}
