using Kinpass.Native;

namespace Kinpass
{
    /// <summary>A player's ban, as LootLocker tells it.</summary>
    public sealed class PlayerBan
    {
        /// <summary><c>manual</c> or <c>chargeback</c>; other values may come.</summary>
        public string Reason { get; private set; }

        /// <summary>Since when (ISO 8601).</summary>
        public string BannedOn { get; private set; }

        /// <summary>Until when (ISO 8601); null if permanent.</summary>
        public string BannedUntil { get; private set; }

        /// <summary>Whether the ban has no end.</summary>
        public bool IsPermanent { get; private set; }

        internal unsafe PlayerBan(kinpass_ban* native)
        {
            Reason = Utf8.Read(native->reason);
            BannedOn = Utf8.Read(native->banned_on);
            BannedUntil = Utf8.Read(native->banned_until);
            IsPermanent = native->permanent != 0;
        }
    }
}
