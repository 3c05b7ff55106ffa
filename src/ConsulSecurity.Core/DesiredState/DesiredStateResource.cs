using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>Something whose state can be declared: read, compared, brought about. Reading changes nothing.</summary>
/// <param name="name">As DSC knows it.</param>
/// <param name="description">One sentence.</param>
/// <param name="properties">What can be said of it.</param>
internal abstract class DesiredStateResource(string name, string description, params IReadOnlyList<ResourceProperty> properties)
{
    public const string Exists = "_exist";

    public string Name => name;

    public string Description => description;

    public IReadOnlyList<ResourceProperty> Properties => properties;

    /// <summary>Whether instances can be absent, and are taken away then.</summary>
    public virtual bool CanBeAbsent => false;

    /// <summary>Whether the agent has to be restarted (or reloaded) after a change.</summary>
    public virtual bool NeedsRestart(ResourceInput input) => false;

    /// <summary>What is, in the same properties; <see cref="Exists"/> false where there is no such instance.</summary>
    public abstract Task<JObject> ReadAsync(ResourceInput input, CancellationToken cancellation);

    /// <summary>Brings about what is wanted. Called only where it is not so.</summary>
    public abstract Task WriteAsync(ResourceInput input, CancellationToken cancellation);

    /// <summary>All instances, or the one that the input names.</summary>
    public virtual async Task<IReadOnlyList<JObject>> ExportAsync(ResourceInput input, CancellationToken cancellation) =>
        [await ReadAsync(input, cancellation).ConfigureAwait(false)];

    /// <summary>Puts what is compared in the place of what is not, such as a fingerprint for a key.</summary>
    public virtual void Prepare(JObject desired)
    {
    }
}
