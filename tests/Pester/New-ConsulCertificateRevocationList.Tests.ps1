BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'New-ConsulCertificateRevocationList' {
    BeforeEach {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $ca = New-ConsulCertificateAuthority
    }

    AfterEach {
        Pop-Location
    }

    It 'lists certificates from the pipeline' {
        $made = 'a', 'b' | ForEach-Object { New-ConsulCertificate Client -Authority $ca -Node $_ }
        $list = $made | New-ConsulCertificateRevocationList x.crl -Authority $ca

        $list.SerialNumbers | Should -Be $made.SerialNumber
        $list.Number | Should -Be 1
    }

    It 'goes on with the list that is there' {
        $null = New-ConsulCertificateRevocationList x.crl -Authority $ca -SerialNumber 0a
        $list = New-ConsulCertificateRevocationList x.crl -Authority $ca -SerialNumber 0b, 0A

        $list.SerialNumbers | Should -Be '0a', '0b'
        $list.Number | Should -Be 2
    }

    It 'goes on with no list of another authority' {
        $other = New-ConsulCertificateAuthority -Name other
        $null = New-ConsulCertificateRevocationList x.crl -Authority $other

        { New-ConsulCertificateRevocationList x.crl -Authority $ca } | Should -Throw -ErrorId 'RevocationListForeign,*'
    }

    It 'refuses what is no serial number' {
        { New-ConsulCertificateRevocationList x.crl -Authority $ca -SerialNumber xyz } | Should -Throw -ErrorId 'SerialNumberInvalid,*'
        'x.crl' | Should -Not -Exist
    }

    It 'writes nothing under -WhatIf' {
        New-ConsulCertificateRevocationList x.crl -Authority $ca -WhatIf
        'x.crl' | Should -Not -Exist
    }
}
