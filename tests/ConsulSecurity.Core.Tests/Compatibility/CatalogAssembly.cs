using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;

namespace ConsulSecurity.Core.Tests.Compatibility;

/// <summary>One assembly's metadata, with its types and type forwards by full name.</summary>
internal sealed class CatalogAssembly
{
    private readonly Dictionary<string, string> _forwards;

    public CatalogAssembly(MetadataReader reader)
    {
        Reader = reader;
        AssemblyDefinition definition = reader.GetAssemblyDefinition();
        Name = reader.GetString(definition.Name);
        Version = definition.Version;
        Types = reader.TypeDefinitions.ToDictionary(handle => SignatureNames.FullName(reader, handle));
        _forwards = reader.ExportedTypes
            .Select(reader.GetExportedType)
            .Where(type => type.Implementation.Kind == HandleKind.AssemblyReference)
            .ToDictionary(
                type => SignatureNames.Join(reader.GetString(type.Namespace), reader.GetString(type.Name)),
                type => NameOf((AssemblyReferenceHandle)type.Implementation));
    }

    public MetadataReader Reader { get; }

    public string Name { get; }

    public Version Version { get; }

    public Dictionary<string, TypeDefinitionHandle> Types { get; }

    /// <summary>The assembly that a type, or the type it is nested in, has moved to.</summary>
    public string? ForwardOf(string fullName) => _forwards.GetValueOrDefault(fullName.Split('+')[0]);

    /// <summary>The assembly that a type is expected in; null for a type of this assembly.</summary>
    public string? ScopeOf(TypeReferenceHandle handle)
    {
        EntityHandle scope = Reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => ScopeOf((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => NameOf((AssemblyReferenceHandle)scope),
            _ => null,
        };
    }

    private string NameOf(AssemblyReferenceHandle handle) => Reader.GetString(Reader.GetAssemblyReference(handle).Name);
}
