using System.Collections.Generic;

namespace ConsulSecurity.Certificates;

/// <summary>What a handshake shows of a listener.</summary>
/// <param name="Served">Its certificate, with what comes along as the chain.</param>
/// <param name="AcceptedAuthorities">
/// The subjects of the authorities that it names when it asks the caller for a certificate, one for each certificate of the agent's
/// <c>ca_file</c>; null where it asks for none.
/// </param>
internal sealed record ListenerView(ConsulCertificate Served, IReadOnlyList<string>? AcceptedAuthorities);
