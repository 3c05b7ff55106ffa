using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>
/// Intentions from Consul 1.9: the sources of one <c>service-intentions</c> entry for each destination. An entry is read, changed and
/// written only if nobody changed it meanwhile; what we do not know in it is kept.
/// </summary>
internal sealed class IntentionEntryApi(ConsulClient client) : IntentionApi(client)
{
    private const string Kind = "service-intentions";
    private const int Tries = 5;

    public override Task SetAsync(ConsulIntention intention, ConsulIntention? existing, CancellationToken cancellation) =>
        ChangeAsync(
            intention.Destination,
            sources =>
            {
                JObject json = IntentionJson.WriteSource(intention);
                if (Find(sources, intention) is { } old)
                {
                    old.Replace(json);
                }
                else
                {
                    sources.Add(json);
                }
            },
            cancellation);

    public override Task RemoveAsync(ConsulIntention existing, CancellationToken cancellation) =>
        ChangeAsync(existing.Destination, sources => Find(sources, existing)?.Remove(), cancellation);

    private static JObject? Find(JArray sources, ConsulIntention intention) => sources.OfType<JObject>()
        .FirstOrDefault(s => IntentionJson.Text(s, "Name") == intention.Source && IntentionJson.Text(s, "Peer") == intention.SourcePeer);

    private static string EntryPath(string destination) => $"config/{Kind}/{ConsulRequest.Escape(destination)}";

    private async Task ChangeAsync(string destination, Action<JArray> change, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            JObject entry = await ReadAsync(destination, cancellation).ConfigureAwait(false);
            long index = (long?)entry["ModifyIndex"] ?? 0;
            var sources = entry["Sources"] as JArray;
            if (sources is null)
            {
                entry["Sources"] = sources = [];
            }

            change(sources);
            if (await WriteAsync(destination, entry, sources.Count == 0, index, cancellation).ConfigureAwait(false))
            {
                return;
            }
        }

        throw IntentionErrors.ChangedMeanwhile(destination);
    }

    private async Task<JObject> ReadAsync(string destination, CancellationToken cancellation)
    {
        ConsulAnswer answer = await Client.AskAsync(ConsulRequest.Get(EntryPath(destination)), cancellation).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            404 => new JObject { ["Kind"] = Kind, ["Name"] = destination },
            _ when answer.IsSuccess => answer.Read<JObject>(),
            _ => throw ConsulErrors.FromAnswer(Client.Connection, answer),
        };
    }

    private async Task<bool> WriteAsync(string destination, JObject entry, bool isEmpty, long index, CancellationToken cancellation)
    {
        if (isEmpty)
        {
            // From 1.11 on it goes only if nobody changed it meanwhile; before, the number is not looked at.
            return index == 0 || (await Client.SendAsync(WithIndex(ConsulRequest.Delete(EntryPath(destination)), index), cancellation).ConfigureAwait(false)).Body.Trim() != "false";
        }

        foreach (string name in new[] { "CreateIndex", "ModifyIndex", "Hash" })
        {
            entry.Remove(name);
        }

        ConsulRequest request = WithIndex(ConsulRequest.Put("config"), index).WithBody(entry.ToString(Formatting.None));
        return await Client.SendAsync<bool>(request, cancellation).ConfigureAwait(false);
    }

    private static ConsulRequest WithIndex(ConsulRequest request, long index) =>
        request.WithQuery("cas", index.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
