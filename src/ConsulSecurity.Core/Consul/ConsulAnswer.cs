using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Consul;

/// <summary>What Consul answered.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The text as sent.</param>
/// <param name="Headers">The headers, names without regard to case.</param>
internal sealed record ConsulAnswer(ConsulRequest Request, int StatusCode, string Body, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly JsonSerializerSettings s_settings = new() { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>The index for blocking queries; 0 where the answer has none.</summary>
    public long Index => Headers.TryGetValue("X-Consul-Index", out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long index) ? index : 0;

    /// <summary>The body as an object.</summary>
    /// <exception cref="ConsulApiException"><c>ConsulAnswerNotUnderstood</c>.</exception>
    public T Read<T>()
    {
        try
        {
            return JsonConvert.DeserializeObject<T>(Body, s_settings) ?? throw ConsulErrors.AnswerNotUnderstood(this, null);
        }
        catch (JsonException e)
        {
            throw ConsulErrors.AnswerNotUnderstood(this, e);
        }
    }

    /// <summary>The body as a list; Go writes an empty one as null at times.</summary>
    /// <exception cref="ConsulApiException"><c>ConsulAnswerNotUnderstood</c>.</exception>
    public List<T> ReadList<T>() => Body.Trim() == "null" ? [] : Read<List<T>>();

    /// <summary>The body as a JSON tree.</summary>
    public JToken ReadTree() => Read<JToken>();
}
