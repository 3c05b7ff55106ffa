using System;

namespace ConsulSecurity.Certificates;

/// <summary>One certificate of many that are to be made.</summary>
/// <param name="Order">What it is for.</param>
/// <param name="Path">The file that it is written to.</param>
/// <param name="Request">The request whose key it certifies; null to make a key.</param>
internal sealed record CertificateTask(CertificateOrder Order, string Path, SigningRequest? Request = null)
{
    /// <summary>Where the key goes; null if it stays where the request came from.</summary>
    public string? KeyPath { get; } = Request is null ? CertificateFile.KeyPathOf(Path) : null;

    /// <summary>The name of a certificate's file: as <c>consul tls</c> has it, with the node in the place of the running number.</summary>
    public static string FileName(CertificateOrder order) =>
        order.Datacenter + "-" + AgentNames.Label(order.Role) + "-" + order.Domain + "-" + (order.Node ?? "0") + ".pem";
}

/// <summary>What became of a task: the certificate, or why there is none.</summary>
/// <param name="Task">The task.</param>
/// <param name="Certificate">The certificate, if it was made and written.</param>
/// <param name="Error">Why not.</param>
internal sealed record CertificateResult(CertificateTask Task, ConsulCertificate? Certificate, Exception? Error);
