using System;
using System.Linq;

namespace ConsulSecurity.Rollout;

/// <summary>Where a plan has the certificate files of a node, which an inventory may name otherwise by now.</summary>
internal sealed record TlsPaths(string Authority, string Certificate, string Key)
{
    public static TlsPaths Of(RolloutNodeChange change)
    {
        string Path(string setting) => change.Files.SelectMany(f => f.Settings)
            .Where(s => s.Name == setting || s.Name == "tls.defaults." + setting).Select(s => s.Value).OfType<string>().FirstOrDefault()
            ?? throw new InvalidOperationException(setting);
        return new TlsPaths(Path("ca_file"), Path("cert_file"), Path("key_file"));
    }
}
