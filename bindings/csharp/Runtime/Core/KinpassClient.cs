using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>
    /// The way to Discord and LootLocker. Every call returns at once; results arrive while <see cref="Pump"/> runs, on the
    /// thread that calls it. Any number of clients live side by side. Members may be used from any thread.
    /// </summary>
    public sealed partial class KinpassClient : IDisposable
    {
        private readonly KeyTable<PendingOperation> operations = new KeyTable<PendingOperation>();
        private readonly KeyTable<KinpassAccount> accounts = new KeyTable<KinpassAccount>();
        private readonly ClientHandle handle;
        private int disposed;

        /// <summary>Makes a client. Costs microseconds: connections are set up in the background.</summary>
        /// <exception cref="KinpassException">The configuration is refused.</exception>
        /// <exception cref="KinpassLoadException">The native library is missing or does not fit.</exception>
        public unsafe KinpassClient(KinpassConfig config)
        {
            if (config == null)
            {
                throw new ArgumentNullException("config");
            }
            KinpassLibrary.EnsureCompatible();
            using (var text = new NativeText())
            {
                var native = config.ToNative(text);
                kinpass_client client;
                KinpassLibrary.Check(NativeMethods.kinpass_client_create(&native, &client));
                handle = new ClientHandle(client);
            }
            Discord = new DiscordApi(this);
            LootLocker = new LootLockerApi(this);
        }

        /// <summary>Discord's calls, one by one. Most games need <see cref="OpenAccount"/> only.</summary>
        public DiscordApi Discord { get; private set; }

        /// <summary>LootLocker's calls, one by one. Most games need <see cref="OpenAccount"/> only.</summary>
        public LootLockerApi LootLocker { get; private set; }

        /// <summary>The accounts that are open now.</summary>
        public IReadOnlyList<KinpassAccount> Accounts
        {
            get { return accounts.Snapshot(); }
        }

        /// <summary>How many operations have not completed yet.</summary>
        public int OpenOperations
        {
            get { return operations.Count; }
        }

        /// <summary>Whether <see cref="Dispose"/> was called.</summary>
        public bool IsDisposed
        {
            get { return Volatile.Read(ref disposed) != 0; }
        }

        internal kinpass_client Handle
        {
            get { return handle.Value; }
        }

        /// <summary>
        /// Opens a player's account, which keeps all of the player's tokens fresh. Its record is read in the background.
        /// </summary>
        /// <exception cref="KinpassException">The options are refused, or an account of this player is open already.</exception>
        public unsafe KinpassAccount OpenAccount(AccountOptions options)
        {
            if (options == null)
            {
                throw new ArgumentNullException("options");
            }
            ThrowIfDisposed();
            var account = new KinpassAccount(this, options);
            var key = accounts.Add(account);
            try
            {
                using (var text = new NativeText())
                {
                    var native = options.ToNative(text);
                    var callback = new kinpass_callback { user_data = key };
                    kinpass_account opened;
                    KinpassLibrary.Check(NativeMethods.kinpass_account_open(Handle, &native, &callback, &opened));
                    account.Opened(opened, key);
                }
            }
            catch
            {
                accounts.Remove(key);
                throw;
            }
            return account;
        }

        /// <summary>Cancels every open operation; their tasks end as cancelled with the next <see cref="Pump"/>.</summary>
        public void CancelAll()
        {
            ThrowIfDisposed();
            KinpassLibrary.Check(NativeMethods.kinpass_client_cancel_all(Handle));
        }

        /// <summary>
        /// Advanced, where <see cref="Log"/> does not do: sends the library's log lines at once to a function of a native
        /// plugin, a C <c>kinpass_log_function</c>, up to a level of its own. It runs on threads of the library, so it may not
        /// be managed code (no <c>Marshal.GetFunctionPointerForDelegate</c>): that breaks under IL2CPP and crashes when an app
        /// domain is reloaded. A zero pointer clears it; then no call is under way any more when this returns.
        /// </summary>
        public void SetNativeLog(KinpassLogLevel level, IntPtr function, IntPtr userData)
        {
            ThrowIfDisposed();
            KinpassLibrary.Check(NativeMethods.kinpass_client_set_log(Handle, (int)level, function, userData));
        }

        /// <summary>
        /// Ends the client. Results and log lines that are there already are delivered, every other open task ends as
        /// cancelled, on this thread, before it returns. It never waits for the network. Account events are not raised any
        /// more.
        /// </summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) != 0)
            {
                return;
            }
            NativeMethods.kinpass_client_cancel_all(Handle);
            PullRest();
            handle.Dispose();
            foreach (var account in accounts.RemoveAll())
            {
                account.ClientEnded();
            }
            // Started on another thread after the pull, and cancelled by the end of the client.
            foreach (var operation in operations.RemoveAll())
            {
                operation.Abandon();
            }
        }

        internal unsafe Task<T> Run<T>(
            ReadResult<T> read,
            CancellationToken cancellation,
            StartOperation start,
            Action<string> onAuthorizationUrl = null,
            Action<UserCodePrompt> onUserCode = null)
        {
            ThrowIfDisposed();
            var pending = new PendingOperation<T>(read, cancellation)
            {
                OnAuthorizationUrl = onAuthorizationUrl,
                OnUserCode = onUserCode,
            };
            if (cancellation.IsCancellationRequested)
            {
                pending.Abandon();
                return pending.Task;
            }
            // Before it is sent: another thread that pumps may pull the completion before the call below returns.
            var key = operations.Add(pending);
            kinpass_operation operation;
            try
            {
                using (var text = new NativeText())
                {
                    var callback = new kinpass_callback { user_data = key };
                    Check(start(text, &callback, &operation));
                }
            }
            catch (KinpassException refused)
            {
                operations.Remove(key);
                var failed = new TaskCompletionSource<T>();
                failed.SetException(refused);
                return failed.Task;
            }
            catch
            {
                operations.Remove(key);
                throw;
            }
            pending.Started(operation);
            return pending.Task;
        }

        internal void Closed(IntPtr accountKey)
        {
            accounts.Remove(accountKey);
        }

        internal void ThrowIfDisposed()
        {
            if (IsDisposed)
            {
                throw new ObjectDisposedException("KinpassClient");
            }
        }

        // A handle that went stale under way was disposed on another thread; say that rather than "invalid handle".
        private void Check(KinpassStatus status)
        {
            if (status == KinpassStatus.InvalidHandle)
            {
                ThrowIfDisposed();
            }
            KinpassLibrary.Check(status);
        }
    }
}
