//! The caller's structs as the core's types, checked.

use super::account::*;
use super::authorize::{
    kinpass_discord_authorize_options, kinpass_discord_provisional_options, kinpass_external_auth_type,
};
use super::config::{kinpass_config, kinpass_game_key_field, kinpass_store_kind};
use super::text::kinpass_string;
use super::{host_store, options};
use crate::account::{AccountOptions, Adopt, ChildToken, Info, Request, Service, SignIn, SignInMethod};
use crate::config::{self, Config, Discord, Http, LootLocker, Proxy};
use crate::discord::DEFAULT_SCOPE;
use crate::discord::authorize::Page;
use crate::discord::oauth2::External;
use crate::discord::provisional::Identity;
use crate::error::{Error, Result};
use crate::finish_page::FinishPage;
use crate::http::{Method, check_certificates};
use crate::sign_in::BrowserOptions;
use crate::store::{self, Store, StoreChoice};
use std::sync::Arc;
use std::time::Duration;

/// How the address of the library stands in the user agent that Discord asks for.
const USER_AGENT: &str = concat!("DiscordBot (https://github.com/kinpass/kinpass, ", env!("CARGO_PKG_VERSION"), ")");

const MAX_IN_FLIGHT: u32 = 64;
const MAX_EXTERNAL_TOKEN: usize = 10_240;

fn milliseconds(given: u32, default: u64) -> Duration {
    Duration::from_millis(if given == 0 { default } else { given.into() })
}

fn number(given: u32, default: u32) -> u32 {
    if given == 0 { default } else { given }
}

/// A checked base address, or the default.
unsafe fn url(text: kinpass_string, name: &'static str, default: &str) -> Result<String> {
    match unsafe { text.optional(name) }? {
        Some(text) => config::base_url(name, &text),
        None => Ok(default.to_owned()),
    }
}

pub(super) unsafe fn config(given: &kinpass_config) -> Result<Config> {
    if given.reserved.iter().any(|byte| *byte != 0) {
        return Err(Error::argument("reserved is not 0"));
    }
    let max_in_flight = number(given.max_in_flight, 4);
    if max_in_flight > MAX_IN_FLIGHT {
        return Err(Error::argument("max_in_flight is above 64"));
    }
    Ok(Config {
        discord: unsafe { discord(given) }?,
        lootlocker: unsafe { lootlocker(given) }?,
        http: unsafe { http(given) }?,
        max_attempts: number(given.max_attempts, 4),
        max_retry_delay: milliseconds(given.max_retry_delay_ms, 60_000),
        max_in_flight: max_in_flight as usize,
        max_operations: number(given.max_operations, 65_536) as usize,
        callbacks_on_worker: given.callbacks_on_worker != 0,
        store: unsafe { store(given) }?,
    })
}

unsafe fn discord(given: &kinpass_config) -> Result<Discord> {
    unsafe {
        let application_id = given.discord_application_id.optional("discord_application_id")?;
        let child_token_url = given.child_token_url.optional("child_token_url")?;
        let authorization = given.child_token_authorization.optional("child_token_authorization")?;
        if let Some(authorization) = &authorization {
            config::header_text("child_token_authorization", authorization)?;
        }
        Ok(Discord {
            application_id: application_id.map(|id| config::snowflake("discord_application_id", &id)).transpose()?,
            client_secret: given.discord_client_secret.optional("discord_client_secret")?.map(Into::into),
            api_url: url(given.discord_api_url, "discord_api_url", "https://discord.com/api/v10")?,
            authorize_url: url(
                given.discord_authorize_url,
                "discord_authorize_url",
                "https://discord.com/oauth2/authorize",
            )?,
            child_token_url: child_token_url.map(|url| config::base_url("child_token_url", &url)).transpose()?,
            child_token_authorization: authorization.map(Into::into),
            child_id_as_number: given.child_application_id_as_number != 0,
        })
    }
}

unsafe fn lootlocker(given: &kinpass_config) -> Result<LootLocker> {
    unsafe {
        let default = match given.lootlocker_domain_key.optional("lootlocker_domain_key")? {
            Some(key) => format!("https://{}.api.lootlocker.com", config::domain_key(&key)?),
            None => "https://api.lootlocker.com".to_owned(),
        };
        let version = given.lootlocker_game_version.optional("lootlocker_game_version")?;
        Ok(LootLocker {
            url: url(given.lootlocker_url, "lootlocker_url", &default)?,
            game_key: given.lootlocker_game_key.optional("lootlocker_game_key")?,
            game_version: config::game_version(version.as_deref().unwrap_or("1.0.0.0"))?,
            game_key_field: match given.lootlocker_game_key_field {
                field if field == kinpass_game_key_field::GameKey as i32 => "game_key",
                field if field == kinpass_game_key_field::GameApiKey as i32 => "game_api_key",
                _ => return Err(Error::argument("no such lootlocker_game_key_field")),
            },
        })
    }
}

unsafe fn http(given: &kinpass_config) -> Result<Http> {
    unsafe {
        let certificates = given.ca_certificates_pem.optional("ca_certificates_pem")?;
        certificates.as_deref().map(check_certificates).transpose()?;
        let user_agent = match given.user_agent_suffix.optional("user_agent_suffix")? {
            Some(suffix) => format!("{USER_AGENT} {}", config::header_text("user_agent_suffix", &suffix)?),
            None => USER_AGENT.to_owned(),
        };
        Ok(Http {
            connect_timeout: milliseconds(given.connect_timeout_ms, 10_000),
            request_timeout: milliseconds(given.request_timeout_ms, 30_000),
            proxy: match given.proxy_url.optional("proxy_url")? {
                None => Proxy::Environment,
                Some(url) if url == "none" => Proxy::Off,
                Some(url) => Proxy::Url(config::proxy_url(&url)?),
            },
            ca_certificates_pem: certificates,
            user_agent,
        })
    }
}

unsafe fn store(given: &kinpass_config) -> Result<Arc<dyn Store>> {
    let service = unsafe { given.store_service.optional("store_service") }?;
    store::open(match given.store {
        kind if kind == kinpass_store_kind::Memory as i32 => StoreChoice::Memory,
        kind if kind == kinpass_store_kind::System as i32 => {
            StoreChoice::System { service: service.unwrap_or_else(|| "kinpass".to_owned()) }
        }
        kind if kind == kinpass_store_kind::Host as i32 => {
            StoreChoice::Host(unsafe { host_store::of(given.store_functions) }?)
        }
        _ => return Err(Error::argument("no such store")),
    })
}

/// What an account is opened with.
pub(super) unsafe fn account(given: &kinpass_account_open_options) -> Result<AccountOptions> {
    unsafe {
        let application_id = given.application_id.optional("application_id")?;
        let game_version = given.game_version.optional("game_version")?;
        Ok(AccountOptions {
            player_key: given.player_key.required("player_key")?,
            application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
            game_key: given.game_key.optional("game_key")?,
            game_version: game_version.map(|version| config::game_version(&version)).transpose()?,
            session_from_parent: match given.lootlocker_token_source {
                source if source == kinpass_lootlocker_token_source::Child as i32 => false,
                source if source == kinpass_lootlocker_token_source::Parent as i32 => true,
                _ => return Err(Error::argument("no such lootlocker_token_source")),
            },
            renew_ahead_s: (given.renew_ahead_s > 0).then_some(given.renew_ahead_s),
            automatic_renewal: given.no_automatic_renewal == 0,
        })
    }
}

pub(super) unsafe fn tokens(given: &kinpass_account_adopt_tokens_options) -> Result<Adopt> {
    unsafe {
        Ok(Adopt {
            access_token: given.access_token.required("access_token")?.into(),
            refresh_token: given.refresh_token.optional("refresh_token")?.map(Into::into),
            expires_in: (given.expires_in_s > 0).then(|| Duration::from_secs(given.expires_in_s)),
            scope: given.scope.optional("scope")?.unwrap_or_default(),
            provisional: given.provisional != 0,
        })
    }
}

pub(super) unsafe fn page(scope: kinpass_string, prompt: kinpass_string, nonce: kinpass_string) -> Result<Page> {
    unsafe {
        Ok(Page {
            scope: scope.optional("scope")?.unwrap_or_else(|| DEFAULT_SCOPE.to_owned()),
            prompt: prompt.optional("prompt")?,
            nonce: nonce.optional("nonce")?,
        })
    }
}

unsafe fn finish_page(
    title: kinpass_string,
    accent: kinpass_string,
    success_html: kinpass_string,
    failure_html: kinpass_string,
) -> Result<FinishPage> {
    unsafe {
        FinishPage::new(
            title.optional("page_title")?,
            accent.borrowed("page_accent")?,
            success_html.optional("page_success_html")?,
            failure_html.optional("page_failure_html")?,
        )
    }
}

fn port(given: u32) -> Result<u16> {
    given.try_into().map_err(|_| Error::argument("redirect_port is above 65,535"))
}

/// The time a player may take.
fn patience(given: u32) -> Duration {
    milliseconds(given, 300_000)
}

/// An external identity, or none.
pub(super) unsafe fn external(kind: i32, token: kinpass_string) -> Result<Option<External>> {
    const KINDS: [(kinpass_external_auth_type, &str); 8] = [
        (kinpass_external_auth_type::Oidc, "OIDC"),
        (kinpass_external_auth_type::EpicOnlineServicesAccessToken, "EPIC_ONLINE_SERVICES_ACCESS_TOKEN"),
        (kinpass_external_auth_type::EpicOnlineServicesIdToken, "EPIC_ONLINE_SERVICES_ID_TOKEN"),
        (kinpass_external_auth_type::SteamSessionTicket, "STEAM_SESSION_TICKET"),
        (kinpass_external_auth_type::UnityServicesIdToken, "UNITY_SERVICES_ID_TOKEN"),
        (kinpass_external_auth_type::DiscordBotIssuedAccessToken, "DISCORD_BOT_ISSUED_ACCESS_TOKEN"),
        (kinpass_external_auth_type::AppleIdToken, "APPLE_ID_TOKEN"),
        (kinpass_external_auth_type::PlaystationNetworkIdToken, "PLAYSTATION_NETWORK_ID_TOKEN"),
    ];
    let token = unsafe { token.optional("external_auth_token") }?;
    let kind = KINDS.iter().find(|(known, _)| *known as i32 == kind).map(|(_, name)| *name).ok_or(kind);
    match (kind, token) {
        (Err(0), None) => Ok(None),
        (Ok(kind), Some(token)) if token.len() <= MAX_EXTERNAL_TOKEN => {
            Ok(Some(External { kind, token: token.into() }))
        }
        (Ok(_), Some(_)) => Err(Error::argument("external_auth_token is longer than 10,240 bytes")),
        (Err(other), _) if other != 0 => Err(Error::argument("no such external_auth_type")),
        _ => Err(Error::argument("external_auth_type and external_auth_token belong together")),
    }
}

pub(super) unsafe fn provisional(given: &kinpass_discord_provisional_options) -> Result<Identity> {
    unsafe {
        let external = external(given.external_auth_type, given.external_auth_token)?;
        let bot_token = given.bot_token.optional("bot_token")?;
        let user_id = given.external_user_id.optional("external_user_id")?;
        let name = given.preferred_global_name.optional("preferred_global_name")?;
        let account = given.provisional_user_id.optional("provisional_user_id")?;
        match (external, bot_token, user_id) {
            (Some(external), None, None) if name.is_none() && account.is_none() => Ok(Identity::External(external)),
            (None, Some(bot_token), Some(user_id)) => Identity::bot(bot_token.into(), user_id, name, account),
            _ => Err(Error::argument("either an external identity, or bot_token with external_user_id is required")),
        }
    }
}

pub(super) unsafe fn authorize(given: &kinpass_discord_authorize_options) -> Result<BrowserOptions> {
    unsafe {
        Ok(BrowserOptions {
            page: page(given.scope, given.prompt, given.nonce)?,
            path: given.redirect_path.optional("redirect_path")?,
            port: port(given.redirect_port)?,
            timeout: patience(given.timeout_ms),
            host_opens: given.host_opens_browser != 0,
            merge: external(given.external_auth_type, given.external_auth_token)?,
            finish_page: finish_page(
                given.page_title,
                given.page_accent,
                given.page_success_html,
                given.page_failure_html,
            )?,
        })
    }
}

pub(super) unsafe fn sign_in(given: &kinpass_account_sign_in_options) -> Result<SignIn> {
    const METHODS: [SignInMethod; 5] = [
        SignInMethod::Silent,
        SignInMethod::Browser,
        SignInMethod::Device,
        SignInMethod::Redirect,
        SignInMethod::Provisional,
    ];
    let method = usize::try_from(given.method).ok().and_then(|at| METHODS.get(at)).copied();
    unsafe {
        Ok(SignIn {
            method: method.ok_or_else(|| Error::argument("no such method"))?,
            page: page(given.scope, given.prompt, given.nonce)?,
            redirect: given.redirect.optional("redirect")?,
            redirect_port: port(given.redirect_port)?,
            timeout: patience(given.timeout_ms),
            host_opens_browser: given.host_opens_browser != 0,
            link_again: given.link_again != 0,
            external: external(given.external_auth_type, given.external_auth_token)?,
            finish_page: finish_page(
                given.page_title,
                given.page_accent,
                given.page_success_html,
                given.page_failure_html,
            )?,
        })
    }
}

/// NULL asks for the defaults.
pub(super) unsafe fn child_token(given: *const kinpass_account_get_child_token_options) -> Result<ChildToken> {
    let given = if given.is_null() { None } else { Some(unsafe { options::read(given) }?) };
    let application_id = match &given {
        Some(given) => unsafe { given.application_id.optional("application_id") }?,
        None => None,
    };
    let min_validity = given.map_or(0, |given| given.min_validity_s);
    Ok(ChildToken {
        application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
        min_validity: Duration::from_secs(number(min_validity, 60).into()),
        force: given.is_some_and(|given| given.force != 0),
    })
}

pub(super) unsafe fn request(given: &kinpass_account_request_options) -> Result<Request> {
    unsafe {
        let application_id = given.application_id.optional("application_id")?;
        let body = given.body_json.optional("body_json")?;
        let method = given.method.optional("method")?;
        let method = match method.as_deref() {
            None | Some("GET") => Method::GET,
            Some("POST") => Method::POST,
            Some("PUT") => Method::PUT,
            Some("PATCH") => Method::PATCH,
            Some("DELETE") => Method::DELETE,
            Some(_) => return Err(Error::argument("no such method")),
        };
        Ok(Request {
            service: match given.service {
                service if service == kinpass_service::Lootlocker as i32 => Service::LootLocker,
                service if service == kinpass_service::Discord as i32 => Service::Discord,
                _ => return Err(Error::argument("no such service")),
            },
            method,
            path: config::path("path", &given.path.required("path")?)?,
            body: body
                .map(|body| serde_json::from_str(&body).map_err(|_| Error::argument("body_json is not JSON")))
                .transpose()?,
            application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
        })
    }
}

pub(super) fn info(info: &Info) -> kinpass_account_info {
    kinpass_account_info {
        struct_size: size_of::<kinpass_account_info>(),
        state: info.state,
        provisional: info.provisional.into(),
        can_renew: info.can_renew.into(),
        has_session: info.has_session.into(),
        token_expires_in_s: info.token_expires_in_s,
        child_tokens: info.child_tokens,
    }
}
