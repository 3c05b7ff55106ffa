BeforeDiscovery {
    $manifest = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../ConsulSecurity.psd1')
    $cmdlets = $manifest.CmdletsToExport | ForEach-Object { @{ Cmdlet = $_; Page = Join-Path $PSScriptRoot "../../help/en-US/$_.md" } }
    $platyPS = Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -GE 1.0.0
    $topics = Get-ChildItem (Join-Path $PSScriptRoot '../../help/en-US') -Filter about_*.md | ForEach-Object { @{ Topic = $_.BaseName; Page = $_.FullName } }
    $needsLab = $IsLinux
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters

    # The examples of a page: what stands in its ```powershell blocks, one text for each example.
    # A block that cannot run in a test says so: ```powershell norun
    function Get-Example([string] $Page) {
        $text = [System.IO.File]::ReadAllText($Page) -replace "`r", ''
        $section = [regex]::Match($text, '(?ms)^## EXAMPLES\n(.*?)^## ').Groups[1].Value
        foreach ($example in $section -split '(?m)^### ' | Select-Object -Skip 1) {
            [pscustomobject]@{
                Title = ($example -split "`n")[0]
                Code  = [regex]::Matches($example, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value } -join "`n"
            }
        }
    }
}

Describe 'Help of <Cmdlet>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Cmdlet -Full
    }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Match '\w.*\.$'
        $help.Synopsis | Should -Not -Match '\{\{'
        ($help.Description | Out-String).Trim() | Should -Not -BeNullOrEmpty
    }

    It 'says which permission it needs' {
        ($help.Description | Out-String) | Should -Match 'Permission:'
    }

    It 'describes every parameter, and no other' {
        $expected = (Get-Command $Cmdlet).Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $described = $help.parameters.parameter | Where-Object { ($_.description | Out-String).Trim() -and $_.name -notin $common }

        @($described.name | Sort-Object) | Should -Be @($expected)
    }

    It 'has two examples at least, with code and a title' {
        $examples = @($help.examples.example)

        $examples.Count | Should -BeGreaterOrEqual 2
        $examples.code | Should -Not -Contain ''
        $examples.title | ForEach-Object { $_ | Should -Match 'Example \d+: \w+' }
    }

    It 'leaves nothing of the template unfilled' {
        $Page | Should -Not -FileContentMatch '\{\{'
    }
}

Describe 'Examples' -Skip:(-not $needsLab) {
    BeforeAll {
        $token = [guid]::NewGuid().ToString()
        $lab = Start-ConsulLab -Token $token -Configuration @"
            encrypt = "$(New-ConsulGossipKey -AsPlainText)"
            acl { enabled = true, default_policy = "deny", tokens { master = "$token", agent = "$token" } }
            connect { enabled = true }
"@
        $saved = $env:CONSUL_HTTP_ADDR, $env:CONSUL_HTTP_TOKEN
        $env:CONSUL_HTTP_ADDR = $lab['s1'].HttpAddress
        $env:CONSUL_HTTP_TOKEN = $token
    }

    AfterAll {
        $env:CONSUL_HTTP_ADDR, $env:CONSUL_HTTP_TOKEN = $saved
        Stop-ConsulLab $lab
    }

    It 'of <Cmdlet> run' -ForEach $cmdlets {
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$Cmdlet").FullName
        try {
            foreach ($example in Get-Example $Page | Where-Object Code) {
                try {
                    & ([scriptblock]::Create($example.Code)) *> $null
                }
                catch {
                    throw "Example '$($example.Title)': $_"
                }
            }
        }
        finally {
            Pop-Location
        }
    }

    It 'of <Topic> run' -ForEach $topics {
        $text = [System.IO.File]::ReadAllText($Page) -replace "`r", ''
        $code = [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value } -join "`n"
        Push-Location (New-Item -ItemType Directory -Path "$TestDrive/$Topic").FullName
        try { & ([scriptblock]::Create($code)) *> $null }
        finally { Pop-Location }
    }

    It 'of <Topic> name only cmdlets and parameters that there are' -ForEach $topics {
        $text = [System.IO.File]::ReadAllText($Page) -replace "`r", ''
        $code = [regex]::Matches($text, '(?ms)^```powershell(?: norun)?\n(.*?)^```').ForEach{ $_.Groups[1].Value } -join "`n"
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$null)
        foreach ($command in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $command.GetCommandName()
            if ($name -like '*-Consul*') {
                $known = (Get-Command $name -Module ConsulSecurity -ErrorAction Stop).Parameters.Keys
                $command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } |
                    ForEach-Object { $known | Should -Contain $_.ParameterName -Because "$name is used in $Topic" }
            }
        }

        foreach ($word in [regex]::Matches($text, '(?<=`)[A-Z][a-z]+-Consul\w+').Value) { Get-Command $word -Module ConsulSecurity | Should -Not -BeNullOrEmpty }
    }

    It 'of the README run' {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/readme").FullName
        Copy-Item -Path $ModulePath, "$(Split-Path $ModulePath)/module" -Destination $folder -Recurse
        $text = [System.IO.File]::ReadAllText((Join-Path $PSScriptRoot '../../README.md')) -replace "`r", ''
        $session = [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```').ForEach{ $_.Groups[1].Value } -join "`n"

        $session | Should -Match 'Import-Module'
        Invoke-Shell "Set-Location '$folder'; $session" | Should -Not -BeNullOrEmpty
    }
}

Describe 'Built help' {
    It 'is what the pages and checks say (else run ./build.sh Help and commit en-US and help/checks)' -Skip:(-not $platyPS) {
        & (Join-Path $PSScriptRoot '../../help/Build-Help.ps1') -Destination $TestDrive

        foreach ($file in Get-ChildItem -Path "$TestDrive/en-US") {
            $committed = Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot "../../en-US/$($file.Name)")
            $committed -replace "`r" | Should -BeExactly ((Get-Content -Raw -LiteralPath $file.FullName) -replace "`r")
        }

        $made = Get-ChildItem -Path "$TestDrive/help/checks"
        (Get-ChildItem -Path (Join-Path $PSScriptRoot '../../help/checks')).Name | Should -Be $made.Name
        foreach ($file in $made) {
            $committed = Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot "../../help/checks/$($file.Name)")
            $committed -replace "`r" | Should -BeExactly ((Get-Content -Raw -LiteralPath $file.FullName) -replace "`r")
        }
    }
}
