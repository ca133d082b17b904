using System;
using System.Collections.Generic;
using UnityEngine;

namespace Kinpass.Unity
{
    /// <summary>
    /// The clients of the running game: pumped once a frame on the main thread, ended when play mode, the program or the
    /// loaded code ends. Use it from the main thread.
    /// </summary>
    public static class KinpassRuntime
    {
        private static readonly List<KinpassClient> Clients = new List<KinpassClient>();
        private static KinpassClient shared;
        private static bool stopped;

        /// <summary>Whether clients may be made: false from the moment on at which the game quits.</summary>
        public static bool IsRunning
        {
            get { return !stopped; }
        }

        /// <summary>The client of the settings asset, made when it is first asked for.</summary>
        /// <exception cref="InvalidOperationException">There is no settings asset, or the game is quitting.</exception>
        public static KinpassClient Client
        {
            get
            {
                if (shared == null || shared.IsDisposed)
                {
                    var settings = KinpassSettings.Load();
                    if (settings == null)
                    {
                        throw new InvalidOperationException(
                            "There is no asset KinpassSettings in a folder named Resources. Make one by Assets, Create, Kinpass, "
                            + "Settings, or use KinpassRuntime.CreateClient.");
                    }
                    shared = CreateClient(settings.ToConfig());
                    shared.LogLevel = settings.LogLevel;
                }
                return shared;
            }
        }

        /// <summary>Whether <see cref="Client"/> is there already; asking this makes none.</summary>
        public static bool HasClient
        {
            get { return shared != null && !shared.IsDisposed; }
        }

        /// <summary>
        /// Makes a client of your own configuration that is pumped and ended like <see cref="Client"/>. Its log lines go to
        /// Unity's console, up to its <see cref="KinpassClient.LogLevel"/>.
        /// </summary>
        public static KinpassClient CreateClient(KinpassConfig config)
        {
            if (stopped)
            {
                throw new InvalidOperationException("The game is quitting: Kinpass makes no client any more.");
            }
            var client = new KinpassClient(config);
            client.Log += ConsoleLog.Write;
            Clients.Add(client);
            PlayerLoopHook.Install(PumpAll);
            return client;
        }

        /// <summary>
        /// Ends all clients: what was open completes as cancelled. Happens by itself on quit, on leaving play mode and before
        /// code is reloaded.
        /// </summary>
        public static void Shutdown()
        {
            PlayerLoopHook.Remove();
            shared = null;
            // A continuation that runs in Dispose may ask for a client again: it is refused, but the list may not be walked.
            var ended = Clients.ToArray();
            Clients.Clear();
            foreach (var client in ended)
            {
                client.Dispose();
            }
        }

        /// <summary>Delivers what has arrived. The player loop does it every frame; only needed where no frames run.</summary>
        public static void PumpAll()
        {
            for (var i = Clients.Count - 1; i >= 0; i--)
            {
                // Handlers may end this client or others.
                if (i >= Clients.Count)
                {
                    continue;
                }
                var client = Clients[i];
                if (client.IsDisposed)
                {
                    Clients.RemoveAt(i);
                    continue;
                }
                Pump(client);
            }
        }

        // For the editor's window.
        internal static IEnumerable<KinpassAccount> OpenAccounts()
        {
            var accounts = new List<KinpassAccount>();
            foreach (var client in Clients)
            {
                accounts.AddRange(client.Accounts);
            }
            return accounts;
        }

        // Comes first in every play mode and every start of the program, with domain reload on or off. With it off, statics
        // still hold what the last play mode left, clients with open requests included.
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        internal static void Reset()
        {
            Shutdown();
            stopped = false;
            Application.quitting -= Quit;
            Application.quitting += Quit;
        }

        internal static void Quit()
        {
            stopped = true;
            Shutdown();
        }

        // A handler that throws must not keep the other clients, or the rest of the frame, from running.
        private static void Pump(KinpassClient client)
        {
            try
            {
                client.Pump();
            }
            catch (Exception exception)
            {
                Debug.LogException(exception);
            }
        }
    }
}
