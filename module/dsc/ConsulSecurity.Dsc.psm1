# The resources of DSC as classes, for PSDesiredStateConfiguration 1.1 and 2. They hold nothing but properties: the cmdlets do the work.
# PowerShell reads classes from text, so each is written out; a test holds their properties against the manifests beside this file.

class ConsulDscResource {
    hidden [hashtable] Wanted([string[]] $Names) {
        $wanted = @{}
        foreach ($name in $Names) {
            $value = $this.$name
            if ($name -eq 'Ensure') { $wanted['_exist'] = $value -ne 'Absent' }
            elseif ($value -is [pscredential]) { $wanted[$name] = $value.GetNetworkCredential().Password }
            elseif ($null -ne $value -and '' -ne $value) { $wanted[$name] = $value }
        }
        return $wanted
    }

    hidden [void] Read([hashtable] $Wanted) {
        $state = ConsulSecurity\Get-ConsulDesiredState -Resource $this.GetType().Name -Property $Wanted -ErrorAction Stop
        foreach ($name in $state.Properties.Keys) {
            if ($name -eq '_exist') { $this.Ensure = if ($state.Properties[$name]) { 'Present' } else { 'Absent' } }
            else { $this.$name = $state.Properties[$name] }
        }
        $this.Reasons = $state.Reasons
    }

    hidden [bool] IsAsWanted([hashtable] $Wanted) {
        return ConsulSecurity\Test-ConsulDesiredState -Resource $this.GetType().Name -Property $Wanted -ErrorAction Stop
    }

    hidden [void] Write([hashtable] $Wanted) {
        ConsulSecurity\Set-ConsulDesiredState -Resource $this.GetType().Name -Property $Wanted -Confirm:$false -ErrorAction Stop | Out-Null
    }
}

# An ACL policy of the cluster, with exactly these rules.
[DscResource()]
class ConsulAclPolicy : ConsulDscResource {
    # The policy's name.
    [DscProperty(Key)]
    [string] $Name

    # The rules, in HCL or JSON.
    [DscProperty()]
    [string] $Rules

    # What it is for.
    [DscProperty()]
    [string] $Description

    # The datacenters that it is good for; all of them where the list is empty.
    [DscProperty()]
    [string[]] $Datacenters

    # The agent's API: host:port, http://, https:// or unix://; CONSUL_HTTP_ADDR where it is not given.
    [DscProperty()]
    [string] $HttpAddr

    # A file with the ACL token; CONSUL_HTTP_TOKEN_FILE or CONSUL_HTTP_TOKEN where it is not given.
    [DscProperty()]
    [string] $TokenFile

    # The authorities (PEM) that may have signed the agent's certificate.
    [DscProperty()]
    [string] $CaFile

    # Our certificate (PEM), for agents that verify callers.
    [DscProperty()]
    [string] $ClientCert

    # The private key of that certificate.
    [DscProperty()]
    [string] $ClientKey

    # The name that the agent's certificate must carry.
    [DscProperty()]
    [string] $TlsServerName

    # Whether it should be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulAclPolicy] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Name', 'Rules', 'Description', 'Datacenters', 'HttpAddr', 'TokenFile', 'CaFile', 'ClientCert', 'ClientKey', 'TlsServerName', 'Ensure'))
    }
}

# The ACL system in an agent's configuration, in two phases: on and allowing, then denying.
[DscResource()]
class ConsulAclSystem : ConsulDscResource {
    # The folder that Consul's -config-dir names.
    [DscProperty(Key)]
    [string] $Path

    # 1: ACLs are on and allow what no rule denies; 2: they deny what no rule allows.
    [DscProperty()]
    [int] $Phase = 2

    # The datacenter that ACLs are kept in.
    [DscProperty()]
    [string] $PrimaryDatacenter

    # Denies although the agent has no token of its own yet; right for a cluster that is new.
    [DscProperty()]
    [Nullable[bool]] $Force

    # The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.
    [DscProperty()]
    [string] $ConsulVersion

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulAclSystem] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Path', 'Phase', 'PrimaryDatacenter', 'Force', 'ConsulVersion'))
    }
}

# Connect, Consul's service mesh, in an agent's configuration, and the ports of its sidecars.
[DscResource()]
class ConsulConnect : ConsulDscResource {
    # The folder that Consul's -config-dir names.
    [DscProperty(Key)]
    [string] $Path

    # Whether Connect is on.
    [DscProperty()]
    [bool] $Enabled = $true

    # The port that sidecars ask for their configuration.
    [DscProperty()]
    [Nullable[int]] $GrpcPort

    # The first port for sidecars that name none; 0 forces each to name one.
    [DscProperty()]
    [Nullable[int]] $SidecarMinPort

    # The last port for sidecars that name none.
    [DscProperty()]
    [Nullable[int]] $SidecarMaxPort

    # The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.
    [DscProperty()]
    [string] $ConsulVersion

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulConnect] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Path', 'Enabled', 'GrpcPort', 'SidecarMinPort', 'SidecarMaxPort', 'ConsulVersion'))
    }
}

# This host's firewall for the ports of Consul and of the mesh's sidecars, worked out from what the agent really uses (Linux, nftables).
[DscResource()]
class ConsulFirewall : ConsulDscResource {
    # Always 'host': there is one of it on a host.
    [DscProperty(Key)]
    [ValidateSet('host')]
    [string] $Name = 'host'

    # Networks that agents are in.
    [DscProperty()]
    [string[]] $AgentSource

    # Networks that may call the HTTPS API.
    [DscProperty()]
    [string[]] $ApiSource

    # Networks that may ask for sidecars' configuration.
    [DscProperty()]
    [string[]] $GrpcSource

    # Networks that may ask for names.
    [DscProperty()]
    [string[]] $DnsSource

    # Networks that sidecars are in; those of the agents where it is not given.
    [DscProperty()]
    [string[]] $MeshSource

    # Opens the ports of registered sidecars alone, not their whole range.
    [DscProperty()]
    [Nullable[bool]] $OnlyRegisteredSidecar

    # Ports that stay open to all, so that nobody is locked out.
    [DscProperty()]
    [int[]] $ManagementPort

    # A digest of the rules.
    [DscProperty(NotConfigurable)]
    [string] $Rules

    # The agent's API: host:port, http://, https:// or unix://; CONSUL_HTTP_ADDR where it is not given.
    [DscProperty()]
    [string] $HttpAddr

    # A file with the ACL token; CONSUL_HTTP_TOKEN_FILE or CONSUL_HTTP_TOKEN where it is not given.
    [DscProperty()]
    [string] $TokenFile

    # The authorities (PEM) that may have signed the agent's certificate.
    [DscProperty()]
    [string] $CaFile

    # Our certificate (PEM), for agents that verify callers.
    [DscProperty()]
    [string] $ClientCert

    # The private key of that certificate.
    [DscProperty()]
    [string] $ClientKey

    # The name that the agent's certificate must carry.
    [DscProperty()]
    [string] $TlsServerName

    # Whether it should be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulFirewall] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Name', 'AgentSource', 'ApiSource', 'GrpcSource', 'DnsSource', 'MeshSource', 'OnlyRegisteredSidecar', 'ManagementPort', 'HttpAddr', 'TokenFile', 'CaFile', 'ClientCert', 'ClientKey', 'TlsServerName', 'Ensure'))
    }
}

# Gossip encryption in an agent's configuration, in three phases that a running cluster goes through without an outage.
[DscResource()]
class ConsulGossipEncryption : ConsulDscResource {
    # The folder that Consul's -config-dir names.
    [DscProperty(Key)]
    [string] $Path

    # 1: the key is known, clear text is sent and taken; 2: encrypted is sent; 3: clear text is refused.
    [DscProperty()]
    [int] $Phase = 3

    # The key in base64, as the password of a credential whose user name is ignored; the one in the configuration where it is not given.
    [DscProperty()]
    [pscredential] $Key

    # A file with the key in base64.
    [DscProperty()]
    [string] $KeyFile

    # The fingerprint of the key in the configuration.
    [DscProperty(NotConfigurable)]
    [string] $Fingerprint

    # The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.
    [DscProperty()]
    [string] $ConsulVersion

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulGossipEncryption] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Path', 'Phase', 'Key', 'KeyFile', 'ConsulVersion'))
    }
}

# Whether one service of the mesh may connect to another.
[DscResource()]
class ConsulIntention : ConsulDscResource {
    # The service that connects; * for all.
    [DscProperty(Key)]
    [string] $Source

    # The service that is connected to; * for all.
    [DscProperty(Key)]
    [string] $Destination

    # Whether it may.
    [DscProperty()]
    [ValidateSet('Allow', 'Deny')]
    [string] $Action = 'Deny'

    # What it is for.
    [DscProperty()]
    [string] $Description

    # The agent's API: host:port, http://, https:// or unix://; CONSUL_HTTP_ADDR where it is not given.
    [DscProperty()]
    [string] $HttpAddr

    # A file with the ACL token; CONSUL_HTTP_TOKEN_FILE or CONSUL_HTTP_TOKEN where it is not given.
    [DscProperty()]
    [string] $TokenFile

    # The authorities (PEM) that may have signed the agent's certificate.
    [DscProperty()]
    [string] $CaFile

    # Our certificate (PEM), for agents that verify callers.
    [DscProperty()]
    [string] $ClientCert

    # The private key of that certificate.
    [DscProperty()]
    [string] $ClientKey

    # The name that the agent's certificate must carry.
    [DscProperty()]
    [string] $TlsServerName

    # Whether it should be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulIntention] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Source', 'Destination', 'Action', 'Description', 'HttpAddr', 'TokenFile', 'CaFile', 'ClientCert', 'ClientKey', 'TlsServerName', 'Ensure'))
    }
}

# Whether 'consul exec' may run commands on a node.
[DscResource()]
class ConsulRemoteExec : ConsulDscResource {
    # The folder that Consul's -config-dir names.
    [DscProperty(Key)]
    [string] $Path

    # Whether remote execution is off.
    [DscProperty()]
    [bool] $Disabled = $true

    # The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.
    [DscProperty()]
    [string] $ConsulVersion

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulRemoteExec] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Path', 'Disabled', 'ConsulVersion'))
    }
}

# TLS in an agent's configuration, in five phases that a running cluster goes through without an outage.
[DscResource()]
class ConsulTls : ConsulDscResource {
    # The folder that Consul's -config-dir names.
    [DscProperty(Key)]
    [string] $Path

    # 1: certificates and HTTPS; 2: calls go out by TLS; 3: servers are verified by name; 4: callers are verified; 5: plain HTTP is off.
    [DscProperty()]
    [int] $Phase = 5

    # The authority's certificate; the one in the configuration where it is not given.
    [DscProperty()]
    [string] $AuthorityPath

    # The agent's certificate; the one in the configuration where it is not given.
    [DscProperty()]
    [string] $CertificatePath

    # The agent's private key; the one beside the certificate where it is not given.
    [DscProperty()]
    [string] $KeyPath

    # The port of the HTTPS API.
    [DscProperty()]
    [int] $HttpsPort = 8501

    # The agent is a server, where its configuration does not say so.
    [DscProperty()]
    [Nullable[bool]] $Server

    # Lets callers use the HTTPS API without a certificate in phase 5.
    [DscProperty()]
    [Nullable[bool]] $AllowAnyCaller

    # Keeps plain HTTP in phase 5, on the loopback address alone.
    [DscProperty()]
    [Nullable[bool]] $KeepLoopbackHttp

    # Clients get their certificates from the servers.
    [DscProperty()]
    [Nullable[bool]] $AutoEncrypt

    # The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.
    [DscProperty()]
    [string] $ConsulVersion

    # Why it is not as wanted.
    [DscProperty(NotConfigurable)]
    [string[]] $Reasons

    [ConsulTls] Get() {
        $this.Read($this.Properties())
        return $this
    }

    [bool] Test() { return $this.IsAsWanted($this.Properties()) }

    [void] Set() { $this.Write($this.Properties()) }

    hidden [hashtable] Properties() {
        return $this.Wanted(@('Path', 'Phase', 'AuthorityPath', 'CertificatePath', 'KeyPath', 'HttpsPort', 'Server', 'AllowAnyCaller', 'KeepLoopbackHttp', 'AutoEncrypt', 'ConsulVersion'))
    }
}
