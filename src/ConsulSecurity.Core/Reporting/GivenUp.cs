using System.Collections.Generic;

namespace ConsulSecurity.Reporting;

/// <summary>What is given up while checks fail.</summary>
internal sealed record GivenUp(string Sentence, Severity Severity, IReadOnlyList<string> Checks);
