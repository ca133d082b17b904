using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="LootLockerApi.RefreshSessionAsync"/>.</summary>
    public sealed class RefreshSessionOptions
    {
        /// <summary>The refresh token that LootLocker returned. Required. A secret.</summary>
        public string RefreshToken { get; set; }

        /// <summary>LootLocker game key. Default: the client's.</summary>
        public string GameKey { get; set; }

        /// <summary>LootLocker game version. Default: the client's.</summary>
        public string GameVersion { get; set; }

        /// <summary>A new name for the player. A refused one shows in <see cref="LootLockerSession.Warnings"/>. Optional.</summary>
        public string PlayerName { get; set; }

        /// <summary>An IANA time zone name. Optional.</summary>
        public string Timezone { get; set; }

        internal unsafe kinpass_lootlocker_refresh_session_options ToNative(NativeText text)
        {
            kinpass_lootlocker_refresh_session_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_lootlocker_refresh_session_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_lootlocker_refresh_session_options)));
            native.refresh_token = text.Add(RefreshToken);
            native.game_key = text.Add(GameKey);
            native.game_version = text.Add(GameVersion);
            native.player_name = text.Add(PlayerName);
            native.timezone = text.Add(Timezone);
            return native;
        }
    }
}
