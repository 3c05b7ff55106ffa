using System;
using System.IO;

namespace ConsulSecurity.Platform;

/// <summary>
/// A file written under a temporary name, one of many that <see cref="HostFiles.FlushAll"/> brings to disk together; where there is
/// no such call it is on disk already. Gone on Dispose unless it got its name.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string _path;
    private string? _temporary;

    private StagedFile(string path, string temporary)
    {
        _path = path;
        _temporary = temporary;
    }

    /// <summary>Writes it; that the folder is there and, without <paramref name="overwrite"/>, the name free, shows when it gets its name.</summary>
    public static StagedFile Write(string path, byte[] content, FileAudience audience, bool overwrite)
    {
        bool flush = !HostFiles.Current.CanFlushAll;
        return new StagedFile(path, overwrite
            ? SafeFile.Stage(path, content, audience, overwrite, flush)
            : HostFiles.Current.WriteTemporary(path, content, audience, like: null, flush));
    }

    /// <summary>Gives a certificate and its key their names; where the certificate's is taken, the key does not keep its own.</summary>
    public static void PromotePair(StagedFile certificate, StagedFile? key, bool overwrite)
    {
        if (key is null)
        {
            certificate.Promote(overwrite);
            return;
        }

        if (overwrite)
        {
            FilePair.Promote(certificate._path, certificate.Release(), key._path, key.Release());
            return;
        }

        key.Promote(overwrite: false);
        try
        {
            certificate.Promote(overwrite: false);
        }
        catch
        {
            File.Delete(key._path);
            throw;
        }
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            File.Delete(Release());
        }
    }

    private void Promote(bool overwrite)
    {
        HostFiles.Current.Rename(_temporary!, _path, overwrite);
        _temporary = null;
    }

    private string Release()
    {
        string temporary = _temporary!;
        _temporary = null;
        return temporary;
    }
}
