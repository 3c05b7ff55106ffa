using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Security;
using System.Text;

namespace ConsulSecurity.Consul;

/// <summary>One call of Consul's HTTP API.</summary>
internal sealed class ConsulRequest
{
    private readonly List<KeyValuePair<string, string?>> _query = [];

    private ConsulRequest(HttpMethod method, string path)
    {
        Method = method;
        Path = path;
        IsRepeatable = method == HttpMethod.Get;
    }

    public HttpMethod Method { get; }

    /// <summary>The path below <c>/v1/</c>, its parts escaped.</summary>
    public string Path { get; }

    /// <summary>The JSON body; null for none.</summary>
    public string? Body { get; private set; }

    /// <summary>Whether doing it twice does the same as doing it once; only then it is sent again after a broken connection.</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>Another token than the connection's; empty for none at all.</summary>
    public SecureString? Token { get; private set; }

    /// <summary>How long one try may take; null for the transport's default.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>What a request is called in messages: method and path, never the query or the body.</summary>
    public string Name => $"{Method} /v1/{Path}";

    public static ConsulRequest Get(string path) => new(HttpMethod.Get, path);

    public static ConsulRequest Put(string path) => new(HttpMethod.Put, path);

    public static ConsulRequest Post(string path) => new(HttpMethod.Post, path);

    public static ConsulRequest Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>Escapes one part of a path.</summary>
    public static string Escape(string part) => Uri.EscapeDataString(part);

    public ConsulRequest WithQuery(string name, string? value = null)
    {
        _query.Add(new(name, value));
        return this;
    }

    public ConsulRequest WithBody(string json)
    {
        Body = json;
        return this;
    }

    public ConsulRequest Repeatable()
    {
        IsRepeatable = true;
        return this;
    }

    public ConsulRequest WithToken(SecureString token)
    {
        Token = token;
        return this;
    }

    public ConsulRequest WithoutToken() => WithToken(new SecureString());

    public ConsulRequest WithTimeout(TimeSpan timeout)
    {
        Timeout = timeout;
        return this;
    }

    /// <summary>Path and query, with what the connection adds to every request.</summary>
    public string ToRelativeUri(ConsulConnection connection)
    {
        var text = new StringBuilder("/v1/").Append(Path);
        char separator = '?';
        foreach (KeyValuePair<string, string?> pair in _query)
        {
            Append(pair.Key, pair.Value);
        }

        AppendDefault("dc", connection.Datacenter);
        AppendDefault("ns", connection.Namespace);
        AppendDefault("partition", connection.Partition);
        return text.ToString();

        void AppendDefault(string name, string? value)
        {
            if (value is { Length: > 0 } && !_query.Exists(q => q.Key == name))
            {
                Append(name, value);
            }
        }

        void Append(string name, string? value)
        {
            text.Append(separator).Append(name);
            if (value is not null)
            {
                text.Append('=').Append(Uri.EscapeDataString(value));
            }

            separator = '&';
        }
    }
}
