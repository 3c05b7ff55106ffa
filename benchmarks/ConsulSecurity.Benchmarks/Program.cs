using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ConsulSecurity.Hcl;
using ConsulSecurity.Text;

namespace ConsulSecurity.Benchmarks;

/// <summary>
/// Reads one file of 1 MB of HCL to its syntax tree, with ours and with the Go parser that Consul is built with, in turn.
/// Arguments: the built oracle of tests/oracle/hcl, and how many rounds.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string oracle = arguments[0];
        int rounds = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        string file = Path.GetTempFileName();
        try
        {
            byte[] text = Encoding.UTF8.GetBytes(OneMegabyte());
            File.WriteAllBytes(file, text);
            double megabytes = text.Length / 1e6;

            Ours(text, 20);
            double go = 0, ours = 0;
            long allocated = 0;
            for (int batch = 0; batch < 3; batch++)
            {
                go += Theirs(oracle, file, rounds) / 3;
                (double median, allocated) = Ours(text, rounds);
                ours += median / 3;
            }

            Console.WriteLine($"HCL, {megabytes:F2} MB, to the syntax tree, median of {rounds} rounds, three times in turn:");
            Console.WriteLine($"  Go, hashicorp/hcl v1:  {go:F1} ms, {megabytes / go * 1000:F0} MB/s");
            Console.WriteLine($"  ConsulSecurity:        {ours:F1} ms, {megabytes / ours * 1000:F0} MB/s, {allocated / 1e6 / megabytes:F1} MB allocated a MB");
            Console.WriteLine($"  ratio: {go / ours:F1}");
            return go / ours >= 3 ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (double Median, long Allocated) Ours(byte[] text, int rounds)
    {
        double[] times = new double[rounds];
        long allocated = 0;
        for (int i = 0; i < rounds; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            HclDocument document = HclReader.Read(SourceText.FromBytes(text));
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (!document.ServerAccepts)
            {
                throw new InvalidOperationException(document.Diagnostics[0].ToString());
            }
        }

        return (Median(times), allocated);
    }

    private static double Theirs(string oracle, string file, int rounds)
    {
        var start = new ProcessStartInfo(oracle, [file, rounds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Median([.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture) / 1e6)]);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string OneMegabyte()
    {
        var text = new StringBuilder();
        for (int i = 0; text.Length < 1_000_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                # service number {{i}}
                services {
                  name = "service-{{i}}"
                  port = {{8000 + (i % 1000)}}
                  tags = ["primary", "v{{i % 7}}", "zone-{{i % 3}}"]
                  meta {
                    version = "1.{{i}}"
                    note    = "a \"quoted\" word and ${interpolation}"
                  }
                  check {
                    http     = "http://localhost:{{8000 + (i % 1000)}}/health" // the health page
                    interval = "10s"
                    timeout  = "1.5s"
                  }
                  weights { passing = 10, warning = 1 }
                  proxy_script = <<-EOF
                    line one of {{i}}
                    line two
                    EOF
                }

                """);
        }

        return text.ToString();
    }
}
