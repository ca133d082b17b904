using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>A look at an account, from memory.</summary>
    public sealed class AccountInfo
    {
        /// <summary>Where it stands.</summary>
        public AccountState State { get; private set; }

        /// <summary>Whether it is a provisional account.</summary>
        public bool IsProvisional { get; private set; }

        /// <summary>Whether the parent token can be refreshed.</summary>
        public bool CanRenew { get; private set; }

        /// <summary>Whether there is a LootLocker session.</summary>
        public bool HasSession { get; private set; }

        /// <summary>For how long the parent token is still valid; zero if there is none.</summary>
        public TimeSpan TokenExpiresIn { get; private set; }

        /// <summary>How many child tokens are at hand.</summary>
        public int ChildTokens { get; private set; }

        internal AccountInfo(kinpass_account_info native)
        {
            State = native.state;
            IsProvisional = native.provisional != 0;
            CanRenew = native.can_renew != 0;
            HasSession = native.has_session != 0;
            TokenExpiresIn = Units.FromSeconds(native.token_expires_in_s);
            ChildTokens = (int)native.child_tokens;
        }
    }
}
