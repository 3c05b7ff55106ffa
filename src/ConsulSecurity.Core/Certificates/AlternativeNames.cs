using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConsulSecurity.Certificates;

/// <summary>The subject alternative names of a certificate or a request.</summary>
/// <param name="Present">Whether the extension is there at all.</param>
/// <param name="DnsNames">The DNS names.</param>
/// <param name="IPAddresses">The addresses as text.</param>
/// <param name="Uris">The URIs.</param>
internal sealed record AlternativeNames(
    bool Present, IReadOnlyList<string> DnsNames, IReadOnlyList<string> IPAddresses, IReadOnlyList<string> Uris)
{
    private const int DnsTag = 0x82;
    private const int UriTag = 0x86;
    private const int AddressTag = 0x87;

    public static AlternativeNames None { get; } = new(false, [], [], []);

    public static AlternativeNames Of(X509Certificate2 certificate) =>
        certificate.Extensions[Oids.AlternativeNames] is X509Extension extension ? Parse(extension.RawData) : None;

    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes are damaged.</exception>
    public static AlternativeNames Parse(byte[] der)
    {
        var dnsNames = new List<string>();
        var addresses = new List<string>();
        var uris = new List<string>();
        DerReader names = new DerReader(der).Enter(DerReader.Sequence);
        while (!names.AtEnd)
        {
            byte[] content = names.Next(out int tag).Rest();
            switch (tag)
            {
                case DnsTag:
                    dnsNames.Add(Encoding.ASCII.GetString(content));
                    break;
                case UriTag:
                    uris.Add(Encoding.ASCII.GetString(content));
                    break;
                case AddressTag when content.Length is 4 or 16:
                    addresses.Add(new IPAddress(content).ToString());
                    break;
            }
        }

        return new AlternativeNames(true, dnsNames, addresses, uris);
    }
}
