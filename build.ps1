<#
.SYNOPSIS
The tasks of this project: Build, Test, Soak, Bench, Demo, Help, Package, Clean.
.DESCRIPTION
On Linux and macOS it calls build.sh; on Windows, where there may be no bash, it does the same by itself.
.EXAMPLE
./build.ps1 Test
.EXAMPLE
./build.ps1 Package
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Soak', 'Bench', 'Demo', 'Help', 'Package', 'Clean')]
    [string] $Task = 'Build',

    # Options for dotnet build.
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $BuildOption = @()
)

$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot

if ($env:OS -ne 'Windows_NT') {
    & ./build.sh $Task @BuildOption
    exit $LASTEXITCODE
}

$results = Join-Path $PSScriptRoot 'output/test-results'
$counts = @{ passed = 0; failed = 0; skipped = 0; broken = $false }

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) ended with $LASTEXITCODE." }
}

function Invoke-Build([string] $Target) {
    Invoke-Dotnet build ConsulSecurity.sln -c Release -nologo -v quiet @BuildOption
    if ($Target) {
        Invoke-Dotnet build src/ConsulSecurity "-t:$Target" -c Release --no-restore -nologo -v quiet @BuildOption
    }
}

function Add-Count([string] $Path) {
    if (-not (Test-Path -LiteralPath $Path)) {
        Write-Output "build.ps1: '$Path' has no results: the suite did not run to its end."
        $counts.broken = $true
        return
    }

    $counters = Select-Xml -LiteralPath $Path -XPath "//*[local-name()='Counters']" | ForEach-Object Node
    $counts.passed += [int]$counters.passed
    $counts.failed += [int]$counters.failed
    $counts.skipped += [int]$counters.total - [int]$counters.executed
}

function Invoke-Xunit([string] $Filter) {
    Write-Output "WARNING: the tests against a real Consul did NOT run: they need Linux's loopback addresses."
    $option = @(if ($Filter) { '--filter', $Filter })
    & dotnet test tests/ConsulSecurity.Core.Tests -c Release --no-build -nologo --results-directory $results --logger 'trx;LogFileName=Core.Tests.trx' @option
    if ($LASTEXITCODE -ne 0) { $counts.broken = $true }
    Add-Count "$results/Core.Tests.trx"
}

# Gives what PSModulePath must begin with for Pester to be found: nothing, or the folder of a Pester that NuGet brought.
function Find-Pester {
    if (Get-Module Pester -ListAvailable | Where-Object Version -GE 5.5.0) { return '' }
    & dotnet build tests/Pester/Pester.proj -restore -nologo -v quiet | Out-Null
    if ($LASTEXITCODE -eq 0) { return "$PSScriptRoot/.lab/modules;" }
}

function Invoke-Pester {
    $modules = Find-Pester
    if ($null -eq $modules) {
        Write-Output 'WARNING: the Pester suite did NOT run: PowerShell has no Pester 5.5 or later, and a NuGet restore could not get one.'
        return
    }

    $shell = (Get-Process -Id $PID).Path
    $before = $env:PSModulePath
    try {
        $env:PSModulePath = $modules + $before
        & $shell -NoProfile -NonInteractive -File tests/Pester/Invoke-Suite.ps1 -Module "$PSScriptRoot/output/ConsulSecurity/ConsulSecurity.psd1" -Counters "$results/pester.counters"
        if ($LASTEXITCODE -ne 0) { $counts.broken = $true }
    }
    finally {
        $env:PSModulePath = $before
    }

    Add-Count "$results/pester.counters"
}

function Invoke-Test([string] $Filter) {
    if (Test-Path -LiteralPath $results) { Remove-Item -LiteralPath $results -Recurse }
    Invoke-Build Stage
    Invoke-Xunit $Filter
    Invoke-Pester
    Write-Output "$($counts.passed) passed, $($counts.failed) failed, $($counts.skipped) skipped"
    exit [int]($counts.broken -or $counts.failed -gt 0)
}

switch ($Task) {
    'Build' { Invoke-Build }
    'Test' { Invoke-Test 'Category!=Slow' }
    'Soak' { $env:CONSULSECURITY_SOAK = '1'; Invoke-Test }
    'Bench' { Invoke-Build Stage; Get-Item ./benchmarks/Measure-*.ps1 | ForEach-Object { & $_.FullName } }
    'Demo' { throw 'The demo needs Linux: its cluster lives on loopback addresses of its own.' }
    'Help' { Invoke-Build Stage; & ./help/Build-Help.ps1 }
    'Package' { Invoke-Build Package }
    'Clean' {
        Invoke-Dotnet clean ConsulSecurity.sln -c Release -nologo -v quiet
        Remove-Item -Path module/bin, output -Recurse -ErrorAction Ignore
    }
}
