using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>An intention. Needs service:read and intentions:read on the destination, and intentions:write to set it.</summary>
internal sealed class IntentionResource() : DesiredStateResource(
    "ConsulIntention",
    "Whether one service of the mesh may connect to another.",
    [
        new("source", PropertyKind.Text, "The service that connects; * for all.") { IsKey = true },
        new("destination", PropertyKind.Text, "The service that is connected to; * for all.") { IsKey = true },
        new("action", PropertyKind.Text, "Whether it may.") { Values = [nameof(IntentionAction.Allow), nameof(IntentionAction.Deny)], Default = nameof(IntentionAction.Deny) },
        new("description", PropertyKind.Text, "What it is for."),
        .. ResourceInput.ConnectionProperties,
    ])
{
    public override bool CanBeAbsent => true;

    public override async Task<JObject> ReadAsync(ResourceInput input, CancellationToken cancellation)
    {
        string source = input.Text("source")!, destination = input.Text("destination")!;
        IReadOnlyList<ConsulIntention> all = await Service(input).ListAsync(cancellation).ConfigureAwait(false);
        ConsulIntention? found = all.FirstOrDefault(i => i.Source == source && i.Destination == destination && i.SourcePeer is null);
        return found is null ? new JObject { ["source"] = source, ["destination"] = destination, [Exists] = false } : Show(found);
    }

    public override async Task WriteAsync(ResourceInput input, CancellationToken cancellation)
    {
        string source = input.Text("source")!, destination = input.Text("destination")!;
        Intentions service = Service(input);
        IReadOnlyList<IntentionChange> changes = input.Flag(Exists) == false
            ? [await service.PlanRemovalAsync(source, destination, cancellation).ConfigureAwait(false)]
            : await service.PlanAsync(
                [
                    new ConsulIntention
                    {
                        Source = source,
                        Destination = destination,
                        Action = (IntentionAction)Enum.Parse(typeof(IntentionAction), input.Text("action")!),
                        Description = input.Text("description") ?? string.Empty,
                    },
                ],
                prune: false,
                cancellation).ConfigureAwait(false);
        foreach (IntentionChange change in changes)
        {
            await service.ApplyAsync(change, cancellation).ConfigureAwait(false);
        }
    }

    public override async Task<IReadOnlyList<JObject>> ExportAsync(ResourceInput input, CancellationToken cancellation) =>
        [.. (await Service(input).ListAsync(cancellation).ConfigureAwait(false)).Where(i => i.Action is not null && i.SourcePeer is null).Select(Show)];

    private static Intentions Service(ResourceInput input) => new(input.Client(), input.Log);

    private static JObject Show(ConsulIntention intention) => new()
    {
        ["source"] = intention.Source,
        ["destination"] = intention.Destination,
        ["action"] = intention.Action?.ToString(),
        ["description"] = intention.Description,
        [Exists] = true,
    };
}
