using System;
using Xunit;

namespace ConsulSecurity.Core.Tests.Certificates;

/// <summary>A test with cases that asks another program for its opinion; skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsToolTheoryAttribute : TheoryAttribute
{
    public NeedsToolTheoryAttribute(params string[] tools)
    {
        Tools = tools;
        Skip = Array.Find(tools, tool => !Tool.IsInstalled(tool)) is string missing ? $"'{missing}' is not installed." : null;
    }

    public string[] Tools { get; }
}
