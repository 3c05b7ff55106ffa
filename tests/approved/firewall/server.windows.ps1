$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'ConsulSecurity' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul server RPC (8300/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8300 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', '10.9.0.1', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul LAN gossip (8301/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8301 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul LAN gossip (8301/udp)' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 8301 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul WAN gossip (8302/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8302 -RemoteAddress '10.0.0.1', '10.9.0.1' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul WAN gossip (8302/udp)' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 8302 -RemoteAddress '10.0.0.1', '10.9.0.1' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul HTTPS API (8501/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8501 -RemoteAddress '10.8.0.0/16' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul sidecar of api (20000/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 20000 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul native (integrated itself) (7000/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 7000 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul sidecar of ev_il__ _(x)_ (20001/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 20001 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
New-NetFirewallRule -Group 'ConsulSecurity' -DisplayName 'Consul sidecar range (21000-21255/tcp)' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 21000-21255 -RemoteAddress '10.0.0.0/24', '10.0.0.1', '10.0.0.2', 'fd00::3' | Out-Null
Get-NetFirewallProfile | Where-Object { -not $_.Enabled -or $_.DefaultInboundAction -eq 'Allow' } | ForEach-Object {
    Write-Warning "The profile '$($_.Name)' lets everything in: Set-NetFirewallProfile $($_.Name) -Enabled True -DefaultInboundAction Block"
}
