using System;
using System.Collections.Generic;
using ConsulSecurity.Gossip;
using Xunit;

namespace ConsulSecurity.Core.Tests.Gossip;

public class GossipKeysTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void A_key_has_the_size_asked_for_and_reads_back(int size)
    {
        GossipKey key = GossipKeys.Generate(size);

        Assert.Equal(size, key.Size);
        Assert.Equal(key, GossipKeys.Parse(key.Reveal() + "\n"));
    }

    [Fact]
    public void Keys_are_all_different()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(seen.Add(GossipKeys.Generate().Reveal()));
        }
    }

    [Fact]
    public void A_key_shows_its_fingerprint_and_never_itself()
    {
        GossipKey key = GossipKeys.Generate();

        Assert.DoesNotContain(key.Reveal(), key.ToString(), StringComparison.Ordinal);
        Assert.Contains(key.Fingerprint, key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_12_bytes_is_refused()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => GossipKeys.Parse(Convert.ToBase64String(new byte[12])));

        Assert.Equal("GossipKeySizeInvalid", error.ErrorId);
        Assert.Equal("The gossip key has 12 bytes where Consul takes 16, 24 or 32: make one with New-ConsulGossipKey.", error.Message);
    }

    [Fact]
    public void Text_that_is_not_base64_is_refused_without_being_repeated()
    {
        var error = Assert.Throws<ConsulSecurityException>(() => GossipKeys.Parse("not a key!"));

        Assert.Equal("GossipKeyNotBase64", error.ErrorId);
        Assert.DoesNotContain("not a key!", error.Message, StringComparison.Ordinal);
    }
}
