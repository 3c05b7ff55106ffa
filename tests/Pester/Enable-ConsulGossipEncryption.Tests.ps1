BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Enable-ConsulGossipEncryption' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $key = New-ConsulGossipKey
    }

    It 'phase <Phase> takes clear text: <Incoming>, sends encrypted: <Outgoing>' -ForEach @(
        @{ Phase = 1; Incoming = $false; Outgoing = $false }
        @{ Phase = 2; Incoming = $false; Outgoing = $true }
        @{ Phase = 3; Incoming = $true; Outgoing = $true }
    ) {
        Enable-ConsulGossipEncryption $folder -Phase $Phase -Key $key | Out-Null
        $configuration = Get-ConsulAgentConfiguration $folder

        $configuration.Find('encrypt').Value | Should -Be $key
        $configuration.Find('encrypt_verify_incoming').Value | Should -Be $Incoming
        $configuration.Find('encrypt_verify_outgoing').Value | Should -Be $Outgoing
    }

    It 'keeps the key from phase to phase' {
        Enable-ConsulGossipEncryption $folder -Phase 1 -Key $key | Out-Null
        Enable-ConsulGossipEncryption $folder -Phase 2 | Out-Null

        (Get-ConsulAgentConfiguration $folder).Find('encrypt').Value | Should -Be $key
    }

    It 'asks for a key where there is none' {
        { Enable-ConsulGossipEncryption $folder -Phase 1 -ErrorAction Stop } | Should -Throw -ErrorId 'GossipKeyNeeded,*'
    }

    It 'writes a private file' -Skip:(-not $IsLinux) {
        Enable-ConsulGossipEncryption $folder -Phase 3 -Key $key | Out-Null

        (Get-Item "$folder/zzz-consulsecurity-gossip.hcl").UnixMode | Should -Be '-rw-------'
    }

    It 'shows the difference without the key' {
        $shown = Enable-ConsulGossipEncryption $folder -Phase 3 -Key $key | ConvertTo-Json

        $shown | Should -Match 'encrypt_verify_incoming = true'
        $shown.Contains($key.Reveal()) | Should -BeFalse
    }
}
