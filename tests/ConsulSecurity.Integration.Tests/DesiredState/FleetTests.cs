using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.DesiredState;
using ConsulSecurity.Integration.Tests.Rollout;
using ConsulSecurity.Lab;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Integration.Tests.DesiredState;

/// <summary>Three hosts with networks of their own, each with an sshd and an agent; one more runs ssh.</summary>
public sealed class FleetTests : IAsyncLifetime, ICommandRunner
{
    private static readonly string[] s_hosts = ["a", "b", "c"];

    private readonly string _folder = Directory.CreateTempSubdirectory("consulsec-fleet-").FullName;
    private NamespaceLab _lab = null!;

    public static string? Unavailable => NamespaceLab.Unavailable ?? SshHost.Unavailable;

    public async Task InitializeAsync()
    {
        if (Unavailable is null)
        {
            _lab = await NamespaceLab.CreateAsync("a", "b", "c", "ops");
            await PrepareAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_lab is not null)
        {
            foreach (string host in s_hosts)
            {
                await CommandRunner.Instance.RunAsync("chattr", $"-i {Folder(host)}", null, CancellationToken.None);
                await SshAsync($"-o \"ControlPath={Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}/.ssh/consulsec-%C\" -O exit {host}");
            }

            await _lab.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>ssh runs on a host of the lab, with the lab's keys.</summary>
    Task<CommandResult> ICommandRunner.RunAsync(string program, string arguments, string? input, CancellationToken cancellation) => CommandRunner.Instance.RunAsync(
        program == "ssh" ? "ip" : program, program == "ssh" ? $"netns exec {_lab.Namespace("ops")} ssh -F {_folder}/client.conf {arguments}" : arguments, input, cancellation);

    [FleetFact]
    public async Task One_node_is_hardened_and_the_others_are_told_and_finished_by_the_next_run()
    {
        StartAgent("a");
        StartAgent("c");
        StartSsh("a");
        StartSsh("c");
        await WaitForSshAsync("a");
        await WaitForSshAsync("c");
        Assert.Equal(0, (await CommandRunner.Instance.RunAsync("chattr", $"+i {Folder("c")}", null, CancellationToken.None)).ExitCode);
        var wanted = new JObject { ["key"] = ConsulSecurity.Gossip.GossipKeys.Generate().Reveal(), ["consulVersion"] = "1.8.7" };

        IReadOnlyList<NodeState> first = await RunAsync(wanted, set: true);

        Assert.True(first[0].State is { IsInDesiredState: true, IsChanged: true, NeedsRestart: true }, first[0].Error?.Message);
        Assert.Equal("NodeUnreachable", first[1].Error!.ErrorId);
        Assert.Matches(@"^Node 'b' cannot be reached by ssh as 'b': [^\n]*\.$", first[1].Error!.Message);
        Assert.Matches(@"'c'[^\n]*\.$", first[2].Error!.Message);
        Assert.Contains(Folder("c"), first[2].Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/tmp/consulsecurity-", string.Concat(first.Select(result => result.Error?.Message)), StringComparison.Ordinal);

        DateTime stamp = File.GetLastWriteTimeUtc(Fragment("a"));
        await CommandRunner.Instance.RunAsync("chattr", $"-i {Folder("c")}", null, CancellationToken.None);
        StartAgent("b");
        StartSsh("b");
        await WaitForSshAsync("b");
        IReadOnlyList<NodeState> second = await RunAsync(wanted, set: true);

        Assert.Equal([false, true, true], second.Select(result => result.State!.IsChanged));
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(Fragment("a")));
        Assert.All(await RunAsync(wanted, set: false), result => Assert.True(result.State!.IsInDesiredState));
        foreach (string host in s_hosts)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Fragment(host)));
            Assert.Contains("valid", await _lab.RunAsync(host, ConsulBinary.Path, "validate", Folder(host)), StringComparison.Ordinal);
        }
    }

    private string Folder(string host) => Path.Combine(_folder, host, "config");

    private string Fragment(string host) => Path.Combine(Folder(host), "zzz-consulsecurity-gossip.hcl");

    private Task<IReadOnlyList<NodeState>> RunAsync(JObject wanted, bool set)
    {
        INode[] nodes = [.. s_hosts.Select(host => new SshNode(
            new ConsulNode { Name = host, Address = _lab.Address(host), IsServer = true, ConfigurationFolder = Folder(host), SshDestination = host }, this))];
        return new FleetStates(ResourceCatalog.Find("ConsulGossipEncryption"), nodes, 2, SilentLog.Instance).RunAsync(wanted, set, CancellationToken.None);
    }

    private async Task PrepareAsync()
    {
        foreach (string key in s_hosts.Append("client"))
        {
            await CommandRunner.Instance.RunAsync("ssh-keygen", $"-q -t ed25519 -N \"\" -f {_folder}/key-{key}", null, CancellationToken.None);
        }

        foreach (string host in s_hosts)
        {
            Directory.CreateDirectory(Folder(host));
            await File.WriteAllTextAsync(Path.Combine(Folder(host), "agent.hcl"), $"""
                node_name = "{host}"
                server = true
                bootstrap_expect = 1
                data_dir = "{_folder}/{host}/data"
                bind_addr = "{_lab.Address(host)}"
                disable_update_check = true

                """);
            await File.WriteAllTextAsync($"{_folder}/sshd-{host}", $"""
                ListenAddress {_lab.Address(host)}
                HostKey {_folder}/key-{host}
                AuthorizedKeysFile {_folder}/key-client.pub
                PidFile none
                PermitRootLogin yes
                StrictModes no
                UsePAM no

                """);
        }

        string[] known = [.. s_hosts.Select(host => $"{_lab.Address(host)} {File.ReadAllText($"{_folder}/key-{host}.pub").Trim()}")];
        await File.WriteAllLinesAsync($"{_folder}/known", known);
        await File.WriteAllTextAsync($"{_folder}/client.conf", string.Concat(s_hosts.Select(host => $"Host {host}\n  HostName {_lab.Address(host)}\n"))
            + $"Host *\n  User root\n  IdentityFile {_folder}/key-client\n  IdentitiesOnly yes\n  UserKnownHostsFile {_folder}/known\n  GlobalKnownHostsFile none\n  ConnectTimeout 5\n");
        Directory.CreateDirectory("/run/sshd");
    }

    private Task<CommandResult> SshAsync(string arguments) => ((ICommandRunner)this).RunAsync("ssh", arguments, null, CancellationToken.None);

    private void StartAgent(string host) => _lab.Start(host, $"{_folder}/{host}.log", ConsulBinary.Path, "agent", "-config-dir", Folder(host));

    private void StartSsh(string host) => _lab.Start(host, $"{_folder}/sshd-{host}.log", "/usr/sbin/sshd", "-D", "-e", "-f", $"{_folder}/sshd-{host}");

    private Task WaitForSshAsync(string host) => Poll.UntilAsync(
        async () => await SshAsync($"-o BatchMode=yes {host} true") is { ExitCode: not 0 } result ? result.Error : null, TimeSpan.FromSeconds(30));
}
