using System;

namespace ConsulSecurity.Lab;

/// <summary>The lab could not do what a test asked for; the message carries the end of the agents' logs.</summary>
public sealed class LabException(string message, Exception? innerException = null) : Exception(message, innerException);
