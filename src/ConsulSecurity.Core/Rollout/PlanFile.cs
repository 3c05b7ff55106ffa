using System;
using System.IO;
using System.Reflection;
using ConsulSecurity.Observation;
using ConsulSecurity.Platform;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace ConsulSecurity.Rollout;

/// <summary>A plan as a JSON file: to be looked at, kept, and run as it is.</summary>
internal static class PlanFile
{
    private const int Format = 1;

    private static readonly JsonSerializerSettings s_settings = new()
    {
        Formatting = Formatting.Indented,
        DateParseHandling = DateParseHandling.DateTimeOffset,
        NullValueHandling = NullValueHandling.Ignore,
        ContractResolver = new OnlyWhatIsSet(),
        Converters = { new StringEnumConverter(), new SnapshotFile.ValueConverter() },
    };

    public static string ToJson(RolloutPlan plan) => JsonConvert.SerializeObject(new Envelope { ConsulSecurityPlan = Format, Plan = plan }, s_settings);

    /// <exception cref="ConsulSecurityException"><c>RolloutPlanUnreadable</c>.</exception>
    public static RolloutPlan FromJson(string json, string path)
    {
        try
        {
            Envelope? envelope = JsonConvert.DeserializeObject<Envelope>(json, s_settings);
            return envelope is { ConsulSecurityPlan: Format, Plan: { } plan } ? plan : throw RolloutErrors.PlanUnreadable(path, null);
        }
        catch (JsonException e)
        {
            throw RolloutErrors.PlanUnreadable(path, e);
        }
    }

    /// <exception cref="ConsulSecurityException"><c>RolloutPlanUnreadable</c>.</exception>
    public static RolloutPlan Read(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RolloutErrors.PlanUnreadable(path, e);
        }
    }

    /// <summary>Private: it holds no secret, but tells where a cluster is open.</summary>
    public static void Write(RolloutPlan plan, string path, bool overwrite) => PrivateFile.Write(path, ToJson(plan), overwrite);

    // What is worked out from the rest is written for people and not read back.
    private sealed class OnlyWhatIsSet : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            JsonProperty property = base.CreateProperty(member, memberSerialization);
            if (!property.Writable)
            {
                property.ShouldDeserialize = _ => false;
            }

            return property;
        }
    }

    private sealed class Envelope
    {
        public int ConsulSecurityPlan { get; set; }

        public RolloutPlan? Plan { get; set; }
    }
}
