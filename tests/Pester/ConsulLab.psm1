# The lab of tests/lab for Pester: the same clusters, started from PowerShell 7.4 or later.
$folder = Join-Path $PSScriptRoot '../lab/bin'
$assembly = Get-ChildItem -Path $folder -Recurse -Filter ConsulSecurity.Lab.dll |
    Sort-Object -Property LastWriteTime | Select-Object -Last 1
if (-not $assembly) { throw "The lab is not built: run './build.sh Build' first." }
Add-Type -LiteralPath $assembly.FullName

function Wait-LabTask($Task) { $Task.GetAwaiter().GetResult() }

<#
.SYNOPSIS
Starts a real Consul cluster on loopback addresses and waits until it works.
.EXAMPLE
$lab = Start-ConsulLab -Servers 3 -Clients 2 -Configuration 'encrypt = "..."'
$lab['s1'].HttpAddress
#>
function Start-ConsulLab {
    [CmdletBinding()]
    [OutputType('ConsulSecurity.Lab.ConsulCluster')]
    param(
        [int] $Servers = 1,
        [int] $Clients = 0,
        [string] $Datacenter = 'dc1',

        # For every agent: HCL or JSON.
        [string] $Configuration,

        # Gets an agent as $args[0] (Name, Address, IsServer, Folder) and gives configuration for it alone.
        [scriptblock] $NodeConfiguration,

        # The token that the lab itself looks with, where ACLs are on.
        [string] $Token,

        [ValidateSet('Nothing', 'Leader', 'Members')]
        [string] $Wait = 'Members'
    )

    $options = [ConsulSecurity.Lab.ConsulClusterOptions]@{
        Servers           = $Servers
        Clients           = $Clients
        Datacenter        = $Datacenter
        Configuration     = $Configuration
        NodeConfiguration = $NodeConfiguration
        Wait              = $Wait
    }
    if ($Token) { $options.Token = $Token }
    Wait-LabTask ([ConsulSecurity.Lab.ConsulCluster]::StartAsync($options))
}

<#
.SYNOPSIS
Ends every agent of a cluster and removes its files.
#>
function Stop-ConsulLab {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, ValueFromPipeline)]
        $Lab
    )

    process {
        if ($Lab) { [void](Wait-LabTask $Lab.DisposeAsync().AsTask()) }
    }
}

Export-ModuleMember -Function Start-ConsulLab, Stop-ConsulLab
