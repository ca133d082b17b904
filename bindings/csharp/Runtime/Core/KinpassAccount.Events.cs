using System;
using Kinpass.Native;

namespace Kinpass
{
    // What happens to an account by itself. Raised while the client is pumped, on that thread.
    public sealed partial class KinpassAccount
    {
        /// <summary>The parent token was renewed.</summary>
        public event Action<KinpassAccount, ParentToken> TokenRenewed;

        /// <summary>A child token was renewed before it expired: hand it to the Social SDK.</summary>
        public event Action<KinpassAccount, ChildToken> ChildTokenRenewed;

        /// <summary>The LootLocker session was refreshed or started anew.</summary>
        public event Action<KinpassAccount, LootLockerSession> SessionRenewed;

        /// <summary>The network is away. Tokens are kept; work resumes by itself.</summary>
        public event Action<KinpassAccount> WentOffline;

        /// <summary>The network is back.</summary>
        public event Action<KinpassAccount> WentOnline;

        /// <summary>
        /// The parent token ends soon and can't be renewed by the library: bring a new one with
        /// <see cref="AdoptTokensAsync(AdoptTokensOptions, System.Threading.CancellationToken)"/>.
        /// </summary>
        public event Action<KinpassAccount> TokenExpiring;

        /// <summary>The link is lost for good; all tokens are dropped and erased. The player has to link again.</summary>
        public event Action<KinpassAccount, KinpassError> LinkLost;

        /// <summary>The LootLocker session is over and could not be started again.</summary>
        public event Action<KinpassAccount, KinpassError> SessionLost;

        /// <summary>LootLocker has banned the player; <see cref="KinpassError.Ban"/> tells for how long.</summary>
        public event Action<KinpassAccount, KinpassError> Banned;

        /// <summary>The account's store failed; its tokens are kept in memory.</summary>
        public event Action<KinpassAccount, KinpassError> StoreFailed;

        // Copies what the event says, and returns what raises it; null if nobody listens.
        internal unsafe Action Take(kinpass_event* native)
        {
            switch (native->kind)
            {
                case EventKind.TokenRenewed:
                    return With(TokenRenewed, Read.ParentToken, native);
                case EventKind.ChildTokenRenewed:
                    return With(ChildTokenRenewed, Read.ChildToken, native);
                case EventKind.SessionRenewed:
                    return With(SessionRenewed, Read.Session, native);
                case EventKind.Offline:
                    return Alone(WentOffline);
                case EventKind.Online:
                    return Alone(WentOnline);
                case EventKind.TokenExpiring:
                    return Alone(TokenExpiring);
                case EventKind.LinkLost:
                    return With(LinkLost, Read.Error, native);
                case EventKind.SessionLost:
                    return With(SessionLost, Read.Error, native);
                case EventKind.Banned:
                    return With(Banned, Read.Error, native);
                case EventKind.StoreFailed:
                    return With(StoreFailed, Read.Error, native);
                default:
                    return null; // Of a newer library.
            }
        }

        private Action Alone(Action<KinpassAccount> handlers)
        {
            return handlers == null ? (Action)null : () => handlers(this);
        }

        // Nothing is copied for nobody: the event may hold a token.
        private unsafe Action With<T>(Action<KinpassAccount, T> handlers, ReadResult<T> read, kinpass_event* native)
        {
            if (handlers == null)
            {
                return null;
            }
            var argument = read(native);
            return () => handlers(this, argument);
        }
    }
}
