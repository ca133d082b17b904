using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="KinpassClient.OpenAccount"/>.</summary>
    public sealed class AccountOptions
    {
        /// <summary>The host's name for the player: one stored record each. Required.</summary>
        public string PlayerKey { get; set; }

        /// <summary>The game's own (child) application id: for the LootLocker session and wherever none is named.</summary>
        public string ApplicationId { get; set; }

        /// <summary>LootLocker game key. Default: the client's.</summary>
        public string GameKey { get; set; }

        /// <summary>LootLocker game version. Default: the client's.</summary>
        public string GameVersion { get; set; }

        /// <summary>Which Discord token a LootLocker session is started with.</summary>
        public LootLockerTokenSource LootLockerTokenSource { get; set; }

        /// <summary>
        /// How long before its end a token is renewed. Default ten minutes, or a tenth of its life if that is less; jitter
        /// is added.
        /// </summary>
        public TimeSpan RenewAhead { get; set; }

        /// <summary>Renew only when asked. Default: before expiry, by itself.</summary>
        public bool NoAutomaticRenewal { get; set; }

        internal unsafe kinpass_account_open_options ToNative(NativeText text)
        {
            kinpass_account_open_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_account_open_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_account_open_options)));
            native.player_key = text.Add(PlayerKey);
            native.application_id = text.Add(ApplicationId);
            native.game_key = text.Add(GameKey);
            native.game_version = text.Add(GameVersion);
            native.lootlocker_token_source = (int)LootLockerTokenSource;
            native.renew_ahead_s = Units.ToSeconds(RenewAhead, "RenewAhead");
            native.no_automatic_renewal = (byte)(NoAutomaticRenewal ? 1 : 0);
            return native;
        }
    }
}
