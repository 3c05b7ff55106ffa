using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ConsulSecurity.Core.Tests.Compatibility;

/// <summary>The assemblies that can be there at run time, by name; finds types through type forwards.</summary>
internal sealed class AssemblyCatalog : IDisposable
{
    private readonly List<PEReader> _files = [];
    private readonly Dictionary<string, CatalogAssembly> _assemblies = new(StringComparer.OrdinalIgnoreCase);

    public CatalogAssembly Add(string path) =>
        TryAdd(path) ?? throw new ArgumentException($"'{path}' is not an assembly.", nameof(path));

    public void AddFolder(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*.dll"))
        {
            TryAdd(path);
        }
    }

    public CatalogAssembly? Find(string assembly) => _assemblies.GetValueOrDefault(assembly);

    /// <summary>Where a type is defined that an assembly is asked for; null where it is not.</summary>
    public (CatalogAssembly Assembly, TypeDefinition Type)? FindType(string assembly, string fullName)
    {
        for (CatalogAssembly? at = Find(assembly); at is not null; at = at.ForwardOf(fullName) is { } next ? Find(next) : null)
        {
            if (at.Types.TryGetValue(fullName, out TypeDefinitionHandle type))
            {
                return (at, at.Reader.GetTypeDefinition(type));
            }
        }

        return null;
    }

    /// <summary>Where a type is defined that an assembly refers to.</summary>
    public (CatalogAssembly Assembly, TypeDefinition Type)? FindType(CatalogAssembly from, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => from.ScopeOf((TypeReferenceHandle)handle) is { } scope
            ? FindType(scope, SignatureNames.FullName(from.Reader, (TypeReferenceHandle)handle))
            : null,
        HandleKind.TypeDefinition => (from, from.Reader.GetTypeDefinition((TypeDefinitionHandle)handle)),
        HandleKind.TypeSpecification => FindSpecified(from, (TypeSpecificationHandle)handle),
        _ => null,
    };

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private CatalogAssembly? TryAdd(string path)
    {
        var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        _files.Add(file);
        if (!file.HasMetadata || !file.GetMetadataReader().IsAssembly)
        {
            return null;
        }

        var assembly = new CatalogAssembly(file.GetMetadataReader());
        _assemblies[assembly.Name] = assembly;
        return assembly;
    }

    private (CatalogAssembly Assembly, TypeDefinition Type)? FindSpecified(CatalogAssembly from, TypeSpecificationHandle handle)
    {
        SignatureName name = from.Reader.GetTypeSpecification(handle).DecodeSignature(SignatureNames.Instance, null);
        if (!name.Reference.IsNil)
        {
            return FindType(from, name.Reference);
        }

        string definition = name.Text.Split('<')[0];
        return from.Types.TryGetValue(definition, out TypeDefinitionHandle own) ? (from, from.Reader.GetTypeDefinition(own)) : null;
    }
}
