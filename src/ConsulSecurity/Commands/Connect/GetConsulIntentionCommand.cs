using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Commands;

/// <summary>
/// Shows the intentions: who may connect to whom in the service mesh (rules MSH-11 to MSH-15). With -Draft those that the upstreams of
/// the registered sidecars would need if everything else were denied. Needs intentions:read; -Draft also service:read and node:read.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulIntention", DefaultParameterSetName = "All")]
[OutputType(typeof(ConsulIntention))]
public sealed class GetConsulIntentionCommand : ConsulApiCmdlet
{
    /// <summary>Only those from these services; patterns are taken, and <c>`*</c> stands for the intention of every source.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string[] Source { get; set; } = ["*"];

    /// <summary>Only those to these services; patterns are taken, and <c>`*</c> stands for the intention of every destination.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string[] Destination { get; set; } = ["*"];

    /// <summary>
    /// Shows what is missing before everything else can be denied, from the upstreams of the registered sidecars. Nothing is changed:
    /// look at it, then hand it to Set-ConsulIntention.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = "Draft")]
    public SwitchParameter Draft { get; set; }

    private protected override void End()
    {
        IReadOnlyList<ConsulIntention> intentions = Await((log, cancellation) =>
        {
            var service = new Intentions(Client(log), log);
            return Draft ? service.DraftAsync(cancellation) : service.ListAsync(cancellation);
        });
        WriteObject(intentions.Where(i => Fits(Source, i.Source) && Fits(Destination, i.Destination)), enumerateCollection: true);
    }

    private static bool Fits(string[] patterns, string name) =>
        patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));
}
