using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="DiscordApi.GetProvisionalTokenAsync"/> and <see cref="DiscordApi.UnmergeProvisionalAccountAsync"/>: either a player's external identity, or a server's bot token with the user id it chose.</summary>
    public sealed class ProvisionalAccountOptions
    {
        /// <summary>Who vouches for the player.</summary>
        public ExternalAuthType ExternalAuthType { get; set; }

        /// <summary>The external identity's token, up to 10,240 bytes. A secret.</summary>
        public string ExternalAuthToken { get; set; }

        /// <summary>Servers only: the publisher's bot token. Never ship it.</summary>
        public string BotToken { get; set; }

        /// <summary>With <see cref="BotToken"/>: the server's id of the player, up to 1,024 bytes.</summary>
        public string ExternalUserId { get; set; }

        /// <summary>With <see cref="BotToken"/>: the name to show, up to 32 characters; optional.</summary>
        public string PreferredGlobalName { get; set; }

        /// <summary>With <see cref="BotToken"/>, for a token: the Discord user id of a provisional account that is there already; optional.</summary>
        public string ProvisionalUserId { get; set; }

        internal unsafe kinpass_discord_provisional_options ToNative(NativeText text)
        {
            kinpass_discord_provisional_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_discord_provisional_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_discord_provisional_options)));
            native.external_auth_type = (int)ExternalAuthType;
            native.external_auth_token = text.Add(ExternalAuthToken);
            native.bot_token = text.Add(BotToken);
            native.external_user_id = text.Add(ExternalUserId);
            native.preferred_global_name = text.Add(PreferredGlobalName);
            native.provisional_user_id = text.Add(ProvisionalUserId);
            return native;
        }
    }
}
