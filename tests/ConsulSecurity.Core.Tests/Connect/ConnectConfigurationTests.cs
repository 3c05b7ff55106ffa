using System;
using System.Collections.Generic;
using ConsulSecurity.Connect;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ConsulSecurity.Core.Tests.Connect;

/// <summary>What the API is told; what no lab has (AWS, a log-in at Vault) as text only.</summary>
public class ConnectConfigurationTests
{
    private const string BuiltIn =
        """{"Provider":"consul","Config":{"IntermediateCertTTL":"8760h","LeafCertTTL":"72h","PrivateKey":"old","RotationPeriod":"2160h"},"State":{"a":"b"},"ForceWithoutCrossSigning":false,"CreateIndex":5,"ModifyIndex":6}""";

    [Fact]
    public void An_authority_at_AWS_takes_the_validities_over_and_nothing_else() => Assert.Equal(
        """{"Provider":"aws-pca","Config":{"IntermediateCertTTL":"8760h","LeafCertTTL":"72h","ExistingARN":"arn:aws:acm-pca:x"},"ForceWithoutCrossSigning":false}""",
        Apply(new() { AwsPcaArn = "arn:aws:acm-pca:x" }));

    [Fact]
    public void Vault_is_given_a_way_to_log_in_instead_of_a_token() => Assert.Equal(
        """{"Provider":"vault","Config":{"IntermediateCertTTL":"8760h","LeafCertTTL":"24h","Address":"https://vault:8200","RootPKIPath":"r","IntermediatePKIPath":"i","AuthMethod":{"Type":"approle","Params":{"role_id_file_path":"/r"}}},"ForceWithoutCrossSigning":false}""",
        Apply(new()
        {
            VaultAddress = new("https://vault:8200/"),
            VaultAuthMethod = "approle",
            VaultAuthParameters = new Dictionary<string, string> { ["role_id_file_path"] = "/r" },
            RootPkiPath = "r",
            IntermediatePkiPath = "i",
            LeafTtl = TimeSpan.FromHours(24),
        }));

    [Fact]
    public void A_change_without_cross_signing_is_said_as_such() =>
        Assert.Contains("\"ForceWithoutCrossSigning\":true", Apply(new() { BuiltIn = true, WithoutCrossSigning = true }), StringComparison.Ordinal);

    [Fact]
    public void A_token_and_a_way_to_log_in_exclude_each_other()
    {
        var order = new ConnectAuthorityOrder
        {
            VaultAddress = new("https://vault"),
            VaultToken = SecureText.Hide("s.x"),
            VaultAuthMethod = "approle",
            RootPkiPath = "r",
            IntermediatePkiPath = "i",
        };

        Assert.Equal("ConnectVaultIncomplete", Assert.Throws<ConsulSecurityException>(() => ConnectConfiguration.Check(order, null)).ErrorId);
    }

    private static string Apply(ConnectAuthorityOrder order)
    {
        JObject configuration = JObject.Parse(BuiltIn);
        ConnectConfiguration.Apply(order, configuration, "x.consul", new Version(1, 15));
        return configuration.ToString(Formatting.None);
    }
}
