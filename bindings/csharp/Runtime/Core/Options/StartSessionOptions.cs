using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="LootLockerApi.StartSessionAsync"/>.</summary>
    public sealed class StartSessionOptions
    {
        /// <summary>
        /// The Discord access token: the game's child token, or the parent's, as LootLocker's console is set up. A secret.
        /// </summary>
        public string AccessToken { get; set; }

        /// <summary>
        /// In place of <see cref="AccessToken"/>: Discord's refresh token, which LootLocker documents as possible. A
        /// secret.
        /// </summary>
        public string RefreshToken { get; set; }

        /// <summary>LootLocker game key. Default: the client's.</summary>
        public string GameKey { get; set; }

        /// <summary>LootLocker game version. Default: the client's.</summary>
        public string GameVersion { get; set; }

        /// <summary>
        /// The name a new player gets; optional. A refused name shows in <see cref="LootLockerSession.Warnings"/>.
        /// </summary>
        public string PlayerName { get; set; }

        /// <summary>An IANA time zone name; optional.</summary>
        public string TimeZone { get; set; }

        internal unsafe kinpass_lootlocker_start_session_options ToNative(NativeText text)
        {
            kinpass_lootlocker_start_session_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_lootlocker_start_session_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_lootlocker_start_session_options)));
            native.access_token = text.Add(AccessToken);
            native.refresh_token = text.Add(RefreshToken);
            native.game_key = text.Add(GameKey);
            native.game_version = text.Add(GameVersion);
            native.player_name = text.Add(PlayerName);
            native.timezone = text.Add(TimeZone);
            return native;
        }
    }
}
