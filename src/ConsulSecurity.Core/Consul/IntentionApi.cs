using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>Who may connect to whom: <c>/v1/connect/intentions</c>.</summary>
internal interface IIntentionApi
{
    /// <summary>The intentions that the token may see; filtered, down to none, without <c>intentions:read</c>.</summary>
    Task<IReadOnlyList<ConsulIntention>> ListAsync(CancellationToken cancellation);

    /// <summary>What the server says to a connection.</summary>
    Task<bool> CheckAsync(string source, string destination, CancellationToken cancellation);

    /// <summary>Makes it, or makes <paramref name="existing"/> into it; needs <c>intentions:write</c> on the destination, as does the next.</summary>
    Task SetAsync(ConsulIntention intention, ConsulIntention? existing, CancellationToken cancellation);

    /// <summary>Takes it away.</summary>
    Task RemoveAsync(ConsulIntention existing, CancellationToken cancellation);
}

/// <summary>What is the same in all versions, and which way of writing a version has.</summary>
internal abstract class IntentionApi(ConsulClient client) : IIntentionApi
{
    private const string Path = "connect/intentions";

    protected ConsulClient Client { get; } = client;

    /// <summary>By <c>service-intentions</c> entries where the servers know them (1.9), else by ID.</summary>
    public static async Task<IIntentionApi> ForAsync(ConsulClient client, CancellationToken cancellation)
    {
        // An unknown kind is refused before the ACLs are asked, so the answer does not depend on the token.
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("config/service-intentions"), cancellation).ConfigureAwait(false);
        bool isOld = !answer.IsSuccess && answer.Body.IndexOf("invalid config entry kind", StringComparison.OrdinalIgnoreCase) >= 0;
        return isOld ? new IntentionByIdApi(client) : new IntentionEntryApi(client);
    }

    public async Task<IReadOnlyList<ConsulIntention>> ListAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await Client.SendAsync(ConsulRequest.Get(Path), cancellation).ConfigureAwait(false);
        return [.. answer.ReadList<JObject>().Select(IntentionJson.Read)];
    }

    public async Task<bool> CheckAsync(string source, string destination, CancellationToken cancellation)
    {
        ConsulRequest request = ConsulRequest.Get(Path + "/check").WithQuery("source", source).WithQuery("destination", destination);
        ConsulAnswer answer = await Client.SendAsync(request, cancellation).ConfigureAwait(false);
        return (bool?)answer.ReadTree()["Allowed"] ?? throw ConsulErrors.AnswerNotUnderstood(answer, null);
    }

    public abstract Task SetAsync(ConsulIntention intention, ConsulIntention? existing, CancellationToken cancellation);

    public abstract Task RemoveAsync(ConsulIntention existing, CancellationToken cancellation);
}
