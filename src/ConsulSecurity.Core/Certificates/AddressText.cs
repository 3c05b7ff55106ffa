using System.Net;
using System.Net.Sockets;

namespace ConsulSecurity.Certificates;

/// <summary>Reads IP addresses strictly: .NET takes <c>1.2.3</c> for 1.2.0.3.</summary>
internal static class AddressText
{
    /// <exception cref="ConsulSecurityException"><c>IPAddressInvalid</c>.</exception>
    public static IPAddress Parse(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && (address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == text)
            ? address
            : throw CertificateErrors.AddressInvalid(text);
}
