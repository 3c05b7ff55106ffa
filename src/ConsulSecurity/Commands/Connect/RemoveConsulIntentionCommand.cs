using System.Management.Automation;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Commands;

/// <summary>Takes intentions away; what then counts is a broader one, or the default. Needs intentions:write on the destination.</summary>
[Cmdlet(VerbsCommon.Remove, "ConsulIntention", SupportsShouldProcess = true)]
public sealed class RemoveConsulIntentionCommand : ConsulApiCmdlet
{
    /// <summary>The source as the intention names it; <c>*</c> is the intention of every source, not a pattern.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Source { get; set; } = string.Empty;

    /// <summary>The destination as the intention names it; <c>*</c> is the intention of every destination, not a pattern.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Destination { get; set; } = string.Empty;

    private protected override void Process()
    {
        if (ShouldProcess($"the intention from '{Source}' to '{Destination}'", "Remove"))
        {
            Await(async (log, cancellation) =>
            {
                var service = new Intentions(Client(log), log);
                IntentionChange change = await service.PlanRemovalAsync(Source, Destination, cancellation).ConfigureAwait(false);
                await service.ApplyAsync(change, cancellation).ConfigureAwait(false);
            });
        }
    }
}
