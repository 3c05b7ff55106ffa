using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hardening;
using ConsulSecurity.Observation;
using ConsulSecurity.Reporting;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class BaselineTests
{
    [Fact]
    public void Each_finding_says_what_became_of_it()
    {
        IReadOnlyList<HardeningFinding> now = Judge(
            Snapshots.Secure("enable_debug = true\nui = true"), Report(Snapshots.Secure("disable_remote_exec = false\nenable_debug = true")));

        Assert.Equal(FindingChange.StillThere, now.Single(f => f.Id == "EXE-08").Change);
        Assert.Equal(FindingChange.New, now.Single(f => f.Id == "NET-08").Change);
        Assert.Equal(FindingChange.Mended, now.Single(f => f.Id == "EXE-01").Change);
        Assert.Equal(3, now.Count(f => f.Change != FindingChange.None));
    }

    [Fact]
    public void What_could_not_be_seen_is_not_taken_for_mended()
    {
        ClusterSnapshot open = Snapshots.Secure("disable_remote_exec = false");

        IReadOnlyList<HardeningFinding> now = Judge(open.WithNode(n => n with { Configuration = new(), Running = new() }), Report(open));

        Assert.Equal(FindingChange.NotSeen, now.Single(f => f.Id == "EXE-01").Change);
    }

    [Fact]
    public void A_subject_that_is_gone_is_mended_and_said()
    {
        ClusterSnapshot idle = Snapshots.Secure() with { Tokens = Look.Seen<IReadOnlyList<AclToken>>([Snapshots.Token("c", "does nothing")]) };
        AuditBaseline baseline = Report(idle);

        HardeningFinding gone = Judge(Snapshots.Secure() with { Tokens = Look.Seen<IReadOnlyList<AclToken>>([]) }, baseline).Single(f => f.Id == "ACL-28" && f.Change == FindingChange.Mended);
        HardeningFinding unseen = Judge(Blind(idle), baseline).Single(f => f.Id == "ACL-28" && f.Change == FindingChange.NotSeen);

        Assert.Equal((FindingOutcome.NotApplicable, "it is not there any more"), (gone.Outcome, gone.Reason));
        Assert.Equal(FindingOutcome.Unknown, unseen.Outcome);
    }

    [Fact]
    public void Checks_that_are_not_run_now_are_not_compared()
    {
        var plan = new AuditPlan([.. CheckCatalog.All.Where(c => c.Info.Id == "EXE-02")]) { Baseline = Report(Snapshots.Secure("disable_remote_exec = false")) };

        Assert.All(Auditor.Judge(Snapshots.Secure(), plan), f => Assert.Equal(("EXE-02", FindingChange.None), (f.Id, f.Change)));
    }

    [Fact]
    public void Faults_of_another_datacenter_are_none_of_this_one()
    {
        var baseline = new AuditBaseline("x", [new BaselineFault("dc2", "EXE-01", "s1")]);

        Assert.DoesNotContain(Judge(Snapshots.Secure(), baseline), f => f.Change != FindingChange.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "ConsulSecurityReport": 99, "Findings": [] }""")]
    [InlineData("""{ "ConsulSecurityReport": 1 }""")]
    [InlineData("""{ "ConsulSecurityReport": 1, "Findings": [ 3 ] }""")]
    public void What_is_no_report_is_named(string json)
    {
        var error = Assert.Throws<ConsulSecurityException>(() => BaselineFile.Parse(json, "old.json"));

        Assert.Equal("BaselineUnreadable", error.ErrorId);
        Assert.Contains("'old.json'", error.Message, StringComparison.Ordinal);
    }

    private static ClusterSnapshot Blind(ClusterSnapshot snapshot) => new() { TakenAt = snapshot.TakenAt, Datacenter = "dc1", Nodes = snapshot.Nodes };

    private static AuditBaseline Report(ClusterSnapshot snapshot) =>
        BaselineFile.Parse(JsonReport.Render(HardeningReport.Of(Auditor.Judge(snapshot, CheckCatalog.All))), "old.json");

    private static IReadOnlyList<HardeningFinding> Judge(ClusterSnapshot snapshot, AuditBaseline baseline) =>
        Auditor.Judge(snapshot, new AuditPlan(CheckCatalog.All) { Baseline = baseline });
}
