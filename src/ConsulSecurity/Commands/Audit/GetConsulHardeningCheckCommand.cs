using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>Shows the checks of the hardening benchmark: what each asks for, why, what is given up while it fails, and what mends it.</summary>
[Cmdlet(VerbsCommon.Get, "ConsulHardeningCheck")]
[OutputType(typeof(HardeningCheckInfo))]
public sealed class GetConsulHardeningCheckCommand : ConsulCmdlet
{
    /// <summary>Only the checks with these ids; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HardeningCheckCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only the checks of these areas.</summary>
    [Parameter]
    public CheckArea[]? Area { get; set; }

    /// <summary>Only the checks of this severity and worse.</summary>
    [Parameter]
    public Severity? MinimumSeverity { get; set; }

    /// <summary>The checks of this level and below; all by default.</summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int Level { get; set; } = 2;

    private protected override void Process() => WriteObject(
        new CheckSelection { Profile = new HardeningProfile { Level = Level }, Ids = Id, Areas = Area, MinimumSeverity = MinimumSeverity }
            .Choose().Select(check => check.Info),
        enumerateCollection: true);
}
