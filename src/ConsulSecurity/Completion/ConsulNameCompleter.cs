using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Consul;

namespace ConsulSecurity.Commands;

/// <summary>Completes names that a live cluster has. Never throws, and gives up quickly.</summary>
public abstract class ConsulNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var bound = fakeBoundParameters?["Connection"];
            ConsulConnection connection = (bound is PSObject wrapped ? wrapped.BaseObject : bound) as ConsulConnection ?? CurrentConnection.GetOrFromEnvironment();
            using var late = new CancellationTokenSource(s_patience);
            var retry = new RetryPolicy { WhileUnavailable = TimeSpan.Zero, WhileUnreachable = TimeSpan.Zero, TryTimeout = s_patience };
            Task<IReadOnlyList<Suggestion>> read = Task.Run(() => ReadAsync(new ConsulClient(connection, null, retry), late.Token));
            return read.Wait(s_patience) ? [.. Results(read.Result, wordToComplete ?? string.Empty)] : [];
        }
        catch (Exception)
        {
            // A prompt is no place for errors.
            return [];
        }
    }

    /// <summary>The names that there are.</summary>
    private protected abstract Task<IReadOnlyList<Suggestion>> ReadAsync(ConsulClient client, CancellationToken cancellation);

    private static IEnumerable<CompletionResult> Results(IEnumerable<Suggestion> names, string word)
    {
        string begin = word.Trim('\'', '"');
        return names.Where(n => n.Text.StartsWith(begin, StringComparison.OrdinalIgnoreCase)).OrderBy(n => n.Text, StringComparer.OrdinalIgnoreCase)
            .Select(n => new CompletionResult(Quote(n.Text), n.Text, CompletionResultType.ParameterValue, n.Tip.Length > 0 ? n.Tip : n.Text));
    }

    private static string Quote(string text) =>
        text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/' or '.') ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    /// <summary>A name, and what is shown beside it.</summary>
    private protected sealed record Suggestion(string Text, string Tip = "");
}
