using System.Collections.Generic;
using System.Management.Automation;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Commands;

/// <summary>
/// Makes or changes intentions: one by source and destination, drafts or rows of a CSV from the pipeline, or all that a file or a
/// folder says (rules MSH-11 to MSH-16). Needs intentions:write on each destination.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulIntention", SupportsShouldProcess = true, DefaultParameterSetName = "ByName")]
[OutputType(typeof(ConsulIntention))]
public sealed class SetConsulIntentionCommand : ConsulApiCmdlet
{
    private bool _mayRefuse;

    /// <summary>The service that opens the connection; <c>*</c> for every one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Source { get; set; } = string.Empty;

    /// <summary>The service that is connected to; <c>*</c> for every one.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Allow or Deny, for all connections from the source to the destination.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    public IntentionAction? Action { get; set; }

    /// <summary>
    /// What is done with each HTTP request, instead of -Action (Consul 1.9 and later); the first that fits decides. A hashtable will do:
    /// <c>@{ Action = 'Allow'; PathPrefix = '/public/'; Methods = 'GET' }</c>.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [Alias("Permissions")]
    [AllowEmptyCollection]
    public IntentionPermission[] Permission { get; set; } = [];

    /// <summary>Why it is there.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [AllowEmptyString]
    public string Description { get; set; } = string.Empty;

    /// <summary>A .csv or .json file, or a folder of them, that says what intentions there should be.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Removes every intention that -Path does not name.</summary>
    [Parameter(ParameterSetName = "ByPath")]
    public SwitchParameter Prune { get; set; }

    /// <summary>Emits each intention that was made or changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => Apply(
        ParameterSetName == "ByPath"
            ? IntentionFiles.Read(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path))
            : [new ConsulIntention { Source = Source, Destination = Destination, Action = Action, Permissions = Permission, Description = Description }]);

    private protected override void End()
    {
        if (_mayRefuse)
        {
            WriteWarning(
                "Connections that stand go on although an intention now refuses them: restart the sidecars (or the applications) of the services concerned to end them.");
        }
    }

    private void Apply(IReadOnlyList<ConsulIntention> desired)
    {
        IReadOnlyList<IntentionChange> changes =
            Await((log, cancellation) => new Intentions(Client(log), log).PlanAsync(desired, Prune, cancellation));
        foreach (IntentionChange change in changes)
        {
            if (ShouldProcess($"the mesh behind '{Connection}'", change.ToString()))
            {
                Await((log, cancellation) => new Intentions(Client(log), log).ApplyAsync(change, cancellation));
                _mayRefuse |= change.MayRefuse;
                if (PassThru && change.After is not null)
                {
                    WriteObject(change.After);
                }
            }
        }
    }
}
