using System;

namespace Kinpass
{
    /// <summary>The native library is missing, or it and this wrapper do not fit together.</summary>
    public sealed class KinpassLoadException : Exception
    {
        internal KinpassLoadException(string message)
            : base(message)
        {
        }

        internal KinpassLoadException(string message, Exception inner)
            : base(message, inner)
        {
        }
    }
}
