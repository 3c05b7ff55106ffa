using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace ConsulSecurity.Core.Tests.Compatibility;

/// <summary>Says which types and members an assembly refers to that none of the catalog's assemblies has.</summary>
internal sealed class ReferenceChecker(AssemblyCatalog catalog)
{
    public IReadOnlyList<string> Missing(CatalogAssembly assembly) =>
    [
        .. assembly.Reader.TypeReferences.Where(handle => IsMissing(assembly, handle)).Select(handle => Describe(assembly, handle)),
        .. assembly.Reader.MemberReferences.Select(handle => MissingMember(assembly, handle)).OfType<string>(),
    ];

    /// <summary>References between the assemblies that ship must name the very version: Windows PowerShell has no binding redirects for us.</summary>
    public static IReadOnlyList<string> WrongVersions(IReadOnlyList<CatalogAssembly> shipped) =>
    [
        .. from assembly in shipped
           from reference in assembly.Reader.AssemblyReferences.Select(assembly.Reader.GetAssemblyReference)
           from target in shipped
           where assembly.Reader.GetString(reference.Name) == target.Name && reference.Version != target.Version
           select $"{assembly.Name} wants {target.Name} {reference.Version}, {target.Version} ships",
    ];

    private static string Describe(CatalogAssembly assembly, TypeReferenceHandle handle) =>
        $"[{assembly.ScopeOf(handle)}]{SignatureNames.FullName(assembly.Reader, handle)}";

    // Of our own assemblies the compiler has seen what is internal and shared (InternalsVisibleTo).
    private static bool SharesInternals(CatalogAssembly assembly) => assembly.Name.StartsWith("ConsulSecurity", StringComparison.Ordinal);

    private static bool IsVisible(MethodAttributes attributes, bool internals) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem => true,
        MethodAttributes.Assembly or MethodAttributes.FamANDAssem => internals,
        _ => false,
    };

    private static bool IsVisible(FieldAttributes attributes, bool internals) => (attributes & FieldAttributes.FieldAccessMask) switch
    {
        FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem => true,
        FieldAttributes.Assembly or FieldAttributes.FamANDAssem => internals,
        _ => false,
    };

    private bool IsMissing(CatalogAssembly assembly, TypeReferenceHandle handle) =>
        assembly.ScopeOf(handle) is not null && catalog.FindType(assembly, handle) is null;

    private string? MissingMember(CatalogAssembly assembly, MemberReferenceHandle handle)
    {
        MemberReference member = assembly.Reader.GetMemberReference(handle);
        TypeReferenceHandle parent = member.Parent.Kind switch
        {
            HandleKind.TypeReference => (TypeReferenceHandle)member.Parent,
            HandleKind.TypeSpecification => assembly.Reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent)
                .DecodeSignature(SignatureNames.Instance, null).Reference,
            _ => default,
        };

        // A missing type has been reported already, and an array's methods are made by the runtime.
        if (parent.IsNil || catalog.FindType(assembly, parent) is not { } home)
        {
            return null;
        }

        string name = assembly.Reader.GetString(member.Name);
        string signature = member.GetKind() == MemberReferenceKind.Field
            ? member.DecodeFieldSignature(SignatureNames.Instance, null).Text
            : SignatureNames.Describe(member.DecodeMethodSignature(SignatureNames.Instance, null));
        return HasMember(home.Assembly, home.Type, name, signature) ? null : $"{Describe(assembly, parent)}::{name} {signature}";
    }

    private bool HasMember(CatalogAssembly assembly, TypeDefinition type, string name, string signature) =>
        Declares(assembly, type, name, signature)
        || Ancestors(assembly.Reader, type).Any(
            handle => catalog.FindType(assembly, handle) is { } home && HasMember(home.Assembly, home.Type, name, signature));

    private static IEnumerable<EntityHandle> Ancestors(MetadataReader reader, TypeDefinition type)
    {
        if (!type.BaseType.IsNil)
        {
            yield return type.BaseType;
        }

        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
        {
            yield return reader.GetInterfaceImplementation(handle).Interface;
        }
    }

    private static bool Declares(CatalogAssembly assembly, TypeDefinition type, string name, string signature)
    {
        MetadataReader reader = assembly.Reader;
        bool internals = SharesInternals(assembly);
        return type.GetMethods().Select(reader.GetMethodDefinition).Any(method =>
                reader.StringComparer.Equals(method.Name, name) && IsVisible(method.Attributes, internals)
                && SignatureNames.Describe(method.DecodeSignature(SignatureNames.Instance, null)) == signature)
            || type.GetFields().Select(reader.GetFieldDefinition).Any(field =>
                reader.StringComparer.Equals(field.Name, name) && IsVisible(field.Attributes, internals)
                && field.DecodeSignature(SignatureNames.Instance, null).Text == signature);
    }
}
