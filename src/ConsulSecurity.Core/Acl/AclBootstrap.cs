using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>The first token of a cluster. The call is never a probe: it makes the token, if it has not been made yet.</summary>
internal sealed class AclBootstrap(ConsulClient client)
{
    private const string FirstToken = "Bootstrap Token (Global Management)";
    private static readonly Regex s_resetIndex = new(@"reset index: (\d+)", RegexOptions.CultureInvariant);

    /// <exception cref="ConsulSecurityException"><c>AclAlreadyBootstrapped</c>.</exception>
    public async Task<AclToken> RunAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await AskAsync(cancellation).ConfigureAwait(false);
        return answer.IsSuccess ? AclObjects.Token(answer.Read<JObject>()) : throw Explain(answer);
    }

    /// <summary>Makes a new first token where the old one is lost, on the host of the leader.</summary>
    /// <param name="dataDirectory">The leader's data_dir.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<AclToken> ResetAsync(string dataDirectory, CancellationToken cancellation)
    {
        ConsulAnswer first = await AskAsync(cancellation).ConfigureAwait(false);
        if (first.IsSuccess)
        {
            return AclObjects.Token(first.Read<JObject>());
        }

        string? index = ResetIndex(first);
        if (index is null)
        {
            throw Explain(first);
        }

        string file = Path.Combine(dataDirectory, "acl-bootstrap-reset");
        PrivateFile.Write(file, index, overwrite: true);
        ConsulAnswer second = await AskAsync(cancellation).ConfigureAwait(false);
        if (second.IsSuccess)
        {
            return AclObjects.Token(second.Read<JObject>());
        }

        File.Delete(file);
        throw ResetIndex(second) is null ? ConsulErrors.FromAnswer(client.Connection, second) : AclErrors.BootstrapNotOnLeader(dataDirectory);
    }

    /// <summary>First tokens of before, which go on working after a reset; needs the new one.</summary>
    public static IReadOnlyList<AclToken> Older(IEnumerable<JObject> tokens, string accessor) =>
        [.. tokens.Select(AclObjects.Token).Where(t => t.IsManagement && t.Description == FirstToken && t.AccessorId != accessor)];

    private Task<ConsulAnswer> AskAsync(CancellationToken cancellation) =>
        client.AskAsync(ConsulRequest.Put("acl/bootstrap").WithoutToken(), cancellation);

    private ConsulSecurityException Explain(ConsulAnswer answer)
    {
        ConsulApiException general = ConsulErrors.FromAnswer(client.Connection, answer);
        return answer.Body.Contains("no longer allowed") ? AclErrors.AlreadyBootstrapped(ResetIndex(answer), general) : general;
    }

    private static string? ResetIndex(ConsulAnswer answer) => s_resetIndex.Match(answer.Body) is { Success: true } match ? match.Groups[1].Value : null;
}
