using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using ConsulSecurity.Consul;
using ConsulSecurity.Platform;
using ConsulSecurity.Probes;

namespace ConsulSecurity.Rollout;

/// <summary>
/// Moves the leadership to another server before the leader is stopped: then nothing waits for the one to two seconds in which a lost
/// leader is missed. Newer versions have a call for it. For older ones a follower is told what a leader that hands over tells it, "time out
/// now", which raft has known since its version 1.1 (Consul 1.6): the follower stands for election at once, and the others may choose it
/// although their leader lives. Where neither works nothing is lost: the leader is stopped, and the others choose when they miss it.
/// </summary>
internal sealed class LeaderHandOver(RolloutContext context) : IDisposable
{
    private const int RpcPort = 8300;
    private const byte Tls = 3;
    private const byte Raft = 1;
    private const byte TimeoutNow = 3;
    private const byte NoError = 0xA0;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);
    private X509Certificate2? _certificate;

    /// <summary>Gives whether another server leads; false is no fault.</summary>
    /// <param name="leader">The server that leads and is to be stopped.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> TryAsync(ConsulNode leader, CancellationToken cancellation)
    {
        if (await TransferAsync(leader, cancellation).ConfigureAwait(false) && await HasMovedAsync(leader, cancellation).ConfigureAwait(false))
        {
            return true;
        }

        try
        {
            foreach (ConsulNode follower in await FollowersAsync(leader, cancellation).ConfigureAwait(false))
            {
                if (await TellAsync(follower, cancellation).ConfigureAwait(false))
                {
                    // Where it was not chosen the next one is not tried: each try makes the servers choose.
                    return await HasMovedAsync(leader, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (ConsulSecurityException e)
        {
            context.Log.Verbose(e.Message);
        }

        return false;
    }

    public void Dispose() => _certificate?.Dispose();

    private async Task<bool> TransferAsync(ConsulNode leader, CancellationToken cancellation)
    {
        try
        {
            ConsulAnswer answer = await context.Access.Client(leader).AskAsync(ConsulRequest.Post("operator/raft/transfer-leader"), cancellation).ConfigureAwait(false);
            return answer.IsSuccess;
        }
        catch (ConsulSecurityException e)
        {
            context.Log.Verbose(e.Message);
            return false;
        }
    }

    // The one with most of the log first: the others do not choose one that lacks what they have.
    private async Task<IReadOnlyList<ConsulNode>> FollowersAsync(ConsulNode leader, CancellationToken cancellation)
    {
        ConsulNode[] followers = [.. context.Access.Servers.Where(s => s.Name != leader.Name)];
        long[] logs = await Task.WhenAll(followers.Select(async follower =>
        {
            ConsulAnswer? answer = await context.Access.AskAsync(follower, "agent/self", cancellation).ConfigureAwait(false);
            string? last = answer is { IsSuccess: true } ? (string?)answer.ReadTree().SelectToken("Stats.raft.last_log_index") : null;
            return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long index) ? index : 0;
        })).ConfigureAwait(false);
        return [.. followers.Zip(logs, (follower, log) => (follower, log)).OrderByDescending(f => f.log).Select(f => f.follower)];
    }

    // All that know a leader know another one.
    private async Task<bool> HasMovedAsync(ConsulNode leader, CancellationToken cancellation)
    {
        for (int i = 0; i < 80; i++)
        {
            if (await context.Access.LeaderAsync(null, cancellation).ConfigureAwait(false) is { } now && now != leader.Name)
            {
                return true;
            }

            await context.Options.Gate.Delay(TimeSpan.FromMilliseconds(50), cancellation).ConfigureAwait(false);
        }

        return false;
    }

    private async Task<bool> TellAsync(ConsulNode follower, CancellationToken cancellation)
    {
        X509Certificate2? certificate = Certificate();
        return (certificate is not null && await TellAsync(follower, certificate, cancellation).ConfigureAwait(false))
            || await TellAsync(follower, null, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> TellAsync(ConsulNode follower, X509Certificate2? certificate, CancellationToken cancellation)
    {
        using ProbeConnection? connection = await ProbeConnection.OpenAsync(follower.Address, RpcPort, s_timeout, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return false;
        }

        try
        {
            Stream stream = connection.Stream;
            using SslStream? tls = certificate is null ? null : new SslStream(stream, leaveInnerStreamOpen: true, IsServer);
            if (tls is not null)
            {
                await stream.WriteAsync([Tls], 0, 1, cancellation).ConfigureAwait(false);
                Task handshake = tls.AuthenticateAsClientAsync("localhost", [certificate!], SslProtocols.None, checkCertificateRevocation: false);
                if (!await ProbeConnection.InTimeAsync(handshake, s_timeout, cancellation).ConfigureAwait(false))
                {
                    return false;
                }

                stream = tls;
            }

            (ProbeReply reply, byte[] bytes) = await connection.AskAsync(stream, Message(), cancellation).ConfigureAwait(false);
            return reply == ProbeReply.Answer && bytes[0] == NoError;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            context.Log.Verbose($"{follower.Name}: {e.Message}");
            return false;
        }
    }

    // The request is empty but for the version of the protocol.
    private static byte[] Message()
    {
        byte[] name = Encoding.ASCII.GetBytes("ProtocolVersion");
        return [Raft, TimeoutNow, 0x81, (byte)(0xA0 | name.Length), .. name, 3];
    }

    // Signed by the cluster's authority; nothing secret is told.
    private bool IsServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && context.Access.AuthorityPath is { } path
        && new ServerTrust(TlsFiles.ReadAuthorities(path)).Accepts(new X509Certificate2(certificate.GetRawCertData()), chain, errors & ~SslPolicyErrors.RemoteCertificateNameMismatch);

    // Servers with hostname verification take raft's messages from servers only, so it is a server's, made for this and kept nowhere.
    private X509Certificate2? Certificate()
    {
        if (_certificate is null && context.Vault.Find(VaultNames.AuthorityKey) is not null)
        {
            using SigningAuthority authority = NodeWork.OpenAuthority(context);
            using var issuer = new CertificateIssuer(authority, context.Options.Now());
            using IssuedCertificate issued = issuer.Issue(new CertificateOrder
            {
                Role = CertificateRole.Server,
                Datacenter = context.Plan.Datacenter,
                Validity = TimeSpan.FromHours(1),
            });
            using System.Security.SecureString passphrase = SecureText.Hide(Guid.NewGuid().ToString("N"));
            byte[] pfx = PfxWriter.Write(issued.Certificates, issued.Key!, "hand-over", passphrase);
            _certificate = new X509Certificate2(pfx, passphrase);
        }

        return _certificate;
    }
}
