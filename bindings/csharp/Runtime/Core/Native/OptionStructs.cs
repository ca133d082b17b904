// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
using System;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // What this wrapper fills. Each begins with struct_size.
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_config
    {
        public UIntPtr struct_size;
        public kinpass_string discord_application_id;
        public kinpass_string discord_client_secret;
        public kinpass_string discord_api_url;
        public kinpass_string discord_authorize_url;
        public kinpass_string child_token_url;
        public kinpass_string child_token_authorization;
        public kinpass_string lootlocker_game_key;
        public kinpass_string lootlocker_game_version;
        public kinpass_string lootlocker_domain_key;
        public kinpass_string lootlocker_url;
        public kinpass_string proxy_url;
        public kinpass_string ca_certificates_pem;
        public kinpass_string user_agent_suffix;
        public uint connect_timeout_ms;
        public uint request_timeout_ms;
        public uint max_retry_delay_ms;
        public uint max_attempts;
        public uint max_in_flight;
        public uint max_operations;
        public int lootlocker_game_key_field;
        public int store;
        public byte child_application_id_as_number;
        public byte callbacks_on_worker;
        public fixed byte reserved[6];
        public kinpass_string store_service;
        public IntPtr store_functions;
        public kinpass_callback* event_callback;
        public IntPtr log_function;
        public IntPtr log_user_data;
        public int log_level;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_lootlocker_start_session_options
    {
        public UIntPtr struct_size;
        public kinpass_string access_token;
        public kinpass_string refresh_token;
        public kinpass_string game_key;
        public kinpass_string game_version;
        public kinpass_string player_name;
        public kinpass_string timezone;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_lootlocker_refresh_session_options
    {
        public UIntPtr struct_size;
        public kinpass_string refresh_token;
        public kinpass_string game_key;
        public kinpass_string game_version;
        public kinpass_string player_name;
        public kinpass_string timezone;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_exchange_child_token_options
    {
        public UIntPtr struct_size;
        public kinpass_string parent_access_token;
        public kinpass_string child_application_id;
        public ulong parent_expires_in_s;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_revoke_token_options
    {
        public UIntPtr struct_size;
        public kinpass_string token;
        public kinpass_string application_id;
        public kinpass_string client_secret;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_create_authorization_options
    {
        public UIntPtr struct_size;
        public kinpass_string redirect_uri;
        public kinpass_string scope;
        public kinpass_string prompt;
        public kinpass_string nonce;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_exchange_code_options
    {
        public UIntPtr struct_size;
        public kinpass_string code;
        public kinpass_string redirect_uri;
        public kinpass_string code_verifier;
        public int external_auth_type;
        public kinpass_string external_auth_token;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_authorize_options
    {
        public UIntPtr struct_size;
        public kinpass_string scope;
        public kinpass_string prompt;
        public kinpass_string nonce;
        public kinpass_string redirect_path;
        public uint redirect_port;
        public uint timeout_ms;
        public byte host_opens_browser;
        public int external_auth_type;
        public kinpass_string external_auth_token;
        public kinpass_string page_title;
        public kinpass_string page_accent;
        public kinpass_string page_success_html;
        public kinpass_string page_failure_html;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_authorize_device_options
    {
        public UIntPtr struct_size;
        public kinpass_string scope;
        public int external_auth_type;
        public kinpass_string external_auth_token;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_discord_provisional_options
    {
        public UIntPtr struct_size;
        public int external_auth_type;
        public kinpass_string external_auth_token;
        public kinpass_string bot_token;
        public kinpass_string external_user_id;
        public kinpass_string preferred_global_name;
        public kinpass_string provisional_user_id;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_open_options
    {
        public UIntPtr struct_size;
        public kinpass_string player_key;
        public kinpass_string application_id;
        public kinpass_string game_key;
        public kinpass_string game_version;
        public int lootlocker_token_source;
        public uint renew_ahead_s;
        public byte no_automatic_renewal;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_info
    {
        public UIntPtr struct_size;
        public AccountState state;
        public byte provisional;
        public byte can_renew;
        public byte has_session;
        public ulong token_expires_in_s;
        public uint child_tokens;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_adopt_tokens_options
    {
        public UIntPtr struct_size;
        public kinpass_string access_token;
        public kinpass_string refresh_token;
        public ulong expires_in_s;
        public kinpass_string scope;
        public byte provisional;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_sign_in_options
    {
        public UIntPtr struct_size;
        public int method;
        public kinpass_string scope;
        public kinpass_string prompt;
        public kinpass_string nonce;
        public kinpass_string redirect;
        public uint redirect_port;
        public uint timeout_ms;
        public byte host_opens_browser;
        public byte link_again;
        public int external_auth_type;
        public kinpass_string external_auth_token;
        public kinpass_string page_title;
        public kinpass_string page_accent;
        public kinpass_string page_success_html;
        public kinpass_string page_failure_html;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_get_child_token_options
    {
        public UIntPtr struct_size;
        public kinpass_string application_id;
        public uint min_validity_s;
        public byte force;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account_request_options
    {
        public UIntPtr struct_size;
        public int service;
        public kinpass_string method;
        public kinpass_string path;
        public kinpass_string body_json;
        public kinpass_string application_id;
    }
}
