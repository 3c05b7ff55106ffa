# A cluster with ACLs on and denied by default, for Pester; its management token is in $lab.Token.
Import-Module $PSScriptRoot/ConsulLab.psm1

<#
.SYNOPSIS
Starts a cluster whose ACL system answers on every agent.
#>
function Start-AclLab {
    [CmdletBinding()]
    param([int] $Servers = 1, [int] $Clients = 0)

    $token = [guid]::NewGuid().ToString()
    $lab = Start-ConsulLab -Servers $Servers -Clients $Clients -Token $token -Configuration @"
        acl { enabled = true, default_policy = "deny", tokens { master = "$token", agent = "$token" } }
        limits { http_max_conns_per_client = 1000 }
"@
    foreach ($agent in $lab.Agents) {
        # In its first seconds an agent takes rules for those of before 1.4.
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        do {
            Start-Sleep -Milliseconds 50
            $mode = try { [string]$agent.GetAsync('/v1/agent/self').GetAwaiter().GetResult()['Member']['Tags']['acls'] } catch { "$_" }
            if ([datetime]::UtcNow -gt $deadline) { throw "The ACL mode of '$($agent.Name)' is '$mode'." }
        } until ($mode -eq '1')
    }

    $lab | Add-Member -NotePropertyName Token -NotePropertyValue $token -PassThru
}

Export-ModuleMember -Function Start-AclLab, Stop-ConsulLab
