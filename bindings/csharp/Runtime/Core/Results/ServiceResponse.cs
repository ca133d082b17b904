using Kinpass.Native;

namespace Kinpass
{
    /// <summary>An answer as it came. The body may hold tokens: do not log it.</summary>
    public sealed class ServiceResponse
    {
        /// <summary>The HTTP status.</summary>
        public int HttpStatus { get; private set; }

        /// <summary>The body, as text.</summary>
        public string Body { get; private set; }

        internal static unsafe ServiceResponse Read(kinpass_response* native)
        {
            return native == null
                ? null
                : new ServiceResponse { HttpStatus = native->http_status, Body = Utf8.Read(native->body) };
        }

        /// <summary>The status and the size; never the body.</summary>
        public override string ToString()
        {
            return "HTTP " + HttpStatus + ", " + (Body == null ? 0 : Body.Length) + " characters";
        }
    }
}
