using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Configuration.Inspection;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>What a node's files tell: the configuration, what is wrong in it, the checks that it defines, and the host that it is on.</summary>
internal sealed record NodeFiles
{
    public required Evidence<AgentConfiguration> Configuration { get; init; }

    public Evidence<IReadOnlyList<Diagnostic>> Mistakes { get; init; } = new();

    public Evidence<IReadOnlyList<CheckEvidence>> Checks { get; init; } = new();

    public Evidence<IReadOnlyList<ServiceDefinitionEvidence>> Definitions { get; init; } = new();

    public Evidence<IReadOnlyList<TokenUseEvidence>> TokenUses { get; init; } = new();

    public Evidence<IReadOnlyList<TokenUseEvidence>> KeptTokens { get; init; } = new();

    public Evidence<IReadOnlyList<string>> AuthoritySettings { get; init; } = new();

    public HostEvidence Host { get; init; } = new();
}

/// <summary>Reads them, where their paths were given.</summary>
internal sealed class NodeFilesReader(SnapshotRequest request, DateTimeOffset now)
{
    private const string NeedsPath = "the agent's configuration (-Path)";

    public async Task<NodeFiles> ReadAsync(Version? version, JObject? self, CancellationToken cancellation)
    {
        IReadOnlyList<CheckEvidence>? running = self is null ? null : CheckDefinitions.OfAgent(self);
        if (request.Paths.Count == 0)
        {
            return new NodeFiles
            {
                Configuration = Look.Missing<AgentConfiguration>(EvidenceState.NotAsked, NeedsPath),
                Mistakes = Look.Missing<IReadOnlyList<Diagnostic>>(EvidenceState.NotAsked, NeedsPath),
                Checks = running is null ? new() : Look.Seen(running),
                Definitions = Look.Missing<IReadOnlyList<ServiceDefinitionEvidence>>(EvidenceState.NotAsked, NeedsPath),
                TokenUses = Look.Missing<IReadOnlyList<TokenUseEvidence>>(EvidenceState.NotAsked, NeedsPath),
            };
        }

        MergedConfiguration merged = MergedConfiguration.Read(request.Paths, version);
        HostEvidence host = await new HostLook(CommandRunner.Instance, now).TakeAsync(request.Paths, version, cancellation).ConfigureAwait(false);
        IReadOnlyList<CheckEvidence> kept = host.Files.IsKnown && merged.String("data_dir") is { } data ? Kept(data) : [];
        using SecretLabels? own = request.Labels is null ? new SecretLabels() : null;
        var finder = new TokenFinder(request.Labels ?? own!);
        var definitions = new DefinitionReader(finder);
        IReadOnlyList<ServiceDefinitionEvidence> services = definitions.Read(merged);
        IReadOnlyList<FoundToken> tokens = [.. finder.InSettings(merged), .. definitions.Tokens];
        Evidence<IReadOnlyList<FoundToken>> keptTokens = host.Files.IsKnown
            ? Tokens(merged.String("data_dir"), finder)
            : Look.Missing<IReadOnlyList<FoundToken>>(host.Files.State, host.Files.Reason);
        return new NodeFiles
        {
            Configuration = Look.Seen(AgentConfigurations.From(merged)),
            Mistakes = Look.Seen<IReadOnlyList<Diagnostic>>([.. ConfigurationInspector.Inspect(request.Paths, version, now).Select(WithoutText)]),
            Checks = Look.Seen<IReadOnlyList<CheckEvidence>>([.. CheckDefinitions.OfFiles(merged), .. running ?? [], .. kept]),
            Definitions = Look.Seen(services),
            AuthoritySettings = Look.Seen<IReadOnlyList<string>>([.. AuthoritySettings(merged)]),
            KeptTokens = keptTokens.IsKnown
                ? Look.Seen(await TokenFinder.ResolveAsync(keptTokens.Value!, request.Client, cancellation).ConfigureAwait(false))
                : Look.Missing<IReadOnlyList<TokenUseEvidence>>(keptTokens.State, keptTokens.Reason),
            TokenUses = Look.Seen(await TokenFinder.ResolveAsync(tokens, request.Client, cancellation).ConfigureAwait(false)),
            Host = host,
        };
    }

    // What it says of a value may repeat the value; of a setting that is too new it says the name.
    private static Diagnostic WithoutText(Diagnostic mistake) =>
        new(mistake.Severity, mistake.Id, mistake.Location, mistake.Id == "SettingTooNew" ? mistake.Message : string.Empty);

    private static IEnumerable<string> AuthoritySettings(MergedConfiguration merged) =>
        merged.Settings.TryGetValue("connect.ca_config", out MergedSetting? said)
            ? ConfigBlocks.Of(said.Value as ConfigValue).SelectMany(block => block.Entries).Where(entry => entry.Value is not ConfigString { Value.Length: 0 }).Select(entry => entry.Name)
            : [];

    private static Evidence<IReadOnlyList<FoundToken>> Tokens(string? data, TokenFinder finder)
    {
        try
        {
            return data is null
                ? Look.Missing<IReadOnlyList<FoundToken>>(EvidenceState.NotConfigured, "data_dir in the configuration")
                : Look.Seen(new KeptTokens(finder).In(data));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ConsulSecurityException)
        {
            return Look.Missing<IReadOnlyList<FoundToken>>(EvidenceState.NoPermission, $"the right to look into '{data}': run as the agent's account, or root");
        }
    }

    private static IReadOnlyList<CheckEvidence> Kept(string data)
    {
        try
        {
            return CheckDefinitions.OfData(data);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ConsulSecurityException)
        {
            // That the folder may not be read is among the files.
            return [];
        }
    }
}
