using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Certificates;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

public sealed class CertificateBatchTests : IDisposable
{
    private readonly CertificateLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(CertificateKeyAlgorithm.EcP256)]
    [InlineData(CertificateKeyAlgorithm.EcP521)]
    [InlineData(CertificateKeyAlgorithm.Rsa2048)]
    public async Task What_a_new_certificate_says_of_itself_is_what_stands_in_its_file(CertificateKeyAlgorithm algorithm)
    {
        using SigningAuthority root = _lab.Authority(new AuthorityOrder { KeyAlgorithm = algorithm }, "root");
        using SigningAuthority authority = _lab.Authority(new AuthorityOrder { KeyAlgorithm = algorithm }, "intermediate", root);
        var order = new CertificateOrder
        {
            Role = CertificateRole.Server,
            Node = "n1",
            KeyAlgorithm = algorithm,
            IPAddresses = [IPAddress.Parse("fd00::7")],
            DnsNames = ["n1.example.com"],
        };

        ConsulCertificate said = (await Run(authority, order)).Single().Certificate!;
        ConsulCertificate stands = CertificateFile.Read(said.Path!);

        foreach (System.Reflection.PropertyInfo property in typeof(ConsulCertificate).GetProperties().Where(p => p.Name is not ("Remaining" or "Chain")))
        {
            Assert.Equal((property.Name, Text(property.GetValue(stands))), (property.Name, Text(property.GetValue(said))));
        }

        Assert.Equal(stands.Chain.Select(other => other.Fingerprint), said.Chain.Select(other => other.Fingerprint));
        Assert.Single(said.Chain);
    }

    [Fact]
    public async Task Many_come_out_in_order_each_with_a_key_of_its_own()
    {
        using SigningAuthority authority = _lab.Authority();
        CertificateOrder[] orders = [.. Enumerable.Range(0, 300).Select(i => new CertificateOrder { Role = CertificateRole.Client, Node = "n" + i })];

        IReadOnlyList<CertificateResult> results = await Run(authority, orders);

        Assert.Equal(orders.Select(order => order.Node), results.Select(result => result.Certificate!.Node));
        Assert.Equal(300, results.Select(result => result.Certificate!.PublicKeyFingerprint).Distinct().Count());
        Assert.Equal(300, results.Select(result => result.Certificate!.SerialNumber).Distinct().Count());
        Assert.All(results, result =>
        {
            using PrivateKey key = KeyFile.Read(result.Certificate!.KeyPath!);
            Assert.Equal(result.Certificate.PublicKeyFingerprint, key.Fingerprint());
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(result.Certificate.KeyPath!));
        });
        Assert.DoesNotContain(Directory.GetFiles(_lab.Folder), file => Path.GetFileName(file).StartsWith('.'));
    }

    [Fact]
    public async Task One_that_fails_leaves_the_others_alone_and_nothing_of_its_own()
    {
        using SigningAuthority authority = _lab.Authority();
        File.WriteAllText(_lab.File("dc1-client-consul-taken.pem"), "mine");

        IReadOnlyList<CertificateResult> results = await Run(
            authority,
            new CertificateOrder { Role = CertificateRole.Client, Node = "a" },
            new CertificateOrder { Role = CertificateRole.Client, Node = "taken" },
            new CertificateOrder { Role = CertificateRole.Client, Node = "a" },
            new CertificateOrder { Role = CertificateRole.Client, Node = "b" });

        Assert.Equal(
            [null, "FileExists", "FileExists", null], results.Select(result => (result.Error as ConsulSecurityException)?.ErrorId));
        Assert.Equal("mine", File.ReadAllText(_lab.File("dc1-client-consul-taken.pem")));
        Assert.False(File.Exists(_lab.File("dc1-client-consul-taken-key.pem")));
        using PrivateKey key = KeyFile.Read(results[0].Certificate!.KeyPath!);
        Assert.Equal(results[0].Certificate!.PublicKeyFingerprint, key.Fingerprint());
    }

    [Fact]
    public async Task With_overwrite_the_pair_is_replaced_together()
    {
        using SigningAuthority authority = _lab.Authority();
        var order = new CertificateOrder { Role = CertificateRole.Client, Node = "a" };
        ConsulCertificate before = (await Run(authority, order))[0].Certificate!;

        using var batch = new CertificateBatch(authority, overwrite: true, CertificateLab.Now);
        ConsulCertificate after = (await batch.RunAsync([new CertificateTask(order, before.Path!)], CancellationToken.None))[0].Certificate!;

        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        using PrivateKey key = KeyFile.Read(after.KeyPath!);
        Assert.Equal(CertificateFile.Read(after.Path!).PublicKeyFingerprint, key.Fingerprint());
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing_behind()
    {
        using SigningAuthority authority = _lab.Authority();
        using var cancellation = new CancellationTokenSource();
        CertificateTask[] tasks = [.. Enumerable.Range(0, 200).Select(i => new CertificateTask(
            new CertificateOrder { Role = CertificateRole.Client, Node = "n" + i }, _lab.File($"n{i}.pem")))];

        using var batch = new CertificateBatch(authority, false, CertificateLab.Now)
        {
            Made = made =>
            {
                if (made == 20)
                {
                    cancellation.Cancel();
                }
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.RunAsync(tasks, cancellation.Token));

        Assert.Equal(["ca-key.pem", "ca.pem"], Directory.GetFiles(_lab.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Abandoned_it_leaves_nothing_behind()
    {
        using SigningAuthority authority = _lab.Authority();
        using var begun = new SemaphoreSlim(0);
        using (var batch = new CertificateBatch(authority, false, CertificateLab.Now) { Made = _ => begun.Release() })
        {
            for (int i = 0; i < 50; i++)
            {
                batch.Add(new CertificateTask(new CertificateOrder { Role = CertificateRole.Client, Node = "n" + i }, _lab.File($"n{i}.pem")));
            }

            await begun.WaitAsync();
            Assert.True(Directory.GetFiles(_lab.Folder).Length > 2, "the work begins before the batch is complete");
        }

        for (int i = 0; i < 100 && Directory.GetFiles(_lab.Folder).Length > 2; i++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(["ca-key.pem", "ca.pem"], Directory.GetFiles(_lab.Folder).Select(Path.GetFileName).Order());
    }

    private static string Text(object? value) =>
        value is System.Collections.IEnumerable list and not string ? string.Join("|", list.Cast<object>()) : value?.ToString() ?? "null";

    private async Task<IReadOnlyList<CertificateResult>> Run(SigningAuthority authority, params CertificateOrder[] orders)
    {
        using var batch = new CertificateBatch(authority, overwrite: false, CertificateLab.Now);
        return await batch.RunAsync(orders.Select(order => new CertificateTask(order, _lab.File(CertificateTask.FileName(order)))), CancellationToken.None);
    }
}
