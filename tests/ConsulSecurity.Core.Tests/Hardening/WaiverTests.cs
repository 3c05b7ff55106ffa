using System;
using System.Collections.Generic;
using System.Linq;
using ConsulSecurity.Hardening;
using Xunit;

namespace ConsulSecurity.Core.Tests.Hardening;

public class WaiverTests
{
    private static readonly ClusterSnapshot s_open = Snapshots.Secure("disable_remote_exec = false");

    [Fact]
    public void A_waived_failure_stays_one_and_neither_outcome_nor_score_changes()
    {
        IReadOnlyList<HardeningFinding> plain = Auditor.Judge(s_open, CheckCatalog.All);
        IReadOnlyList<HardeningFinding> waived = Judge(Waiver("exe-01", "S*"));

        Assert.Equal(plain.Select(f => f.ToString()), waived.Select(f => f.ToString()));
        Assert.Equal(plain[0].Audit.Score, waived[0].Audit.Score);
        Assert.Equal("EXE-01", Assert.Single(waived, f => f.Waiver is not null).Id);
        Assert.Equal(1, waived[0].Audit.Waived);
        Assert.Empty(waived[0].Audit.Warnings);
        Assert.EndsWith("; 1 failing findings are waived", waived[0].Audit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_counts_on_its_last_day_and_not_after()
    {
        // The evidence is of 2026-01-02.
        Assert.Contains(Judge(Waiver(expires: "2026-01-02")), f => f.Waiver is not null);

        IReadOnlyList<HardeningFinding> late = Judge(Waiver(expires: "2026-01-01"));

        Assert.DoesNotContain(late, f => f.Waiver is not null);
        Assert.Equal(
            "The waiver of 'EXE-01' for '*' (owner 'ops') expired on 2026-01-01 and does not count: mend the fault, or have the waiver renewed.",
            Assert.Single(late[0].Audit.Warnings));
    }

    [Theory]
    [InlineData("NOPE-01", "*", "is for a check that there is none of: see Get-ConsulHardeningCheck.")]
    [InlineData("EXE-01", "c*", "waives nothing that fails: remove it.")]
    [InlineData("EXE-02", "*", "waives nothing that fails: remove it.")]
    public void A_waiver_that_is_good_for_nothing_is_a_warning(string check, string subject, string warning)
    {
        IReadOnlyList<HardeningFinding> findings = Judge(Waiver(check, subject));

        Assert.DoesNotContain(findings, f => f.Waiver is not null);
        Assert.EndsWith(warning, Assert.Single(findings[0].Audit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_check_that_was_not_run_no_waiver_is_called_useless()
    {
        var plan = new AuditPlan([.. CheckCatalog.All.Where(c => c.Info.Id == "EXE-02")]) { Waivers = [Waiver()] };

        Assert.Empty(Auditor.Judge(s_open, plan)[0].Audit.Warnings);
    }

    [Fact]
    public void Of_two_waivers_the_one_that_still_counts_counts()
    {
        IReadOnlyList<HardeningFinding> findings = Judge(Waiver(expires: "2025-01-01"), Waiver(expires: "2027-01-01"));

        Assert.Equal(2027, findings.Single(f => f.Waiver is not null).Waiver!.Expires.Year);
    }

    private static HardeningWaiver Waiver(string check = "EXE-01", string subject = "*", string expires = "2027-01-01") =>
        new(check, subject, "because", "ops", DateTime.Parse(expires, System.Globalization.CultureInfo.InvariantCulture));

    private static IReadOnlyList<HardeningFinding> Judge(params HardeningWaiver[] waivers) =>
        Auditor.Judge(s_open, new AuditPlan(CheckCatalog.All) { Waivers = waivers });
}
