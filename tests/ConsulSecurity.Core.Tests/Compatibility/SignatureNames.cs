using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;

namespace ConsulSecurity.Core.Tests.Compatibility;

/// <summary>A type in a signature: its text, and where it is looked up when it is a named type of another assembly.</summary>
internal sealed record SignatureName(string Text, TypeReferenceHandle Reference = default);

/// <summary>Writes signatures without the assemblies of their types, since a type forward may have moved each of them.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<SignatureName, object?>
{
    public static SignatureNames Instance { get; } = new();

    public static string Describe(MethodSignature<SignatureName> signature) =>
        $"{signature.ReturnType.Text} ({signature.GenericParameterCount}, {signature.Header.IsInstance})"
        + $"({string.Join(",", signature.ParameterTypes.Select(type => type.Text))})";

    public static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return FullName(reader, (TypeReferenceHandle)type.ResolutionScope) + "+" + name;
        }

        return Join(reader.GetString(type.Namespace), name);
    }

    public static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? Join(reader.GetString(type.Namespace), name) : FullName(reader, outer) + "+" + name;
    }

    public static string Join(string space, string name) => space.Length == 0 ? name : space + "." + name;

    public SignatureName GetPrimitiveType(PrimitiveTypeCode typeCode) => new("System." + typeCode);

    public SignatureName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        new(FullName(reader, handle));

    public SignatureName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        new(FullName(reader, handle), handle);

    public SignatureName GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public SignatureName GetGenericInstantiation(SignatureName genericType, ImmutableArray<SignatureName> typeArguments) =>
        new($"{genericType.Text}<{string.Join(",", typeArguments.Select(type => type.Text))}>", genericType.Reference);

    public SignatureName GetArrayType(SignatureName elementType, ArrayShape shape) => new($"{elementType.Text}[{shape.Rank}]");

    public SignatureName GetSZArrayType(SignatureName elementType) => new(elementType.Text + "[]");

    public SignatureName GetByReferenceType(SignatureName elementType) => new(elementType.Text + "&");

    public SignatureName GetPointerType(SignatureName elementType) => new(elementType.Text + "*");

    public SignatureName GetPinnedType(SignatureName elementType) => elementType;

    public SignatureName GetFunctionPointerType(MethodSignature<SignatureName> signature) => new("method " + Describe(signature));

    public SignatureName GetGenericMethodParameter(object? genericContext, int index) => new("!!" + index);

    public SignatureName GetGenericTypeParameter(object? genericContext, int index) => new("!" + index);

    public SignatureName GetModifiedType(SignatureName modifier, SignatureName unmodifiedType, bool isRequired) =>
        isRequired ? new($"{unmodifiedType.Text} modreq({modifier.Text})") : unmodifiedType;
}
