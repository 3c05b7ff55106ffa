using System;
using System.IO;
using System.Management.Automation.Language;
using ConsulSecurity.Hardening;

namespace ConsulSecurity.Commands;

/// <summary>Reads .json and .psd1 files of data. Nothing in them is run: of PSD1 only constants are taken.</summary>
internal static class DataFile
{
    /// <exception cref="ConsulSecurityException"><c>HardeningProfileInvalid</c>, or what stands in the way of reading.</exception>
    public static object Read(string path)
    {
        try
        {
            return string.Equals(Path.GetExtension(path), ".psd1", StringComparison.OrdinalIgnoreCase)
                ? ReadPowerShell(path)
                : ProfileFile.ParseJson(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HardeningErrors.ProfileInvalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static object ReadPowerShell(string path)
    {
        ScriptBlockAst script = Parser.ParseInput(File.ReadAllText(path), out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw HardeningErrors.ProfileInvalid(path, $"line {errors[0].Extent.StartLineNumber}: {errors[0].Message.TrimEnd('.')}");
        }

        ExpressionAst? expression = script.EndBlock?.Statements is { Count: 1 } statements
            ? (statements[0] as PipelineAst)?.GetPureExpression()
            : null;
        try
        {
            return expression?.SafeGetValue() ?? throw HardeningErrors.ProfileInvalid(path, "it is not one hashtable");
        }
        catch (InvalidOperationException e)
        {
            throw HardeningErrors.ProfileInvalid(path, "it holds more than constants", e);
        }
    }
}
