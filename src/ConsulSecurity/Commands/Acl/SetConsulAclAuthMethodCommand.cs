using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security;
using ConsulSecurity.Acl;
using ConsulSecurity.Platform;
using ConsulSecurity.Text;
using Newtonsoft.Json.Linq;

namespace ConsulSecurity.Commands;

/// <summary>
/// Creates an ACL auth method, or changes one that is there and keeps what is not given, also within its settings. Needs acl:write.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ConsulAclAuthMethod", SupportsShouldProcess = true)]
[OutputType(typeof(AclAuthMethod))]
public sealed class SetConsulAclAuthMethodCommand : ConsulAclCmdlet
{
    /// <summary>The method's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(AclAuthMethodNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The type, for a new method: kubernetes; jwt (Consul 1.8); oidc (Enterprise 1.8); aws-iam (1.12).</summary>
    [Parameter(Position = 1)]
    [ValidateSet("kubernetes", "jwt", "oidc", "aws-iam")]
    public string? Type { get; set; }

    /// <summary>The settings to set, by the names that Consul has for them (BoundIssuer, JWTValidationPubKeys, Host, CACert, ...); $null takes one away. SecureStrings are taken too.</summary>
    [Parameter]
    public Hashtable? Config { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>What people see.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? DisplayName { get; set; }

    /// <summary>How long its tokens live: from a minute to 24 hours (Consul 1.8). Without it they live for ever.</summary>
    [Parameter]
    public TimeSpan? MaxTokenTtl { get; set; }

    /// <summary>Whether its tokens count in this datacenter or in all (Consul 1.8).</summary>
    [Parameter]
    [ValidateSet("local", "global")]
    public string? TokenLocality { get; set; }

    /// <summary>Gives the method, changed or not.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        JObject? before = Await((log, cancellation) => Editor(log).FindAsync(AclKind.AuthMethod, Name, cancellation));
        Apply([AclChange.Of(AclKind.AuthMethod, Name, before, Patch(before))], outcome =>
        {
            if (PassThru)
            {
                WriteObject(AclObjects.AuthMethod(outcome.Result!));
            }
        });
    }

    private JObject Patch(JObject? before)
    {
        var patch = new JObject { ["Name"] = Name };
        Set("Type", Type);
        Set("Description", Description);
        Set("DisplayName", DisplayName);
        Set("TokenLocality", TokenLocality);
        if (MaxTokenTtl is { } lifetime)
        {
            AclTokenMaker.CheckLifetime(lifetime, Name);
            bool isSame = GoDuration.Parse((string?)before?["MaxTokenTTL"] ?? string.Empty) == lifetime;
            patch["MaxTokenTTL"] = isSame ? before!["MaxTokenTTL"] : GoDuration.Write(lifetime);
        }

        if (Config is not null)
        {
            patch["Config"] = Settings(before?["Config"] as JObject);
        }

        return patch;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                patch[name] = value;
            }
        }
    }

    private JObject Settings(JObject? before)
    {
        var settings = (JObject)(before?.DeepClone() ?? new JObject());
        foreach (DictionaryEntry setting in Config!)
        {
            settings.Remove((string)setting.Key);
            if (setting.Value is not null)
            {
                settings[(string)setting.Key] = ToJson(setting.Value);
            }
        }

        return settings;
    }

    private static JToken ToJson(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        SecureString secret => new JValue(secret.Reveal()),
        IDictionary map => new JObject(map.Keys.Cast<object>().Select(key => new JProperty(key.ToString()!, ToJson(map[key]!)))),
        string text => new JValue(text),
        IEnumerable list => new JArray(list.Cast<object>().Select(ToJson)),
        object plain => JToken.FromObject(plain),
    };
}
