BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Enable-ConsulTls' {
    BeforeEach {
        $work = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $folder, $null = (New-Item -ItemType Directory -Path "$work/consul.d", "$work/ca", "$work/agent").FullName
        'server = true' | Set-Content "$folder/agent.hcl"
        $ca = New-ConsulCertificateAuthority "$work/ca"
        $server = New-ConsulCertificate Server -Authority $ca -OutputPath "$work/agent"
        $client = New-ConsulCertificate Client -Authority $ca -OutputPath "$work/agent"
        $files = @{ AuthorityPath = $ca.Path; CertificatePath = $server.Path }
        function Get-Setting([string] $Name, [string] $Version = '1.8.7') {
            (Get-ConsulAgentConfiguration $folder -ConsulVersion $Version).Find($Name).Value
        }
    }

    It 'phase <Phase>: outgoing <Outgoing>, by name <Name>, incoming <Incoming>, API <Api>' -ForEach @(
        @{ Phase = 1; Outgoing = $false; Name = $false; Incoming = $false; Api = $false }
        @{ Phase = 2; Outgoing = $true; Name = $false; Incoming = $false; Api = $false }
        @{ Phase = 3; Outgoing = $true; Name = $true; Incoming = $false; Api = $false }
        @{ Phase = 4; Outgoing = $true; Name = $true; Incoming = $true; Api = $false }
        @{ Phase = 5; Outgoing = $true; Name = $true; Incoming = $true; Api = $true }
    ) {
        $change = Enable-ConsulTls $folder -Phase $Phase @files -ConsulVersion 1.8.7

        $change.NeedsRestart | Should -Be ($Phase -in 1, 5)
        Get-Setting verify_outgoing | Should -Be $Outgoing
        Get-Setting verify_server_hostname | Should -Be $Name
        Get-Setting verify_incoming_rpc | Should -Be $Incoming
        Get-Setting verify_incoming_https | Should -Be $Api
        Get-Setting tls_min_version | Should -Be tls12
        Get-Setting ports.https | Should -Be 8501
    }

    It 'writes the spelling of 1.12 and later' {
        $null = Enable-ConsulTls $folder -Phase 5 @files -ConsulVersion 1.15.0

        Get-Setting tls.internal_rpc.verify_incoming 1.15.0 | Should -BeTrue
        Get-Setting tls.internal_rpc.verify_server_hostname 1.15.0 | Should -BeTrue
        Get-Setting tls.grpc.verify_incoming 1.15.0 | Should -BeFalse
        Get-Setting tls.defaults.tls_min_version 1.15.0 | Should -Be TLSv1_2
        Get-Content "$folder/zzz-consulsecurity-tls.hcl" -Raw | Should -Not -Match '(?m)^verify_'
    }

    It 'keeps the files from phase to phase' {
        $null = Enable-ConsulTls $folder -Phase 1 @files -ConsulVersion 1.8.7
        $null = Enable-ConsulTls $folder -Phase 2 -ConsulVersion 1.8.7

        Get-Setting cert_file | Should -Be $server.Path
        Get-Setting key_file | Should -Be $server.KeyPath
    }

    It 'turns plain HTTP off, or keeps it on loopback' {
        $null = Enable-ConsulTls $folder -Phase 5 @files -ConsulVersion 1.8.7
        Get-Setting ports.http | Should -Be -1

        $null = Enable-ConsulTls $folder -Phase 5 -KeepLoopbackHttp -ConsulVersion 1.8.7
        Get-Setting addresses.http | Should -Be '127.0.0.1'
    }

    It 'lets servers give clients their certificates' {
        $null = Enable-ConsulTls $folder -Phase 5 @files -AutoEncrypt -ConsulVersion 1.8.7
        Get-Setting auto_encrypt.allow_tls | Should -BeTrue

        'server = false' | Set-Content "$folder/agent.hcl"
        $null = Enable-ConsulTls $folder -Phase 5 -AuthorityPath $ca.Path -AutoEncrypt -ConsulVersion 1.8.7
        Get-Setting auto_encrypt.tls | Should -BeTrue
        Get-Content "$folder/zzz-consulsecurity-tls.hcl" -Raw | Should -Not -Match 'cert_file'
    }

    It 'refuses a certificate that would not do, unless forced' {
        { Enable-ConsulTls $folder -Phase 1 -AuthorityPath $ca.Path -CertificatePath $client.Path -ErrorAction Stop } |
            Should -Throw -ErrorId 'TlsCertificateUnfit,*'
        "$folder/zzz-consulsecurity-tls.hcl" | Should -Not -Exist
        Enable-ConsulTls $folder -Phase 1 -AuthorityPath $ca.Path -CertificatePath $client.Path -Force | Should -Not -BeNullOrEmpty
    }

    It 'asks for the files where the configuration names none' {
        { Enable-ConsulTls $folder -Phase 1 -ErrorAction Stop } | Should -Throw -ErrorId 'TlsFilesNeeded,*'
    }

    It 'writes nothing under -WhatIf' {
        Enable-ConsulTls $folder -Phase 1 @files -WhatIf
        "$folder/zzz-consulsecurity-tls.hcl" | Should -Not -Exist
    }
}
