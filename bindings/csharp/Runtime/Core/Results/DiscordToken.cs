using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>A Discord token: a <see cref="ParentToken"/> or a <see cref="ChildToken"/>, which are never interchangeable.</summary>
    public abstract class DiscordToken
    {
        /// <summary>The application that the token is for.</summary>
        public string ApplicationId { get; private set; }

        /// <summary>The access token. A secret: neither log nor show it.</summary>
        public string AccessToken { get; private set; }

        /// <summary>The scopes granted, separated by spaces; may name more than was asked for.</summary>
        public string Scope { get; private set; }

        /// <summary><c>Bearer</c>.</summary>
        public string TokenType { get; private set; }

        /// <summary>For how long it was valid when it was handed out.</summary>
        public TimeSpan ExpiresIn { get; private set; }

        /// <summary>The answer as it came, for fields that have no property here; null if it came from memory.</summary>
        public ServiceResponse Response { get; private set; }

        internal unsafe DiscordToken(kinpass_event* native, TokenKind kind)
        {
            Require.Carried(native->token);
            if (native->token->kind != kind)
            {
                // A parent in a child's place would be refused by Discord, much later and far from here.
                throw new KinpassException(KinpassStatus.Internal);
            }
            ApplicationId = Utf8.Read(native->token->application_id);
            AccessToken = Utf8.Read(native->token->access_token);
            Scope = Utf8.Read(native->token->scope);
            TokenType = Utf8.Read(native->token->token_type);
            ExpiresIn = Units.FromSeconds(native->token->expires_in_s);
            Response = ServiceResponse.Read(native->response);
        }

        /// <summary>Says whose token it is and for how long; never the token.</summary>
        public override string ToString()
        {
            return GetType().Name + " of " + ApplicationId + ", valid for " + ExpiresIn;
        }
    }
}
