using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Consul;

/// <summary>Whether an agent's certificate is to be believed: the authorities given, or the system's where none is.</summary>
internal sealed class ServerTrust(IReadOnlyList<X509Certificate2> authorities)
{
    /// <summary>Why the last certificate was refused; null when it was not.</summary>
    public string? Refusal { get; private set; }

    public bool Accepts(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        Refusal = Judge(certificate, presented, errors);
        return Refusal is null;
    }

    private string? Judge(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "it presented none";
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return "it is for other names than the one asked for: " + Names(certificate);
        }

        if (authorities.Count == 0)
        {
            return (errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0 ? null : "no authority of this system signed it: " + Status(presented);
        }

        return JudgeChain(certificate, presented);
    }

    // netstandard2.0 has no custom trust store: build the chain with ours at hand, and demand that it leads to one of ours.
    private string? JudgeChain(X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        foreach (X509Certificate2 authority in authorities)
        {
            chain.ChainPolicy.ExtraStore.Add(authority);
        }

        foreach (X509ChainElement element in presented?.ChainElements.Cast<X509ChainElement>() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        bool built = chain.Build(certificate);
        X509ChainStatusFlags other = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status)
            & ~(X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain);
        if (!built || other != X509ChainStatusFlags.NoError)
        {
            return Status(chain);
        }

        bool leadsToOurs = chain.ChainElements.Cast<X509ChainElement>()
            .Any(e => authorities.Any(a => a.RawData.SequenceEqual(e.Certificate.RawData)));
        return leadsToOurs ? null : $"'{certificate.Issuer}' signed it, which is none of the authorities given";
    }

    private static string Status(X509Chain? chain) =>
        string.Join("; ", chain?.ChainStatus.Select(s => s.StatusInformation.Trim().TrimEnd('.')).Distinct() ?? []);

    private static string Names(X509Certificate2 certificate)
    {
        X509Extension? names = certificate.Extensions.Cast<X509Extension>().FirstOrDefault(e => e.Oid?.Value == "2.5.29.17");
        return names is null ? "it carries none" : names.Format(false);
    }
}
