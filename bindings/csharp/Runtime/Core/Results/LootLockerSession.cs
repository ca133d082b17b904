using System.Collections.Generic;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>
    /// A LootLocker session. LootLocker tells no expiry: its end shows as <see cref="KinpassStatus.Unauthorized"/> on a later call.
    /// </summary>
    public sealed class LootLockerSession
    {
        /// <summary>For the header <c>x-session-token</c>. A secret.</summary>
        public string SessionToken { get; private set; }

        /// <summary>Refreshes the session. A secret. May be null: then keep the one you have.</summary>
        public string RefreshToken { get; private set; }

        /// <summary>The player's number.</summary>
        public ulong PlayerId { get; private set; }

        /// <summary>The short public identifier.</summary>
        public string PublicUid { get; private set; }

        /// <summary>The ULID; may be null.</summary>
        public string PlayerUlid { get; private set; }

        /// <summary>The platform's identifier of the player; may be null.</summary>
        public string PlayerIdentifier { get; private set; }

        /// <summary>The player's name; may be null.</summary>
        public string PlayerName { get; private set; }

        /// <summary>ISO 8601 with offset; may be null.</summary>
        public string PlayerCreatedAt { get; private set; }

        /// <summary>May be null.</summary>
        public string LastSeen { get; private set; }

        /// <summary>May be null.</summary>
        public string WalletId { get; private set; }

        /// <summary>Whether the player has been here before.</summary>
        public bool SeenBefore { get; private set; }

        /// <summary>Whether there are grant notifications to fetch.</summary>
        public bool CheckGrantNotifications { get; private set; }

        /// <summary>Whether there are deactivation notifications to fetch.</summary>
        public bool CheckDeactivationNotifications { get; private set; }

        /// <summary>Experience points.</summary>
        public long Xp { get; private set; }

        /// <summary>Level.</summary>
        public long Level { get; private set; }

        /// <summary>Balance.</summary>
        public long AccountBalance { get; private set; }

        /// <summary>DLCs to check.</summary>
        public IReadOnlyList<string> CheckDlcs { get; private set; }

        /// <summary>What LootLocker complains about in spite of success, such as a refused player name.</summary>
        public IReadOnlyList<string> Warnings { get; private set; }

        /// <summary>The level thresholds as a JSON object; may be null.</summary>
        public string LevelThresholdsJson { get; private set; }

        /// <summary>The answer as it came, for fields that have no property here; null if it came from memory.</summary>
        public ServiceResponse Response { get; private set; }

        internal unsafe LootLockerSession(kinpass_event* native)
        {
            var session = native->session;
            Require.Carried(session);
            SessionToken = Utf8.Read(session->session_token);
            RefreshToken = Utf8.Read(session->refresh_token);
            PlayerId = session->player_id;
            PublicUid = Utf8.Read(session->public_uid);
            PlayerUlid = Utf8.Read(session->player_ulid);
            PlayerIdentifier = Utf8.Read(session->player_identifier);
            PlayerName = Utf8.Read(session->player_name);
            PlayerCreatedAt = Utf8.Read(session->player_created_at);
            LastSeen = Utf8.Read(session->last_seen);
            WalletId = Utf8.Read(session->wallet_id);
            SeenBefore = session->seen_before != 0;
            CheckGrantNotifications = session->check_grant_notifications != 0;
            CheckDeactivationNotifications = session->check_deactivation_notifications != 0;
            Xp = session->xp;
            Level = session->level;
            AccountBalance = session->account_balance;
            CheckDlcs = Utf8.ReadArray(session->check_dlcs, session->check_dlcs_count);
            Warnings = Utf8.ReadArray(session->warnings, session->warnings_count);
            LevelThresholdsJson = Utf8.Read(session->level_thresholds_json);
            Response = ServiceResponse.Read(native->response);
        }

        /// <summary>Says whose session it is; never its tokens.</summary>
        public override string ToString()
        {
            return "LootLockerSession of player " + PlayerId;
        }
    }
}
