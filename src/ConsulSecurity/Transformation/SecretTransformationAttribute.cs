using System;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Commands;

/// <summary>
/// Lets a secret be given as a SecureString, a PSCredential (its password), a GossipKey, an AclToken or text. PowerShell's own conversion
/// would repeat the text in its error message.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            SecureString secret => secret,
            PSCredential credential => credential.Password,
            AclToken { Secret: { } secret } => secret,
            GossipKey key => key.ToSecureString(),
            string text => SecureText.Hide(text),
            _ => throw new ArgumentTransformationMetadataException(
                $"A secret is given as a SecureString, a PSCredential, a GossipKey or text, not as {value.GetType().Name}: "
                + "use Read-Host -AsSecureString."),
        };
    }
}
