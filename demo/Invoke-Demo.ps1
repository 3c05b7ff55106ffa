<#
.SYNOPSIS
Hardens a wide-open cluster of real agents with the module's cmdlets, while an application uses it; './build.sh Demo' runs it.
.DESCRIPTION
'consulsec demo --cluster-only' starts the cluster and the application, and takes both away whatever happens to this script.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Module,

    # The assembly of consulsec.
    [Parameter(Mandatory)]
    [string] $Consulsec,

    # The consul binary.
    [Parameter(Mandatory)]
    [string] $Consul,

    # The folder for the HTML reports.
    [Parameter(Mandatory)]
    [string] $ReportPath
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
$clock = [System.Diagnostics.Stopwatch]::StartNew()

function Show-Title([string] $Title) { "`n=== $Title`n" }

# What an administrator types is shown before its result.
function Show-Command([string] $Command) { "PS> $Command" }

function Get-Finding($Inventory, [hashtable] $Connect) {
    foreach ($node in $Inventory.Nodes | Where-Object Name -In s1, c1) {
        $scheme, $port = if ($Connect.Count) { 'https', 8501 } else { 'http', 8500 }
        $connection = Connect-Consul "${scheme}://$($node.Address):$port" @Connect
        Test-ConsulHardening -Path $node.ConfigurationFolder -Connection $connection -Address $node.Address -ErrorAction Stop 6> $null
    }
}

function Show-Finding($Finding) {
    $Finding | Where-Object Outcome -EQ Fail | Group-Object -Property Id | ForEach-Object {
        [pscustomobject]@{ Severity = $_.Group[0].Severity; Id = $_.Name; Where = $_.Group.Subject -join ', '; Title = $_.Group[0].Title }
    } | Sort-Object -Property @{ Expression = 'Severity'; Descending = $true }, Id | Format-Table -AutoSize | Out-String -Width 118
    $Finding.Audit | Select-Object -Unique | ForEach-Object { "$($_.Nodes -join ', '): score $($_.Score) of 100" }
}

Show-Title 'Three servers and two clients start, wide open, with two services and an application that uses them'
$start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
$start.RedirectStandardInput = $start.RedirectStandardOutput = $true
foreach ($argument in $Consulsec, 'demo', '--cluster-only', '--consul', $Consul) { $start.ArgumentList.Add($argument) }
$lab = [System.Diagnostics.Process]::Start($start)
try {
    $file = $lab.StandardOutput.ReadLine()
    if (-not $file) { throw 'The cluster did not start.' }
    $inventory = Get-Content -LiteralPath $file -Raw | ConvertFrom-Json
    $inventory.Nodes | Format-Table -Property Name, Address, IsServer | Out-String

    Show-Title 'The audit before, of a server and a client'
    Show-Command 'Test-ConsulHardening -Path $node.ConfigurationFolder -Connection $connection -Address $node.Address'
    $before = @(Get-Finding $inventory @{})
    Show-Finding $before
    $before | Export-ConsulHardeningReport "$ReportPath/before.html" -Force

    Show-Title 'The plan'
    Show-Command 'Get-ConsulHardeningPlan $inventory'
    $plan = Get-ConsulHardeningPlan $file
    $plan.Waypoints | ForEach-Object { "$($_.Name)  $(if ($_.IsApi) { 'through the API' } else { "over the nodes $($_.Nodes.Node -join ', ')" })"; $_.Steps.Title | ForEach-Object { "    $_" }; '' }

    Show-Title 'Hardened while the application goes on'
    $vault = Join-Path (Split-Path $file) demo.vault
    $passphrase = (New-ConsulGossipKey).ToSecureString()
    $with = @{ Plan = $plan; VaultPath = $vault; Passphrase = $passphrase; Confirm = $false }
    $clock.Restart()
    Show-Command 'Protect-ConsulCluster -Plan $plan -VaultPath demo.vault -Passphrase $passphrase -Until A1'
    $first = Protect-ConsulCluster @with -Until A1
    '{0,6:0.0} s  {1} done' -f $clock.Elapsed.TotalSeconds, ($first.Waypoints -join ', ')

    # Between the passes the application gets a token of its own and is told to use HTTPS.
    $files = $vault -replace '\.vault$'
    $management = (Get-ConsulVaultSecret token/management -VaultPath $vault -Passphrase $passphrase).Secret
    $connect = @{ CACertificate = "$files-agent-ca.pem"; ClientCertificate = "$files-cli.pem"; ClientKey = "$files-cli-key.pem"; Token = $management }
    $leader = $inventory.Nodes | Where-Object Name -EQ s1
    Connect-Consul "https://$($leader.Address):8501" @connect | Out-Null
    Set-ConsulAclPolicy demo 'key_prefix "demo/" { policy = "write" } service_prefix "" { policy = "read" } node_prefix "" { policy = "read" }'
    $token = New-ConsulAclToken -Description 'the application of the demo' -Policy demo -AsPlainText
    $lab.StandardInput.WriteLine("move $files $token")
    [void]$lab.StandardOutput.ReadLine()
    '{0,6:0.0} s  the application was given a token and told to use HTTPS' -f $clock.Elapsed.TotalSeconds

    Show-Command 'Protect-ConsulCluster -Plan $plan -VaultPath demo.vault -Passphrase $passphrase'
    $record = Protect-ConsulCluster @with
    '{0,6:0.0} s  {1} done' -f $clock.Elapsed.TotalSeconds, ($record.Waypoints -join ', ')

    Show-Title 'The audit after'
    $after = @(Get-Finding $inventory $connect)
    Show-Finding $after
    $after | Export-ConsulHardeningReport "$ReportPath/after.html" -Force

    Show-Title 'What it cost'
    $lab.StandardInput.WriteLine('stop')
    $lab.StandardOutput.ReadLine()
    "$record; restarts: $(($inventory.Nodes.Name | ForEach-Object { "$_ $($first.Restarts[$_] + $record.Restarts[$_])" }) -join ', '); still failing: $($record.StillFailing -join ', ')."
    "Reports: $ReportPath/before.html, $ReportPath/after.html"
    $lab.WaitForExit()
    if ($lab.ExitCode -ne 0 -or -not $record.IsComplete) { throw 'The application lost something, or the cluster is not hardened.' }
}
finally {
    $lab.StandardInput.Close()
    $lab.WaitForExit()
}
