using Kinpass.Native;

namespace Kinpass
{
    /// <summary>A token of the publisher's application: it exchanges child tokens, and nothing connects with it.</summary>
    public sealed class ParentToken : DiscordToken
    {
        /// <summary>Brings the next pair of tokens, once. A secret. Null where there is none (provisional accounts).</summary>
        public string RefreshToken { get; private set; }

        /// <summary>The OpenID Connect ID token; may be null.</summary>
        public string IdToken { get; private set; }

        /// <summary>Whether it is of a provisional account.</summary>
        public bool IsProvisional { get; private set; }

        internal unsafe ParentToken(kinpass_event* native)
            : base(native, TokenKind.Parent)
        {
            RefreshToken = Utf8.Read(native->token->refresh_token);
            IdToken = Utf8.Read(native->token->id_token);
            IsProvisional = native->token->provisional != 0;
        }
    }
}
