using System;

namespace ConsulSecurity;

/// <summary>A place in a file: line and column count from 1, a column is one character as a person counts it.</summary>
public sealed class SourceLocation : IEquatable<SourceLocation>
{
    /// <summary>Names a place.</summary>
    /// <param name="path">The file, or another name of the text; empty where it has none.</param>
    /// <param name="line">The line, from 1; 0 means the file as a whole.</param>
    /// <param name="column">The column, from 1; 0 means the line as a whole.</param>
    public SourceLocation(string path, int line, int column)
    {
        Path = path;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or another name of the text; empty where it has none.</summary>
    public string Path { get; }

    /// <summary>The line, from 1; 0 means the file as a whole.</summary>
    public int Line { get; }

    /// <summary>The column, from 1; 0 means the line as a whole.</summary>
    public int Column { get; }

    /// <inheritdoc/>
    public bool Equals(SourceLocation? other) =>
        other is not null && other.Path == Path && other.Line == Line && other.Column == Column;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceLocation);

    /// <inheritdoc/>
    public override int GetHashCode() => (((Path.GetHashCode() * 31) + Line) * 31) + Column;

    /// <summary>The place as compilers print it.</summary>
    /// <returns>For example <c>/etc/consul.d/tls.hcl:12:3</c>.</returns>
    public override string ToString()
    {
        string place = Line == 0 ? string.Empty : Column == 0 ? $"{Line}" : $"{Line}:{Column}";
        return Path.Length == 0 ? place : place.Length == 0 ? Path : Path + ":" + place;
    }
}
