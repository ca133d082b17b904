//! `kinpass_config`: what a client is made with.

use super::enums::{self, numbered};
use super::event::kinpass_callback;
use super::guard::Subject;
use super::log::{self, kinpass_log_function, kinpass_log_level};
use super::options::{self, Options};
use super::store::kinpass_store_functions;
use super::text::kinpass_string;
use super::{guard, host_store};
use crate::config::{self, Config, Discord, Http, LootLocker, Proxy};
use crate::error::{Error, Result};
use crate::http::check_certificates;
use crate::log::Log;
use crate::status::Status;
use crate::store::{self, Store, StoreChoice};
use std::ffi::c_void;
use std::sync::Arc;

/// How the address of the library stands in the user agent that Discord asks for.
const USER_AGENT: &str = concat!("DiscordBot (https://github.com/kinpass/kinpass, ", env!("CARGO_PKG_VERSION"), ")");

const MAX_IN_FLIGHT: u32 = 64;

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

numbered!(kinpass_game_key_field { GameKey, GameApiKey });

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
    /// A store of the host's own, by functions that it brings.
    Host = 2,
}

numbered!(kinpass_store_kind { Memory, System, Host });

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
    /// Longest wait before a try. Default 60,000. An operation that would have to wait longer, by its
    /// own answer or by one that another operation got, ends at once and says how long.
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

    /// The client's log function from the beginning, so that a creation that is refused is logged, too. As for
    /// kinpass_client_set_log: `log_user_data` stays the caller's.
    pub log_function: kinpass_log_function,
    /// Handed to `log_function`.
    pub log_user_data: *mut c_void,
    /// One of kinpass_log_level. Default KINPASS_LOG_LEVEL_INFO; for none leave `log_function` NULL.
    pub log_level: i32,
}

unsafe impl Options for kinpass_config {
    const NAME: &'static str = "config";
}

/// A checked base address, or the default.
unsafe fn url(text: kinpass_string, name: &'static str, default: &str) -> Result<String> {
    match unsafe { text.optional(name) }? {
        Some(text) => config::base_url(name, &text),
        None => Ok(default.to_owned()),
    }
}

impl kinpass_config {
    /// The log that the client begins with.
    pub(super) fn log(&self) -> Result<Log> {
        let level = match enums::read("log_level", self.log_level)? {
            kinpass_log_level::Off => kinpass_log_level::Info,
            level => level,
        };
        Ok(self.log_up_to(level))
    }

    fn log_up_to(&self, level: kinpass_log_level) -> Log {
        Log::new(level as i32, log::sink(self.log_function, self.log_user_data))
    }

    /// What it says, checked; all texts are copied.
    ///
    /// # Safety
    /// Its pointers are NULL or point to what the header says.
    pub(super) unsafe fn read(&self) -> Result<Config> {
        if self.reserved.iter().any(|byte| *byte != 0) {
            return Err(Error::argument("reserved", "zeros", "another value"));
        }
        let max_in_flight = options::number(self.max_in_flight, 4);
        if max_in_flight > MAX_IN_FLIGHT {
            return Err(Error::argument("max_in_flight", format_args!("at most {MAX_IN_FLIGHT}"), max_in_flight));
        }
        Ok(Config {
            discord: unsafe { self.discord() }?,
            lootlocker: unsafe { self.lootlocker() }?,
            http: unsafe { self.http() }?,
            max_attempts: options::number(self.max_attempts, 4),
            max_retry_delay: options::milliseconds(self.max_retry_delay_ms, 60_000),
            max_in_flight: max_in_flight as usize,
            max_operations: options::number(self.max_operations, 65_536) as usize,
            callbacks_on_worker: self.callbacks_on_worker != 0,
            store: unsafe { self.store() }?,
        })
    }

    unsafe fn discord(&self) -> Result<Discord> {
        unsafe {
            let application_id = self.discord_application_id.optional("discord_application_id")?;
            let child_token_url = self.child_token_url.optional("child_token_url")?;
            let authorization = self.child_token_authorization.optional("child_token_authorization")?;
            if let Some(authorization) = &authorization {
                config::header_text("child_token_authorization", authorization)?;
            }
            Ok(Discord {
                application_id: application_id
                    .map(|id| config::snowflake("discord_application_id", &id))
                    .transpose()?,
                client_secret: self.discord_client_secret.optional("discord_client_secret")?.map(Into::into),
                api_url: url(self.discord_api_url, "discord_api_url", "https://discord.com/api/v10")?,
                authorize_url: url(
                    self.discord_authorize_url,
                    "discord_authorize_url",
                    "https://discord.com/oauth2/authorize",
                )?,
                child_token_url: child_token_url.map(|url| config::base_url("child_token_url", &url)).transpose()?,
                child_token_authorization: authorization.map(Into::into),
                child_id_as_number: self.child_application_id_as_number != 0,
            })
        }
    }

    unsafe fn lootlocker(&self) -> Result<LootLocker> {
        unsafe {
            let default = match self.lootlocker_domain_key.optional("lootlocker_domain_key")? {
                Some(key) => format!("https://{}.api.lootlocker.com", config::domain_key(&key)?),
                None => "https://api.lootlocker.com".to_owned(),
            };
            let version = self.lootlocker_game_version.optional("lootlocker_game_version")?;
            Ok(LootLocker {
                url: url(self.lootlocker_url, "lootlocker_url", &default)?,
                game_key: self.lootlocker_game_key.optional("lootlocker_game_key")?,
                game_version: config::game_version("lootlocker_game_version", version.as_deref().unwrap_or("1.0.0.0"))?,
                game_key_field: match enums::read("lootlocker_game_key_field", self.lootlocker_game_key_field)? {
                    kinpass_game_key_field::GameKey => "game_key",
                    kinpass_game_key_field::GameApiKey => "game_api_key",
                },
            })
        }
    }

    unsafe fn http(&self) -> Result<Http> {
        unsafe {
            let certificates = self.ca_certificates_pem.optional("ca_certificates_pem")?;
            certificates.as_deref().map(check_certificates).transpose()?;
            let user_agent = match self.user_agent_suffix.optional("user_agent_suffix")? {
                Some(suffix) => format!("{USER_AGENT} {}", config::header_text("user_agent_suffix", &suffix)?),
                None => USER_AGENT.to_owned(),
            };
            Ok(Http {
                connect_timeout: options::milliseconds(self.connect_timeout_ms, 10_000),
                request_timeout: options::milliseconds(self.request_timeout_ms, 30_000),
                proxy: match self.proxy_url.optional("proxy_url")? {
                    None => Proxy::Environment,
                    Some(url) if url == "none" => Proxy::Off,
                    Some(url) => Proxy::Url(config::proxy_url(&url)?),
                },
                ca_certificates_pem: certificates,
                user_agent,
            })
        }
    }

    unsafe fn store(&self) -> Result<Arc<dyn Store>> {
        let service = unsafe { self.store_service.optional("store_service") }?;
        store::open(match enums::read("store", self.store)? {
            kinpass_store_kind::Memory => StoreChoice::Memory,
            kinpass_store_kind::System => {
                StoreChoice::System { service: service.unwrap_or_else(|| "kinpass".to_owned()) }
            }
            kinpass_store_kind::Host => StoreChoice::Host(unsafe { host_store::of(self.store_functions) }?),
        })
    }
}

/// A client that is not created has no log: its refusal goes where the client's would have gone.
impl Subject for *const kinpass_config {
    fn with_log(self, tell: impl FnOnce(&Log)) {
        if let Ok(config) = unsafe { options::read(self) } {
            tell(&config.log().unwrap_or_else(|_no_such_level| config.log_up_to(kinpass_log_level::Error)));
        }
    }
}

/// Sets the defaults. Call it as `kinpass_config_init(&config, sizeof config)`.
///
/// **Thread** any. **Blocks** no. **Ownership** `config` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_config_init(config: *mut kinpass_config, struct_size: usize) -> Status {
    guard((), || unsafe { options::init(config, struct_size) })
}
