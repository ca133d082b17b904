// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass.Native
{
    internal static unsafe partial class Compatibility
    {
        // Each `_init` function has to take the struct at the size that it has here, and leave that size at its start.
        private static void CheckOptions()
        {
            kinpass_config config;
            Same<kinpass_config>(
                NativeMethods.kinpass_config_init(&config, Size(sizeof(kinpass_config))),
                config.struct_size,
                sizeof(kinpass_config));
            kinpass_lootlocker_start_session_options lootlockerStartSessionOptions;
            Same<kinpass_lootlocker_start_session_options>(
                NativeMethods.kinpass_lootlocker_start_session_options_init(&lootlockerStartSessionOptions, Size(sizeof(kinpass_lootlocker_start_session_options))),
                lootlockerStartSessionOptions.struct_size,
                sizeof(kinpass_lootlocker_start_session_options));
            kinpass_lootlocker_refresh_session_options lootlockerRefreshSessionOptions;
            Same<kinpass_lootlocker_refresh_session_options>(
                NativeMethods.kinpass_lootlocker_refresh_session_options_init(&lootlockerRefreshSessionOptions, Size(sizeof(kinpass_lootlocker_refresh_session_options))),
                lootlockerRefreshSessionOptions.struct_size,
                sizeof(kinpass_lootlocker_refresh_session_options));
            kinpass_discord_exchange_child_token_options discordExchangeChildTokenOptions;
            Same<kinpass_discord_exchange_child_token_options>(
                NativeMethods.kinpass_discord_exchange_child_token_options_init(&discordExchangeChildTokenOptions, Size(sizeof(kinpass_discord_exchange_child_token_options))),
                discordExchangeChildTokenOptions.struct_size,
                sizeof(kinpass_discord_exchange_child_token_options));
            kinpass_discord_revoke_token_options discordRevokeTokenOptions;
            Same<kinpass_discord_revoke_token_options>(
                NativeMethods.kinpass_discord_revoke_token_options_init(&discordRevokeTokenOptions, Size(sizeof(kinpass_discord_revoke_token_options))),
                discordRevokeTokenOptions.struct_size,
                sizeof(kinpass_discord_revoke_token_options));
            kinpass_discord_create_authorization_options discordCreateAuthorizationOptions;
            Same<kinpass_discord_create_authorization_options>(
                NativeMethods.kinpass_discord_create_authorization_options_init(&discordCreateAuthorizationOptions, Size(sizeof(kinpass_discord_create_authorization_options))),
                discordCreateAuthorizationOptions.struct_size,
                sizeof(kinpass_discord_create_authorization_options));
            kinpass_discord_exchange_code_options discordExchangeCodeOptions;
            Same<kinpass_discord_exchange_code_options>(
                NativeMethods.kinpass_discord_exchange_code_options_init(&discordExchangeCodeOptions, Size(sizeof(kinpass_discord_exchange_code_options))),
                discordExchangeCodeOptions.struct_size,
                sizeof(kinpass_discord_exchange_code_options));
            kinpass_discord_authorize_options discordAuthorizeOptions;
            Same<kinpass_discord_authorize_options>(
                NativeMethods.kinpass_discord_authorize_options_init(&discordAuthorizeOptions, Size(sizeof(kinpass_discord_authorize_options))),
                discordAuthorizeOptions.struct_size,
                sizeof(kinpass_discord_authorize_options));
            kinpass_discord_authorize_device_options discordAuthorizeDeviceOptions;
            Same<kinpass_discord_authorize_device_options>(
                NativeMethods.kinpass_discord_authorize_device_options_init(&discordAuthorizeDeviceOptions, Size(sizeof(kinpass_discord_authorize_device_options))),
                discordAuthorizeDeviceOptions.struct_size,
                sizeof(kinpass_discord_authorize_device_options));
            kinpass_discord_provisional_options discordProvisionalOptions;
            Same<kinpass_discord_provisional_options>(
                NativeMethods.kinpass_discord_provisional_options_init(&discordProvisionalOptions, Size(sizeof(kinpass_discord_provisional_options))),
                discordProvisionalOptions.struct_size,
                sizeof(kinpass_discord_provisional_options));
            kinpass_account_open_options accountOpenOptions;
            Same<kinpass_account_open_options>(
                NativeMethods.kinpass_account_open_options_init(&accountOpenOptions, Size(sizeof(kinpass_account_open_options))),
                accountOpenOptions.struct_size,
                sizeof(kinpass_account_open_options));
            kinpass_account_adopt_tokens_options accountAdoptTokensOptions;
            Same<kinpass_account_adopt_tokens_options>(
                NativeMethods.kinpass_account_adopt_tokens_options_init(&accountAdoptTokensOptions, Size(sizeof(kinpass_account_adopt_tokens_options))),
                accountAdoptTokensOptions.struct_size,
                sizeof(kinpass_account_adopt_tokens_options));
            kinpass_account_sign_in_options accountSignInOptions;
            Same<kinpass_account_sign_in_options>(
                NativeMethods.kinpass_account_sign_in_options_init(&accountSignInOptions, Size(sizeof(kinpass_account_sign_in_options))),
                accountSignInOptions.struct_size,
                sizeof(kinpass_account_sign_in_options));
            kinpass_account_get_child_token_options accountGetChildTokenOptions;
            Same<kinpass_account_get_child_token_options>(
                NativeMethods.kinpass_account_get_child_token_options_init(&accountGetChildTokenOptions, Size(sizeof(kinpass_account_get_child_token_options))),
                accountGetChildTokenOptions.struct_size,
                sizeof(kinpass_account_get_child_token_options));
            kinpass_account_request_options accountRequestOptions;
            Same<kinpass_account_request_options>(
                NativeMethods.kinpass_account_request_options_init(&accountRequestOptions, Size(sizeof(kinpass_account_request_options))),
                accountRequestOptions.struct_size,
                sizeof(kinpass_account_request_options));
        }

        // What the library fills is read in place, so the runtime may not lay it out differently from the compiler.
        private static void CheckOutputs()
        {
            Blittable<kinpass_buffer>(sizeof(kinpass_buffer));
            Blittable<kinpass_string>(sizeof(kinpass_string));
            Blittable<kinpass_client>(sizeof(kinpass_client));
            Blittable<kinpass_operation>(sizeof(kinpass_operation));
            Blittable<kinpass_account>(sizeof(kinpass_account));
            Blittable<kinpass_ban>(sizeof(kinpass_ban));
            Blittable<kinpass_error>(sizeof(kinpass_error));
            Blittable<kinpass_token>(sizeof(kinpass_token));
            Blittable<kinpass_session>(sizeof(kinpass_session));
            Blittable<kinpass_authorization>(sizeof(kinpass_authorization));
            Blittable<kinpass_user_code>(sizeof(kinpass_user_code));
            Blittable<kinpass_response>(sizeof(kinpass_response));
            Blittable<kinpass_event>(sizeof(kinpass_event));
            Blittable<kinpass_callback>(sizeof(kinpass_callback));
            Blittable<kinpass_log_line>(sizeof(kinpass_log_line));
            Blittable<kinpass_account_info>(sizeof(kinpass_account_info));
        }
    }
}
