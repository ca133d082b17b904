using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.RevokeTokenAsync(RevokeTokenOptions, System.Threading.CancellationToken)"/>.</summary>
    public sealed class RevokeTokenOptions
    {
        /// <summary>The token. Required. A secret.</summary>
        public string Token { get; set; }

        /// <summary>The application that the token was issued for. Default: the client's, the parent. For a child token the game's.</summary>
        public string ApplicationId { get; set; }

        /// <summary>The secret of that application, if it has one. Servers only.</summary>
        public string ClientSecret { get; set; }

        internal unsafe kinpass_discord_revoke_token_options ToNative(NativeText text)
        {
            kinpass_discord_revoke_token_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_revoke_token_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_revoke_token_options)));
            native.token = text.Add(Token);
            native.application_id = text.Add(ApplicationId);
            native.client_secret = text.Add(ClientSecret);
            return native;
        }
    }
}
