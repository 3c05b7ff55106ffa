using System.Collections.Generic;

namespace ConsulSecurity.Connect;

/// <summary>The HTTP request that an intention with permissions is asked about.</summary>
/// <param name="Path">The path, from the slash, without the query.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">The headers; names without regard to case.</param>
internal sealed record IntentionRequest(string Path, string Method, IReadOnlyDictionary<string, string> Headers);
