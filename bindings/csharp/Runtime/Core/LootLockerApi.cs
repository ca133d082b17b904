using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>LootLocker's calls: tokens in, tokens out. <see cref="KinpassAccount"/> does all this by itself.</summary>
    public sealed class LootLockerApi
    {
        private readonly KinpassClient client;

        internal LootLockerApi(KinpassClient client)
        {
            this.client = client;
        }

        /// <summary>Starts a session with a Discord token.</summary>
        public unsafe Task<LootLockerSession> StartSessionAsync(
            StartSessionOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.Session, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_lootlocker_start_session(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>Refreshes a session. <see cref="KinpassStatus.SessionExpired"/> means: start a new one.</summary>
        public unsafe Task<LootLockerSession> RefreshSessionAsync(
            RefreshSessionOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.Session, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_lootlocker_refresh_session(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>Ends a session.</summary>
        public unsafe Task EndSessionAsync(
            string sessionToken, CancellationToken cancellation = default(CancellationToken))
        {
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_lootlocker_end_session(client.Handle, text.Add(sessionToken), callback, operation));
        }

        /// <summary>Asks whether a session still lives; <see cref="KinpassStatus.Unauthorized"/> if not.</summary>
        public unsafe Task PingAsync(string sessionToken, CancellationToken cancellation = default(CancellationToken))
        {
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_lootlocker_ping(client.Handle, text.Add(sessionToken), callback, operation));
        }
    }
}
