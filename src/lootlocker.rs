//! LootLocker: session start, refresh, end. Requests and answers as types; no threads, no pointers.

use crate::answer::Session;
use crate::config::{self, Config};
use crate::error::{Ban, Error, Result};
use crate::http::{Method, Request, Response};
use crate::json::{self, Object};
use crate::refusal;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::status::Status;
use crate::task::{Call, Gone};
use serde_json::{Map, Value, json};

const SESSION_ROUTE: &str = "/game/session/discord";

/// Which game a session is for.
#[derive(Debug, Clone)]
pub(crate) struct Game {
    pub(crate) key: String,
    pub(crate) version: String,
}

/// What a session is started with.
pub(crate) enum Grant {
    AccessToken(Secret),
    RefreshToken(Secret),
}

/// What may go with either.
#[derive(Default)]
pub(crate) struct Optionals {
    pub(crate) player_name: Option<String>,
    pub(crate) timezone: Option<String>,
}

impl Game {
    /// What is not given comes from the configuration.
    pub(crate) fn new(config: &Config, key: Option<String>, version: Option<String>) -> Result<Self> {
        let key = key.or_else(|| config.lootlocker.game_key.clone());
        Ok(Self {
            key: key.ok_or_else(|| Error::argument("game_key", "one here or for the client", "nothing"))?,
            version: match version {
                Some(version) => config::game_version("game_version", &version)?,
                None => config.lootlocker.game_version.clone(),
            },
        })
    }
}

impl Grant {
    pub(crate) fn new(access_token: Option<String>, refresh_token: Option<String>) -> Result<Self> {
        match (access_token, refresh_token) {
            (Some(token), None) => Ok(Self::AccessToken(token.into())),
            (None, Some(token)) => Ok(Self::RefreshToken(token.into())),
            (None, None) => Err(Error::argument("access_token", "this or refresh_token", "nothing")),
            (Some(_), Some(_)) => Err(Error::argument("access_token", "this or refresh_token", "both")),
        }
    }
}

pub(crate) fn start_session(
    config: &Config,
    game: &Game,
    grant: &Grant,
    optionals: Optionals,
) -> Result<Call<Session>> {
    Ok(session(config, game, grant, optionals, "start session", refuse))
}

pub(crate) fn refresh_session(
    config: &Config,
    game: &Game,
    refresh_token: Secret,
    optionals: Optionals,
) -> Result<Call<Session>> {
    Ok(session(config, game, &Grant::RefreshToken(refresh_token), optionals, "refresh session", refuse_refresh))
}

pub(crate) fn end_session(config: &Config, session_token: Secret) -> Result<Call<()>> {
    let request = request(config, Method::DELETE, "/game/v1/session")
        .secret(&session_token)
        .header("x-session-token", session_token);
    let mut call = call("end session", request, refuse, json::acknowledged);
    call.gone = Some(Gone { says: says_ended, value: () });
    Ok(call)
}

/// A session that is over is not accepted any more.
fn says_ended(error: &Error) -> bool {
    use Status::*;
    matches!(error.status, KINPASS_ERROR_UNAUTHORIZED | KINPASS_ERROR_FORBIDDEN | KINPASS_ERROR_NOT_FOUND)
}

pub(crate) fn ping(config: &Config, session_token: Secret) -> Result<Call<()>> {
    let request =
        request(config, Method::GET, "/game/ping").secret(&session_token).header("x-session-token", session_token);
    Ok(call("ping", request, refuse, |response| Object::of(response).map(drop)))
}

/// Any route below the base, with the session. The answer is for the host to read.
pub(crate) fn authorized(
    config: &Config,
    session_token: Secret,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Call<()> {
    let policy = Policy::of(&method);
    let request = request(config, method, path).secret(&session_token).header("x-session-token", session_token);
    let request = body.into_iter().fold(request, Request::foreign_json);
    let mut call = call("request", request, refuse, |_| Ok(()));
    call.policy = policy;
    call
}

/// Opens a connection that will be needed soon; the answer does not matter.
pub(crate) fn warm(config: &Config) -> Request {
    Request::new(Method::HEAD, format!("{}/", config.lootlocker.url))
}

fn session(
    config: &Config,
    game: &Game,
    grant: &Grant,
    optionals: Optionals,
    name: &'static str,
    refuse: fn(&Response, &[Secret]) -> Error,
) -> Call<Session> {
    let (field, token) = match grant {
        Grant::AccessToken(token) => ("access_token", token),
        Grant::RefreshToken(token) => ("refresh_token", token),
    };
    let mut body =
        json!({ config.lootlocker.game_key_field: game.key, "game_version": game.version, field: token.expose() });
    let Optionals { player_name, timezone } = optionals;
    let optionals: Map<String, Value> = [("player_name", player_name), ("timezone", timezone)]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.into())))
        .collect();
    if !optionals.is_empty() {
        body["optionals"] = optionals.into();
    }
    let request = request(config, Method::POST, SESSION_ROUTE).json(&body).secret(token);
    let token = token.clone();
    call(name, request, refuse, move |response| read_session(response, &token))
}

fn request(config: &Config, method: Method, path: &str) -> Request {
    Request::new(method, format!("{}{path}", config.lootlocker.url))
        .header("LL-Version", "2021-03-01")
        .header("LL-Request-Id", request_id())
}

fn call<T>(
    name: &'static str,
    request: Request,
    refuse: fn(&Response, &[Secret]) -> Error,
    read: impl Fn(&Response) -> Result<T> + Send + 'static,
) -> Call<T> {
    let mut call = Call::new(name, request, Policy::Repeatable, refuse, read);
    call.attempt_header = Some("LL-Retry-Attempt");
    call
}

/// One id for all attempts of a request, so that LootLocker can tell a retry.
fn request_id() -> String {
    let mut bytes = [0; 16];
    let _ = getrandom::fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes))
}

fn read_session(response: &Response, sent: &Secret) -> Result<Session> {
    let body = Object::of(response)?;
    let session_token = body.required_secret("session_token")?;
    let refresh_token = body.secret("refresh_token");
    // Hosts log them: they repeat no token, neither the one that was sent nor those that came.
    let secrets: Vec<Secret> = [sent, &session_token].into_iter().chain(&refresh_token).cloned().collect();
    let warnings = body.texts("errors").iter().map(|text| refusal::readable(text, &secrets)).collect();
    Ok(Session {
        session_token,
        refresh_token,
        player_id: body.required_number("player_id")?,
        public_uid: body.text("public_uid"),
        player_ulid: body.text("player_ulid"),
        player_identifier: body.text("player_identifier"),
        player_name: body.text("player_name"),
        player_created_at: body.text("player_created_at"),
        last_seen: body.text("last_seen"),
        wallet_id: body.text("wallet_id"),
        seen_before: body.flag("seen_before"),
        check_grant_notifications: body.flag("check_grant_notifications"),
        check_deactivation_notifications: body.flag("check_deactivation_notifications"),
        xp: body.integer("xp"),
        level: body.integer("level"),
        account_balance: body.integer("account_balance"),
        check_dlcs: body.texts("check_dlcs"),
        warnings,
        level_thresholds: body.get("level_thresholds").filter(|value| value.is_object()).map(Value::to_string),
    })
}

pub(crate) fn refuse(response: &Response, secrets: &[Secret]) -> Error {
    let (mut error, body) = refusal::read(response, secrets);
    let code = body.as_ref().and_then(|body| body.text("code"));
    if response.status == 403 && code.as_deref() == Some("player_banned") {
        error.status = Status::KINPASS_ERROR_PLAYER_BANNED;
        error.service.ban =
            Some(body.and_then(|body| body.inner("ban")).map(|ban| read_ban(&ban, secrets)).unwrap_or_default());
    }
    error
}

fn read_ban(ban: &Object, secrets: &[Secret]) -> Ban {
    let text = |name: &str| ban.text(name).map(|text| refusal::readable(&text, secrets));
    Ban {
        reason: text("ban_reason"),
        banned_on: text("banned_on"),
        banned_until: text("banned_until"),
        permanent: ban.flag("permanent"),
    }
}

/// A refused refresh means "start again": documented as 401, and the vendor's own SDKs saw 400.
fn refuse_refresh(response: &Response, secrets: &[Secret]) -> Error {
    let mut error = refuse(response, secrets);
    if matches!(response.status, 400 | 401) {
        error.status = Status::KINPASS_ERROR_SESSION_EXPIRED;
    }
    error
}
