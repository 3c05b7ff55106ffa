using System;
using System.Collections.Generic;
using System.Globalization;

namespace ConsulSecurity.Certificates;

/// <summary>The errors of certificates and their keys: message and id in one place.</summary>
internal static class CertificateErrors
{
    public static ConsulSecurityException KeyMissing(string path) => Data(
        "KeyMissing", path, $"There is no private key in '{path}': give the file that has a 'PRIVATE KEY' block.");

    public static ConsulSecurityException KeyEncrypted(string path) => new(
        "KeyEncrypted", ConsulErrorKind.InvalidArgument, $"The private key in '{path}' is encrypted: give its passphrase with -Passphrase.", path);

    public static ConsulSecurityException PassphraseWrong(string path) => new(
        "PassphraseWrong",
        ConsulErrorKind.PermissionDenied,
        $"The passphrase does not open the private key in '{path}': give the one that it was encrypted with.",
        path);

    public static ConsulSecurityException PassphraseNotAscii() => new(
        "PassphraseNotAscii",
        ConsulErrorKind.InvalidArgument,
        "The passphrase of a PFX file must be of ASCII letters, digits and signs, because programs read others in different ways: choose another.");

    public static ConsulSecurityException KeyUnreadable(string path, Exception inner) => Data(
        "KeyUnreadable", path, $"The private key in '{path}' cannot be read: give a PEM or DER file with a key in SEC 1, PKCS #1 or PKCS #8 form.", inner);

    public static ConsulSecurityException KeyNotSupported(string path) => new(
        "KeyNotSupported",
        ConsulErrorKind.NotSupported,
        $"The private key in '{path}' is of a kind that is not used here: take EC P-256, P-384, P-521 or RSA.",
        path);

    public static ConsulSecurityException CertificateMissing(string path) => Data(
        "CertificateMissing", path, $"There is no certificate in '{path}': give a PEM, DER or PFX file that has one.");

    public static ConsulSecurityException CertificateUnreadable(string path, Exception? inner = null) => Data(
        "CertificateUnreadable", path, $"A certificate in '{path}' cannot be read: the file is damaged or not PEM, DER or PFX; write it anew.", inner);

    public static ConsulSecurityException PfxPasswordWrong(string path) => new(
        "PfxPasswordWrong",
        ConsulErrorKind.PermissionDenied,
        $"The PFX file '{path}' does not open: give its passphrase with -Passphrase, or write the file anew if it is damaged.",
        path);

    public static ConsulSecurityException KeyDoesNotMatch(string certificatePath, string keyPath) => new(
        "KeyDoesNotMatch",
        ConsulErrorKind.InvalidArgument,
        $"The key in '{keyPath}' is not that of the certificate in '{certificatePath}': give the two files that were made together.",
        keyPath);

    public static ConsulSecurityException NotAnAuthority(string path) => new(
        "NotAnAuthority",
        ConsulErrorKind.InvalidArgument,
        $"The certificate in '{path}' may not sign others (it is not CA:TRUE with keyCertSign): give the authority's, as New-ConsulCertificateAuthority makes it.",
        path);

    public static ConsulSecurityException AuthorityExpired(string path, DateTimeOffset notBefore, DateTimeOffset notAfter) => new(
        "AuthorityNotValidNow",
        ConsulErrorKind.InvalidState,
        $"The authority in '{path}' is valid from {Day(notBefore)} to {Day(notAfter)}, not now: replace it with Update-ConsulCertificateAuthority.",
        path);

    public static ConsulSecurityException AuthorityKeyMissing(string path, string keyPath) => new(
        "AuthorityKeyMissing",
        ConsulErrorKind.NotFound,
        $"The key of the authority '{path}' is not at '{keyPath}': give its file with -AuthorityKeyPath.",
        keyPath);

    public static ConsulSecurityException OutlivesAuthority(DateTimeOffset wanted, DateTimeOffset authority) => new(
        "CertificateOutlivesAuthority",
        ConsulErrorKind.InvalidArgument,
        $"A certificate to {Day(wanted)} would outlive its authority, which ends {Day(authority)}: ask for fewer days, or make a new authority.",
        wanted);

    public static ConsulSecurityException PathTooLong(string path) => new(
        "AuthorityPathLength",
        ConsulErrorKind.InvalidArgument,
        $"The authority in '{path}' may not sign another authority (its path length is used up): make the root with a greater -PathLength.",
        path);

    public static ConsulSecurityException DnsNameInvalid(string name) => Argument(
        "DnsNameInvalid", name, $"'{name}' is not a DNS name: use letters, digits, '-' and '_' between dots, at most 253 characters and 63 between two dots.");

    public static ConsulSecurityException DatacenterInvalid(string name) => Argument(
        "DatacenterInvalid", name, $"'{name}' is not a datacenter name: Consul takes letters, digits, '-' and '_'.");

    public static ConsulSecurityException NodeInvalid(string name) => Argument(
        "NodeNameInvalid", name, $"'{name}' is not a node name that DNS can carry: use letters, digits, '-' and '.'.");

    public static ConsulSecurityException ServerNameOnOther(string name, CertificateRole role) => Argument(
        "ServerNameRefused",
        name,
        $"The name '{name}' would let a {role} certificate pass for a server: leave it out, or use -Role Server for a server.");

    public static ConsulSecurityException NameNotPermitted(string name, string authority) => Argument(
        "NameNotPermitted",
        name,
        $"The authority '{authority}' is constrained to other names than '{name}': use a name it permits, or another authority.");

    public static ConsulSecurityException RequestUnreadable(string path, Exception? inner = null) => Data(
        "RequestUnreadable", path, $"The certificate request in '{path}' cannot be read: give a PEM or DER file in PKCS #10 form.", inner);

    public static ConsulSecurityException RequestSignatureWrong(string path) => Data(
        "RequestSignatureWrong", path, $"The certificate request in '{path}' is not signed with the key that it names: make it anew.");

    public static ConsulSecurityException RequestKeyWeak(string path, string kind) => Data(
        "RequestKeyWeak", path, $"The request in '{path}' has a key of the kind {kind}: make it with EC P-256, P-384, P-521 or RSA of 2048 to 4096 bits.");

    public static ConsulSecurityException RevocationListUnreadable(string path, Exception inner) => Data(
        "RevocationListUnreadable", path, $"The revocation list in '{path}' cannot be read: give the PEM or DER file of the list before, or none to begin anew.", inner);

    public static ConsulSecurityException RevocationListForeign(string path, string authority) => Data(
        "RevocationListForeign", path, $"The revocation list in '{path}' is not signed by the authority '{authority}': give that authority's own list.");

    public static ConsulSecurityException ListenerAddressInvalid(string text) => Argument(
        "ListenerAddressInvalid", text, $"'{text}' is not the address of a listener: give host, host:port or [IPv6]:port, with a port from 1 to 65535.");

    public static ConsulSecurityException ListenerUnreachable(ListenerAddress address, Exception inner) => new(
        "ListenerUnreachable", ConsulErrorKind.Unreachable, $"Nothing answers at '{address}': check the address, the port and the firewall.", address.ToString(), inner);

    public static ConsulSecurityException ListenerWithoutTls(ListenerAddress address) => new(
        "ListenerWithoutTls",
        ConsulErrorKind.UnexpectedAnswer,
        $"The listener at '{address}' showed no certificate: TLS is off there, or the agent has none configured.",
        address.ToString());

    public static ConsulSecurityException AddressInvalid(string text) => Argument(
        "IPAddressInvalid", text, $"'{text}' is not an IP address: give one such as 10.0.0.1 or fd00::1, or use -DnsName for a name.");

    public static ConsulSecurityException SerialNumberInvalid(string text) => Argument(
        "SerialNumberInvalid", text, $"'{text}' is not a serial number: give it in hexadecimal, as Get-ConsulCertificate shows it.");

    public static ConsulSecurityException PassphraseNeeded(string path) => new(
        "PassphraseNeeded", ConsulErrorKind.InvalidArgument, $"A PFX file holds the private key: give the passphrase for '{path}' with -PfxPassphrase.", path);

    public static ConsulSecurityException KeyNotFound(string certificatePath) => new(
        "KeyNotFound", ConsulErrorKind.NotFound, $"No key lies beside the certificate '{certificatePath}': give its file with -KeyPath.", certificatePath);

    public static ConsulSecurityException RoleUnknown(string path) => new(
        "CertificateRoleUnknown",
        ConsulErrorKind.InvalidArgument,
        $"The certificate in '{path}' does not tell by its names whether it is a server's, a client's or a caller's: make a new one with New-ConsulCertificate.",
        path);

    public static ConsulSecurityException OtherAuthority(string path, string issuer, string authority) => new(
        "CertificateOfOtherAuthority",
        ConsulErrorKind.InvalidArgument,
        $"The certificate in '{path}' is from '{issuer}', not from '{authority}', and the other agents may not trust that one: "
        + "give its own authority, or use Update-ConsulCertificateAuthority to move to another.",
        path);

    public static ConsulSecurityException NotServed(string path, string address) => new(
        "CertificateNotServed",
        ConsulErrorKind.Timeout,
        $"The listener at '{address}' does not serve the certificate in '{path}' after the reload: check that the agent's configuration names that file, "
        + "then run the command again.",
        address);

    public static ConsulSecurityException AuthorityNotShown(string path, string address) => new(
        "AuthorityNotShown",
        ConsulErrorKind.Timeout,
        $"The listener at '{address}' does not accept the authorities in '{path}' after the reload: check that the agent's 'ca_file' names that file, "
        + "then run the command again.",
        address);

    public static ConsulSecurityException RotationFilesNeeded(ConsulConnection connection) => new(
        "RotationFilesNeeded",
        ConsulErrorKind.InvalidArgument,
        $"It is not said where the agent at '{connection}' has its files: give its configuration folder with -ConfigPath, or its 'ca_file' with -TrustPath.",
        connection.ToString());

    public static ConsulSecurityException RotationWithoutLeader(string node) => new(
        "RotationWithoutLeader",
        ConsulErrorKind.Unavailable,
        $"The agent '{node}' names no leader, so the rotation stops before its next step: see why in its log, then run the command again.",
        node);

    public static ConsulSecurityException RotationMembersMissing(IReadOnlyList<string> names) => new(
        "RotationMembersMissing",
        ConsulErrorKind.InvalidArgument,
        $"The members '{string.Join("', '", names)}' are not among the nodes and would be cut off by the new authority: give them as well, or remove "
        + "them with 'consul force-leave', then run the command again (-Force leaves them behind).",
        names);

    public static ConsulSecurityException RotationMembersUnknown() => new(
        "RotationMembersUnknown",
        ConsulErrorKind.PermissionDenied,
        "The token does not see who the nodes and the members of their cluster are, so one might be cut off by the new authority: "
        + "give a token with 'agent:read' and 'node:read' on all, or make sure yourself and say -Force.");

    private static ConsulSecurityException Data(string id, string path, string message, Exception? inner = null) =>
        new(id, ConsulErrorKind.InvalidData, message, path, inner);

    private static ConsulSecurityException Argument(string id, string target, string message) =>
        new(id, ConsulErrorKind.InvalidArgument, message, target);

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
