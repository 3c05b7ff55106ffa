using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConsulSecurity.Certificates;

/// <summary>Signs certificates with one authority. For one thread; each needs its own.</summary>
internal sealed class CertificateIssuer : IDisposable
{
    /// <summary>How far back a certificate's validity begins, so that a host whose clock is behind accepts it at once.</summary>
    public static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    /// <summary>How long certificates are valid if nothing else is asked for.</summary>
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromDays(365);

    private static readonly string[] s_agentUses = [Oids.ServerAuth, Oids.ClientAuth];
    private static readonly string[] s_cliUses = [Oids.ClientAuth];

    private readonly SigningAuthority _authority;
    private readonly byte[][] _intermediates;
    private readonly PrivateKey _signer;
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly DateTimeOffset _now;

    public CertificateIssuer(SigningAuthority authority, DateTimeOffset now)
    {
        _authority = authority;
        _intermediates = [.. authority.Intermediates];
        _signer = authority.Key.Clone();
        _now = now;
    }

    /// <summary>What a certificate of the role is good for: an agent is called and calls others, with the same certificate.</summary>
    public static IReadOnlyList<string> Uses(CertificateRole role) => role == CertificateRole.Cli ? s_cliUses : s_agentUses;

    public static X509KeyUsageFlags KeyUsages(bool isRsa) =>
        isRsa ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.DigitalSignature;

    /// <summary>Refuses an order that could not be issued, without making a key.</summary>
    /// <exception cref="ConsulSecurityException">As for <see cref="Issue(CertificateOrder)"/>.</exception>
    public void Check(CertificateOrder order)
    {
        AgentNames.Check(order);
        ContentOf(order, isRsa: false);
    }

    /// <summary>Makes a key and a certificate for it.</summary>
    /// <exception cref="ConsulSecurityException">What <see cref="AgentNames.Check"/> throws, <c>NameNotPermitted</c>, <c>CertificateOutlivesAuthority</c>.</exception>
    public IssuedCertificate Issue(CertificateOrder order)
    {
        AgentNames.Check(order);
        PrivateKey key = PrivateKey.Generate(order.KeyAlgorithm);
        return Sign(order, key.PublicKeyInfo, key.PublicKeyBits, key.Kind.Name, key.Kind.Bits) with { Key = key };
    }

    /// <summary>Certifies the key of a request made elsewhere, for the names that the role allows.</summary>
    /// <exception cref="ConsulSecurityException">As for a certificate with a key of ours.</exception>
    public IssuedCertificate Issue(CertificateOrder order, SigningRequest request)
    {
        AgentNames.Check(order);
        return Sign(order, request.PublicKeyInfo, request.PublicKeyBits, request.KeyAlgorithm, request.KeySize);
    }

    public void Dispose()
    {
        _signer.Dispose();
        _random.Dispose();
    }

    /// <summary>The end of a validity: as asked for, or the default, or with the authority.</summary>
    /// <exception cref="ConsulSecurityException"><c>CertificateOutlivesAuthority</c>.</exception>
    public static DateTimeOffset End(DateTimeOffset now, TimeSpan? wanted, TimeSpan usual, DateTimeOffset? authority)
    {
        if (wanted is TimeSpan validity && now + validity > authority)
        {
            throw CertificateErrors.OutlivesAuthority(now + validity, authority.Value);
        }

        DateTimeOffset end = now + (wanted ?? usual);
        return end > authority ? authority.Value : end;
    }

    private IssuedCertificate Sign(CertificateOrder order, byte[] publicKeyInfo, byte[] publicKeyBits, string keyAlgorithm, int keySize)
    {
        CertificateContent content = ContentOf(order, isRsa: keyAlgorithm.StartsWith("RSA", StringComparison.Ordinal));
        byte[] serialNumber = CertificateEncoder.NewSerialNumber(_random);
        byte[] certificate = CertificateEncoder.Encode(
            content, serialNumber, publicKeyInfo, publicKeyBits, _authority.Subject, _authority.KeyId, _signer);
        return new IssuedCertificate
        {
            Order = order,
            Content = content,
            SerialNumber = serialNumber,
            PublicKeyInfo = publicKeyInfo,
            PublicKeyBits = publicKeyBits,
            KeyAlgorithm = keyAlgorithm,
            KeySize = keySize,
            Certificates = [certificate, .. _intermediates],
        };
    }

    private CertificateContent ContentOf(CertificateOrder order, bool isRsa)
    {
        IReadOnlyList<string> names = AgentNames.DnsNames(order);
        foreach (string name in names.Where(name => !NameRules.IsPermitted(name, _authority.Certificate.PermittedNames)))
        {
            throw CertificateErrors.NameNotPermitted(name, _authority.Path);
        }

        return new CertificateContent
        {
            CommonName = AgentNames.CommonName(order),
            NotBefore = _now - Backdating < _authority.Certificate.NotBefore ? _authority.Certificate.NotBefore : _now - Backdating,
            NotAfter = End(_now, order.Validity, DefaultValidity, _authority.Certificate.NotAfter),
            KeyUsages = KeyUsages(isRsa),
            ExtendedKeyUsages = Uses(order.Role),
            DnsNames = names,
            IPAddresses = AgentNames.IPAddresses(order),
        };
    }
}
