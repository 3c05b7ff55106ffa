using System.CommandLine;
using System.Linq;

namespace ConsulSecurity.Cli;

/// <summary>Arguments that are paths.</summary>
internal static class Paths
{
    /// <summary>An option that is misspelt would be taken for a path otherwise.</summary>
    public static Argument<string[]> Argument(ArgumentArity arity, string description)
    {
        var argument = new Argument<string[]>("path") { Arity = arity, Description = description };
        argument.Validators.Add(result =>
        {
            foreach (string option in result.Tokens.Select(token => token.Value).Where(value => value.StartsWith('-')))
            {
                result.AddError($"There is no option '{option}'.");
            }
        });
        return argument;
    }
}
