using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>Completes the ids of checks, with their titles.</summary>
internal sealed class HardeningCheckCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CheckCatalog.All.Select(check => check.Info)
            .Where(info => info.Id.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(info => new CompletionResult(info.Id, info.Id, CompletionResultType.ParameterValue, info.Title));
}
