//! Accounts: any request of the host's, with the account's credentials.

use super::enums::{self, numbered};
use super::event::kinpass_callback;
use super::handle::{kinpass_account, kinpass_operation};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{ask, guard};
use crate::account::Ask;
use crate::account::{Request, Service};
use crate::config;
use crate::error::{Error, Result};
use crate::given::Text;
use crate::http::Method;
use crate::kinds::OperationKind as Kind;
use crate::status::Status;

/// A service that kinpass_account_request speaks to.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_service {
    /// LootLocker, with the session.
    Lootlocker = 0,
    /// Discord, with a child token as Bearer.
    Discord = 1,
}

numbered!(kinpass_service { Lootlocker, Discord });

/// For kinpass_account_request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_request_options {
    /// sizeof(kinpass_account_request_options)
    pub struct_size: usize,
    /// One of kinpass_service.
    pub service: i32,
    /// `GET` (default), `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: kinpass_string,
    /// Path and query below the service's base, beginning with `/`: `/game/player/name`, `/users/@me`.
    /// Required.
    pub path: kinpass_string,
    /// JSON; absent for none.
    pub body_json: kinpass_string,
    /// Discord: whose child token. Default: the account's `application_id`.
    pub application_id: kinpass_string,
}

unsafe impl Options for kinpass_account_request_options {}

impl kinpass_account_request_options {
    unsafe fn read(&self) -> Result<Request> {
        unsafe {
            let application_id = self.application_id.optional("application_id")?;
            let body = self.body_json.optional("body_json")?;
            Ok(Request {
                service: match enums::read("service", self.service)? {
                    kinpass_service::Lootlocker => Service::LootLocker,
                    kinpass_service::Discord => Service::Discord,
                },
                method: method(self.method.optional("method")?.as_deref())?,
                path: config::path("path", &self.path.required("path")?)?,
                body: body.as_deref().map(json).transpose()?,
                application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
            })
        }
    }
}

fn method(name: Option<&str>) -> Result<Method> {
    Ok(match name {
        None | Some("GET") => Method::GET,
        Some("POST") => Method::POST,
        Some("PUT") => Method::PUT,
        Some("PATCH") => Method::PATCH,
        Some("DELETE") => Method::DELETE,
        Some(other) => {
            return Err(Error::argument("method", "GET, POST, PUT, PATCH or DELETE", Text::Shown(other)));
        }
    })
}

fn json(text: &str) -> Result<serde_json::Value> {
    serde_json::from_str(text).map_err(|_| Error::argument("body_json", "JSON", Text::Hidden(text)))
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_request_options_init(
    options: *mut kinpass_account_request_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sends one JSON request with the account's credentials: to LootLocker with the session, to Discord with a
/// child token. A 401 (from LootLocker also a 403, unless the player is banned) renews once and sends once
/// more. After other failures only what certainly changed nothing is sent again: every GET, and others that
/// the service did not act on. The completion carries `response`.
/// Remote: `{lootlocker_url}{path}` or `{discord_api_url}{path}`; never another host.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_account_get_session; by event the refusal of the route, with `response` beside it.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_request(
    account: kinpass_account,
    options: *const kinpass_account_request_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(account, || unsafe {
        ask(account, Kind::AccountRequest, callback, operation, || Ok(Ask::Request(options::read(options)?.read()?)))
    })
}
