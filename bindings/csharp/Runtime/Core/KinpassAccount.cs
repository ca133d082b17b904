using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>
    /// A player's linked account. The player links once; then ask for child tokens and the session whenever you need them: they
    /// are always fresh, at most one renewal runs at a time, and everything is dropped together when the player unlinks.
    /// </summary>
    public sealed partial class KinpassAccount : IDisposable
    {
        private readonly KinpassClient client;
        private kinpass_account handle;
        private IntPtr key;
        private int disposed;

        internal KinpassAccount(KinpassClient client, AccountOptions options)
        {
            this.client = client;
            PlayerKey = options.PlayerKey;
            ApplicationId = options.ApplicationId;
        }

        /// <summary>The host's name for the player.</summary>
        public string PlayerKey { get; private set; }

        /// <summary>The game's own application id; null if none was given.</summary>
        public string ApplicationId { get; private set; }

        /// <summary>Whether the account or its client was disposed.</summary>
        public bool IsDisposed
        {
            get { return Volatile.Read(ref disposed) != 0; }
        }

        /// <summary>Where the account stands, from memory.</summary>
        public unsafe AccountInfo GetInfo()
        {
            ThrowIfDisposed();
            var native = new kinpass_account_info();
            native.struct_size = (UIntPtr)(uint)sizeof(kinpass_account_info);
            KinpassLibrary.Check(NativeMethods.kinpass_account_get_info(handle, &native));
            return new AccountInfo(native);
        }

        /// <summary>Gives the account a parent token that the host already has, and stores it.</summary>
        public unsafe Task AdoptTokensAsync(
            AdoptTokensOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            ThrowIfDisposed();
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_account_adopt_tokens(handle, &native, callback, operation);
            });
        }

        /// <summary>
        /// Signs the player in: silently from the store if there is a link, else by the method asked for.
        /// </summary>
        public unsafe Task<ParentToken> SignInAsync(
            SignInOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            ThrowIfDisposed();
            return client.Run(
                Read.ParentToken,
                cancellation,
                (text, callback, operation) =>
                {
                    var native = options.ToNative(text);
                    return NativeMethods.kinpass_account_sign_in(handle, &native, callback, operation);
                },
                options.OnAuthorizationUrl,
                options.OnUserCode);
        }

        /// <summary>Hands the redirect that the host received to the sign-in that waits for it.</summary>
        /// <exception cref="KinpassException">No sign-in waits, or the redirect is not this sign-in's.</exception>
        public void HandleRedirect(string url)
        {
            ThrowIfDisposed();
            using (var text = new NativeText())
            {
                KinpassLibrary.Check(NativeMethods.kinpass_account_handle_redirect(handle, text.Add(url)));
            }
        }

        /// <summary>
        /// A child token that is valid for long enough: from memory if there is one, else by one exchange, however many ask.
        /// </summary>
        public unsafe Task<ChildToken> GetChildTokenAsync(
            ChildTokenOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            ThrowIfDisposed();
            return client.Run(Read.ChildToken, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_account_get_child_token(handle, &native, callback, operation);
            });
        }

        /// <summary>The same, for the account's own application.</summary>
        public Task<ChildToken> GetChildTokenAsync(CancellationToken cancellation = default(CancellationToken))
        {
            return GetChildTokenAsync(new ChildTokenOptions(), cancellation);
        }

        /// <summary>
        /// A child token from memory, if there is one that is valid for long enough. Does not wait for a pump. No application id
        /// means the account's own.
        /// </summary>
        public unsafe bool TryPeekChildToken(string applicationId, TimeSpan minValidity, out string accessToken)
        {
            ThrowIfDisposed();
            var seconds = Units.ToSeconds(minValidity, "minValidity");
            using (var buffer = new NativeBuffer(512))
            using (var text = new NativeText())
            {
                var application = text.Add(applicationId);
                var status = NativeMethods.kinpass_account_peek_child_token(handle, application, seconds, buffer.Native);
                // In a loop: a token that takes its place meanwhile may be longer still.
                while (status == KinpassStatus.BufferTooSmall)
                {
                    buffer.Grow();
                    status = NativeMethods.kinpass_account_peek_child_token(handle, application, seconds, buffer.Native);
                }
                if (status == KinpassStatus.NoToken)
                {
                    accessToken = null;
                    return false;
                }
                KinpassLibrary.Check(status);
                accessToken = buffer.Text;
                return true;
            }
        }

        /// <summary>The player's LootLocker session: the one at hand, else refreshed or started.</summary>
        public unsafe Task<LootLockerSession> GetSessionAsync(CancellationToken cancellation = default(CancellationToken))
        {
            ThrowIfDisposed();
            return client.Run(Read.Session, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_account_get_session(handle, callback, operation));
        }

        /// <summary>Renews the LootLocker session now: call it when LootLocker answered 401 or 403 elsewhere.</summary>
        public unsafe Task<LootLockerSession> RefreshSessionAsync(
            CancellationToken cancellation = default(CancellationToken))
        {
            ThrowIfDisposed();
            return client.Run(Read.Session, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_account_refresh_session(handle, callback, operation));
        }

        /// <summary>
        /// Sends one JSON request with the account's credentials. A refusal renews them once and sends once more. If the route
        /// refuses for good, the exception carries its answer.
        /// </summary>
        public unsafe Task<ServiceResponse> RequestAsync(
            ServiceRequest request, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(request, "request");
            ThrowIfDisposed();
            return client.Run(Read.Response, cancellation, (text, callback, operation) =>
            {
                var native = request.ToNative(text);
                return NativeMethods.kinpass_account_request(handle, &native, callback, operation);
            });
        }

        /// <summary>
        /// Signs the player out: drops all tokens and erases the record. To revoke also unlinks the player from all games of the
        /// publisher, at Discord.
        /// </summary>
        public unsafe Task SignOutAsync(bool revoke, CancellationToken cancellation = default(CancellationToken))
        {
            ThrowIfDisposed();
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_account_sign_out(handle, (byte)(revoke ? 1 : 0), callback, operation));
        }

        /// <summary>
        /// Closes the account: its tokens leave memory, what is stored stays. Its open tasks end as cancelled with the client's
        /// next pump.
        /// </summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
            {
                NativeMethods.kinpass_account_close(handle);
                client.Closed(key);
            }
        }

        // Events may be pulled on another thread before this: they find the account by its key, and need nothing set here.
        internal void Opened(kinpass_account opened, IntPtr accountKey)
        {
            handle = opened;
            key = accountKey;
        }

        internal void ClientEnded()
        {
            Volatile.Write(ref disposed, 1);
        }

        private void ThrowIfDisposed()
        {
            if (IsDisposed)
            {
                throw new ObjectDisposedException("KinpassAccount");
            }
        }
    }
}
