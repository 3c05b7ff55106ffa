using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Firewall;

/// <summary>
/// A PowerShell script for the firewall of Windows. It opens only: there a rule that blocks beats every rule that allows, so what is
/// closed rests on the profile's default for inbound connections, which the script looks at.
/// </summary>
internal static class WindowsText
{
    public const string Group = "ConsulSecurity";

    public static string Write(IReadOnlyList<ConsulFirewallRule> rules) => FirewallText.Lines(
    [
        "$ErrorActionPreference = 'Stop'",
        $"Get-NetFirewallRule -Group '{Group}' -ErrorAction SilentlyContinue | Remove-NetFirewallRule",
        .. from rule in rules
           where rule.IsOpen
           select $"New-NetFirewallRule -Group '{Group}' -DisplayName 'Consul {FirewallText.Safe(rule.Purpose)} ({rule.Ports}/{FirewallText.Protocol(rule)})' "
               + $"-Direction Inbound -Action Allow -Protocol {FirewallText.Protocol(rule).ToUpperInvariant()} -LocalPort {rule.Ports} "
               + $"-RemoteAddress {string.Join(", ", rule.Source.Select(source => $"'{source}'"))} | Out-Null",
        "Get-NetFirewallProfile | Where-Object { -not $_.Enabled -or $_.DefaultInboundAction -eq 'Allow' } | ForEach-Object {",
        "    Write-Warning \"The profile '$($_.Name)' lets everything in: Set-NetFirewallProfile $($_.Name) -Enabled True -DefaultInboundAction Block\"",
        "}",
    ]);
}
