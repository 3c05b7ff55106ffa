using System;
using System.Globalization;

namespace ConsulSecurity.Certificates.Judging;

/// <summary>Whether the validity is right.</summary>
internal static class TimeVerdicts
{
    private const int WarnDays = 30;
    private const int AlarmDays = 7;
    private const int LongestLeafDays = 398;
    private const int LongestAuthorityDays = 3653;

    public static Verdict IsValidNow(CertificateEvidence evidence)
    {
        ConsulCertificate certificate = evidence.Certificate;
        string seen = Day(certificate.NotBefore) + " to " + Day(certificate.NotAfter);
        double days = (certificate.NotAfter - evidence.Now).TotalDays;
        return evidence.Now < certificate.NotBefore
                ? Verdict.Fail("valid now", seen, "It is not valid yet: every agent refuses it until then; check the clocks.", Severity.Critical)
            : days <= 0 ? Verdict.Fail("valid now", seen, "It has expired: every agent refuses it (certificate has expired or is not yet valid).", Severity.Critical)
            : days <= AlarmDays ? Verdict.Fail($"more than {AlarmDays} days left", seen, "It expires within days, and with it the agent's connections: renew it now.")
            : days <= WarnDays ? Verdict.Fail($"more than {WarnDays} days left", seen, "It expires soon: renew it with Update-ConsulCertificate.", Severity.Medium)
            : Verdict.Pass(string.Format(CultureInfo.InvariantCulture, "{0:0} days are left.", Math.Floor(days)), seen);
    }

    public static Verdict IsShortLived(CertificateEvidence evidence)
    {
        int longest = evidence.Role == CertificateRole.Authority ? LongestAuthorityDays : LongestLeafDays;
        int days = (int)Math.Floor((evidence.Certificate.NotAfter - evidence.Certificate.NotBefore).TotalDays);
        return days <= longest
            ? Verdict.Pass("Its validity forces regular renewal.", days + " days")
            : Verdict.Fail($"at most {longest} days", days + " days", "A stolen key stays useful for that long: Consul's agents look at no revocation list.");
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
