using System;

namespace ConsulSecurity.Acl;

/// <summary>The words of rules, as the server compares them.</summary>
internal static class AclWords
{
    public const string Deny = "deny";
    public const string Read = "read";
    public const string List = "list";
    public const string Write = "write";

    /// <summary>What a word grants, whatever its case; null where it is none.</summary>
    public static AclAccess? Parse(string word) => ParseExact(word) ?? (word.Length == 0 ? null : ParseExact(Lower(word)));

    /// <summary>Whether the server takes the word in a rule.</summary>
    public static bool IsValid(string word, bool takesList) =>
        Parse(word) is { } access && (access != AclAccess.List || takesList);

    /// <summary>
    /// Whether a word replaces another when rules for the same thing are merged: deny over write over list over read. The server compares
    /// the words as they are written, so one in capitals never replaces another and loses against any in small letters.
    /// </summary>
    public static bool Replaces(string word, string other) => Rank(word) > 0 && Rank(word) >= Rank(other);

    /// <summary>Whether two names are the same to Go's strings.EqualFold: long s and the Kelvin sign fold too.</summary>
    public static bool SameName(string a, string b) => string.Equals(Fold(a), Fold(b), StringComparison.OrdinalIgnoreCase);

    private static AclAccess? ParseExact(string word) => word switch
    {
        Deny => AclAccess.Deny,
        Read => AclAccess.Read,
        List => AclAccess.List,
        Write => AclAccess.Write,
        _ => null,
    };

    private static int Rank(string word) => word switch
    {
        Deny => 4,
        Write => 3,
        List => 2,
        Read => 1,
        _ => 0,
    };

    // Go lowers the dotted capital I to a plain i.
    private static string Lower(string word) => word.Replace('\u0130', 'i').ToLowerInvariant();

    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k');
}
