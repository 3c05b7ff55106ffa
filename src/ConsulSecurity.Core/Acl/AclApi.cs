using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Acl;

/// <summary>
/// The objects of the ACL system, <c>/v1/acl</c>, as the JSON that they are: what is read, changed and written back keeps every field,
/// also those of later versions.
/// </summary>
internal interface IAclApi
{
    /// <summary>All objects of a kind; needs <c>acl:read</c>.</summary>
    Task<IReadOnlyList<JObject>> ListAsync(AclKind kind, CancellationToken cancellation);

    /// <summary>One object; null where there is none.</summary>
    Task<JObject?> ReadAsync(AclKind kind, string id, CancellationToken cancellation);

    /// <summary>Makes an object; needs <c>acl:write</c>, as do the next two.</summary>
    Task<JObject> CreateAsync(AclKind kind, JObject tree, CancellationToken cancellation);

    /// <summary>Replaces an object: a field that is not sent is lost.</summary>
    Task<JObject> UpdateAsync(AclKind kind, JObject tree, CancellationToken cancellation);

    Task DeleteAsync(AclKind kind, string id, CancellationToken cancellation);

    /// <summary>The token that the connection sends, or the one that counts where it sends none.</summary>
    Task<JObject> ReadOwnTokenAsync(CancellationToken cancellation);

    /// <summary>Asks the cluster itself, for the connection's token: up to 64 questions a call.</summary>
    Task<IReadOnlyList<bool>> AuthorizeAsync(IReadOnlyList<AclRequest> requests, CancellationToken cancellation);

    /// <summary>The texts of the cluster's templates by name; empty before Consul 1.17.</summary>
    Task<IReadOnlyDictionary<string, string>> TemplatesAsync(CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class AclApi(ConsulClient client) : IAclApi
{
    private const int QuestionsPerCall = 64;

    // Kept by the server; sending them back would say nothing.
    private static readonly string[] s_bookkeeping = ["CreateIndex", "ModifyIndex", "Hash"];

    public ConsulConnection Connection => client.Connection;

    public async Task<IReadOnlyList<JObject>> ListAsync(AclKind kind, CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.SendAsync(ConsulRequest.Get(kind.ListPath), cancellation).ConfigureAwait(false);
        return answer.ReadList<JObject>();
    }

    public async Task<JObject?> ReadAsync(AclKind kind, string id, CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get(Path(kind, id)), cancellation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return answer.Read<JObject>();
        }

        if (!SaysNotFound(answer))
        {
            throw AclFault.Explain(client.Connection, answer, kind, id);
        }

        // 1.8 answers the same to an unknown object and to an unknown token.
        await ReadOwnTokenAsync(cancellation).ConfigureAwait(false);
        return null;
    }

    public Task<JObject> CreateAsync(AclKind kind, JObject tree, CancellationToken cancellation) =>
        WriteAsync(ConsulRequest.Put(kind.Path), kind, tree, cancellation);

    public Task<JObject> UpdateAsync(AclKind kind, JObject tree, CancellationToken cancellation) =>
        WriteAsync(ConsulRequest.Put(Path(kind, (string)tree[kind.IdField]!)).Repeatable(), kind, tree, cancellation);

    public async Task DeleteAsync(AclKind kind, string id, CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Delete(Path(kind, id)).Repeatable(), cancellation).ConfigureAwait(false);
        if (!answer.IsSuccess && !SaysNotFound(answer))
        {
            throw AclFault.Explain(client.Connection, answer, kind, id);
        }
    }

    public Task<JObject> ReadOwnTokenAsync(CancellationToken cancellation) =>
        client.SendAsync<JObject>(ConsulRequest.Get("acl/token/self"), cancellation);

    public async Task<IReadOnlyList<bool>> AuthorizeAsync(IReadOnlyList<AclRequest> requests, CancellationToken cancellation)
    {
        var answers = new List<bool>(requests.Count);
        for (int at = 0; at < requests.Count; at += QuestionsPerCall)
        {
            var questions = requests.Skip(at).Take(QuestionsPerCall).Select(r => new { r.Resource, r.Segment, r.Access });
            ConsulRequest call = ConsulRequest.Post("internal/acl/authorize").Repeatable().WithBody(JsonConvert.SerializeObject(questions));
            ConsulAnswer answer = await client.SendAsync(call, cancellation).ConfigureAwait(false);
            answers.AddRange(answer.ReadList<JObject>().Select(r => (bool?)r["Allow"] ?? false));
        }

        return answers;
    }

    public async Task<IReadOnlyDictionary<string, string>> TemplatesAsync(CancellationToken cancellation)
    {
        ConsulAnswer answer = await client.AskAsync(ConsulRequest.Get("acl/templated-policies"), cancellation).ConfigureAwait(false);
        return answer.IsSuccess
            ? answer.Read<JObject>().Properties().ToDictionary(p => p.Name, p => (string?)p.Value["Template"] ?? string.Empty)
            : [];
    }

    private static string Path(AclKind kind, string id) => kind.Path + "/" + ConsulRequest.Escape(id);

    private static bool SaysNotFound(ConsulAnswer answer) =>
        answer.StatusCode == 404 || ConsulFault.Classify(answer.StatusCode, ConsulFault.Strip(answer.Body)) == ConsulFault.Kind.TokenUnknown;

    private async Task<JObject> WriteAsync(ConsulRequest request, AclKind kind, JObject tree, CancellationToken cancellation)
    {
        JObject body = tree;
        if (s_bookkeeping.Any(field => tree[field] is not null))
        {
            body = (JObject)tree.DeepClone();
            Array.ForEach(s_bookkeeping, field => body.Remove(field));
        }

        ConsulAnswer answer = await client.AskAsync(request.WithBody(body.ToString(Formatting.None)), cancellation).ConfigureAwait(false);
        return answer.IsSuccess ? answer.Read<JObject>() : throw AclFault.Explain(client.Connection, answer, kind, (string?)tree[kind.NameField] ?? "new");
    }
}
