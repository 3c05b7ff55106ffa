using System;
using System.Collections.Generic;

namespace ConsulSecurity;

/// <summary>A policy made from one of Consul's templates (1.17 and later).</summary>
public sealed class AclTemplatedPolicy
{
    /// <summary>Makes a templated policy.</summary>
    /// <param name="templateName">The template: builtin/service, builtin/node, builtin/dns, ...</param>
    /// <param name="name">What is put into the template; null where it takes nothing.</param>
    /// <param name="datacenters">Where it counts; none for everywhere.</param>
    public AclTemplatedPolicy(string templateName, string? name = null, IReadOnlyList<string>? datacenters = null)
    {
        TemplateName = templateName;
        Name = name;
        Datacenters = datacenters ?? Array.Empty<string>();
    }

    /// <summary>The template.</summary>
    public string TemplateName { get; }

    /// <summary>What is put into the template.</summary>
    public string? Name { get; }

    /// <summary>Where it counts; none for everywhere.</summary>
    public IReadOnlyList<string> Datacenters { get; }

    /// <summary>The template and what is put into it.</summary>
    /// <returns>For example <c>builtin/service(web)</c>.</returns>
    public override string ToString() => Name is null ? TemplateName : $"{TemplateName}({Name})";
}
