using System;
using System.IO;
using System.Linq;
using ConsulSecurity.Hardening;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Observation;

/// <summary>A snapshot as a JSON file, so that evidence can be taken at one place and judged at another.</summary>
internal static class SnapshotFile
{
    private const int Format = 1;

    private static readonly JsonSerializerSettings s_settings = new()
    {
        Formatting = Formatting.Indented,
        DateParseHandling = DateParseHandling.DateTimeOffset,
        NullValueHandling = NullValueHandling.Ignore,
        Converters = { new StringEnumConverter(), new VersionConverter(), new ValueConverter() },
    };

    public static string ToJson(ClusterSnapshot snapshot) =>
        JsonConvert.SerializeObject(new Envelope { ConsulSecuritySnapshot = Format, Snapshot = snapshot }, s_settings);

    /// <exception cref="ConsulSecurityException"><c>SnapshotUnreadable</c>.</exception>
    public static ClusterSnapshot FromJson(string json, string path)
    {
        try
        {
            Envelope? envelope = JsonConvert.DeserializeObject<Envelope>(json, s_settings);
            return envelope is { ConsulSecuritySnapshot: Format, Snapshot: { } snapshot } ? snapshot : throw HardeningErrors.SnapshotUnreadable(path, null);
        }
        catch (JsonException e)
        {
            throw HardeningErrors.SnapshotUnreadable(path, e);
        }
    }

    public static ClusterSnapshot Read(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HardeningErrors.SnapshotUnreadable(path, e);
        }
    }

    /// <summary>Private: it holds no secret, but tells where a cluster is open.</summary>
    public static void Write(ClusterSnapshot snapshot, string path, bool overwrite) => PrivateFile.Write(path, ToJson(snapshot), overwrite);

    private sealed class Envelope
    {
        public int ConsulSecuritySnapshot { get; set; }

        public ClusterSnapshot? Snapshot { get; set; }
    }

    /// <summary>Values of settings: what JSON can tell apart comes back as it was.</summary>
    internal sealed class ValueConverter : JsonConverter
    {
        public override bool CanConvert(Type objectType) => objectType == typeof(object);

        public override bool CanWrite => false;

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) => JToken.ReadFrom(reader) switch
        {
            JArray list => list.Select(item => item.ToString()).ToList(),
            JObject map => map.Properties().ToDictionary(p => p.Name, p => p.Value.ToString()),
            JValue value => value.Value,
            _ => null,
        };
    }
}
