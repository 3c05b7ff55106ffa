using System.Management.Automation;

namespace ConsulSecurity.Commands;

/// <summary>PowerShell's form of our errors.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(ConsulSecurityException error) =>
        new(error, error.ErrorId, Category(error.Kind), error.ErrorTarget);

    private static ErrorCategory Category(ConsulErrorKind kind) => kind switch
    {
        ConsulErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ConsulErrorKind.InvalidData => ErrorCategory.InvalidData,
        ConsulErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ConsulErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        ConsulErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ConsulErrorKind.Unreachable => ErrorCategory.ConnectionError,
        ConsulErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        ConsulErrorKind.Untrusted => ErrorCategory.SecurityError,
        ConsulErrorKind.Timeout => ErrorCategory.OperationTimeout,
        ConsulErrorKind.InvalidState => ErrorCategory.InvalidOperation,
        ConsulErrorKind.NotSupported => ErrorCategory.NotImplemented,
        _ => ErrorCategory.InvalidResult,
    };
}
