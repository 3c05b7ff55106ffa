using System.Management.Automation;
using ConsulSecurity.Observation;

namespace ConsulSecurity.Commands;

/// <summary>
/// Looks at a cluster from every side that is given (files, an agent, ports), and gives what was seen and why the rest was not. Holds no
/// secret; it can be saved, and judged elsewhere.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ConsulSnapshot", DefaultParameterSetName = "Take")]
[OutputType(typeof(ClusterSnapshot))]
public sealed class GetConsulSnapshotCommand : SnapshotCmdlet
{
    /// <summary>Saves the snapshot to this file (JSON) as well; an existing file is kept unless -Force is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Reads a snapshot that was saved, instead of looking.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Read")]
    [ValidateNotNullOrEmpty]
    public string? FromFile { get; set; }

    /// <summary>Replaces the file of -OutFile where it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        ClusterSnapshot snapshot = FromFile is null
            ? TakeSnapshot()
            : SnapshotFile.Read(GetUnresolvedProviderPathFromPSPath(FromFile));
        if (OutFile is not null)
        {
            SnapshotFile.Write(snapshot, GetUnresolvedProviderPathFromPSPath(OutFile), Force);
        }

        WriteObject(snapshot);
    }
}
