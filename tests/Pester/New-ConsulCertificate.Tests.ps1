BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'New-ConsulCertificate' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $ca = New-ConsulCertificateAuthority
    }

    AfterEach {
        Pop-Location
    }

    It 'gives a <Role> the names that Consul verifies' -ForEach @(
        @{ Role = 'Server'; Names = 'server.dc1.consul', 'n1.server.dc1.consul', 'localhost' }
        @{ Role = 'Client'; Names = 'client.dc1.consul', 'n1.client.dc1.consul', 'localhost' }
        @{ Role = 'Cli'; Names = 'cli.dc1.consul', 'n1.cli.dc1.consul', 'localhost' }
    ) {
        $certificate = New-ConsulCertificate $Role -Authority $ca -Node n1

        $certificate | Should -BeOfType ConsulSecurity.ConsulCertificate
        $certificate.DnsNames | Should -Be $Names
        $certificate.IPAddresses | Should -Be '127.0.0.1', '::1'
        $certificate.Path | Should -Exist
        $certificate.KeyPath | Should -Exist
    }

    It 'takes the lines of a CSV file, in order' {
        @'
Role,Node,Datacenter,IPAddress,DnsName
Server,s1,dc1,10.0.0.1,
Client,c1,dc1,10.0.0.2;fd00::2,"a.example, b.example"
Cli,,dc2,,
'@ | Set-Content nodes.csv

        $made = Import-Csv nodes.csv | New-ConsulCertificate -Authority $ca

        $made.Role | Should -Be Server, Client, Cli
        $made[1].IPAddresses | Should -Be '10.0.0.2', 'fd00::2', '127.0.0.1', '::1'
        $made[1].DnsNames | Should -Be 'client.dc1.consul', 'c1.client.dc1.consul', 'a.example', 'b.example', 'localhost'
        Split-Path -Leaf $made[2].Path | Should -Be 'dc2-cli-consul-0.pem'
    }

    It 'writes an error for one bad line of many and makes the others' {
        $made = @(
            [pscustomobject]@{ Role = 'Client'; Node = 'good' }
            [pscustomobject]@{ Role = 'Client'; Node = 'bad name' }
            [pscustomobject]@{ Role = 'Client'; Node = 'better' }
        ) | New-ConsulCertificate -Authority $ca -ErrorAction SilentlyContinue -ErrorVariable failed

        $made.Node | Should -Be 'good', 'better'
        $failed.FullyQualifiedErrorId | Should -Be 'NodeNameInvalid,ConsulSecurity.Commands.NewConsulCertificateCommand'
    }

    It 'overwrites nothing without -Force' {
        $before = New-ConsulCertificate Server -Authority $ca

        { New-ConsulCertificate Server -Authority $ca } | Should -Throw -ErrorId 'FileExists,*'
        (Get-ConsulCertificate $before.Path).Fingerprint | Should -Be $before.Fingerprint
        (New-ConsulCertificate Server -Authority $ca -Force).Fingerprint | Should -Not -Be $before.Fingerprint
    }

    It 'gives no client a name of a server' {
        { New-ConsulCertificate Client -Authority $ca -DnsName server.dc1.consul } | Should -Throw -ErrorId 'ServerNameRefused,*'
        { New-ConsulCertificate Client -Authority $ca -DnsName '*.dc1.consul' } | Should -Throw -ErrorId 'ServerNameRefused,*'
    }

    It 'refuses <Value> as an address' -ForEach @{ Value = '1.2.3' }, @{ Value = 'web' } {
        { New-ConsulCertificate Client -Authority $ca -IPAddress $Value } | Should -Throw -ErrorId 'IPAddressInvalid,*'
    }

    It 'does not outlive its authority' {
        { New-ConsulCertificate Server -Authority $ca -ValidityDays 3000 } | Should -Throw -ErrorId 'CertificateOutlivesAuthority,*'
    }

    It 'signs a request and takes over only harmless names' {
        $request = New-ConsulCertificateRequest Server -Node evil -DnsName good.example
        $certificate = New-ConsulCertificate Client -Node evil -Authority $ca -Request $request.Path -WarningVariable warned -WarningAction SilentlyContinue

        $certificate.DnsNames | Should -Be 'client.dc1.consul', 'evil.client.dc1.consul', 'good.example', 'localhost'
        $warned | Should -BeLike '*server.dc1.consul, evil.server.dc1.consul*'
        $certificate.PublicKeyFingerprint | Should -Be $request.PublicKeyFingerprint
    }

    It 'writes nothing under -WhatIf' {
        New-ConsulCertificate Server -Authority $ca -WhatIf
        Get-ChildItem -Filter dc1-* | Should -BeNullOrEmpty
    }

    It 'stops when told to, though every key takes long, and leaves nothing half done' {
        $shell = [powershell]::Create().AddScript({
            param($module, $ca, $folder)
            Import-Module $module
            1..400 | ForEach-Object { [pscustomobject]@{ Role = 'Client'; Node = "n$_"; KeyAlgorithm = 'Rsa4096' } } | New-ConsulCertificate -Authority $ca -OutputPath $folder
        }).AddArgument($ModulePath).AddArgument($ca.Path).AddArgument($PWD.ProviderPath)
        $running = $shell.BeginInvoke()
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        while (-not (Get-ChildItem -Force -Filter '.dc1-*') -and [datetime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 20 }

        $null = $shell.BeginStop($null, $null)
        $running.AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
        Get-ChildItem -Filter dc1-* | Should -BeNullOrEmpty
    }

    It 'shows a view that fits 100 characters' {
        $lines = New-ConsulCertificate Server -Authority $ca -Node web1 | Out-String -Width 100

        $lines | Should -Match 'Server\s+server\.dc1\.consul\s+web1\s+\d{4}-\d\d-\d\d\s+\d+\s+dc1-server'
        $lines | Should -Not -Match 'PRIVATE KEY'
    }
}
