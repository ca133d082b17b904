using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.CreateAuthorization"/>.</summary>
    public sealed class CreateAuthorizationOptions
    {
        /// <summary>Where Discord sends the player afterwards, as registered. Required.</summary>
        public string RedirectUri { get; set; }

        /// <summary>Scopes separated by spaces. Default <see cref="DiscordScopes.Presence"/>.</summary>
        public string Scope { get; set; }

        /// <summary><c>none</c> or <c>consent</c>; optional.</summary>
        public string Prompt { get; set; }

        /// <summary>For the ID token; optional.</summary>
        public string Nonce { get; set; }

        internal unsafe kinpass_discord_create_authorization_options ToNative(NativeText text)
        {
            kinpass_discord_create_authorization_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_create_authorization_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_create_authorization_options)));
            native.redirect_uri = text.Add(RedirectUri);
            native.scope = text.Add(Scope);
            native.prompt = text.Add(Prompt);
            native.nonce = text.Add(Nonce);
            return native;
        }
    }
}
