using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.AuthorizeDeviceAsync"/>.</summary>
    public sealed class AuthorizeDeviceOptions
    {
        /// <summary>Scopes separated by spaces. Default <see cref="DiscordScopes.Presence"/>.</summary>
        public string Scope { get; set; }

        /// <summary>Called while pumping, with the code to show the player.</summary>
        public Action<UserCodePrompt> OnUserCode { get; set; }

        /// <summary>To merge a provisional account: who vouches for it.</summary>
        public ExternalAuthType ExternalAuthType { get; set; }

        /// <summary>To merge a provisional account: its token. A secret.</summary>
        public string ExternalAuthToken { get; set; }

        internal unsafe kinpass_discord_authorize_device_options ToNative(NativeText text)
        {
            kinpass_discord_authorize_device_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_authorize_device_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_authorize_device_options)));
            native.scope = text.Add(Scope);
            native.external_auth_type = (int)ExternalAuthType;
            native.external_auth_token = text.Add(ExternalAuthToken);
            return native;
        }
    }
}
