using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.ExchangeChildTokenAsync"/>.</summary>
    public sealed class ExchangeChildTokenOptions
    {
        /// <summary>The publisher application's access token. Required. A secret.</summary>
        public string ParentAccessToken { get; set; }

        /// <summary>The game's application id, as decimal text. Required.</summary>
        public string ChildApplicationId { get; set; }

        /// <summary>
        /// For how long the parent token is still valid, if known: a child ends no later, and <see
        /// cref="DiscordToken.ExpiresIn"/> will say so.
        /// </summary>
        public TimeSpan ParentExpiresIn { get; set; }

        internal unsafe kinpass_discord_exchange_child_token_options ToNative(NativeText text)
        {
            kinpass_discord_exchange_child_token_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_exchange_child_token_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_exchange_child_token_options)));
            native.parent_access_token = text.Add(ParentAccessToken);
            native.child_application_id = text.Add(ChildApplicationId);
            native.parent_expires_in_s = Units.ToWholeSeconds(ParentExpiresIn, "ParentExpiresIn");
            return native;
        }
    }
}
