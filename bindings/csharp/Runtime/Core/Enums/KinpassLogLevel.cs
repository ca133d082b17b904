namespace Kinpass
{
    /// <summary>How much a log line matters. Mirrors <c>kinpass_log_level</c>.</summary>
    public enum KinpassLogLevel
    {
        /// <summary>Nothing at all.</summary>
        Off = 0,

        /// <summary>An operation failed for good, or a call was wrong.</summary>
        Error = 1,

        /// <summary>Something failed and is tried again.</summary>
        Warn = 2,

        /// <summary>What an account does.</summary>
        Info = 3,

        /// <summary>Each request, with its status and time.</summary>
        Debug = 4,

        /// <summary>Each event that is queued.</summary>
        Trace = 5,
    }
}
