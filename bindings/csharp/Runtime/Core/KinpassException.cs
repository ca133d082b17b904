using System;

namespace Kinpass
{
    /// <summary>A call or an operation failed. A cancelled one throws <see cref="OperationCanceledException"/> instead.</summary>
    public sealed class KinpassException : Exception
    {
        /// <summary>What went wrong, in full.</summary>
        public KinpassError Error { get; private set; }

        /// <summary>Which call it was; <see cref="KinpassOperation.None"/> if it was refused before it started.</summary>
        public KinpassOperation Operation { get; private set; }

        /// <summary>The answer of the service, if there was one; may be null. It may hold tokens: do not log it.</summary>
        public ServiceResponse Response { get; private set; }

        /// <summary>What to branch on; the same as <c>Error.Status</c>.</summary>
        public KinpassStatus Status
        {
            get { return Error.Status; }
        }

        internal KinpassException(KinpassError error, KinpassOperation operation, ServiceResponse response)
            : base(error.ToString())
        {
            Operation = operation;
            Error = error;
            Response = response;
        }

        internal KinpassException(KinpassError error)
            : this(error, KinpassOperation.None, null)
        {
        }

        internal KinpassException(KinpassStatus status)
            : this(new KinpassError(status))
        {
        }
    }
}
