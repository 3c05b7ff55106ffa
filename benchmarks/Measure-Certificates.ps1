<#
.SYNOPSIS
Measures 1,000 server certificates through the pipeline against 'consul tls cert create' in a loop, OpenSSL's speed, and the
limit: what the platform takes for one key and one signature each. All in one run, in turns.
.EXAMPLE
./build.sh Bench
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../output/ConsulSecurity/ConsulSecurity.psd1'),
    [int] $Count = 1000,
    [int] $Rounds = 15,

    # Rounds before those, until .NET has compiled what runs often for good; the very first is told by itself.
    [int] $WarmUp = 40,
    [int] $Loop = 50,

    # Where the files go; a folder in memory (/dev/shm) leaves the disk out of it.
    [string] $Path = [System.IO.Path]::GetTempPath()
)

$ErrorActionPreference = 'Stop'
Import-Module (Resolve-Path -LiteralPath $Module).Path
$PSStyle.OutputRendering = 'PlainText'
$consul = & (Join-Path $PSScriptRoot '../tests/lab/get-consul.sh')
$cores = [Environment]::ProcessorCount

# The limit: a P-256 key and a signature with the authority's key, on one thread or on all.
Add-Type -TypeDefinition @'
using System.Security.Cryptography;
using System.Threading.Tasks;

public static class PlatformLimit
{
    public static void Run(int count, int threads)
    {
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            using ECDsa authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] content = new byte[500];
            for (int i = 0; i < count / threads; i++)
            {
                using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                key.ExportParameters(true);
                authority.SignData(content, HashAlgorithmName.SHA256);
            }
        });
    }
}
'@

function Measure-Rate([int] $Number, [scriptblock] $Script) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Script
    $Number / $clock.Elapsed.TotalSeconds
}

function Get-Median([double[]] $Value) {
    $sorted = @($Value | Sort-Object)
    ($sorted[[math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

$work = (New-Item -ItemType Directory -Path (Join-Path $Path "certificates-$([guid]::NewGuid())")).FullName
try {
    $authority = New-ConsulCertificateAuthority -OutputPath $work
    $nodes = foreach ($i in 1..$Count) { [pscustomobject]@{ Role = 'Server'; Node = "node$i"; IPAddress = "10.0.$($i -shr 8).$($i -band 255)" } }
    $nodes | Export-Csv -Path "$work/nodes.csv"

    $rate = @{ pipeline = @(); one = @(); all = @(); loop = @() }
    foreach ($round in 0..($WarmUp + $Rounds - 1)) {
        $folder = (New-Item -ItemType Directory -Path "$work/$round").FullName
        $measured = @{
            pipeline = Measure-Rate $Count { Import-Csv "$work/nodes.csv" | New-ConsulCertificate -Authority $authority -OutputPath $folder }
            one      = Measure-Rate $Count { [PlatformLimit]::Run($Count, 1) }
            all      = Measure-Rate $Count { [PlatformLimit]::Run($Count, $cores) }
        }
        if ($round -eq 0) { $first = $measured.pipeline }
        if ($round -lt $WarmUp) { continue }
        foreach ($name in $measured.Keys) { $rate[$name] += $measured[$name] }
    }

    Push-Location (New-Item -ItemType Directory -Path "$work/consul").FullName
    & $consul tls ca create | Out-Null
    foreach ($round in 1..3) {
        $rate.loop += Measure-Rate $Loop { foreach ($i in 1..$Loop) { & $consul tls cert create -server 2>&1 } }
    }

    Pop-Location
    $openssl = & openssl speed -seconds 1 ecdsap256 2>$null | Select-Object -Last 1
    $signatures = [double](($openssl -split '\s+' -ne '')[-2])
}
finally {
    Remove-Item -LiteralPath $work -Recurse -ErrorAction Ignore
}

$pipeline, $one, $all, $loopRate = 'pipeline', 'one', 'all', 'loop' | ForEach-Object { Get-Median $rate[$_] }
'{0:N0} server certificates, P-256, {1} rounds, {2} cores; the consul command {3} in a loop, 3 rounds. Medians:' -f $Count, $Rounds, $cores, $Loop
[pscustomobject]@{ Task = "Import-Csv | New-ConsulCertificate, files written and flushed"; 'A second' = '{0:N0}' -f $pipeline; Ratio = '1' }
[pscustomobject]@{ Task = 'the same, first time in the session'; 'A second' = '{0:N0}' -f $first; Ratio = '{0:N2}' -f ($first / $pipeline) }
[pscustomobject]@{ Task = 'consul tls cert create in a loop'; 'A second' = '{0:N0}' -f $loopRate; Ratio = '1/{0:N0}' -f ($pipeline / $loopRate) }
[pscustomobject]@{ Task = 'limit: key and signature of the platform, one core'; 'A second' = '{0:N0}' -f $one; Ratio = '{0:N2}' -f ($one / $pipeline) }
[pscustomobject]@{ Task = "limit: the same on $cores cores"; 'A second' = '{0:N0}' -f $all; Ratio = '{0:N2}' -f ($all / $pipeline) }
[pscustomobject]@{ Task = 'openssl speed: P-256 signatures alone, one core'; 'A second' = '{0:N0}' -f $signatures; Ratio = '{0:N2}' -f ($signatures / $pipeline) }
'Share of the limit a core: {0:N2} (all cores against all cores), {1:N2} (against {2} times one core)' -f ($pipeline / $all), ($pipeline / $one / $cores), $cores
