//! What the fuzz targets (`fuzz/`) and the tests of their corpus call: each reads bytes as something that comes from
//! outside, and panics if a promise is broken. Only with the feature `fuzzing`; no release has it.

use crate::answer::{Authorization, Session, Token};
use crate::config::{self, Config, Discord, Http, LootLocker, Proxy};
use crate::discord::{authorize, child_token, oauth2};
use crate::error::{Error, Result};
use crate::http::Response;
use crate::lootlocker::{self, Game, Grant, Optionals};
use crate::retry::{self, Attempt, Limits};
use crate::status::Status;
use crate::store::{self, StoreChoice};
use crate::task::Call;
use reqwest::header::{HeaderMap, HeaderValue};
use std::time::Duration;

/// Longer than any token lives; ends are calculated with it, and must not overflow.
const LONGEST_LIFE: Duration = Duration::from_secs(10 * 366 * 86_400);
/// Stands in each request, and may stand in no error.
const SECRET: &str = "s3cr3t-of-the-request";

/// The answer to a refresh: a pair of tokens.
pub fn token(data: &[u8]) {
    answer(oauth2::refresh(&config(), SECRET.into()), data);
}

/// The answer to an exchange for a child token.
pub fn child_token(data: &[u8]) {
    answer(child_token::exchange(&config(), SECRET.into(), "1100000000000000011", 3600), data);
}

/// What a token stands for.
pub fn authorization(data: &[u8]) {
    answer(oauth2::get_authorization(&config(), SECRET.into()), data);
}

/// A LootLocker session, started.
pub fn session(data: &[u8]) {
    let config = config();
    let start = |game: Game| {
        lootlocker::start_session(&config, &game, &Grant::AccessToken(SECRET.into()), Optionals::default())
    };
    answer(Game::new(&config, None, None).and_then(start), data);
}

/// A LootLocker session, refreshed: a refusal reads otherwise.
pub fn session_refresh(data: &[u8]) {
    let config = config();
    let refresh = |game: Game| lootlocker::refresh_session(&config, &game, SECRET.into(), Optionals::default());
    answer(Game::new(&config, None, None).and_then(refresh), data);
}

/// The query of a redirect, whose state may be the right one.
pub fn redirect(data: &[u8]) {
    let page = authorize::Page { scope: "openid".into(), prompt: None, nonce: None };
    let made = authorize::create(&config(), &page, "http://127.0.0.1/callback").expect("all is well");
    let (state, query) = (made.state.expose(), String::from_utf8_lossy(data));
    for query in [query.to_string(), format!("{query}&state={state}"), format!("state={state}&{query}")] {
        if let Err(error) = made.read_redirect(&query) {
            holds_no(&error, &[state, made.code_verifier.expose()]);
        }
    }
}

/// Dates and waits in headers, and when the request is sent again.
pub fn date(data: &[u8]) {
    let mut lines = data.splitn(3, |byte| *byte == b'\n');
    let mut next = || lines.next().unwrap_or_default();
    let mut response = response(429, &[]);
    for name in ["retry-after", "date"] {
        insert(&mut response, name, next());
    }
    response.body = String::from_utf8_lossy(next()).into_owned().into();
    let date = response.date();
    let error = (oauth2::refresh(&config(), SECRET.into()).expect("all is well").refuse)(&response, &[]);
    decide(&error);
    assert!(date.is_none() || response.header("date").is_some());
}

/// What a host writes into its configuration.
pub fn configuration(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(url) = config::base_url("url", &text) {
        // What was accepted is accepted again, as it was written.
        assert_eq!(config::base_url("url", &url).expect("accepted before"), url);
        assert!(url.starts_with("https://") || url.starts_with("http://"));
    }
    let path = config::path("path", &text).map(|path| format!("https://api.example.com{path}"));
    if let Ok(url) = path {
        let parsed = reqwest::Url::parse(&url).expect("a plain path");
        // A token never travels elsewhere.
        assert_eq!((parsed.host_str(), parsed.port(), parsed.fragment()), (Some("api.example.com"), None, None));
    }
    let _ = (config::proxy_url(&text), config::snowflake("id", &text), config::game_version("version", &text));
    let _ = (config::domain_key(&text), config::header_text("header", &text), crate::http::check_certificates(&text));
}

/// What holds of whatever was read.
trait Promised {
    fn check(&self);
}

impl Promised for Token {
    fn check(&self) {
        assert!(!self.access_token.is_empty());
        assert!(self.expires_in <= LONGEST_LIFE, "a token lives for {} s", self.expires_in.as_secs());
    }
}

impl Promised for Session {
    fn check(&self) {
        assert!(!self.session_token.is_empty());
        assert!(self.warnings.iter().all(|text| !text.contains(SECRET)));
    }
}

impl Promised for Authorization {
    fn check(&self) {
        assert!(!self.application_id.is_empty());
    }
}

/// The first line is the HTTP status, the second `Retry-After`, the rest the body.
fn answer<T: Promised>(call: Result<Call<T>>, data: &[u8]) {
    let call = call.expect("the request is made of what is right");
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut next = || parts.next().unwrap_or_default();
    let status = std::str::from_utf8(next()).ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let retry_after = next();
    let mut response = response(status, next());
    insert(&mut response, "retry-after", retry_after);
    let read = match response.status {
        200..300 => (call.read)(&response),
        _ => Err((call.refuse)(&response, &call.request.secrets)),
    };
    match read {
        Ok(value) => value.check(),
        Err(error) => {
            holds_no(&error, &[SECRET]);
            decide(&error);
        }
    }
}

/// An error is what the service did, never a fault of ours; and it repeats no secret.
fn holds_no(error: &Error, secrets: &[&str]) {
    assert_ne!(error.status, Status::KINPASS_OK);
    assert_ne!(error.status, Status::KINPASS_ERROR_INTERNAL, "{}", error.message);
    let said = format!("{error:?}");
    assert!(secrets.iter().all(|secret| !said.contains(secret)), "a secret stands in {said}");
}

fn decide(error: &Error) {
    let limits = Limits { attempts: 4, delay: Duration::from_secs(60) };
    for number in 1..=4 {
        let attempt = Attempt { error, sent: true, number, answer_lost: false };
        for policy in [retry::Policy::Repeatable, retry::Policy::SingleUse, retry::Policy::Careful] {
            if let retry::Verdict::Again(delay) = retry::decide(policy, &attempt, &limits, 1.0) {
                assert!(delay <= limits.delay);
            }
        }
    }
}

fn response(status: u16, body: &[u8]) -> Response {
    Response { status, headers: HeaderMap::new(), body: String::from_utf8_lossy(body).into_owned().into() }
}

fn insert(response: &mut Response, name: &'static str, value: &[u8]) {
    if let Ok(value) = HeaderValue::from_bytes(value) {
        response.headers.insert(name, value);
    }
}

fn config() -> Config {
    Config {
        discord: Discord {
            application_id: Some("1100000000000000001".into()),
            client_secret: Some(SECRET.into()),
            api_url: "https://discord.com/api/v10".into(),
            authorize_url: "https://discord.com/oauth2/authorize".into(),
            child_token_url: None,
            child_token_authorization: None,
            child_id_as_number: false,
        },
        lootlocker: LootLocker {
            url: "https://api.lootlocker.com".into(),
            game_key: Some("dev_key".into()),
            game_version: "1.0.0.0".into(),
            game_key_field: "game_key",
        },
        http: Http {
            connect_timeout: Duration::from_secs(1),
            request_timeout: Duration::from_secs(1),
            proxy: Proxy::Off,
            ca_certificates_pem: None,
            user_agent: "fuzzing".into(),
        },
        max_attempts: 4,
        max_retry_delay: Duration::from_secs(60),
        max_in_flight: 1,
        max_operations: 1,
        callbacks_on_worker: false,
        store: store::open(StoreChoice::Memory).expect("it costs nothing"),
    }
}
