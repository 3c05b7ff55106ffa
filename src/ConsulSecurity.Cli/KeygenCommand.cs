using System;
using System.CommandLine;
using System.Security.Cryptography;
using ConsulSecurity.Gossip;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec keygen</c>: gossip keys, as <c>consul keygen</c> prints them.</summary>
internal static class KeygenCommand
{
    public static Command Create()
    {
        var size = new Option<int>("--size") { Description = "The length in bytes: 32 (AES-256), 24 or 16.", DefaultValueFactory = _ => 32 };
        size.AcceptOnlyFromAmong("16", "24", "32");
        var command = new Command("keygen", "Prints a new key for gossip encryption.") { size };
        Run.Action(command, parsed =>
        {
            using RandomNumberGenerator random = RandomNumberGenerator.Create();
            Console.Out.WriteLine(GossipKeys.Generate(random, parsed.GetValue(size)).Reveal());
            return ExitCode.Good;
        });
        return command;
    }
}
