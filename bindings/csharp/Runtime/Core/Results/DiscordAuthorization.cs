using Kinpass.Native;

namespace Kinpass
{
    /// <summary>What an access token stands for, as Discord tells it.</summary>
    public sealed class DiscordAuthorization
    {
        /// <summary>The application.</summary>
        public string ApplicationId { get; private set; }

        /// <summary>Its name.</summary>
        public string ApplicationName { get; private set; }

        /// <summary>The scopes, separated by spaces.</summary>
        public string Scope { get; private set; }

        /// <summary>When the token ends (ISO 8601).</summary>
        public string Expires { get; private set; }

        /// <summary>The user; null without the scope for it.</summary>
        public string UserId { get; private set; }

        /// <summary>The user's name; may be null.</summary>
        public string UserName { get; private set; }

        /// <summary>The user's display name; may be null.</summary>
        public string UserGlobalName { get; private set; }

        /// <summary>The answer as it came.</summary>
        public ServiceResponse Response { get; private set; }

        internal unsafe DiscordAuthorization(kinpass_event* native)
        {
            var authorization = native->authorization;
            Require.Carried(authorization);
            ApplicationId = Utf8.Read(authorization->application_id);
            ApplicationName = Utf8.Read(authorization->application_name);
            Scope = Utf8.Read(authorization->scope);
            Expires = Utf8.Read(authorization->expires);
            UserId = Utf8.Read(authorization->user_id);
            UserName = Utf8.Read(authorization->user_name);
            UserGlobalName = Utf8.Read(authorization->user_global_name);
            Response = ServiceResponse.Read(native->response);
        }
    }
}
