<#
.SYNOPSIS
Makes help/checks: a page a check and an index, from what the module says of its checks.
.EXAMPLE
./build.sh Help
#>
[CmdletBinding()]
param(
    # The folder that gets the pages.
    [string] $Destination = (Join-Path $PSScriptRoot 'checks')
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command Get-ConsulHardeningCheck -ErrorAction Ignore)) {
    Import-Module (Join-Path $PSScriptRoot '../ConsulSecurity.psd1')
}

# What Markdown would take for markup.
function Format-Text([string] $Text) { $Text -replace '([\\`*_{}\[\]<>#|~])', '\$1' }

function Format-Page($Check) {
    "# $($Check.Id): $(Format-Text $Check.Title)"
    ''
    '| Severity | Level | Area | Consul |'
    '|---|---|---|---|'
    "| $($Check.Severity) | $($Check.Level) | $($Check.Area) | $(if ($Check.Since) { "$($Check.Since) and later" } else { 'every version' }) |"
    foreach ($part in @(
            @('Why', $Check.Why), @('What is given up while it fails', $Check.GivenUp),
            @('What mends it', $Check.Remedy), @('What it is judged from', $Check.Needs))) {
        ''
        "## $($part[0])"
        ''
        Format-Text $part[1]
    }

    ''
    '## Look at this check alone'
    ''
    '```powershell'
    "Test-ConsulHardening -Id $($Check.Id)"
    '```'
    if ($Check.References) {
        ''
        '## References'
        ''
        $Check.References | ForEach-Object { "- <$_>" }
    }

    ''
    '[All checks](README.md)'
}

function Format-Index($Checks) {
    '# The checks of the hardening benchmark'
    ''
    "$($Checks.Count) checks. ``Test-ConsulHardening`` judges a cluster by them; ``Get-ConsulHardeningCheck`` shows them in PowerShell."
    'Level 1 is what every cluster should have, level 2 what those should that want more.'
    foreach ($area in $Checks | Group-Object Area | Sort-Object { $_.Group[0].Area }) {
        ''
        "## $($area.Name)"
        ''
        '| Id | Severity | Level | Asked for |'
        '|---|---|---|---|'
        $area.Group | ForEach-Object { "| [$($_.Id)]($($_.Id).md) | $($_.Severity) | $($_.Level) | $(Format-Text $_.Title) |" }
    }
}

function Save-Page([string] $Name, [string[]] $Lines) {
    [System.IO.File]::WriteAllText((Join-Path $folder "$Name.md"), ($Lines -join "`n") + "`n")
}

$folder = (New-Item -ItemType Directory -Force -Path $Destination).FullName
$checks = @(Get-ConsulHardeningCheck | Sort-Object Id -Culture '')
Get-ChildItem -LiteralPath $folder -Filter *.md | Where-Object BaseName -CNotIn @('README'; $checks.Id) | Remove-Item
foreach ($check in $checks) { Save-Page $check.Id (Format-Page $check) }
Save-Page README (Format-Index $checks)
