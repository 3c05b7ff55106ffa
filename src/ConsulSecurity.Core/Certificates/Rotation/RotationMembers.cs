using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Certificates.Rotation;

/// <summary>Compares the nodes that move to another authority with the members of their cluster: who is left out is cut off.</summary>
internal sealed class RotationMembers(IOperationLog log, bool leaveOthersBehind)
{
    /// <summary>Names the nodes, and refuses to go on without a member that has not left, in any datacenter.</summary>
    /// <exception cref="ConsulSecurityException"><c>RotationMembersMissing</c> or <c>RotationMembersUnknown</c>.</exception>
    public async Task RequireAllAsync(IReadOnlyList<AuthorityNode> nodes, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        var members = new HashSet<string>();
        var datacenters = new HashSet<string>();
        bool hidden = false;
        bool wanSeen = false;
        foreach (AuthorityNode node in nodes)
        {
            ConsulConnection connection = node.Connect();
            try
            {
                var agent = new AgentApi(new ConsulClient(connection, log));
                await agent.IntroduceAsync(cancellationToken).ConfigureAwait(false);
                if (connection.NodeName is not string name)
                {
                    hidden = true;
                    continue;
                }

                node.Name = name;
                known.Add(name);
                known.Add(name + "." + connection.AgentDatacenter);
                if (datacenters.Add(connection.AgentDatacenter ?? string.Empty))
                {
                    IReadOnlyList<string> lan = await NamesAsync(agent, wan: false, cancellationToken).ConfigureAwait(false);
                    hidden |= !lan.Contains(name);
                    members.UnionWith(lan);
                }

                if (connection.IsServer == true && !wanSeen)
                {
                    wanSeen = true;
                    members.UnionWith(await NamesAsync(agent, wan: true, cancellationToken).ConfigureAwait(false));
                }
            }
            finally
            {
                ConsulClient.Close(connection);
            }
        }

        Judge(hidden, [.. members.Except(known).OrderBy(name => name)]);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(AgentApi agent, bool wan, CancellationToken cancellationToken) =>
    [
        .. (await agent.MembersAsync(wan, cancellationToken).ConfigureAwait(false))
            .Where(member => member.Status != MemberStatus.Left)
            .Select(member => member.Name),
    ];

    private void Judge(bool hidden, IReadOnlyList<string> missing)
    {
        if (leaveOthersBehind && missing.Count > 0)
        {
            log.Warning($"The members '{string.Join("', '", missing)}' are left behind with the old authority.");
        }
        else if (!leaveOthersBehind && missing.Count > 0)
        {
            throw CertificateErrors.RotationMembersMissing(missing);
        }
        else if (!leaveOthersBehind && hidden)
        {
            throw CertificateErrors.RotationMembersUnknown();
        }
    }
}
