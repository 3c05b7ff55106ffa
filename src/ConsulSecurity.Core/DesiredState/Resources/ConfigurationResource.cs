using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Configuration;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState.Resources;

/// <summary>What an agent's configuration folder says of something. Whichever file says it, it counts; what is missing goes into a file of ours.</summary>
internal abstract class ConfigurationResource(string name, string description, params IReadOnlyList<ResourceProperty> properties)
    : DesiredStateResource(
        name,
        description,
        [
            new("path", PropertyKind.Text, "The folder that Consul's -config-dir names.") { IsKey = true },
            .. properties,
            new("consulVersion", PropertyKind.Text, "The version of Consul that reads it, for example 1.8.7; the newest known where it is not given.") { IsInput = true },
        ])
{
    public override bool NeedsRestart(ResourceInput input) => true;

    public sealed override Task<JObject> ReadAsync(ResourceInput input, CancellationToken cancellation)
    {
        string folder = input.FullPath("path") ?? throw DesiredStateErrors.PropertyInvalid(this, "path", "is missing");
        if (!Directory.Exists(folder))
        {
            throw ConfigErrors.PathNotFound(folder);
        }

        JObject actual = Read(MergedConfiguration.Read([folder], input.ConsulVersion), input);
        actual.AddFirst(new JProperty("path", folder));
        return Task.FromResult(actual);
    }

    public sealed override Task WriteAsync(ResourceInput input, CancellationToken cancellation)
    {
        Plan(input.FullPath("path")!, input).Write();
        return Task.CompletedTask;
    }

    private protected abstract JObject Read(MergedConfiguration configuration, ResourceInput input);

    private protected abstract ConfigFragment Plan(string folder, ResourceInput input);
}
