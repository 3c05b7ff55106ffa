using System.Linq;

namespace ConsulSecurity.Configuration.Inspection;

/// <summary>Old names where the version is known to have a new one.</summary>
internal static class SpellingInspection
{
    public static void Run(InspectionContext context)
    {
        if (context.Version is null)
        {
            return;
        }

        foreach (MergedSetting setting in context.Configuration.Settings.Values.Where(s => s.Setting.NewName is not null))
        {
            if (SettingNames.Find(setting.Setting.NewName!) is Setting newer && newer.IsIn(context.Version) && newer.NewName is null)
            {
                context.Information("OldName", setting, $"The setting '{setting.Setting.Path}' has the new name '{newer.Path}'.", newer.Path.StartsWith("tls.", System.StringComparison.Ordinal) ? "ConvertTo-ConsulTlsStanza writes it." : null);
            }
        }
    }
}
