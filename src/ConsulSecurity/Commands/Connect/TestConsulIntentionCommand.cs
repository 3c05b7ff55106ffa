using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ConsulSecurity.Connect;

namespace ConsulSecurity.Commands;

/// <summary>
/// Says whether one service may connect to another, and which intention decides. It is worked out here with Consul's precedence and asked of
/// the server too; with -Intention it is worked out for a set of intentions that need not be in force anywhere. Needs intentions:read.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ConsulIntention", DefaultParameterSetName = "Live")]
[OutputType(typeof(IntentionDecision), typeof(bool))]
public sealed class TestConsulIntentionCommand : ConsulApiCmdlet
{
    private IntentionEvaluator? _offline;

    /// <summary>The service that opens the connection.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Source { get; set; } = string.Empty;

    /// <summary>The service that is connected to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    public string Destination { get; set; } = string.Empty;

    /// <summary>The path of an HTTP request, for intentions with permissions.</summary>
    [Parameter]
    public string? RequestPath { get; set; }

    /// <summary>The method of the HTTP request; GET by default.</summary>
    [Parameter]
    public string Method { get; set; } = "GET";

    /// <summary>The headers of the HTTP request.</summary>
    [Parameter]
    public Hashtable Header { get; set; } = [];

    /// <summary>The intentions to decide by, instead of those in force.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Offline")]
    [AllowEmptyCollection]
    public ConsulIntention[] Intention { get; set; } = [];

    /// <summary>What counts where none of -Intention fits; Deny by default.</summary>
    [Parameter(ParameterSetName = "Offline")]
    public IntentionAction Default { get; set; } = IntentionAction.Deny;

    /// <summary>Gives only whether it is allowed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Begin()
    {
        if (ParameterSetName == "Offline")
        {
            _offline = new IntentionEvaluator(Intention, Default == IntentionAction.Allow);
        }
        else
        {
            base.Begin();
        }
    }

    private protected override void Process()
    {
        IntentionRequest? request = RequestPath is null ? null : new IntentionRequest(RequestPath, Method, Headers());
        IntentionDecision decision = _offline is not null
            ? _offline.Decide(Source, Destination, request)
            : Await((log, cancellation) => new Intentions(Client(log), log).DecideAsync(Source, Destination, request, cancellation));
        WriteObject(Quiet ? decision.Allowed : decision);
    }

    private Dictionary<string, string> Headers() => Header.Cast<DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => e.Value?.ToString() ?? string.Empty, StringComparer.OrdinalIgnoreCase);
}
