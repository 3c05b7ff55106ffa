using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using ConsulSecurity.Text;

namespace ConsulSecurity.Rollout;

/// <summary>Names and texts of files on a node, which may have another system than this machine.</summary>
internal static class NodeFiles
{
    /// <summary>The files of the configuration folder that Consul reads, in its order.</summary>
    public static async Task<IReadOnlyList<SourceText>> ConfigurationAsync(INode node, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = await node.ListAsync(node.Info.ConfigurationFolder, cancellation).ConfigureAwait(false);
        var texts = new List<SourceText>();
        foreach (string name in names.Where(ConfigSources.IsRead).OrderBy(name => name, Comparer<string>.Create(ConfigSources.Compare)))
        {
            if (await node.ReadAsync(name, cancellation).ConfigureAwait(false) is { } content)
            {
                texts.Add(SourceText.FromBytes(content, name));
            }
        }

        return texts;
    }

    public static async Task<string?> TextAsync(INode node, string path, CancellationToken cancellation) =>
        await node.ReadAsync(path, cancellation).ConfigureAwait(false) is { } content ? Encoding.UTF8.GetString(content) : null;

    public static string Fragment(ConsulNode node, string topic) => Join(node, node.ConfigurationFolder, ConfigFragment.FileName(topic));

    public static string TlsFolder(ConsulNode node) => node.TlsFolder ?? Join(node, node.ConfigurationFolder, "tls");

    public static string AuthorityFile(ConsulNode node) => Join(node, TlsFolder(node), "consul-agent-ca.pem");

    public static string CertificateFile(ConsulNode node) => Join(node, TlsFolder(node), "agent.pem");

    public static string KeyFile(ConsulNode node) => Join(node, TlsFolder(node), "agent-key.pem");

    public static string Join(ConsulNode node, string folder, string name) =>
        NodeCommands.IsWindowsHere(node) ? Path.Combine(folder, name) : folder.TrimEnd('/') + "/" + name;
}
