using System;
using ConsulSecurity.Configuration;
using ConsulSecurity.Core.Tests.Hcl;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;
using Xunit;

namespace ConsulSecurity.Core.Tests.Configuration;

public class ConfigWriterTests
{
    [Fact]
    public void What_is_written_is_read_back_as_it_was_and_written_the_same_again()
    {
        int read = 0;
        for (int seed = 1; seed <= 5000; seed++)
        {
            (char mode, byte[] text) = new HclGenerator(seed).Next();
            SourceText source = SourceText.FromBytes(text);
            if (ConfigDecoder.Decode(mode == 'j' ? HclReader.ReadJson(source) : HclReader.Read(source)) is not ConfigObject values)
            {
                continue;
            }

            read++;
            string written = ConfigWriter.ToHcl(values);
            ConfigObject again = Read(written, seed);
            Assert.Equal(written, ConfigWriter.ToHcl(again));

            // HCL has no null, and makes every block a list; after one round both are settled.
            ConfigObject twice = Read(ConfigWriter.ToHcl(again), seed);
            Assert.Equal(HclDump.Values(again), HclDump.Values(twice));
        }

        Assert.True(read > 1000);
    }

    [Fact]
    public void JSON_that_is_written_is_read_back_as_it_was()
    {
        for (int seed = 1; seed <= 2000; seed++)
        {
            (char mode, byte[] text) = new HclGenerator(seed).Next();
            if (mode == 'j' && ConfigDecoder.Decode(HclReader.ReadJson(SourceText.FromBytes(text))) is ConfigObject values)
            {
                string written = JsonConfigWriter.ToJson(values);
                ConfigObject? again = ConfigDecoder.Decode(HclReader.ReadJson(SourceText.FromString(written)));
                Assert.Equal(HclDump.Values(values), HclDump.Values(again!));
            }
        }
    }

    [Fact]
    public void The_form_is_canonical()
    {
        ConfigObject values = ConfigDecoder.Decode(HclReader.Read(SourceText.FromString(
            "a=1\nb { c=\"x\\ty ${z}\" d=[1,2] }\n\"e f\"=true\ng=[{h=1},{h=2}]\ni=2.0\nj=\"${\\n}\"")))!;

        Assert.Equal(
            """
            a = 1
            b {
              c = "x\ty ${z}"
              d = [1, 2]
            }
            "e f" = true
            g = [
              {
                h = 1
              },
              {
                h = 2
              },
            ]
            i = 2.0
            j = "\u0024{\\n}"

            """.Replace("\r\n", "\n", StringComparison.Ordinal),
            ConfigWriter.ToHcl(values));
    }

    [Fact]
    public void Arbitrary_bytes_give_diagnostics_and_never_an_exception()
    {
        var random = new Random(7);
        byte[] alphabet = "{}[]=,:\"\\$#/*<-EOF\n\r\t 019.exX'\0"u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = new byte[random.Next(60)];
            for (int k = 0; k < text.Length; k++)
            {
                text[k] = random.Next(4) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            foreach (HclDocument document in new[] { HclReader.Read(SourceText.FromBytes(text)), HclReader.ReadJson(SourceText.FromBytes(text)) })
            {
                ConfigDecoder.DecodeAsFarAsPossible(document, out bool refused);
                bool said = document.DiagnosticBag.HasErrors;
                Assert.True((document.ServerAccepts && !refused) != said, $"{Convert.ToHexString(text)}: accepted and {document.Diagnostics.Count} diagnostics");
            }
        }
    }

    private static ConfigObject Read(string text, int seed) =>
        ConfigDecoder.Decode(HclReader.Read(SourceText.FromString(text))) ?? throw new InvalidOperationException($"seed {seed}: {text}");
}
