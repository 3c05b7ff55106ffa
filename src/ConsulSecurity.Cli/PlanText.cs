using System.IO;
using System.Linq;

namespace ConsulSecurity.Cli;

/// <summary>A plan for people: pass by pass what changes where, and what must hold before it goes on.</summary>
internal static class PlanText
{
    public static void Write(TextWriter output, RolloutPlan plan)
    {
        output.WriteLine($"{plan}; score now {plan.ScoreBefore} of 100.");
        foreach (RolloutWaypoint waypoint in plan.Waypoints)
        {
            output.WriteLine();
            output.WriteLine($"{waypoint.Name}  {(waypoint.IsApi ? "through the API" : "over the nodes " + string.Join(", ", waypoint.Nodes.Select(n => n.Node)))}");
            foreach (RolloutStep step in waypoint.Steps)
            {
                output.WriteLine($"    {step.Title}");
            }
        }

        if (plan.Omissions.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Left alone:");
            foreach (IGrouping<(string Check, string Reason), RolloutOmission> omissions in plan.Omissions.GroupBy(o => (o.Check, o.Reason)))
            {
                output.WriteLine($"    {omissions.Key.Check} {string.Join(", ", omissions.Select(o => o.Subject))}: {omissions.Key.Reason}");
            }
        }
    }
}
