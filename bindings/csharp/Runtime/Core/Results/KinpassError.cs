using System;
using System.Globalization;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>What went wrong, in full. No text in it holds a token, a secret or a raw body.</summary>
    public sealed class KinpassError
    {
        /// <summary>What to branch on.</summary>
        public KinpassStatus Status { get; private set; }

        /// <summary>The domain of the status.</summary>
        public KinpassErrorCategory Category { get; private set; }

        /// <summary>The HTTP status, or 0 if there was no answer.</summary>
        public int HttpStatus { get; private set; }

        /// <summary>Whether the same call may work later without a change.</summary>
        public bool IsRetryable { get; private set; }

        /// <summary>How many times the request was sent.</summary>
        public int Attempts { get; private set; }

        /// <summary>How long the service wants to be left alone; zero if it does not say.</summary>
        public TimeSpan RetryAfter { get; private set; }

        /// <summary>The service's own code: a word (<c>invalid_grant</c>) or a number as text; may be null.</summary>
        public string Code { get; private set; }

        /// <summary>
        /// For people, in English; for logs and bug reports, not for branching. Of a call that was refused: function, argument,
        /// what was expected, what came. May be null.
        /// </summary>
        public string Message { get; private set; }

        /// <summary>The service's name for the request; may be null.</summary>
        public string RequestId { get; private set; }

        /// <summary>The service's trace id; may be null.</summary>
        public string TraceId { get; private set; }

        /// <summary>The ban, with <see cref="KinpassStatus.PlayerBanned"/>; else null.</summary>
        public PlayerBan Ban { get; private set; }

        internal KinpassError(KinpassStatus status, string reason = null)
        {
            Status = status;
            Category = NativeMethods.kinpass_status_category((int)status);
            Message = reason;
        }

        // Of a call that has just returned this on this thread: with the reason.
        internal static unsafe KinpassError Refused(KinpassStatus status)
        {
            // Enough for each reason, says the C header.
            using (var reason = new NativeBuffer(512))
            {
                var known = NativeMethods.kinpass_last_refusal((int)status, reason.Native) == KinpassStatus.Ok;
                return new KinpassError(status, known && reason.Text.Length > 0 ? reason.Text : null);
            }
        }

        internal static unsafe KinpassError Read(kinpass_error* native, KinpassStatus status)
        {
            if (native == null)
            {
                return new KinpassError(status);
            }
            return new KinpassError(status)
            {
                Category = native->category,
                HttpStatus = native->http_status,
                IsRetryable = native->retryable != 0,
                Attempts = (int)native->attempts,
                RetryAfter = Units.FromMilliseconds(native->retry_after_ms),
                Code = Utf8.Read(native->code),
                Message = Utf8.Read(native->message),
                RequestId = Utf8.Read(native->request_id),
                TraceId = Utf8.Read(native->trace_id),
                Ban = native->ban == null ? null : new PlayerBan(native->ban),
            };
        }

        /// <summary>One line: the status's name, the message, and what the service said.</summary>
        public override string ToString()
        {
            var text = KinpassLibrary.StatusName(Status);
            if (!string.IsNullOrEmpty(Message))
            {
                text += ": " + Message;
            }
            if (HttpStatus != 0)
            {
                text += " (HTTP " + HttpStatus.ToString(CultureInfo.InvariantCulture)
                    + (string.IsNullOrEmpty(Code) ? ")" : ", " + Code + ")");
            }
            return text;
        }
    }
}
