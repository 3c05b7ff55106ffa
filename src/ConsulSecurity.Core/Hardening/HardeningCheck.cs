using System.Collections.Generic;

namespace ConsulSecurity.Hardening;

/// <summary>A rule of the benchmark: what it asks for, and how a snapshot is judged by it. Looks at nothing but the snapshot.</summary>
internal abstract class HardeningCheck(HardeningCheckInfo info)
{
    public HardeningCheckInfo Info { get; private set; } = info;

    /// <summary>What mends it; empty where nothing that a plan could do would.</summary>
    public virtual IReadOnlyList<Remedy> Remedies => [];

    public abstract IEnumerable<Judgement> Judge(ClusterSnapshot snapshot);

    /// <summary>The same check with another severity or other parameters.</summary>
    public HardeningCheck With(HardeningCheckInfo changed)
    {
        var check = (HardeningCheck)MemberwiseClone();
        check.Info = changed;
        return check;
    }

    /// <summary>A number that a profile may set.</summary>
    protected long Parameter(string name) => Info.Parameters[name];
}
