using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>Discord's calls: tokens in, tokens out. <see cref="KinpassAccount"/> does all this by itself.</summary>
    public sealed class DiscordApi
    {
        private readonly KinpassClient client;

        internal DiscordApi(KinpassClient client)
        {
            this.client = client;
        }

        /// <summary>Exchanges the parent's access token for the token of one game.</summary>
        public unsafe Task<ChildToken> ExchangeChildTokenAsync(
            ExchangeChildTokenOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.ChildToken, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_discord_exchange_child_token(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>
        /// Refreshes the parent's tokens. The old pair is dead afterwards: store the new one before you use it. Not repeatable:
        /// <see cref="KinpassStatus.OutcomeUnknown"/> if the answer was lost.
        /// </summary>
        public unsafe Task<ParentToken> RefreshTokenAsync(
            string refreshToken, CancellationToken cancellation = default(CancellationToken))
        {
            return client.Run(Read.ParentToken, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_discord_refresh_token(client.Handle, text.Add(refreshToken), callback, operation));
        }

        /// <summary>
        /// Revokes a token of the parent, and with it all of this player's tokens of the publisher: the player unlinks.
        /// </summary>
        public Task RevokeTokenAsync(string token, CancellationToken cancellation = default(CancellationToken))
        {
            return RevokeTokenAsync(new RevokeTokenOptions { Token = token }, cancellation);
        }

        /// <summary>
        /// Revokes a token of any application: for a child token name the game's, and that game's tokens alone end. A token that
        /// is not of the application named is a success, and lives on.
        /// </summary>
        public unsafe Task RevokeTokenAsync(
            RevokeTokenOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_discord_revoke_token(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>
        /// Makes the address of Discord's authorization page, with fresh PKCE verifier and state. Nothing is sent.
        /// </summary>
        public unsafe AuthorizationRequest CreateAuthorization(CreateAuthorizationOptions options)
        {
            Require.NotNull(options, "options");
            client.ThrowIfDisposed();
            // Always enough for the default scopes; the library says how much if not.
            using (var url = new NativeBuffer(2048))
            using (var verifier = new NativeBuffer(129))
            using (var state = new NativeBuffer(65))
            using (var text = new NativeText())
            {
                var native = options.ToNative(text);
                var status = NativeMethods.kinpass_discord_create_authorization(
                    client.Handle, &native, url.Native, verifier.Native, state.Native);
                if (status == KinpassStatus.BufferTooSmall)
                {
                    url.Grow();
                    verifier.Grow();
                    state.Grow();
                    status = NativeMethods.kinpass_discord_create_authorization(
                        client.Handle, &native, url.Native, verifier.Native, state.Native);
                }
                KinpassLibrary.Check(status);
                return new AuthorizationRequest(url.Text, verifier.Text, state.Text);
            }
        }

        /// <summary>Exchanges the code of a redirect for the parent's tokens. Not repeatable, as a refresh.</summary>
        public unsafe Task<ParentToken> ExchangeCodeAsync(
            ExchangeCodeOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.ParentToken, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_discord_exchange_code(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>
        /// Links a player in the browser: opens Discord's page, listens on a loopback port for the redirect, checks its state,
        /// and exchanges the code.
        /// </summary>
        public unsafe Task<ParentToken> AuthorizeAsync(
            AuthorizeOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(
                Read.ParentToken,
                cancellation,
                (text, callback, operation) =>
                {
                    var native = options.ToNative(text);
                    return NativeMethods.kinpass_discord_authorize(client.Handle, &native, callback, operation);
                },
                options.OnAuthorizationUrl);
        }

        /// <summary>Links a player on a device without browser or keyboard.</summary>
        public unsafe Task<ParentToken> AuthorizeDeviceAsync(
            AuthorizeDeviceOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(
                Read.ParentToken,
                cancellation,
                (text, callback, operation) =>
                {
                    var native = options.ToNative(text);
                    return NativeMethods.kinpass_discord_authorize_device(client.Handle, &native, callback, operation);
                },
                null,
                options.OnUserCode);
        }

        /// <summary>Gets a parent token for a player without a Discord account.</summary>
        public unsafe Task<ParentToken> GetProvisionalTokenAsync(
            ProvisionalAccountOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.ParentToken, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_discord_get_provisional_token(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>Parts a merged provisional account from the full account again.</summary>
        public unsafe Task UnmergeProvisionalAccountAsync(
            ProvisionalAccountOptions options, CancellationToken cancellation = default(CancellationToken))
        {
            Require.NotNull(options, "options");
            return client.Run(Read.Nothing, cancellation, (text, callback, operation) =>
            {
                var native = options.ToNative(text);
                return NativeMethods.kinpass_discord_unmerge_provisional_account(client.Handle, &native, callback, operation);
            });
        }

        /// <summary>Asks Discord what an access token stands for.</summary>
        public unsafe Task<DiscordAuthorization> GetAuthorizationAsync(
            string accessToken, CancellationToken cancellation = default(CancellationToken))
        {
            return client.Run(Read.Authorization, cancellation, (text, callback, operation) =>
                NativeMethods.kinpass_discord_get_authorization(client.Handle, text.Add(accessToken), callback, operation));
        }
    }
}
