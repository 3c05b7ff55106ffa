using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates.Rotation;

/// <summary>
/// Moves a live cluster to another authority for its agents' certificates in three steps, each on all agents and seen on all listeners
/// before the next: the old authority and the new one are trusted; certificates come from the new one; the old one goes. Everything
/// takes effect by reload. Where it stands is told by the files and the listeners alone, so that after any interruption the next run
/// goes on from there, with the same authority or with yet another.
/// </summary>
internal sealed class AuthorityRotator(SigningAuthority authority, IOperationLog log)
{
    private const string Activity = "Moving to another authority";

    /// <summary>The last step to take.</summary>
    public AuthorityRotationStep LastStep { get; init; } = AuthorityRotationStep.DropOld;

    /// <summary>Authorities that stay trusted besides the new one.</summary>
    public IReadOnlyList<byte[]> Keep { get; init; } = [];

    /// <summary>How long the new certificates are valid; null for as long as the old ones were.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>How long an agent may take to show a change, or to name a leader.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Goes on although members of the cluster are not among the nodes; they are cut off.</summary>
    public bool LeaveOthersBehind { get; init; }

    /// <summary>Told what was just done; tests end the run here.</summary>
    public Action<string>? AfterStep { get; init; }

    /// <exception cref="ConsulSecurityException">
    /// Before anything is changed <c>RotationMembersMissing</c>, <c>RotationMembersUnknown</c>, <c>CertificateRoleUnknown</c>,
    /// <c>NameNotPermitted</c>, <c>KeyNotFound</c> and what reading files and asking agents throws; later <c>AuthorityNotShown</c>,
    /// <c>CertificateNotServed</c>, <c>RotationWithoutLeader</c>. The next run goes on after any of them.
    /// </exception>
    public async Task<IReadOnlyList<AuthorityRotation>> RotateAsync(
        IReadOnlyList<AuthorityNode> nodes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (AuthorityNode node in nodes)
        {
            RequireUsable(node, now);
        }

        await new RotationMembers(log, LeaveOthersBehind).RequireAllAsync(nodes, cancellationToken).ConfigureAwait(false);
        AfterStep?.Invoke("check");
        RotationState[] states = [.. nodes.Select(node => new RotationState(node))];
        foreach (AuthorityRotationStep step in new[] { AuthorityRotationStep.TrustBoth, AuthorityRotationStep.NewCertificates, AuthorityRotationStep.DropOld })
        {
            if (step <= LastStep)
            {
                await StepAsync(step, states, now, cancellationToken).ConfigureAwait(false);
            }
        }

        log.Progress(new OperationProgress(Activity, "Done", 100) { Completed = true });
        return [.. states.Select(state => state.Describe(LastStep))];
    }

    private async Task StepAsync(AuthorityRotationStep step, RotationState[] states, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (int i = 0; i < states.Length; i++)
        {
            int percent = ((((int)step - 1) * states.Length) + i) * 100 / ((int)LastStep * states.Length);
            log.Progress(new OperationProgress(Activity, $"{Describe(step)}: node {i + 1} of {states.Length}", percent));
            await (step == AuthorityRotationStep.NewCertificates
                ? RenewAsync(states[i], now, cancellationToken)
                : TrustAsync(step, states[i], cancellationToken)).ConfigureAwait(false);
            AfterStep?.Invoke($"{step} {states[i].Node.Name}");
        }

        foreach (RotationState state in states)
        {
            await RequireLeaderAsync(state.Node, cancellationToken).ConfigureAwait(false);
        }

        log.Verbose($"Step {(int)step} is behind all {states.Length} agents: {Describe(step)}.");
        AfterStep?.Invoke(step.ToString());
    }

    private static string Describe(AuthorityRotationStep step) => step switch
    {
        AuthorityRotationStep.TrustBoth => "both authorities are trusted",
        AuthorityRotationStep.NewCertificates => "certificates are from the new authority",
        _ => "the old authority is gone",
    };

    private async Task TrustAsync(AuthorityRotationStep step, RotationState state, CancellationToken cancellationToken)
    {
        AuthorityNode node = state.Node;
        var bundle = TrustBundle.Read(node.TrustPath);
        IReadOnlyList<string> removed = [];
        bool changed = false;
        if (step == AuthorityRotationStep.TrustBoth)
        {
            changed = bundle.Add(authority.Certificates);
        }
        else
        {
            removed = bundle.KeepOnly([.. authority.Certificates, .. Keep]);
            changed = removed.Count > 0;
            state.Removed = removed;
        }

        state.Trusted = bundle.Subjects;
        AfterStep?.Invoke($"{step} {node.Name} written");
        if (changed || !await AllShowAsync(node, bundle, cancellationToken).ConfigureAwait(false))
        {
            await WithAgentAsync(node, client => new AgentApi(client).ReloadAsync(cancellationToken)).ConfigureAwait(false);
            log.Verbose($"'{node.Name}' reads '{node.TrustPath}' again: {string.Join(", ", bundle.Subjects)}.");
            AfterStep?.Invoke($"{step} {node.Name} reloaded");
        }

        state.TrustSeenAt = await WaitUntilShownAsync(node, bundle, removed, cancellationToken).ConfigureAwait(false);
    }

    private async Task RenewAsync(RotationState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        AuthorityNode node = state.Node;
        if (node.CertificatePath is null)
        {
            return;
        }

        await WithAgentAsync(node, async client =>
        {
            var renewer = new CertificateRenewer(log)
            {
                Threshold = TimeSpan.Zero,
                FromAnyAuthority = true,
                Validity = Validity,
                Agent = new AgentApi(client),
                Listeners = node.Listeners,
                Timeout = Timeout,
            };
            CertificateRenewal renewal =
                await renewer.RenewAsync(node.CertificatePath, node.KeyPath, authority, now, cancellationToken).ConfigureAwait(false);
            state.Certificate = renewal.Certificate;
            state.ServedAt = renewal.ServedAt;
        }).ConfigureAwait(false);
    }

    private static async Task<bool> AllShowAsync(AuthorityNode node, TrustBundle bundle, CancellationToken cancellationToken)
    {
        foreach (ListenerAddress listener in node.Listeners)
        {
            if (await LookAsync(listener, cancellationToken).ConfigureAwait(false) is not ListenerView view || !bundle.IsShownBy(view))
            {
                return false;
            }
        }

        return node.Listeners.Count > 0;
    }

    private async Task<IReadOnlyList<string>> WaitUntilShownAsync(
        AuthorityNode node, TrustBundle bundle, IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        foreach (ListenerAddress listener in node.Listeners)
        {
            ListenerView? view = null;
            await UntilAsync(
                async () =>
                {
                    view = await LookAsync(listener, cancellationToken).ConfigureAwait(false);
                    return view is { AcceptedAuthorities: null } || (view is not null && bundle.IsCoveredBy(view, removed));
                },
                () => CertificateErrors.AuthorityNotShown(node.TrustPath, listener.ToString()),
                cancellationToken).ConfigureAwait(false);
            if (view!.AcceptedAuthorities is null)
            {
                log.Verbose($"'{listener}' asks callers for no certificate, so it does not tell whom it trusts.");
            }
            else
            {
                seen.Add(listener.ToString());
            }
        }

        return seen;
    }

    private static async Task<ListenerView?> LookAsync(ListenerAddress listener, CancellationToken cancellationToken)
    {
        try
        {
            return await ListenerCertificates.LookAsync(listener, null, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
        }
        catch (ConsulSecurityException)
        {
            return null;
        }
    }

    private Task RequireLeaderAsync(AuthorityNode node, CancellationToken cancellationToken) => WithAgentAsync(node, client => UntilAsync(
        async () => (await client.SendAsync<string>(ConsulRequest.Get("status/leader"), cancellationToken).ConfigureAwait(false)).Length > 0,
        () => CertificateErrors.RotationWithoutLeader(node.Name),
        cancellationToken));

    private async Task UntilAsync(Func<Task<bool>> holds, Func<ConsulSecurityException> error, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Timeout);
        while (!await holds().ConfigureAwait(false))
        {
            try
            {
                await Task.Delay(100, late.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw error();
            }
        }
    }

    private async Task WithAgentAsync(AuthorityNode node, Func<ConsulClient, Task> work)
    {
        ConsulConnection connection = node.Connect();
        try
        {
            await work(new ConsulClient(connection, log)).ConfigureAwait(false);
        }
        finally
        {
            ConsulClient.Close(connection);
        }
    }

    /// <summary>Finds out before anything is changed whether a node's certificate can be replaced.</summary>
    private void RequireUsable(AuthorityNode node, DateTimeOffset now)
    {
        TrustBundle.Read(node.TrustPath);
        if (node.CertificatePath is null)
        {
            return;
        }

        string keyPath = node.KeyPath ?? CertificateFile.FindKey(node.CertificatePath) ?? throw CertificateErrors.KeyNotFound(node.CertificatePath);
        if (FilePair.Recover(node.CertificatePath, keyPath))
        {
            log.Verbose($"Completed the replacement of '{node.CertificatePath}' that an earlier run began.");
        }

        using var issuer = new CertificateIssuer(authority, now);
        issuer.Check(CertificateRenewer.OrderLike(CertificateFile.Read(node.CertificatePath, keyPath: keyPath)));
    }
}
