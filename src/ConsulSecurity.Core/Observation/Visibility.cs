using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Acl;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Observation;

/// <summary>
/// Whether the token may see everything of a kind. Lists are filtered in silence, so an empty or short one says nothing before this was asked;
/// the empty name stands for all, as only the rule for all names fits it.
/// </summary>
internal sealed record Visibility(bool Services, bool Nodes, bool Intentions, bool Operator)
{
    public const string ServicePermission = "service_prefix \"\" read";
    public const string NodePermission = "node_prefix \"\" read";
    public const string IntentionPermission = "service_prefix \"\" intentions:read";

    private static readonly AclRequest[] s_questions =
        [new("service", string.Empty, "read"), new("node", string.Empty, "read"), new("intention", string.Empty, "read"), new("operator", string.Empty, "read")];

    public static async Task<Visibility> AskAsync(ConsulClient client, CancellationToken cancellation)
    {
        Evidence<System.Collections.Generic.IReadOnlyList<bool>> allowed = await Look.AtAsync(
            string.Empty, () => new AclApi(client).AuthorizeAsync(s_questions, cancellation)).ConfigureAwait(false);

        // Where ACLs are off, nothing is filtered; where the question is unknown (before 1.7), nothing is sure.
        bool isOff = allowed.State == EvidenceState.NotConfigured && allowed.Reason.Contains("ACLs are off");
        bool[] may = allowed.Value is { Count: 4 } answers ? [.. answers] : [.. s_questions.Select(_ => isOff)];
        return new Visibility(may[0], may[1], may[2], may[3]);
    }
}
