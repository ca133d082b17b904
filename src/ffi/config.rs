//! `kinpass_config`: what a client is made with.

use super::event::kinpass_callback;
use super::guard;
use super::options::{self, Options};
use super::store::kinpass_store_functions;
use super::text::kinpass_string;
use crate::status::Status;

/// How the LootLocker game key is named in requests: LootLocker's documentation says `game_key`, its newer
/// SDKs say `game_api_key`.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_game_key_field {
    /// `game_key`
    GameKey = 0,
    /// `game_api_key`
    GameApiKey = 1,
}

/// Where accounts rest between runs.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_store_kind {
    /// Only in memory: the player links again in the next run.
    Memory = 0,
    /// The operating system's credential store. If there is none, operations say
    /// KINPASS_ERROR_STORE_UNAVAILABLE.
    System = 1,
    /// The host's own functions, `store_functions`.
    Host = 2,
}

/// How a client works. Zero or absent means the default, for every field.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_config {
    /// sizeof(kinpass_config)
    pub struct_size: usize,

    /// Discord: the publisher's (parent) application id, as decimal text.
    pub discord_application_id: kinpass_string,
    /// Discord: the client secret of a confidential publisher application. For servers: never ship it.
    pub discord_client_secret: kinpass_string,
    /// Default `https://discord.com/api/v10`.
    pub discord_api_url: kinpass_string,
    /// Default `https://discord.com/oauth2/authorize`.
    pub discord_authorize_url: kinpass_string,
    /// A publisher's own backend that does the child exchange in place of
    /// `{discord_api_url}/partner-sdk/child-token`: the same JSON in and out, with the secret added there.
    pub child_token_url: kinpass_string,
    /// Sent as `Authorization` header to `child_token_url`, and nowhere else. A secret.
    pub child_token_authorization: kinpass_string,

    /// LootLocker: the game key (`dev_...` or `prod_...`).
    pub lootlocker_game_key: kinpass_string,
    /// LootLocker: two to four numbers separated by dots, without leading zeros. Default `1.0.0.0`.
    pub lootlocker_game_version: kinpass_string,
    /// LootLocker: the domain key; makes the address `https://{domain_key}.api.lootlocker.com`.
    pub lootlocker_domain_key: kinpass_string,
    /// LootLocker: the address, default `https://api.lootlocker.com`. Takes precedence over the domain key.
    pub lootlocker_url: kinpass_string,

    /// For example `http://proxy.example:3128` or `socks5h://proxy.example:1080`. Default: the environment's
    /// (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` and so on), else what is set in Windows or macOS; neither for
    /// loopback addresses. `none` turns proxies off.
    pub proxy_url: kinpass_string,
    /// More certificate authorities to trust, as PEM.
    pub ca_certificates_pem: kinpass_string,
    /// Appended to the user agent: `MyGame/1.2`.
    pub user_agent_suffix: kinpass_string,

    /// For connecting, TLS included. Default 10,000.
    pub connect_timeout_ms: u32,
    /// For one request from start to end. Default 30,000.
    pub request_timeout_ms: u32,
    /// Longest wait between two tries. Default 60,000. An answer that asks for more ends the operation.
    pub max_retry_delay_ms: u32,
    /// How often a request is sent at most. Default 4; 1 means no retries.
    pub max_attempts: u32,
    /// How many requests run at once at most. Default 4, up to 64.
    pub max_in_flight: u32,
    /// How many operations may be open at once. Default 65,536.
    pub max_operations: u32,

    /// One of kinpass_game_key_field.
    pub lootlocker_game_key_field: i32,
    /// One of kinpass_store_kind.
    pub store: i32,
    /// 1: send `child_application_id` as a JSON number, as an older specification says. Default: as text.
    pub child_application_id_as_number: u8,
    /// 1: callbacks run on a thread of the library, one at a time.
    pub callbacks_on_worker: u8,
    /// Must be 0.
    pub reserved: [u8; 6],

    /// Names the application in the operating system's credential store. Default `kinpass`.
    pub store_service: kinpass_string,
    /// The functions of KINPASS_STORE_KIND_HOST; copied. NULL otherwise.
    pub store_functions: *const kinpass_store_functions,

    /// Receives the events that have no callback of their own; copied. NULL for none.
    pub event_callback: *const kinpass_callback,
}

unsafe impl Options for kinpass_config {}

/// Sets the defaults. Call it as `kinpass_config_init(&config, sizeof config)`.
///
/// **Thread** any. **Blocks** no. **Ownership** `config` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_config_init(config: *mut kinpass_config, struct_size: usize) -> Status {
    guard(|| unsafe { options::init(config, struct_size) })
}
