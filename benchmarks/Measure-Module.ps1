<#
.SYNOPSIS
Measures what importing the module costs, and making gossip keys, against their nearest peers in the same run.
.EXAMPLE
./build.sh Bench
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../output/ConsulSecurity/ConsulSecurity.psd1'),
    [int] $Rounds = 20,
    [int] $Keys = 10000
)

$ErrorActionPreference = 'Stop'
$Module = (Resolve-Path -LiteralPath $Module).Path
$shell = $env:CONSULSECURITY_PWSH
if (-not $shell) { $shell = (Get-Process -Id $PID).Path }
$PSStyle.OutputRendering = 'PlainText'
$consul = & (Join-Path $PSScriptRoot '../tests/lab/get-consul.sh')

function Get-Median([double[]] $Value) {
    $sorted = @($Value | Sort-Object)
    ($sorted[[math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

# Runs all of them in turn, round after round, so that what else the machine does hits each alike; the first round is not counted.
function Measure-InTurn([System.Collections.IDictionary] $Task, [int] $Rounds) {
    $time = @{}
    foreach ($round in 0..$Rounds) {
        foreach ($name in $Task.Keys) {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $null = & $Task[$name]
            if ($round -gt 0) { $time[$name] += @($clock.Elapsed.TotalMilliseconds) }
        }
    }

    $first = Get-Median $time[@($Task.Keys)[0]]
    foreach ($name in $Task.Keys) {
        $median = Get-Median $time[$name]
        [pscustomobject]@{
            Task       = $name
            'Median'   = '{0:N1} ms' -f $median
            'Smallest' = '{0:N1} ms' -f ($time[$name] | Measure-Object -Minimum).Minimum
            'Ratio'    = '{0:N2}' -f ($median / $first)
        }
    }
}

'Import, {0} rounds:' -f $Rounds
Measure-InTurn -Rounds $Rounds -Task ([ordered]@{
        'pwsh -NoProfile'                = { & $shell -NoProfile -NonInteractive -Command '1' }
        'pwsh -NoProfile, Import-Module' = { & $shell -NoProfile -NonInteractive -Command "Import-Module '$Module'; 1" }
    }) | Format-Table -AutoSize

Import-Module $Module
'{0:N0} gossip keys, {1} rounds:' -f $Keys, $Rounds
Measure-InTurn -Rounds $Rounds -Task ([ordered]@{
        'New-ConsulGossipKey'              = { New-ConsulGossipKey -Count $Keys }
        'New-ConsulGossipKey -AsPlainText' = { New-ConsulGossipKey -Count $Keys -AsPlainText }
        'RandomNumberGenerator in a loop'  = {
            $random = [System.Security.Cryptography.RandomNumberGenerator]::Create()
            $bytes = [byte[]]::new(32)
            foreach ($i in 1..$Keys) { $random.GetBytes($bytes); [Convert]::ToBase64String($bytes) }
        }
    }) | Format-Table -AutoSize

'50 gossip keys by the consul command, 3 rounds:'
Measure-InTurn -Rounds 3 -Task ([ordered]@{ 'consul keygen, 50 times' = { foreach ($i in 1..50) { & $consul keygen } } }) |
    Format-Table -AutoSize
