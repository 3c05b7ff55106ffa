using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ConsulSecurity.DesiredState;

namespace ConsulSecurity.Commands;

/// <summary>Completes the names of resources whose state can be declared.</summary>
internal sealed class DesiredStateResourceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ResourceCatalog.All
            .Where(resource => resource.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(resource => new CompletionResult(resource.Name, resource.Name, CompletionResultType.ParameterValue, resource.Description));
}
