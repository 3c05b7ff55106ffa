using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.Hardening;
using ConsulSecurity.Platform;
using ConsulSecurity.Rollout;

namespace ConsulSecurity.Cli;

/// <summary>Which nodes a rollout is for, what it is to reach, and where its secrets are kept.</summary>
internal sealed class RolloutArguments
{
    private readonly Option<string?> _inventory = new("--inventory") { Description = "A .json file with Nodes and Defaults; the members that Consul knows where it is not given." };
    private readonly Option<int> _level = new("--level") { Description = "The level of the benchmark to reach.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _except = new("--except") { Description = "Checks that are left failing, by their ids." };
    private readonly Option<bool> _keepLoopbackHttp = new("--keep-loopback-http") { Description = "Keeps plain HTTP, on the loopback address alone." };
    private readonly Option<string> _vault = new("--vault") { Description = "The encrypted file for the secrets.", DefaultValueFactory = _ => "consulsecurity.vault" };
    private readonly Option<string?> _passphrase = new("--passphrase-file") { Description = "A file with the passphrase of the vault." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Tells what is being done." };
    private readonly ConnectionArguments _connection = new();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _inventory, _level, _except, _keepLoopbackHttp, _vault, _passphrase, _verbose })
        {
            command.Options.Add(option);
        }

        _connection.AddTo(command);
    }

    public ConsoleLog Log(ParseResult parsed) => new(parsed.GetValue(_verbose));

    public string VaultPath(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_vault)!);

    public static string JournalPath(string vault) => Path.ChangeExtension(vault, ".journal");

    public RolloutGoal Goal(ParseResult parsed) => new()
    {
        Level = parsed.GetValue(_level),
        Except = parsed.GetValue(_except) ?? [],
        KeepLoopbackHttp = parsed.GetValue(_keepLoopbackHttp),
    };

    /// <summary>Opens the vault; null where no passphrase was given.</summary>
    public SecretVault? OpenVault(ParseResult parsed) =>
        SecretFile.Read(parsed.GetValue(_passphrase)) is { } passphrase ? SecretVault.Open(VaultPath(parsed), passphrase) : null;

    public async Task<IReadOnlyList<ConsulNode>> NodesAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_inventory) is not { } path)
        {
            return await NodeInventory.FromMembersAsync(new ConsulClient(_connection.Read(parsed), Log(parsed)), cancellation).ConfigureAwait(false);
        }

        try
        {
            return NodeInventory.Check(NodeInventory.Read(ProfileFile.ParseJson(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false), path), path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.FromException(e, "read", path);
        }
    }

    public ClusterProtection Protection(ParseResult parsed, IReadOnlyList<ConsulNode> nodes) =>
        new(nodes, _connection.IsGiven(parsed) ? _connection.Read(parsed) : null, Log(parsed));
}
