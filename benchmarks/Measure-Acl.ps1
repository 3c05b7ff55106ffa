<#
.SYNOPSIS
Measures writing policies and tokens against the consul command in a loop and against raw HTTP, and working out the rights of many tokens.
.DESCRIPTION
Everything runs on one cluster of three servers on this machine, in turn, round after round; medians count. What runs in this
process has run before on a small scale, both ways alike.
.EXAMPLE
./benchmarks/Measure-Acl.ps1 -Module ./ConsulSecurity.psd1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../output/ConsulSecurity/ConsulSecurity.psd1'),
    [int] $Policies = 1000,
    [int] $Tokens = 10000,

    # How often all is measured, one after the other.
    [int] $Rounds = 5,

    # The consul command starts a process for each: this many are measured.
    [int] $Loop = 50
)

$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Resolve-Path -LiteralPath $Module).Path
Import-Module (Join-Path $PSScriptRoot '../tests/Pester/AclLab.psm1')
$consul = & (Join-Path $PSScriptRoot '../tests/lab/get-consul.sh')

# The same bodies, by HttpClient alone.
Add-Type -TypeDefinition @'
using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

public static class RawHttp
{
    public static void PutAll(string address, string token, string path, string[] bodies, int concurrency)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add("X-Consul-Token", token);
        int next = -1;
        Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < bodies.Length; i = Interlocked.Increment(ref next))
            {
                using var response = await client.PutAsync(path, new StringContent(bodies[i], Encoding.UTF8, "application/json"));
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsStringAsync();
            }
        }))).GetAwaiter().GetResult();
    }
}
'@

function Measure-Rate([string] $What, [int] $Count, [scriptblock] $Work) {
    [GC]::Collect()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Work
    $seconds = $clock.Elapsed.TotalSeconds
    [pscustomobject]@{ What = $What; Count = $Count; Seconds = $seconds; PerSecond = $Count / $seconds }
}

function Get-Median([double[]] $Value) { ($Value | Sort-Object)[[int][math]::Floor($Value.Count / 2)] }

function Get-RuleText([int] $Number) { "key_prefix `"app$Number/`" { policy = `"write`" } service `"app$Number`" { policy = `"write`" }" }

function Write-PolicyFolder([string] $Prefix, [int] $Count) {
    $folder = (New-Item -ItemType Directory -Path (Join-Path $lab.Folder "files-$Prefix")).FullName
    foreach ($i in 1..$Count) { [System.IO.File]::WriteAllText("$folder/$Prefix$i.hcl", (Get-RuleText $i)) }
    $folder
}

function Get-PolicyBody([string] $Prefix, [int] $Count) {
    foreach ($i in 1..$Count) { @{ Name = "$Prefix$i"; Rules = Get-RuleText $i } | ConvertTo-Json -Compress }
}

function Get-TokenBody([string] $Prefix, [int] $Count) {
    foreach ($i in 1..$Count) { @{ Policies = @(@{ Name = "$Prefix$i" }) } | ConvertTo-Json -Compress }
}

# All of one round; the names begin with the prefix.
function Measure-Round([string] $Prefix, [int] $Count) {
    foreach ($concurrency in $concurrencies) {
        $bodies = Get-PolicyBody "$Prefix-raw$concurrency-" $Count
        Measure-Rate "raw HTTP, policies, $concurrency at once" -Count $Count -Work { [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/policy', $bodies, $concurrency) }
        Remove-ConsulAclPolicy "$Prefix-raw*" -Confirm:$false
    }
    $folder = Write-PolicyFolder "$Prefix-ours" $Count
    Measure-Rate 'Set-ConsulAclPolicy -Path, first run' -Count $Count -Work { Set-ConsulAclPolicy -Path $folder }
    $index = (Get-ConsulAclPolicy | Measure-Object -Property ModifyIndex -Maximum).Maximum
    Measure-Rate 'Set-ConsulAclPolicy -Path, second run' -Count $Count -Work { Set-ConsulAclPolicy -Path $folder }
    if ((Get-ConsulAclPolicy | Measure-Object -Property ModifyIndex -Maximum).Maximum -ne $index) { throw 'The second run wrote something.' }

    foreach ($concurrency in $concurrencies) {
        $bodies = Get-TokenBody "$Prefix-ours" $Count
        Measure-Rate "raw HTTP, tokens, $concurrency at once" -Count $Count -Work { [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/token', $bodies, $concurrency) }
    }
    $all = Get-ConsulAclPolicy "$Prefix-ours*"
    Measure-Rate 'policies | New-ConsulAclToken' -Count $Count -Work { $all | New-ConsulAclToken }
    if ($Prefix -ne "r$Rounds") {
        Remove-ConsulAclPolicy "$Prefix-ours*" -Confirm:$false
        Get-ConsulAclToken | Where-Object { $_.Policies.Count -eq 0 -and $_.AccessorId -ne [ConsulSecurity.AclToken]::AnonymousId } | Remove-ConsulAclToken -Confirm:$false
    }
}

# How one thing does against others, of which the best counts: medians of all rounds.
function Get-Ratio($Measured, [string] $What, [string] $Against) {
    $best = $Measured | Where-Object What -Like $Against | Group-Object -Property What | ForEach-Object { Get-Median $_.Group.PerSecond } | Measure-Object -Maximum
    (Get-Median ($Measured | Where-Object What -EQ $What).PerSecond) / $best.Maximum
}

$concurrencies = 32, 64, 128
$lab = Start-AclLab -Servers 3
try {
    $leader = $lab.LeaderAsync().GetAwaiter().GetResult()
    $address = ([string]$leader.HttpAddress).TrimEnd('/')
    Connect-Consul -Address $address -Token $lab.Token > $null
    $env:CONSUL_HTTP_ADDR = $address
    $env:CONSUL_HTTP_TOKEN = $lab.Token
    $null = 1..3 | ForEach-Object { Measure-Round "warm$_" 100 }

    $measured = foreach ($round in 1..$Rounds) { Measure-Round "r$round" $Policies }
    $loops = @(
        Measure-Rate "consul acl policy create, $Loop processes" -Count $Loop -Work { foreach ($i in 1..$Loop) { & $consul acl policy create -name "loop$i" -rules (Get-RuleText $i) } }
        Measure-Rate "consul acl token create, $Loop processes" -Count $Loop -Work { foreach ($i in 1..$Loop) { & $consul acl token create -policy-name "loop$i" } }
    )
    @($loops) + @($measured) | Group-Object -Property What | ForEach-Object {
        [pscustomobject]@{
            What      = $_.Name
            Count     = $_.Group[0].Count
            Rounds    = $_.Count
            Seconds   = [math]::Round((Get-Median $_.Group.Seconds), 3)
            PerSecond = [math]::Round((Get-Median $_.Group.PerSecond))
        }
    } | Format-Table -AutoSize

    $policyRate = Get-Median ($measured | Where-Object What -EQ 'Set-ConsulAclPolicy -Path, first run').PerSecond
    $tokenRate = Get-Median ($measured | Where-Object What -EQ 'policies | New-ConsulAclToken').PerSecond
    'Policies: {0:N2} of raw HTTP at its best, {1:N0} times the loop; the second run takes {2:N3} of the first.' -f
        (Get-Ratio -Measured $measured -What 'Set-ConsulAclPolicy -Path, first run' -Against 'raw HTTP, policies*'), ($policyRate / $loops[0].PerSecond),
        (1 / (Get-Ratio -Measured $measured -What 'Set-ConsulAclPolicy -Path, second run' -Against 'Set-ConsulAclPolicy -Path, first run'))
    'Tokens: {0:N2} of raw HTTP at its best, {1:N0} times the loop.' -f
        (Get-Ratio -Measured $measured -What 'policies | New-ConsulAclToken' -Against 'raw HTTP, tokens*'), ($tokenRate / $loops[1].PerSecond)

    $null = New-ConsulServiceToken web -PerInstance h1, h2, h3
    $missing = $Tokens - (Get-ConsulAclToken).Count
    if ($missing -gt 0) {
        $bodies = foreach ($i in 1..$missing) { @{ Policies = @(@{ Name = "r$Rounds-ours$(1 + $i % $Policies)" }, @{ Name = "r$Rounds-ours$(1 + $i % 97)" }) } | ConvertTo-Json -Compress -Depth 3 }
        [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/token', $bodies, 64)
    }
    [GC]::Collect()
    $before = [GC]::GetTotalMemory($true)
    $count = (Get-ConsulAclToken).Count
    $who = Measure-Rate 'who' -Count $count -Work { $script:able = Get-ConsulAclPermission -Resource service -Segment web -Access write }
    "Who can write service web, of {0:N0} tokens and {1:N0} policies: {2} tokens, in {3:N2} s; {4:N0} MB of memory held, {5:N0} MB at most in the process." -f
        $count, (Get-ConsulAclPolicy).Count, $able.Count, $who.Seconds, (([GC]::GetTotalMemory($false) - $before) / 1MB), ((Get-Process -Id $PID).PeakWorkingSet64 / 1MB)
}
finally {
    $env:CONSUL_HTTP_ADDR = $env:CONSUL_HTTP_TOKEN = $null
    Disconnect-Consul
    Stop-ConsulLab $lab
}
