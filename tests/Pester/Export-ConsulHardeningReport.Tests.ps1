BeforeAll {
    . $PSScriptRoot/common.ps1
    'disable_remote_exec = false' | Set-Content -LiteralPath "$TestDrive/agent.hcl"
    $findings = Test-ConsulHardening -Path "$TestDrive/agent.hcl" -ConsulVersion 1.8.7 6> $null
}

Describe 'Export-ConsulHardeningReport' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
    }

    It 'knows the format by the ending: <Name>' -ForEach @(
        @{ Name = 'report.html'; Begin = '<!DOCTYPE html>' }
        @{ Name = 'report.json'; Begin = '{' }
        @{ Name = 'report.sarif'; Begin = '{' }
        @{ Name = 'report.xml'; Begin = '<?xml' }
        @{ Name = 'report.md'; Begin = '# ' }
    ) {
        $findings | Export-ConsulHardeningReport "$folder/$Name" | Should -BeNullOrEmpty

        $text = Get-Content -Raw -LiteralPath "$folder/$Name"
        $text | Should -BeLike "$Begin*"
        $text | Should -Match 'EXE-01'
    }

    It 'takes -Format before the ending, and needs one of both' {
        $findings | Export-ConsulHardeningReport "$folder/report.txt" -Format JUnit

        ([xml](Get-Content -Raw -LiteralPath "$folder/report.txt")).testsuites.tests | Should -Be $findings.Count
        { $findings | Export-ConsulHardeningReport "$folder/other.txt" } | Should -Throw -ErrorId 'ReportFormatUnknown,*'
    }

    It 'keeps a file that exists unless -Force is given' {
        'mine' | Set-Content -LiteralPath "$folder/report.md"

        { $findings | Export-ConsulHardeningReport "$folder/report.md" } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content -LiteralPath "$folder/report.md" | Should -Be 'mine'

        $findings | Export-ConsulHardeningReport "$folder/report.md" -Force
        Get-Content -Raw -LiteralPath "$folder/report.md" | Should -Match 'EXE-01'
    }

    It 'writes a file that nobody else can read' -Skip:(-not $IsLinux) {
        $findings | Export-ConsulHardeningReport "$folder/report.html"

        (Get-Item -LiteralPath "$folder/report.html").UnixMode | Should -Be '-rw-------'
    }

    It 'hands the findings on with -PassThru, for a second format' {
        $passed = $findings | Export-ConsulHardeningReport "$folder/a.html" -PassThru | Export-ConsulHardeningReport "$folder/b.sarif" -PassThru

        $passed.Count | Should -Be $findings.Count
        Get-ChildItem -LiteralPath $folder | Should -HaveCount 2
    }

    It 'writes nothing with -WhatIf' {
        $findings | Export-ConsulHardeningReport "$folder/report.html" -WhatIf

        Get-ChildItem -LiteralPath $folder | Should -BeNullOrEmpty
    }

    It 'points SARIF at the file below the current folder' {
        Push-Location $TestDrive
        try {
            $findings | Export-ConsulHardeningReport "$folder/report.sarif"
        }
        finally {
            Pop-Location
        }

        $results = (Get-Content -Raw -LiteralPath "$folder/report.sarif" | ConvertFrom-Json).runs[0].results
        ($results | Where-Object ruleId -EQ 'EXE-01').locations[0].physicalLocation.artifactLocation.uri | Should -Be 'agent.hcl'
    }

    It 'writes a report of no findings' {
        $none = @()
        $none | Export-ConsulHardeningReport "$folder/report.xml"

        ([xml](Get-Content -Raw -LiteralPath "$folder/report.xml")).testsuites.tests | Should -Be 0
    }
}
