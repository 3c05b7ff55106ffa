using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Configuration;
using ConsulSecurity.Core.Tests.Platform;
using Xunit;

namespace ConsulSecurity.Core.Tests.Configuration;

public sealed class AclSettingsTests : IDisposable
{
    private static readonly Version s_version = new(1, 8, 7);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "allow")]
    [InlineData(2, "deny")]
    public void A_phase_turns_ACLs_on_with_its_default(int phase, string defaultPolicy)
    {
        Write("datacenter = \"dc2\"");
        MergedConfiguration after = Apply(phase);

        Assert.True(after.Bool("acl.enabled"));
        Assert.Equal(defaultPolicy, after.String("acl.default_policy"));
        Assert.Equal("extend-cache", after.String("acl.down_policy"));
        Assert.True(after.Bool("acl.enable_token_persistence"));
        Assert.Equal("dc2", after.String("primary_datacenter"));
    }

    [Theory]
    [InlineData("", "dc9", "dc9")]
    [InlineData("primary_datacenter = \"dc1\"\ndatacenter = \"dc2\"", null, "dc1")]
    [InlineData("acl_datacenter = \"dc1\"\ndatacenter = \"dc2\"", null, "dc1")]
    public void The_primary_datacenter_is_given_or_what_the_configuration_says(string text, string? given, string expected)
    {
        Write(text);

        Assert.Equal(expected, Apply(1, given).String("primary_datacenter"));
    }

    [Fact]
    public void The_primary_datacenter_is_left_out_where_only_a_flag_could_say_it()
    {
        Apply(1);

        Assert.DoesNotContain("primary_datacenter", File.ReadAllText(_folder.File("zzz-consulsecurity-acl.hcl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acl { enabled = true, default_policy = \"deny\" }")]
    [InlineData("acl_datacenter = \"dc1\"\nacl_default_policy = \"deny\"")]
    public void Phase_1_does_not_open_what_denies_unless_forced(string text)
    {
        Write(text);

        var error = Assert.Throws<ConsulSecurityException>(() => Apply(1));

        Assert.Equal("AclDeniesAlready", error.ErrorId);
        Assert.Equal("allow", Apply(1, force: true).String("acl.default_policy"));
    }

    [Fact]
    public void The_new_names_win_over_those_of_before_1_4_which_are_found()
    {
        Write("acl_datacenter = \"dc1\"\nacl_default_policy = \"deny\"\nacl_down_policy = \"deny\"");
        MergedConfiguration after = Apply(2);

        Assert.Equal("extend-cache", after.String("acl.down_policy"));
        Assert.Equal(
            ["acl_datacenter", "acl_default_policy", "acl_down_policy"],
            AclSettings.OldNames(_folder.Path, s_version).Select(s => s.Setting.Path));
    }

    [Theory]
    [InlineData("{\"agent\":\"x\"}", true)]
    [InlineData("{\"default\":\"x\"}", true)]
    [InlineData("{\"replication\":\"x\"}", false)]
    [InlineData(null, false)]
    [InlineData("not JSON", null)]
    public void The_token_that_an_agent_keeps_is_seen_in_its_data_folder(string? kept, bool? expected)
    {
        Keep(kept);

        Assert.Equal(expected, AclSettings.HasAgentToken(_folder.Path, s_version));
    }

    [Theory]
    [InlineData("acl { tokens { agent = \"x\" } }", true)]
    [InlineData("acl_token = \"x\"", true)]
    [InlineData("data_dir = \"/nowhere\"", null)]
    public void The_token_of_the_configuration_counts_and_a_new_agent_tells_nothing(string text, bool? expected)
    {
        Write(text);

        Assert.Equal(expected, AclSettings.HasAgentToken(_folder.Path, s_version));
    }

    [Fact]
    public void Phase_2_is_refused_to_an_agent_that_has_no_token_unless_forced()
    {
        Keep(null);
        Apply(1);

        var error = Assert.Throws<ConsulSecurityException>(() => Apply(2));

        Assert.Equal("AclAgentTokenMissing", error.ErrorId);
        Assert.Equal("deny", Apply(2, force: true).String("acl.default_policy"));
    }

    [Fact]
    public void Before_1_4_there_is_no_such_block()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => AclSettings.Plan(_folder.Path, 1, null, new Version(1, 3, 1), force: false));

        Assert.Equal("SettingTooNew", error.ErrorId);
    }

    private MergedConfiguration Apply(int phase, string? primary = null, bool force = false)
    {
        AclSettings.Plan(_folder.Path, phase, primary, s_version, force).Write();
        return MergedConfiguration.Read([_folder.Path], s_version);
    }

    private void Write(string text) => File.WriteAllText(_folder.File("agent.hcl"), text);

    private void Keep(string? tokens)
    {
        string data = Directory.CreateDirectory(_folder.File("data")).FullName;
        File.WriteAllText(Path.Combine(data, "node-id"), "id");
        if (tokens is not null)
        {
            File.WriteAllText(Path.Combine(data, "acl-tokens.json"), tokens);
        }

        Write($"data_dir = \"{data}\"");
    }
}
