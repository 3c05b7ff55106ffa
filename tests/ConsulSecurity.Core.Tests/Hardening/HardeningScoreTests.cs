using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ConsulSecurity.Hardening;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class HardeningScoreTests
{
    private static readonly EvidenceState[] s_notLooking = [EvidenceState.NotAsked, EvidenceState.NoPermission, EvidenceState.Unreachable, EvidenceState.Unreadable];

    public static TheoryData<string> Clusters =>
    [
        string.Empty,
        "disable_remote_exec = false",
        "acl { enabled = false }",
        "acl { default_policy = \"allow\" }\nencrypt_verify_incoming = false",
        "server = false\nverify_incoming = false\nverify_outgoing = false",
        "ports { http = 8500, https = -1 }\nclient_addr = \"0.0.0.0\"\nui = true",
        "enable_script_checks = true\nenable_debug = true\ndisable_update_check = false\nhttp_config { allow_write_http_from = [\"0.0.0.0/0\"] }",
    ];

    /// <summary>Every piece of evidence alone, and all of them one after another, in random orders.</summary>
    [Theory]
    [MemberData(nameof(Clusters))]
    public void Looking_at_less_never_raises_the_score(string change)
    {
        ClusterSnapshot whole = Snapshots.Secure(change);
        int score = Score(whole);

        Assert.All(Blindfolds(), blindfold => Assert.InRange(Score(blindfold.Apply(whole)), 0, score));
        for (int seed = 0; seed < 20; seed++)
        {
            ClusterSnapshot less = whole;
            int before = score;
            foreach (Blindfold blindfold in Blindfolds().OrderBy(_ => new Random(seed).Next()).Take(12))
            {
                less = blindfold.Apply(less);
                int now = Score(less);
                Assert.True(now <= before, $"{blindfold.Name} raised {before} to {now} (seed {seed})");
                before = now;
            }
        }
    }

    [Fact]
    public void Blind_in_everything_the_score_is_nothing()
    {
        ClusterSnapshot nothing = Blindfolds().Aggregate(Snapshots.Secure().WithNode(n => n with { Version = null }), (snapshot, blindfold) => blindfold.Apply(snapshot));

        Assert.Equal(0, Score(nothing));
        Assert.DoesNotContain(Auditor.Judge(nothing, CheckCatalog.All), f => f.Outcome is FindingOutcome.Pass or FindingOutcome.Fail);
    }

    private static int Score(ClusterSnapshot snapshot) => Auditor.Judge(snapshot, CheckCatalog.All)[0].Audit.Score;

    private static IEnumerable<Blindfold> Blindfolds() => s_notLooking.SelectMany(state => new[]
    {
        EvidenceOf(typeof(ClusterSnapshot)).Select(p => new Blindfold($"{p.Name} {state}", s => (ClusterSnapshot)With(s, p, state))),
        EvidenceOf(typeof(NodeSnapshot)).Select(p => new Blindfold($"node {p.Name} {state}", s => s.WithNode(n => (NodeSnapshot)With(n, p, state)))),
        EvidenceOf(typeof(HostEvidence)).Select(p => new Blindfold($"host {p.Name} {state}", s => s.WithNode(n => n with { Host = (HostEvidence)With(n.Host, p, state) }))),
    }.SelectMany(all => all));

    private static IEnumerable<PropertyInfo> EvidenceOf(Type type) =>
        type.GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Evidence<>));

    /// <summary>A copy with one property replaced.</summary>
    private static object With(object whole, PropertyInfo property, EvidenceState state)
    {
        object copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(whole, null)!;
        object missing = Activator.CreateInstance(property.PropertyType)!;
        property.PropertyType.GetProperty(nameof(Evidence<int>.State))!.SetValue(missing, state);
        property.PropertyType.GetProperty(nameof(Evidence<int>.Reason))!.SetValue(missing, "x:read");
        property.SetValue(copy, missing);
        return copy;
    }

    private sealed record Blindfold(string Name, Func<ClusterSnapshot, ClusterSnapshot> Apply);
}
