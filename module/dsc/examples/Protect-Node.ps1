<#
.SYNOPSIS
A runbook that hardens the configuration of one server of a new cluster. Run again it changes nothing.
.EXAMPLE
./Protect-Node.ps1 -Path /etc/consul.d -Tls /etc/consul.d/tls -Node s1 -ConsulVersion 1.8.7
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder that Consul's -config-dir names.
    [Parameter(Mandatory)]
    [string] $Path,

    # The folder with the gossip key and the certificates: gossip.key, consul-agent-ca.pem, dc1-server-consul-<node>.pem and its key.
    [Parameter(Mandatory)]
    [string] $Tls,

    [Parameter(Mandatory)]
    [string] $Node,

    [string] $ConsulVersion
)

$ErrorActionPreference = 'Stop'
$steps = [ordered]@{
    ConsulGossipEncryption = @{ KeyFile = "$Tls/gossip.key" }
    ConsulTls              = @{
        AuthorityPath   = "$Tls/consul-agent-ca.pem"
        CertificatePath = "$Tls/dc1-server-consul-$Node.pem"
        KeyPath         = "$Tls/dc1-server-consul-$Node-key.pem"
        Server          = $true
    }
    ConsulAclSystem        = @{ Force = $true }
    ConsulConnect          = @{}
    ConsulRemoteExec       = @{}
}

$states = foreach ($step in $steps.GetEnumerator()) {
    $property = $step.Value + @{ Path = $Path }
    if ($ConsulVersion) { $property['ConsulVersion'] = $ConsulVersion }
    Set-ConsulDesiredState -Resource $step.Key -Property $property
}

$states
if ($states.NeedsRestart -contains $true) { Write-Warning 'Restart the agent: what changed is read at its start only.' }
