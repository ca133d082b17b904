// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
using System;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // What the library hands out. Read through a pointer, never copied whole: the text behind it is borrowed.
    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_ban
    {
        public kinpass_string reason;
        public kinpass_string banned_on;
        public kinpass_string banned_until;
        public byte permanent;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_error
    {
        public KinpassStatus status;
        public KinpassErrorCategory category;
        public int http_status;
        public byte retryable;
        public uint attempts;
        public ulong retry_after_ms;
        public kinpass_string code;
        public kinpass_string message;
        public kinpass_string request_id;
        public kinpass_string trace_id;
        public kinpass_ban* ban;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_token
    {
        public TokenKind kind;
        public byte provisional;
        public kinpass_string application_id;
        public kinpass_string access_token;
        public kinpass_string refresh_token;
        public kinpass_string id_token;
        public kinpass_string token_type;
        public kinpass_string scope;
        public ulong expires_in_s;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_session
    {
        public kinpass_string session_token;
        public kinpass_string refresh_token;
        public ulong player_id;
        public kinpass_string public_uid;
        public kinpass_string player_ulid;
        public kinpass_string player_identifier;
        public kinpass_string player_name;
        public kinpass_string player_created_at;
        public kinpass_string last_seen;
        public kinpass_string wallet_id;
        public byte seen_before;
        public byte check_grant_notifications;
        public byte check_deactivation_notifications;
        public long xp;
        public long level;
        public long account_balance;
        public kinpass_string* check_dlcs;
        public UIntPtr check_dlcs_count;
        public kinpass_string* warnings;
        public UIntPtr warnings_count;
        public kinpass_string level_thresholds_json;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_authorization
    {
        public kinpass_string application_id;
        public kinpass_string application_name;
        public kinpass_string scope;
        public kinpass_string expires;
        public kinpass_string user_id;
        public kinpass_string user_name;
        public kinpass_string user_global_name;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_user_code
    {
        public kinpass_string user_code;
        public kinpass_string verification_uri;
        public kinpass_string verification_uri_complete;
        public ulong expires_in_s;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_response
    {
        public int http_status;
        public kinpass_string body;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_event
    {
        public UIntPtr struct_size;
        public EventKind kind;
        public KinpassOperation operation_kind;
        public KinpassStatus status;
        public kinpass_client client;
        public kinpass_operation operation;
        public kinpass_account account;
        public IntPtr user_data;
        public kinpass_error* error;
        public kinpass_token* token;
        public kinpass_session* session;
        public kinpass_authorization* authorization;
        public kinpass_user_code* user_code;
        public kinpass_string url;
        public kinpass_response* response;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_log_line
    {
        public UIntPtr struct_size;
        public KinpassLogLevel level;
        public kinpass_string target;
        public kinpass_string text;
        public ulong dropped;
    }
}
