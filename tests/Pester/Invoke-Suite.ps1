<#
.SYNOPSIS
Runs the Pester suite against a built module, in a process of its own; build.sh and build.ps1 call it.
.EXAMPLE
pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1 -Path tests/Pester/New-ConsulGossipKey.Tests.ps1
Runs one file against the checkout.
#>
[CmdletBinding()]
param(
    # The module's manifest.
    [string] $Module = (Join-Path $PSScriptRoot '../../ConsulSecurity.psd1'),

    # What to run.
    [string[]] $Path = $PSScriptRoot,

    # The file that gets the numbers.
    [string] $Counters
)

$ErrorActionPreference = 'Stop'
$env:CONSULSECURITY_MODULE = (Resolve-Path -LiteralPath $Module).Path
Import-Module Pester -MinimumVersion 5.5.0

$run = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Normal' }
}

# A file that cannot be read or a BeforeAll that throws counts as one failure at least.
$failed = $run.FailedCount + $run.FailedContainersCount
$notRun = $run.SkippedCount + $run.InconclusiveCount
if ($Counters) {
    $total = $run.PassedCount + $failed + $notRun
    $xml = '<Counters total="{0}" executed="{1}" passed="{2}" failed="{3}" />' -f $total, ($total - $notRun), $run.PassedCount, $failed
    [System.IO.File]::WriteAllText($Counters, $xml)
}

exit [int]($run.Result -ne 'Passed')
