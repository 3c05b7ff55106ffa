using System;
using System.IO;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Certificates;

/// <summary>A certificate and its key under temporary names, waiting for the flush.</summary>
internal sealed class StagedCertificate : IDisposable
{
    private readonly CertificateTask _task;
    private ConsulCertificate? _certificate;
    private StagedFile? _certificateFile;
    private StagedFile? _keyFile;

    private StagedCertificate(CertificateTask task) => _task = task;

    public Exception? Error { get; private set; }

    public string Folder => Path.GetDirectoryName(_task.Path)!;

    public static StagedCertificate Make(CertificateTask task, CertificateIssuer issuer, SigningAuthority authority, bool overwrite)
    {
        var staged = new StagedCertificate(task);
        try
        {
            using IssuedCertificate issued = task.Request is null ? issuer.Issue(task.Order) : issuer.Issue(task.Order, task.Request);
            staged._certificate = IssuedFacts.Describe(issued, authority, task.Path, task.KeyPath);
            if (task.KeyPath is not null)
            {
                staged._keyFile = StagedFile.Write(task.KeyPath, SafeFile.Utf8.GetBytes(KeyFile.ToPem(issued.Key!)), FileAudience.Private, overwrite);
            }

            staged._certificateFile = StagedFile.Write(task.Path, SafeFile.Utf8.GetBytes(issued.ToPem()), FileAudience.Public, overwrite);
        }
        catch (Exception exception)
        {
            staged.Dispose();
            staged.Error = exception;
        }

        return staged;
    }

    /// <summary>Gives both files their names.</summary>
    public CertificateResult Promote(bool overwrite)
    {
        if (Error is not null)
        {
            return new CertificateResult(_task, null, Error);
        }

        try
        {
            StagedFile.PromotePair(_certificateFile!, _keyFile, overwrite);
            return new CertificateResult(_task, _certificate, null);
        }
        catch (ConsulSecurityException exception)
        {
            return new CertificateResult(_task, null, exception);
        }
    }

    public void Dispose()
    {
        _keyFile?.Dispose();
        _certificateFile?.Dispose();
    }
}
