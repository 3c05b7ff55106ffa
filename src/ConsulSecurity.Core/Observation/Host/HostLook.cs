using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Listeners;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Observation;

/// <summary>
/// Looks at the host that it runs on, for the agent whose configuration is given. Files that are a copy from elsewhere say nothing of this
/// host, so it looks only where the agent runs or its data is.
/// </summary>
internal sealed class HostLook(ICommandRunner runner, DateTimeOffset now)
{
    private static readonly bool s_isLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    public async Task<HostEvidence> TakeAsync(IReadOnlyList<string> paths, Version? version, CancellationToken cancellation)
    {
        var accounts = new AccountNames();
        MergedConfiguration merged = MergedConfiguration.Read(paths, version);
        string[] full = [.. paths.Select(Path.GetFullPath)];
        ProcessEvidence? process = s_isLinux ? new AgentProcess(accounts).Find(full, merged.String("data_dir")) : null;
        var place = new AgentPlace(full, merged, process);
        if (!place.IsHere)
        {
            return Elsewhere();
        }

        var survey = new FileSurvey(accounts);
        Task<Evidence<IReadOnlyDictionary<string, string>>> unit = ServiceUnit.ReadAsync(runner, process, cancellation);
        Task<Evidence<FirewallEvidence>> firewall = FirewallAsync(process, cancellation);
        return new HostEvidence
        {
            Files = Look.Seen(new AgentFiles(place, survey).Collect().Select(WithArchive).ToList() as IReadOnlyList<FileEvidence>),
            Process = process is null ? Look.Missing<ProcessEvidence>(EvidenceState.NotConfigured, NoProcess) : Look.Seen(process),
            Listeners = process is null
                ? Look.Missing<IReadOnlyList<ListenerEvidence>>(EvidenceState.NotConfigured, NoProcess)
                : Look.Seen<IReadOnlyList<ListenerEvidence>>(Sockets(process)),
            Certificates = Look.Seen(new CertificateSurvey(place, survey, now).Collect()),
            Keyrings = place.DataFolder is { } data
                ? KeyringFiles.Read(data)
                : Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.NotConfigured, "data_dir in the configuration"),
            Unit = await unit.ConfigureAwait(false),
            Firewall = await firewall.ConfigureAwait(false),
            ClockIsSynchronized = process is null
                ? Look.Missing<bool>(EvidenceState.NotConfigured, NoProcess)
                : KernelClock.IsSynchronized() is { } inStep ? Look.Seen(inStep) : Look.Missing<bool>(EvidenceState.NotConfigured, "a kernel that tells whether its clock is in step"),
        };
    }

    private static string NoProcess => s_isLinux ? "the running agent on its own host" : "a look at processes, which is made on Linux only";

    private static HostEvidence Elsewhere()
    {
        const string Reason = "the agent's own host: neither an agent on these files nor its data_dir is here";
        return new HostEvidence
        {
            Files = Look.Missing<IReadOnlyList<FileEvidence>>(EvidenceState.NotAsked, Reason),
            Process = Look.Missing<ProcessEvidence>(EvidenceState.NotAsked, Reason),
            Listeners = Look.Missing<IReadOnlyList<ListenerEvidence>>(EvidenceState.NotAsked, Reason),
            Certificates = Look.Missing<IReadOnlyList<AgentCertificateEvidence>>(EvidenceState.NotAsked, Reason),
            Keyrings = Look.Missing<IReadOnlyList<KeyringFileEvidence>>(EvidenceState.NotAsked, Reason),
            Unit = Look.Missing<IReadOnlyDictionary<string, string>>(EvidenceState.NotAsked, Reason),
            Firewall = Look.Missing<FirewallEvidence>(EvidenceState.NotAsked, Reason),
            ClockIsSynchronized = Look.Missing<bool>(EvidenceState.NotAsked, Reason),
        };
    }

    // The sockets of the agent's own network namespace, which need not be ours.
    private static IReadOnlyList<ListenerEvidence> Sockets(ProcessEvidence process) =>
    [
        .. new ProcSocketTable(net: $"{process.Id}").Read()
            .Select(s => new ListenerEvidence(s.Protocol, s.Address.ToString(), s.Port, s.ProcessId, s.ProcessName)),
    ];

    private Task<Evidence<FirewallEvidence>> FirewallAsync(ProcessEvidence? process, CancellationToken cancellation) =>
        process is null ? Task.FromResult(Look.Missing<FirewallEvidence>(EvidenceState.NotConfigured, NoProcess))
        : UnixCalls.ReadLink("/proc/self/ns/net") is { } ours && UnixCalls.ReadLink($"/proc/{process.Id}/ns/net") is { } theirs && ours != theirs
            ? Task.FromResult(Look.Missing<FirewallEvidence>(EvidenceState.NotAsked, "a look from within the agent's network namespace"))
        : HostFirewall.ReadAsync(runner, cancellation);

    // gzip begins with these two; what is encrypted does not.
    private static FileEvidence WithArchive(FileEvidence file)
    {
        if (file.Role != FileRole.ExportedSnapshot || file.State != EvidenceState.Known)
        {
            return file;
        }

        try
        {
            using FileStream stream = File.OpenRead(file.Path);
            return file with { IsPlainArchive = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return file;
        }
    }
}
