using System;
using System.Collections.Generic;
using System.Linq;

using ConsulSecurity.Text;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Service and check definitions, and watches, that the agent refuses at start.</summary>
internal static class DefinitionInspection
{
    private static readonly string[] s_watches = ["key", "keyprefix", "services", "nodes", "service", "checks", "event", "connect_roots", "connect_leaf", "agent_service"];
    private static readonly string[] s_needInterval = ["http", "tcp", "args", "scriptargs", "grpc", "udp", "h2ping", "docker_container_id", "os_service"];

    public static void Run(InspectionContext context)
    {
        foreach (ConfigObject service in Blocks(context, "service").Concat(Blocks(context, "services")))
        {
            Service(context, service);
        }

        foreach (ConfigObject check in Blocks(context, "check").Concat(Blocks(context, "checks")))
        {
            Check(context, check);
        }

        foreach (ConfigObject watch in Blocks(context, "watches"))
        {
            Watch(context, watch);
        }
    }

    private static IEnumerable<ConfigObject> Blocks(InspectionContext context, string path) =>
        context.Said(path) is MergedSetting setting ? setting.Said.SelectMany(said => Objects(said.Node)) : [];

    private static IEnumerable<ConfigObject> Objects(ConfigValue? node) => node switch
    {
        ConfigObject block => [block],
        ConfigList list => list.Items.SelectMany(Objects),
        _ => [],
    };

    private static void Service(InspectionContext context, ConfigObject service)
    {
        if (Get(service, "name") is not ConfigString { Value.Length: > 0 } && Get(service, "kind") is null)
        {
            Error(context, "ServiceNameMissing", service, "The service has no name.", "Say 'name'; 'id' alone does not do.");
        }

        foreach (ConfigObject check in Objects(Get(service, "check")).Concat(Objects(Get(service, "checks"))))
        {
            Check(context, check);
        }
    }

    private static void Check(InspectionContext context, ConfigObject check)
    {
        bool isScript = Get(check, "args") is not null || Get(check, "scriptargs") is not null;
        bool isAlias = Get(check, "alias_service") is not null || Get(check, "alias_node") is not null;
        bool needsInterval = s_needInterval.Any(name => Get(check, name) is not null);
        if (isScript && !context.Configuration.Bool("enable_local_script_checks"))
        {
            Error(context, "ScriptChecksOff", check, "The check runs a program, which this agent does not do.", "Say enable_local_script_checks = true, and keep the folder of the configuration private.");
        }
        else if (needsInterval && Get(check, "interval") is null)
        {
            Error(context, "CheckIncomplete", check, "The check has no 'interval'.", "For example interval = \"10s\".");
        }
        else if (!needsInterval && !isAlias && Get(check, "ttl") is null)
        {
            Error(context, "CheckIncomplete", check, "The check says neither what to ask nor a 'ttl'.", "For example http = \"http://localhost:8080/health\".");
        }
    }

    private static void Watch(InspectionContext context, ConfigObject watch)
    {
        string type = (Get(watch, "type") as ConfigString)?.Value ?? string.Empty;
        if (!s_watches.Contains(type))
        {
            string? meant = s_watches.FirstOrDefault(known => Spelling.Distance(known, type) <= 2);
            Error(context, "WatchTypeUnknown", watch, $"A watch has no type '{type}'; there are {string.Join(", ", s_watches)}.", meant is null ? null : $"Did you mean '{meant}'?");
        }
        else if (Get(watch, "handler") is not null && Get(watch, "args") is not null)
        {
            Error(context, "WatchHandlersExclude", watch, "The watch has 'handler' and 'args', which exclude each other.", "Take 'handler' away.");
        }
    }

    private static ConfigValue? Get(ConfigObject block, string name) =>
        block.Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static void Error(InspectionContext context, string id, ConfigObject block, string message, string? suggestion) =>
        context.Add(new Diagnostic(DiagnosticSeverity.Error, id, block.Location, message) { Suggestion = suggestion });
}
