BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Test-ConsulCertificate' {
    BeforeAll {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/ca", "$TestDrive/agents")[1].FullName
        $ca = New-ConsulCertificateAuthority ../ca -NameConstraint consul
        $server = New-ConsulCertificate Server -Authority $ca -Node s1
        $client = New-ConsulCertificate Client -Authority $ca -Node c1
    }

    AfterAll {
        Pop-Location
    }

    It 'finds nothing wrong with a certificate of ours' {
        $findings = Test-ConsulCertificate $server.Path -AuthorityPath $ca.Path -Role Server -Datacenter dc1 -Node s1

        $findings.Id | Should -Be (22..38 | ForEach-Object { "TLS-$_" })
        $findings | Where-Object Outcome -In Fail, Error, Unknown | Should -BeNullOrEmpty
        Test-ConsulCertificate $server.Path -AuthorityPath $ca.Path -Quiet | Should -BeTrue
    }

    It 'names the rule that a client certificate on a server breaks' {
        $failed = Test-ConsulCertificate $client.Path -AuthorityPath $ca.Path -Role Server -Datacenter dc1 | Where-Object Outcome -EQ Fail

        $failed.Id | Should -Be 'TLS-25'
        $failed.Expected | Should -Be 'server.dc1.consul'
        Test-ConsulCertificate $client.Path -Role Server -Quiet | Should -BeFalse
    }

    It 'finds a key that is used twice' {
        Copy-Item $client.Path copy.pem
        $failed = Test-ConsulCertificate $client.Path, copy.pem -AuthorityPath $ca.Path | Where-Object Outcome -EQ Fail
        Remove-Item copy.pem

        $failed.Id | Should -Be 'TLS-38', 'TLS-38'
    }

    It 'takes certificates from the pipeline' {
        $server, $client | Test-ConsulCertificate -AuthorityPath $ca.Path -Quiet | Should -BeTrue
    }

    It 'is false for a file that cannot be read' {
        Test-ConsulCertificate missing.pem -Quiet -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeFalse
        $failed.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'shows rule, outcome and reason' {
        Test-ConsulCertificate $client.Path -Role Server | Out-String -Width 100 | Should -Match 'TLS-25\s+Fail\s+Critical'
    }
}
