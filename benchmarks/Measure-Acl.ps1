<#
.SYNOPSIS
Measures writing policies and tokens against the consul command in a loop and against raw HTTP, and working out the rights of many tokens.
.DESCRIPTION
Everything runs on one cluster of three servers on this machine, one thing after the other, and is compared within the run.
.EXAMPLE
./benchmarks/Measure-Acl.ps1 -Module ./ConsulSecurity.psd1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../output/ConsulSecurity/ConsulSecurity.psd1'),
    [int] $Policies = 1000,
    [int] $Tokens = 10000,

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
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Work
    $seconds = $clock.Elapsed.TotalSeconds
    [pscustomobject]@{ What = $What; Count = $Count; Seconds = [math]::Round($seconds, 3); PerSecond = [math]::Round($Count / $seconds, 1) }
}

function Write-PolicyFolder([string] $Prefix) {
    $folder = (New-Item -ItemType Directory -Path (Join-Path $lab.Folder "files-$Prefix")).FullName
    foreach ($i in 1..$Policies) { [System.IO.File]::WriteAllText("$folder/$Prefix$i.hcl", "key_prefix `"app$i/`" { policy = `"write`" } service `"app$i`" { policy = `"write`" }") }
    $folder
}

$lab = Start-AclLab -Servers 3
try {
    $leader = $lab.LeaderAsync().GetAwaiter().GetResult()
    $address = ([string]$leader.HttpAddress).TrimEnd('/')
    Connect-Consul -Address $address -Token $lab.Token > $null
    $env:CONSUL_HTTP_ADDR = $address
    $env:CONSUL_HTTP_TOKEN = $lab.Token
    New-ConsulAclToken > $null

    $results = @(
        Measure-Rate "consul acl policy create, $Loop processes" -Count $Loop -Work { foreach ($i in 1..$Loop) { & $consul acl policy create -name "loop$i" -rules "key_prefix `"app$i/`" { policy = `"write`" }" } }
        foreach ($concurrency in 32, 64, 128) {
            $bodies = foreach ($i in 1..$Policies) { @{ Name = "raw$concurrency-$i"; Rules = "key_prefix `"app$i/`" { policy = `"write`" } service `"app$i`" { policy = `"write`" }" } | ConvertTo-Json -Compress }
            Measure-Rate "raw HTTP, policies, $concurrency at once" -Count $Policies -Work { [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/policy', $bodies, $concurrency) }
        }
        $warm = Write-PolicyFolder warm
        Set-ConsulAclPolicy -Path $warm
        $folder = Write-PolicyFolder ours
        Measure-Rate 'Set-ConsulAclPolicy -Path, first run' -Count $Policies -Work { Set-ConsulAclPolicy -Path $folder }
        Measure-Rate 'Set-ConsulAclPolicy -Path, second run' -Count $Policies -Work { Set-ConsulAclPolicy -Path $folder }
        Measure-Rate "consul acl token create, $Loop processes" -Count $Loop -Work { foreach ($i in 1..$Loop) { & $consul acl token create -policy-name "loop$i" } }
        foreach ($concurrency in 32, 64, 128) {
            $bodies = foreach ($i in 1..$Policies) { @{ Policies = @(@{ Name = "ours$i" }) } | ConvertTo-Json -Compress }
            Measure-Rate "raw HTTP, tokens, $concurrency at once" -Count $Policies -Work { [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/token', $bodies, $concurrency) }
        }
        $all = Get-ConsulAclPolicy ours*
        Measure-Rate 'policies | New-ConsulAclToken' -Count $Policies -Work { $all | New-ConsulAclToken }
    )
    $results | Format-Table -AutoSize

    $missing = $Tokens - (Get-ConsulAclToken).Count
    $bodies = foreach ($i in 1..$missing) { @{ Policies = @(@{ Name = "ours$(1 + $i % $Policies)" }, @{ Name = "raw64-$(1 + $i % 97)" }) } | ConvertTo-Json -Compress -Depth 3 }
    [RawHttp]::PutAll($address, $lab.Token, '/v1/acl/token', $bodies, 64)
    [GC]::Collect()
    $before = [GC]::GetTotalMemory($true)
    Measure-Rate "who can write service app1, of $((Get-ConsulAclToken).Count) tokens" -Count $Tokens -Work { $script:able = Get-ConsulAclPermission -Resource service -Segment app1 -Access write } | Format-Table -AutoSize
    "{0} tokens can; {1:N0} MB of memory held, {2:N0} MB at most in the process." -f $able.Count, (([GC]::GetTotalMemory($false) - $before) / 1MB), ((Get-Process -Id $PID).PeakWorkingSet64 / 1MB)
}
finally {
    $env:CONSUL_HTTP_ADDR = $env:CONSUL_HTTP_TOKEN = $null
    Disconnect-Consul
    Stop-ConsulLab $lab
}
