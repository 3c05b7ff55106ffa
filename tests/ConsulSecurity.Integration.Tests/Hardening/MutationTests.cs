using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ConsulSecurity.Hardening;
using ConsulSecurity.Integration.Tests.Acl;
using ConsulSecurity.Lab;
using Xunit;
using Xunit.Abstractions;

namespace ConsulSecurity.Integration.Tests.Hardening;

/// <summary>
/// From the hardened cluster one change at a time: which checks find it. The table is tests/approved/audit/changes.txt; an ordinary run
/// tries a slice of them, since each takes seconds. CONSULSECURITY_APPROVE=1 writes the table anew, whole.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    private static readonly bool s_approve = Environment.GetEnvironmentVariable("CONSULSECURITY_APPROVE") == "1";
    private static readonly string s_table = Path.Combine(ConsulBinary.Checkout, "tests", "approved", "audit", "changes.txt");

    [Fact]
    public async Task Each_change_fails_its_own_checks_and_no_others()
    {
        string[] approved = File.Exists(s_table) ? await File.ReadAllLinesAsync(s_table) : [];
        await using HardenedLab lab = await HardenedLab.StartAsync();
        HashSet<string> before = await FailuresAsync(lab);
        var rows = new List<string>();
        foreach (Mutation mutation in Mutation.Live.Where((m, i) => IsTried(m.Name, i, 5, approved)))
        {
            Func<Task> undo = await mutation.Apply(lab);
            rows.Add(Row(mutation.Name, await FailuresAsync(lab), before));
            await undo();
        }

        foreach (string setting in Mutation.Settings.Where((s, i) => IsTried(s, i, 11, approved)))
        {
            if (await HardenedLab.ChangeAsync(lab.Cluster["c2"], setting))
            {
                rows.Add(Row(setting, await FailuresAsync(lab), before));
            }
            else
            {
                output.WriteLine($"{setting}: the agent does not come up");
            }
        }

        if (s_approve)
        {
            approved = [.. rows.Where(row => !row.EndsWith("->", StringComparison.Ordinal))];
            await File.WriteAllLinesAsync(s_table, approved);
        }

        Assert.NotEmpty(rows);
        Assert.Empty(s_approve ? [] : rows.Except(approved));
    }

    /// <summary>Those of the table; some of them in an ordinary run, all in a long one. What no check finds yet is tried when the table is made.</summary>
    private static bool IsTried(string change, int index, int slice, string[] approved) =>
        s_approve || (Array.Exists(approved, row => row.StartsWith(change + " -> ", StringComparison.Ordinal)) && (AclLab.IsSoak || index % slice == 0));

    /// <summary>What is up to the machine is left out, but for the port that the plain API would answer on.</summary>
    private static async Task<HashSet<string>> FailuresAsync(HardenedLab lab) =>
    [
        .. Auditor.Judge(await lab.LookAtAsync(lab.Cluster["c2"]), CheckCatalog.All)
            .Where(f => f.Id == "NET-15" || !ReferenceClusterTests.OfTheMachine.Contains(f.Id))
            .Where(f => f.Outcome is FindingOutcome.Fail or FindingOutcome.Error)
            .Select(f => f.Id),
    ];

    private string Row(string change, HashSet<string> now, HashSet<string> before)
    {
        string row = $"{change} -> {string.Join(" ", now.Except(before).Order(StringComparer.Ordinal))}".TrimEnd();
        output.WriteLine(row);
        return row;
    }
}
