using System;
using System.IO;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>A certificate and its key under temporary names, waiting for the flush.</summary>
internal sealed class StagedCertificate(CertificateTask task) : IDisposable
{
    private ConsulCertificate? _certificate;
    private StagedFile? _certificateFile;
    private StagedFile? _keyFile;

    public Exception? Error { get; private set; }

    public string Folder => Path.GetDirectoryName(task.Path)!;

    /// <summary>Makes the certificate and writes its files; what goes wrong is kept as <see cref="Error"/>.</summary>
    public void Make(CertificateIssuer issuer, SigningAuthority authority, bool overwrite)
    {
        try
        {
            using IssuedCertificate issued = task.Request is null ? issuer.Issue(task.Order) : issuer.Issue(task.Order, task.Request);
            _certificate = IssuedFacts.Describe(issued, authority, task.Path, task.KeyPath);
            if (task.KeyPath is not null)
            {
                _keyFile = StagedFile.Write(task.KeyPath, SafeFile.Utf8.GetBytes(KeyFile.ToPem(issued.Key!)), FileAudience.Private, overwrite);
            }

            _certificateFile = StagedFile.Write(task.Path, SafeFile.Utf8.GetBytes(issued.ToPem()), FileAudience.Public, overwrite);
        }
        catch (Exception exception)
        {
            Dispose();
            Error = exception;
        }
    }

    /// <summary>Gives both files their names.</summary>
    public CertificateResult Promote(bool overwrite)
    {
        if (Error is not null)
        {
            return new CertificateResult(task, null, Error);
        }

        try
        {
            StagedFile.PromotePair(_certificateFile!, _keyFile, overwrite);
            return new CertificateResult(task, _certificate, null);
        }
        catch (ConsulSecurityException exception)
        {
            return new CertificateResult(task, null, exception);
        }
    }

    public void Dispose()
    {
        _keyFile?.Dispose();
        _certificateFile?.Dispose();
    }
}
