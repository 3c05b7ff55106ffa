using System.Globalization;
using System.Net;

namespace ConsulSecurity.Firewall;

/// <summary>An address, or a network of them.</summary>
internal sealed record Network(string Text, byte[] Address, int Length)
{
    /// <param name="text">For example <c>10.0.0.7</c> or <c>10.0.0.0/24</c>, checked already.</param>
    public static Network Parse(string text)
    {
        string[] parts = text.Split('/');
        byte[] address = IPAddress.Parse(parts[0]).GetAddressBytes();
        return new Network(text, address, parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : address.Length * 8);
    }

    public bool Contains(Network other)
    {
        if (other.Length < Length || other.Address.Length != Address.Length)
        {
            return false;
        }

        for (int bit = 0; bit < Length; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if ((Address[bit / 8] & mask) != (other.Address[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
