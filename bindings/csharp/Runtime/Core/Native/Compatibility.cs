using System;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // Run once, before the first client: a library and a wrapper that do not fit must say so, not corrupt memory.
    internal static unsafe class Compatibility
    {
        internal static void Check()
        {
            var found = (int)NativeMethods.kinpass_abi_version();
            if (found != KinpassLibrary.RequiredAbiVersion)
            {
                throw new KinpassLoadException(
                    "This wrapper needs ABI version " + KinpassLibrary.RequiredAbiVersion + " of the native Kinpass library, but "
                    + KinpassLibrary.Version + " has " + found + ". Take both from the same release.");
            }
            CheckOptions();
            CheckOutputs();
        }

        // Each `_init` function has to take the struct at the size that it has here, and leave that size at its start.
        private static void CheckOptions()
        {
            kinpass_config config;
            Same<kinpass_config>(
                NativeMethods.kinpass_config_init(&config, Size(sizeof(kinpass_config))),
                config.struct_size,
                sizeof(kinpass_config));
            kinpass_lootlocker_start_session_options lootlockerStartSession;
            Same<kinpass_lootlocker_start_session_options>(
                NativeMethods.kinpass_lootlocker_start_session_options_init(&lootlockerStartSession, Size(sizeof(kinpass_lootlocker_start_session_options))),
                lootlockerStartSession.struct_size,
                sizeof(kinpass_lootlocker_start_session_options));
            kinpass_lootlocker_refresh_session_options lootlockerRefreshSession;
            Same<kinpass_lootlocker_refresh_session_options>(
                NativeMethods.kinpass_lootlocker_refresh_session_options_init(&lootlockerRefreshSession, Size(sizeof(kinpass_lootlocker_refresh_session_options))),
                lootlockerRefreshSession.struct_size,
                sizeof(kinpass_lootlocker_refresh_session_options));
            kinpass_discord_exchange_child_token_options discordExchangeChildToken;
            Same<kinpass_discord_exchange_child_token_options>(
                NativeMethods.kinpass_discord_exchange_child_token_options_init(&discordExchangeChildToken, Size(sizeof(kinpass_discord_exchange_child_token_options))),
                discordExchangeChildToken.struct_size,
                sizeof(kinpass_discord_exchange_child_token_options));
            kinpass_discord_revoke_token_options discordRevokeToken;
            Same<kinpass_discord_revoke_token_options>(
                NativeMethods.kinpass_discord_revoke_token_options_init(&discordRevokeToken, Size(sizeof(kinpass_discord_revoke_token_options))),
                discordRevokeToken.struct_size,
                sizeof(kinpass_discord_revoke_token_options));
            kinpass_discord_create_authorization_options discordCreateAuthorization;
            Same<kinpass_discord_create_authorization_options>(
                NativeMethods.kinpass_discord_create_authorization_options_init(&discordCreateAuthorization, Size(sizeof(kinpass_discord_create_authorization_options))),
                discordCreateAuthorization.struct_size,
                sizeof(kinpass_discord_create_authorization_options));
            kinpass_discord_exchange_code_options discordExchangeCode;
            Same<kinpass_discord_exchange_code_options>(
                NativeMethods.kinpass_discord_exchange_code_options_init(&discordExchangeCode, Size(sizeof(kinpass_discord_exchange_code_options))),
                discordExchangeCode.struct_size,
                sizeof(kinpass_discord_exchange_code_options));
            kinpass_discord_authorize_options discordAuthorize;
            Same<kinpass_discord_authorize_options>(
                NativeMethods.kinpass_discord_authorize_options_init(&discordAuthorize, Size(sizeof(kinpass_discord_authorize_options))),
                discordAuthorize.struct_size,
                sizeof(kinpass_discord_authorize_options));
            kinpass_discord_authorize_device_options discordAuthorizeDevice;
            Same<kinpass_discord_authorize_device_options>(
                NativeMethods.kinpass_discord_authorize_device_options_init(&discordAuthorizeDevice, Size(sizeof(kinpass_discord_authorize_device_options))),
                discordAuthorizeDevice.struct_size,
                sizeof(kinpass_discord_authorize_device_options));
            kinpass_discord_provisional_options discordProvisional;
            Same<kinpass_discord_provisional_options>(
                NativeMethods.kinpass_discord_provisional_options_init(&discordProvisional, Size(sizeof(kinpass_discord_provisional_options))),
                discordProvisional.struct_size,
                sizeof(kinpass_discord_provisional_options));
            kinpass_account_open_options accountOpen;
            Same<kinpass_account_open_options>(
                NativeMethods.kinpass_account_open_options_init(&accountOpen, Size(sizeof(kinpass_account_open_options))),
                accountOpen.struct_size,
                sizeof(kinpass_account_open_options));
            kinpass_account_adopt_tokens_options accountAdoptTokens;
            Same<kinpass_account_adopt_tokens_options>(
                NativeMethods.kinpass_account_adopt_tokens_options_init(&accountAdoptTokens, Size(sizeof(kinpass_account_adopt_tokens_options))),
                accountAdoptTokens.struct_size,
                sizeof(kinpass_account_adopt_tokens_options));
            kinpass_account_sign_in_options accountSignIn;
            Same<kinpass_account_sign_in_options>(
                NativeMethods.kinpass_account_sign_in_options_init(&accountSignIn, Size(sizeof(kinpass_account_sign_in_options))),
                accountSignIn.struct_size,
                sizeof(kinpass_account_sign_in_options));
            kinpass_account_get_child_token_options accountChildToken;
            Same<kinpass_account_get_child_token_options>(
                NativeMethods.kinpass_account_get_child_token_options_init(&accountChildToken, Size(sizeof(kinpass_account_get_child_token_options))),
                accountChildToken.struct_size,
                sizeof(kinpass_account_get_child_token_options));
            kinpass_account_request_options accountRequest;
            Same<kinpass_account_request_options>(
                NativeMethods.kinpass_account_request_options_init(&accountRequest, Size(sizeof(kinpass_account_request_options))),
                accountRequest.struct_size,
                sizeof(kinpass_account_request_options));
        }

        // What the library fills is read in place, so the runtime may not lay it out differently from the compiler.
        private static void CheckOutputs()
        {
            Blittable<kinpass_string>(sizeof(kinpass_string));
            Blittable<kinpass_buffer>(sizeof(kinpass_buffer));
            Blittable<kinpass_callback>(sizeof(kinpass_callback));
            Blittable<kinpass_ban>(sizeof(kinpass_ban));
            Blittable<kinpass_error>(sizeof(kinpass_error));
            Blittable<kinpass_token>(sizeof(kinpass_token));
            Blittable<kinpass_session>(sizeof(kinpass_session));
            Blittable<kinpass_authorization>(sizeof(kinpass_authorization));
            Blittable<kinpass_user_code>(sizeof(kinpass_user_code));
            Blittable<kinpass_response>(sizeof(kinpass_response));
            Blittable<kinpass_event>(sizeof(kinpass_event));
            Blittable<kinpass_log_line>(sizeof(kinpass_log_line));
            Blittable<kinpass_account_info>(sizeof(kinpass_account_info));
        }

        // What is pulled says how long it is: a longer one has fields that this wrapper does not know, a shorter one lacks some.
        internal static void CheckEvent(kinpass_event* native)
        {
            LongEnough(native->struct_size, sizeof(kinpass_event), "events");
        }

        internal static void CheckLogLine(kinpass_log_line* native)
        {
            LongEnough(native->struct_size, sizeof(kinpass_log_line), "log lines");
        }

        private static void LongEnough(UIntPtr found, int needed, string what)
        {
            if ((ulong)found < (ulong)needed)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library is older than this wrapper: its " + what + " are " + found + " bytes long, not "
                    + needed + ".");
            }
        }

        private static UIntPtr Size(int size)
        {
            return (UIntPtr)(uint)size;
        }

        private static void Same<T>(KinpassStatus status, UIntPtr written, int size)
        {
            Blittable<T>(size);
            if (status != KinpassStatus.Ok || (ulong)written != (ulong)size)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library does not take " + typeof(T).Name + " at the " + size
                    + " bytes that it has in this wrapper (" + status + "). Take both from the same release.");
            }
        }

        private static void Blittable<T>(int size)
        {
            var marshalled = Marshal.SizeOf(typeof(T));
            if (marshalled != size)
            {
                throw new KinpassLoadException(
                    "This runtime lays " + typeof(T).Name + " out at " + marshalled + " bytes instead of " + size + ".");
            }
        }
    }
}
