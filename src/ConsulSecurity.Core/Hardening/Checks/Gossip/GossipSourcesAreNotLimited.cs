using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsulSecurity.Hardening.Checks;

/// <summary>GOS-17: serf_lan_allowed_cidrs SHALL name the networks of the agents.</summary>
internal sealed class GossipSourcesAreNotLimited() : SettingCheck(
    new HardeningCheckInfo
    {
        Id = "GOS-17",
        Area = CheckArea.Gossip,
        Severity = Severity.Medium,
        Level = 2,
        Since = new Version(1, 8, 0),
        Title = "serf_lan_allowed_cidrs SHALL name the networks of the agents.",
        Why = "Any address may gossip otherwise.",
        GivenUp = "A host on any network that has the key can join.",
        Remedy = "Set serf_lan_allowed_cidrs to the agents' networks.",
        Needs = "agent:read, or the configuration (-Path)",
        References = ["https://developer.hashicorp.com/consul/docs/agent/config/config-files"],
    },
    "serf_lan_allowed_cidrs",
    "at least one network, and not every address (/0)",
    value => value is IEnumerable<string> list && list.Any() && !list.Any(network => network.EndsWith("/0", StringComparison.Ordinal)));
