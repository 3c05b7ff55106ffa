using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>Completes the profiles of the module, then files.</summary>
internal sealed class HardeningProfileCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
    [
        .. ProfileFile.Shipped.Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, "A profile of the module")),
        .. CompletionCompleters.CompleteFilename(wordToComplete),
    ];
}
