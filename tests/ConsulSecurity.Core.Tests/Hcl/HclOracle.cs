using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace ConsulSecurity.Core.Tests.Hcl;

/// <summary>The Go program of tests/oracle/hcl, built for this run; where Go or the library is missing, <see cref="WhyNot"/> says so.</summary>
public sealed class HclOracle : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hcl-oracle");
    private readonly Process? _process;

    public HclOracle()
    {
        string program = Path.Combine(_directory.FullName, "oracle");
        WhyNot = Build(program);
        if (WhyNot is null)
        {
            var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
            _process = Process.Start(start);
        }
    }

    public string? WhyNot { get; }

    /// <summary>What Go makes of a text: verdict of the parser, of the decoder, the tree, the values.</summary>
    public string[] Ask(char mode, byte[] text)
    {
        Stream input = _process!.StandardInput.BaseStream, output = _process.StandardOutput.BaseStream;
        byte[] head = new byte[5];
        head[0] = (byte)mode;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), text.Length);
        input.Write(head);
        input.Write(text);
        input.Flush();

        output.ReadExactly(head, 0, 4);
        byte[] answer = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        output.ReadExactly(answer);
        return Encoding.ASCII.GetString(answer).Split('\t');
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.WaitForExit(5000);
            _process.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    private static string? Build(string program)
    {
        var start = new ProcessStartInfo("go")
        {
            WorkingDirectory = Path.Combine(TestFiles.Root, "tests", "oracle", "hcl"),
            RedirectStandardError = true,
            ArgumentList = { "build", "-o", program, "." },
        };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOFLAGS"] = string.Empty;
        start.Environment["GOPATH"] = Environment.GetEnvironmentVariable("CONSULSECURITY_GOPATH") ?? "/usr/share/gocode";
        try
        {
            using Process build = Process.Start(start)!;
            string errors = build.StandardError.ReadToEnd();
            build.WaitForExit();
            return build.ExitCode == 0 ? null : "the oracle does not build (Debian: golang-go, golang-github-hashicorp-hcl-dev): " + errors;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Go is not installed (Debian: golang-go, golang-github-hashicorp-hcl-dev)";
        }
    }
}
