using System.Collections.Generic;
using System.IO;
using System.Linq;
using Org.BouncyCastle.Pkcs;

namespace ConsulSecurity.Certificates;

/// <summary>The few places where Portable.BouncyCastle 1.8 and BouncyCastle.Cryptography 2 differ.</summary>
internal static class BouncyCastleVersion
{
    public static Pkcs12Store LoadPkcs12(byte[] content, char[] password)
    {
        Pkcs12Store store = new Pkcs12StoreBuilder().Build();
        using var stream = new MemoryStream(content);
        store.Load(stream, password);
        return store;
    }

    public static IEnumerable<string> Aliases(Pkcs12Store store) => store.Aliases.Cast<string>();
}
