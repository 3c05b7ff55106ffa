<#
.SYNOPSIS
Measures reading HCL against the Go parser that Consul is built with, in the same run. Needs Go and hashicorp/hcl v1
(Debian: golang-go, golang-github-hashicorp-hcl-dev); without them it says so.
.EXAMPLE
./build.sh Bench
#>
[CmdletBinding()]
param([int] $Rounds = 60)

$ErrorActionPreference = 'Stop'
if (-not (Get-Command -Name go -ErrorAction Ignore)) {
    Write-Warning 'HCL was NOT measured: Go is not installed (Debian: golang-go, golang-github-hashicorp-hcl-dev).'
    return
}

$oracle = Join-Path ([System.IO.Path]::GetTempPath()) "hcl-oracle-$PID"
$saved = $env:GO111MODULE, $env:GOFLAGS, $env:GOPATH
try {
    $env:GO111MODULE = 'off'
    $env:GOFLAGS = ''
    $env:GOPATH = if ($env:CONSULSECURITY_GOPATH) { $env:CONSULSECURITY_GOPATH } else { '/usr/share/gocode' }
    Push-Location (Join-Path $PSScriptRoot '../tests/oracle/hcl')
    go build -o $oracle .
    if ($LASTEXITCODE -ne 0) {
        Write-Warning 'HCL was NOT measured: the Go program of tests/oracle/hcl does not build (Debian: golang-github-hashicorp-hcl-dev).'
        return
    }

    dotnet run -c Release --project (Join-Path $PSScriptRoot 'ConsulSecurity.Benchmarks') -- $oracle $Rounds
}
finally {
    Pop-Location
    $env:GO111MODULE, $env:GOFLAGS, $env:GOPATH = $saved
    Remove-Item -LiteralPath $oracle -ErrorAction Ignore
}
