using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.DesiredState;

/// <summary>Reads, compares and brings about declared state. To set twice changes once; to compare changes nothing.</summary>
/// <param name="resource">What kind of thing.</param>
/// <param name="fallback">The connection where the properties name none.</param>
/// <param name="log">Where work tells what it does.</param>
internal sealed class DesiredStates(DesiredStateResource resource, Func<ConsulConnection> fallback, IOperationLog log)
{
    public async Task<ResourceState> CompareAsync(JObject desired, CancellationToken cancellation)
    {
        ResourceInput input = Input(desired, forExport: false);
        return Compare(input.Properties, await resource.ReadAsync(input, cancellation).ConfigureAwait(false));
    }

    public async Task<ResourceState> SetAsync(JObject desired, CancellationToken cancellation)
    {
        ResourceInput input = Input(desired, forExport: false);
        ResourceState before = Compare(input.Properties, await resource.ReadAsync(input, cancellation).ConfigureAwait(false));
        if (before.IsInDesiredState)
        {
            return before;
        }

        await resource.WriteAsync(input, cancellation).ConfigureAwait(false);
        ResourceState after = Compare(input.Properties, await resource.ReadAsync(input, cancellation).ConfigureAwait(false));
        return after with { IsChanged = true, NeedsRestart = resource.NeedsRestart(input) };
    }

    public Task<IReadOnlyList<JObject>> ExportAsync(JObject filter, CancellationToken cancellation) =>
        resource.ExportAsync(Input(filter, forExport: true), cancellation);

    /// <exception cref="ConsulSecurityException"><c>DesiredStateInputInvalid</c>.</exception>
    public static JObject Parse(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new System.IO.StringReader(text)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonException)
        {
            // Not the text itself, which may hold a key.
            throw DesiredStateErrors.InputInvalid(text.Length == 0 ? "(nothing)" : $"({text.Length} characters)");
        }
    }

    private ResourceInput Input(JObject given, bool forExport)
    {
        var desired = new JObject();
        foreach (JProperty property in given.Properties().Where(p => p.Value.Type != JTokenType.Null))
        {
            if (property.Name == DesiredStateResource.Exists && resource.CanBeAbsent)
            {
                desired[property.Name] = (bool)Checked(new ResourceProperty(property.Name, PropertyKind.Flag, string.Empty), property.Value);
            }
            else if (resource.Properties.FirstOrDefault(p => p.Name == property.Name) is not { } known)
            {
                throw DesiredStateErrors.PropertyInvalid(resource, property.Name, "is not known");
            }
            else if (!known.IsReadOnly)
            {
                desired[known.Name] = Checked(known, property.Value);
            }
        }

        foreach (ResourceProperty property in resource.Properties.Where(p => desired[p.Name] is null))
        {
            if (property.IsKey && !forExport)
            {
                throw DesiredStateErrors.PropertyInvalid(resource, property.Name, "is missing");
            }

            if (property.Default is not null && !forExport)
            {
                desired[property.Name] = property.Default.DeepClone();
            }
        }

        return new ResourceInput(desired, fallback, log);
    }

    private JToken Checked(ResourceProperty property, JToken value)
    {
        bool fits = property.Kind switch
        {
            PropertyKind.Text => value.Type == JTokenType.String,
            PropertyKind.Flag => value.Type == JTokenType.Boolean,
            PropertyKind.Number => value.Type == JTokenType.Integer,
            PropertyKind.Texts => value is JArray texts && texts.All(item => item.Type == JTokenType.String),
            _ => value is JArray numbers && numbers.All(item => item.Type == JTokenType.Integer),
        };
        if (!fits)
        {
            throw DesiredStateErrors.PropertyInvalid(resource, property.Name, $"has the wrong type ({value.Type})");
        }

        if (property.Range is var (least, most) && ((long)value < least || (long)value > most))
        {
            throw DesiredStateErrors.PropertyInvalid(resource, property.Name, $"is not between {least} and {most}");
        }

        if (property.Values?.Contains((string)value!, StringComparer.OrdinalIgnoreCase) == false)
        {
            throw DesiredStateErrors.PropertyInvalid(resource, property.Name, $"is not one of {string.Join(", ", property.Values)}");
        }

        return property.Values?.First(v => string.Equals(v, (string)value!, StringComparison.OrdinalIgnoreCase)) ?? value;
    }

    private ResourceState Compare(JObject wanted, JObject actual)
    {
        var desired = (JObject)wanted.DeepClone();
        resource.Prepare(desired);
        foreach (JProperty unset in actual.Properties().Where(p => p.Value is JValue { Value: null }).ToList())
        {
            unset.Remove();
        }

        var differing = new List<string>();
        var reasons = new List<string>();
        if (resource.CanBeAbsent)
        {
            bool isWanted = (bool?)desired[DesiredStateResource.Exists] ?? true, isThere = (bool)actual[DesiredStateResource.Exists]!;
            if (isWanted != isThere)
            {
                return new ResourceState(actual, [DesiredStateResource.Exists], [isThere ? "It is there and should not be." : "It is not there."]);
            }

            if (!isWanted)
            {
                return new ResourceState(actual, [], []);
            }
        }

        foreach (ResourceProperty property in resource.Properties.Where(p => !p.IsKey && !p.IsInput && desired[p.Name] is not null))
        {
            JToken? found = actual[property.Name];
            if (!JToken.DeepEquals(Plain(desired[property.Name]!), found is null ? null : Plain(found)))
            {
                differing.Add(property.Name);
                reasons.Add($"{property.Name} is {Show(found)} and should be {Show(desired[property.Name])}.");
            }
        }

        return new ResourceState(actual, differing, reasons);
    }

    // Numbers of one type, and lists without regard to their order.
    private static JToken Plain(JToken value) => value switch
    {
        JArray list => new JArray(list.Select(Plain).OrderBy(item => item.ToString(), StringComparer.Ordinal)),
        JValue { Type: JTokenType.Integer } number => (long)number,
        _ => value,
    };

    private static string Show(JToken? value) => value is null || value.Type == JTokenType.Null ? "not set" : value.ToString(Formatting.None);
}
