using System;
using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Settings of servers and clients that exclude each other.</summary>
internal static class ClusterInspection
{
    public static void Run(InspectionContext context)
    {
        MergedConfiguration configuration = context.Configuration;
        if (context.IsComplete && configuration.String("data_dir") is null)
        {
            string file = configuration.Files.Count > 0 ? configuration.Files[0].Path : string.Empty;
            context.Add(new Diagnostic(DiagnosticSeverity.Warning, "DataFolderMissing", new SourceLocation(file, 0, 0), "No file says 'data_dir': the agent starts only if its command line has -data-dir.")
            {
                Suggestion = "For example data_dir = \"/opt/consul\".",
            });
        }

        Bootstrap(context, configuration.IsServer);
        AutoEncrypt(context, configuration.IsServer);
        BootstrapEntries(context);
        if (configuration.Settings.TryGetValue("ui", out MergedSetting? ui) && ui.Value is true && !string.IsNullOrEmpty(configuration.String("ui_dir")))
        {
            context.Error("SettingsExclude", context.Said("ui_dir")!, "The settings 'ui' and 'ui_dir' exclude each other.");
        }
    }

    private static void Bootstrap(InspectionContext context, bool isServer)
    {
        MergedSetting? alone = context.Said("bootstrap") is { Value: true } b ? b : null;
        MergedSetting? expect = context.Said("bootstrap_expect") is { Value: not 0L } e ? e : null;
        if (expect is { Value: < 0L })
        {
            context.Error("IllegalValue", expect, "The setting 'bootstrap_expect' takes the number of servers.");
        }
        else if (alone is not null && expect is not null)
        {
            context.Error("SettingsExclude", expect, "The settings 'bootstrap' and 'bootstrap_expect' exclude each other.", "Take 'bootstrap' away.");
        }
        else if (context.IsComplete && !isServer && (alone ?? expect) is MergedSetting setting)
        {
            context.Error("ServerOnly", setting, $"The setting '{setting.Setting.Path}' is for servers, and 'server' is not true.");
        }
        else if (expect is { Value: 2L or 4L or 6L })
        {
            context.Warning("EvenServers", expect, "An even number of servers bears no more failures than one server less.", "Three or five are usual.");
        }
    }

    private static void AutoEncrypt(InspectionContext context, bool isServer)
    {
        if (context.Said("auto_encrypt.tls") is { Value: true } tls && isServer)
        {
            context.Error("ClientOnly", tls, "The setting 'auto_encrypt.tls' is for clients, and this is a server.", "A server has 'auto_encrypt.allow_tls'.");
        }

        if (context.Said("auto_encrypt.allow_tls") is { Value: true } allow && !isServer && context.IsComplete)
        {
            context.Error("ServerOnly", allow, "The setting 'auto_encrypt.allow_tls' is for servers, and 'server' is not true.", "A client has 'auto_encrypt.tls'.");
        }

        if (context.Said("auto_encrypt.tls") is { Value: true } && context.Said("auto_config.enabled") is { Value: true } auto)
        {
            context.Error("SettingsExclude", auto, "The settings 'auto_encrypt.tls' and 'auto_config.enabled' exclude each other.");
        }
    }

    // Whatever Envoy is told in JSON, permissive TLS, and an intention that lets everything in.
    private static void BootstrapEntries(InspectionContext context)
    {
        if (context.Said("config_entries.bootstrap") is not { } setting)
        {
            return;
        }

        foreach (ConfigObject entry in setting.Said.SelectMany(said => ConfigBlocks.Of(said.Node)).Where(Weakens))
        {
            context.Add(new Diagnostic(DiagnosticSeverity.Warning, "BootstrapEntryWeakens", entry.Location, $"The entry of kind '{ConfigBlocks.Text(entry, "kind")}' opens the mesh, and comes back whenever it is deleted.")
            {
                Suggestion = "Take permissive TLS, Envoy JSON and intentions that let everything in out of it.",
            });
        }
    }

    private static bool Weakens(ConfigObject entry)
    {
        bool lets = string.Equals(ConfigBlocks.Text(entry, "kind"), "service-intentions", StringComparison.OrdinalIgnoreCase)
            && ConfigBlocks.Of(ConfigBlocks.Get(entry, "sources")).Any(source => ConfigBlocks.Text(source, "name") == "*" && string.Equals(ConfigBlocks.Text(source, "action"), "allow", StringComparison.OrdinalIgnoreCase));
        string? mode = ConfigBlocks.Text(entry, "mutualtlsmode") ?? ConfigBlocks.Text(entry, "mutual_tls_mode");
        bool isPermissive = string.Equals(mode, "permissive", StringComparison.OrdinalIgnoreCase)
            || (ConfigBlocks.Get(entry, "allowenablingpermissivemutualtls") ?? ConfigBlocks.Get(entry, "allow_enabling_permissive_mutual_tls")) is ConfigBool { Value: true };
        bool isHatch = ConfigBlocks.Of(ConfigBlocks.Get(entry, "config")).Any(config => config.Entries.Any(e => e.Name.StartsWith("envoy_", StringComparison.OrdinalIgnoreCase) && e.Name.EndsWith("_json", StringComparison.OrdinalIgnoreCase)));
        return lets || isPermissive || isHatch;
    }
}
