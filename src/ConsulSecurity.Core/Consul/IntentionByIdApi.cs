using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Connect;
using Newtonsoft.Json;

namespace ConsulSecurity.Consul;

/// <summary>Intentions up to Consul 1.8: each has an id.</summary>
internal sealed class IntentionByIdApi(ConsulClient client) : IntentionApi(client)
{
    private const string Path = "connect/intentions";

    public override Task SetAsync(ConsulIntention intention, ConsulIntention? existing, CancellationToken cancellation)
    {
        if (intention.Permissions.Length > 0)
        {
            throw IntentionErrors.PermissionsNotSupported(intention, Client.Connection.Version);
        }

        // POST is not repeatable by nature; but twice the same pair is refused, so that no second one can come of it.
        ConsulRequest request = existing?.Id is { } id ? ConsulRequest.Put($"{Path}/{id}").Repeatable() : ConsulRequest.Post(Path);
        return Client.SendAsync(request.WithBody(IntentionJson.Write(intention, existing?.Meta).ToString(Formatting.None)), cancellation);
    }

    public override Task RemoveAsync(ConsulIntention existing, CancellationToken cancellation) =>
        Client.SendAsync(ConsulRequest.Delete($"{Path}/{existing.Id}"), cancellation);
}
