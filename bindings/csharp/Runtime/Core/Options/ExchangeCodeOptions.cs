using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.ExchangeCodeAsync"/>.</summary>
    public sealed class ExchangeCodeOptions
    {
        /// <summary>The code from the redirect. Required. A secret.</summary>
        public string Code { get; set; }

        /// <summary>The redirect URI of the authorization, to the letter. Required.</summary>
        public string RedirectUri { get; set; }

        /// <summary><see cref="AuthorizationRequest.CodeVerifier"/>. Required for public clients. A secret.</summary>
        public string CodeVerifier { get; set; }

        /// <summary>To merge a provisional account: who vouches for it.</summary>
        public ExternalAuthType ExternalAuthType { get; set; }

        /// <summary>To merge a provisional account: its token. A secret.</summary>
        public string ExternalAuthToken { get; set; }

        internal unsafe kinpass_discord_exchange_code_options ToNative(NativeText text)
        {
            kinpass_discord_exchange_code_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_exchange_code_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_exchange_code_options)));
            native.code = text.Add(Code);
            native.redirect_uri = text.Add(RedirectUri);
            native.code_verifier = text.Add(CodeVerifier);
            native.external_auth_type = (int)ExternalAuthType;
            native.external_auth_token = text.Add(ExternalAuthToken);
            return native;
        }
    }
}
