using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using ConsulSecurity.DesiredState;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Cli;

/// <summary><c>consulsec dsc</c>: the protocol of DSC v3 for command resources: JSON on standard input, one line of JSON for each answer.</summary>
internal static class DscCommand
{
    private delegate Task<IEnumerable<JToken>> Operation(DesiredStates states, JObject input, CancellationToken cancellation);

    public static Command Create() => new("dsc", "Resources for DSC v3, called by 'dsc' through their manifests.")
    {
        Verb("get", "Prints what is, with reasons where it is not as the input wants it.", async (states, input, cancellation) =>
            [Show(await states.CompareAsync(input, cancellation).ConfigureAwait(false))]),
        Verb("test", "Prints what is and whether that is as wanted, then the names of the properties that differ. Changes nothing.", TestAsync),
        Verb("set", "Brings about what the input says; does nothing where it is so already.", async (states, input, cancellation) =>
            [Show(await states.SetAsync(input, cancellation).ConfigureAwait(false))]),
        Verb("export", "Prints every instance there is.", async (states, input, cancellation) => await states.ExportAsync(input, cancellation).ConfigureAwait(false)),
        Manifest(),
    };

    private static async Task<IEnumerable<JToken>> TestAsync(DesiredStates states, JObject input, CancellationToken cancellation)
    {
        ResourceState state = await states.CompareAsync(input, cancellation).ConfigureAwait(false);
        JObject shown = Show(state);
        shown["_inDesiredState"] = state.IsInDesiredState;
        return [shown, new JArray(state.Differing)];
    }

    private static Command Verb(string name, string description, Operation operation)
    {
        var resource = new Argument<string>("resource") { Description = "One of " + string.Join(", ", ResourceCatalog.All.Select(r => r.Name)) + "." };
        var command = new Command(name, description) { resource };
        Run.Action(command, async (parsed, cancellation) =>
        {
            DesiredStateResource found = ResourceCatalog.Find(parsed.GetValue(resource)!);
            string text = Console.IsInputRedirected ? await Console.In.ReadToEndAsync(cancellation).ConfigureAwait(false) : string.Empty;
            JObject input = string.IsNullOrWhiteSpace(text) && name == "export" ? [] : DesiredStates.Parse(text);
            var states = new DesiredStates(found, () => ConsulEnvironment.OfProcess.Complete(new ConnectionOptions()), new ConsoleLog(verbose: false));
            foreach (JToken answer in await operation(states, input, cancellation).ConfigureAwait(false))
            {
                Console.Out.WriteLine(answer.ToString(Formatting.None));
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static Command Manifest()
    {
        var folder = new Option<string>("--out") { Description = "The folder for the files; 'dsc' looks in those of PATH and DSC_RESOURCE_PATH.", DefaultValueFactory = _ => "." };
        var command = new Command("manifest", "Writes the manifests of all resources.") { folder };
        Run.Action(command, parsed =>
        {
            string version = typeof(DesiredStateResource).Assembly.GetName().Version!.ToString(3);
            foreach (DesiredStateResource resource in ResourceCatalog.All)
            {
                string path = Path.Combine(parsed.GetValue(folder)!, DscManifest.FileName(resource));
                File.WriteAllText(path, DscManifest.Of(resource, version).ToString(Formatting.Indented).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n");
                Console.Out.WriteLine(path);
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static JObject Show(ResourceState state)
    {
        var shown = (JObject)state.Actual.DeepClone();
        shown["reasons"] = new JArray(state.Reasons);
        if (state.IsChanged)
        {
            shown["restartNeeded"] = state.NeedsRestart;
        }

        return shown;
    }
}
