// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
using System;
using System.Runtime.InteropServices;
using System.Security;

namespace Kinpass.Native
{
    // Every function of include/kinpass.h but kinpass_client_poll (see Documentation~/coverage.md). Nothing here takes a
    // delegate: no native code ever calls managed code. Only blittable types cross, so no call marshals or allocates.
    [SuppressUnmanagedCodeSecurity]
    internal static unsafe class NativeMethods
    {
        // On iOS the library is linked into the program itself.
#if (UNITY_IOS || UNITY_TVOS || UNITY_VISIONOS) && !UNITY_EDITOR
        private const string Library = "__Internal";
#else
        private const string Library = "kinpass";
#endif

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint kinpass_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern byte* kinpass_version_string();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint kinpass_abi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern byte* kinpass_status_name(int status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassErrorCategory kinpass_status_category(int status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_last_refusal(int status, kinpass_buffer* reason);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_config_init(kinpass_config* config, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_create(kinpass_config* config, kinpass_client* client);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_destroy(kinpass_client client, uint timeoutMs);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_next_event(kinpass_client client, kinpass_event** @event);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_event_release(kinpass_event* @event);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_wait(kinpass_client client, uint timeoutMs);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_cancel_all(kinpass_client client);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_operation_cancel(kinpass_operation operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_set_log(
            kinpass_client client, int level, IntPtr function, IntPtr userData);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_keep_log(kinpass_client client, int level, uint maxLines);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_client_next_log_line(
            kinpass_client client, kinpass_log_line** line);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_log_line_release(kinpass_log_line* line);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_start_session_options_init(
            kinpass_lootlocker_start_session_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_refresh_session_options_init(
            kinpass_lootlocker_refresh_session_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_start_session(
            kinpass_client client, kinpass_lootlocker_start_session_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_refresh_session(
            kinpass_client client, kinpass_lootlocker_refresh_session_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_end_session(
            kinpass_client client, kinpass_string sessionToken, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_lootlocker_ping(
            kinpass_client client, kinpass_string sessionToken, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_exchange_child_token_options_init(
            kinpass_discord_exchange_child_token_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_revoke_token_options_init(
            kinpass_discord_revoke_token_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_exchange_child_token(
            kinpass_client client, kinpass_discord_exchange_child_token_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_refresh_token(
            kinpass_client client, kinpass_string refreshToken, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_revoke_token(
            kinpass_client client, kinpass_discord_revoke_token_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_get_authorization(
            kinpass_client client, kinpass_string accessToken, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_create_authorization_options_init(
            kinpass_discord_create_authorization_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_exchange_code_options_init(
            kinpass_discord_exchange_code_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_authorize_options_init(
            kinpass_discord_authorize_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_authorize_device_options_init(
            kinpass_discord_authorize_device_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_create_authorization(
            kinpass_client client, kinpass_discord_create_authorization_options* options, kinpass_buffer* url, kinpass_buffer* codeVerifier, kinpass_buffer* state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_exchange_code(
            kinpass_client client, kinpass_discord_exchange_code_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_authorize(
            kinpass_client client, kinpass_discord_authorize_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_authorize_device(
            kinpass_client client, kinpass_discord_authorize_device_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_provisional_options_init(
            kinpass_discord_provisional_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_get_provisional_token(
            kinpass_client client, kinpass_discord_provisional_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_discord_unmerge_provisional_account(
            kinpass_client client, kinpass_discord_provisional_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_open_options_init(
            kinpass_account_open_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_open(
            kinpass_client client, kinpass_account_open_options* options, kinpass_callback* callback, kinpass_account* account);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_close(kinpass_account account);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_get_info(
            kinpass_account account, kinpass_account_info* info);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_adopt_tokens_options_init(
            kinpass_account_adopt_tokens_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_sign_in_options_init(
            kinpass_account_sign_in_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_adopt_tokens(
            kinpass_account account, kinpass_account_adopt_tokens_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_sign_in(
            kinpass_account account, kinpass_account_sign_in_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_handle_redirect(
            kinpass_account account, kinpass_string url);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_sign_out(
            kinpass_account account, byte revoke, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_get_child_token_options_init(
            kinpass_account_get_child_token_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_get_child_token(
            kinpass_account account, kinpass_account_get_child_token_options* options, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_peek_child_token(
            kinpass_account account, kinpass_string applicationId, uint minValidityS, kinpass_buffer* token);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_get_session(
            kinpass_account account, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_refresh_session(
            kinpass_account account, kinpass_callback* callback, kinpass_operation* operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_request_options_init(
            kinpass_account_request_options* options, UIntPtr structSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern KinpassStatus kinpass_account_request(
            kinpass_account account, kinpass_account_request_options* options, kinpass_callback* callback, kinpass_operation* operation);
    }
}
