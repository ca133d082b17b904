//! What faults make of an answer.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::call::{Call, Reply};
use crate::clock::{http_date, iso};
use crate::fault::{Action, RetryForm};
use crate::secret::is_secret_field;
use crate::{discord, lootlocker};

/// How an answer goes out.
pub(crate) enum Delivery {
    Whole(Reply),
    /// A part of the body, then the connection ends.
    Cut(Reply),
    /// One byte per so many milliseconds.
    Trickle(Reply, u64),
    /// Nothing, but the connection stays.
    Hang,
    /// Nothing, and the connection ends.
    Close,
    /// Nothing, and the connection is reset.
    Reset,
}

/// Fields without which an answer is of no use.
const REQUIRED: &[&str] = &[
    "access_token",
    "application",
    "date",
    "device_code",
    "expires",
    "expires_in",
    "is_banned",
    "player_id",
    "player_identifier",
    "player_ulid",
    "public_uid",
    "scopes",
    "session_token",
    "token_type",
    "user_code",
    "verification_uri",
];

const BAN_PAGE: &str = "<!doctype html><title>Access denied</title><h1>Access denied</h1><p>You have been blocked.</p>";
const HTML_PAGE: &str = "<!doctype html><title>Welcome</title><h1>Please sign in to this network</h1>";

/// The answer of a fault that keeps the request from being carried out.
pub(crate) fn instead(action: &Action, call: &Call, now_ms: u64) -> Delivery {
    Delivery::Whole(match action {
        Action::Reset {} => return Delivery::Reset,
        Action::Close {} => return Delivery::Close,
        Action::Hang {} => return Delivery::Hang,
        Action::Status { status, body, headers } => with_status(call, *status, body.as_ref(), headers),
        Action::Unavailable { retry_after } => {
            let reply = service_error(call, 503, "Service unavailable");
            match retry_after {
                Some(seconds) => reply.with("retry-after", seconds.to_string()),
                None => reply,
            }
        }
        Action::RateLimited { form, seconds } => rate_limited(call, *form, *seconds, now_ms),
        Action::Banned { permanent } => {
            let until = (!permanent).then(|| iso(now_ms + 86_400_000));
            lootlocker::banned(&crate::world::Ban {
                ban_reason: "manual",
                banned_on: iso(now_ms),
                banned_until: until,
                permanent: *permanent,
            })
        }
        Action::BanPage {} => Reply::html(403, BAN_PAGE.to_owned()),
        Action::EchoSecrets { status } => service_error(call, *status, &format!("Not accepted: {}", secrets(call))),
        Action::Redirect { other_host, status, location } => {
            let mut base = call.base();
            if *other_host {
                base = if base.contains("//localhost") {
                    base.replacen("localhost", "127.0.0.1", 1)
                } else {
                    base.replacen("127.0.0.1", "localhost", 1)
                };
            }
            let location = location.clone().unwrap_or_else(|| format!("{base}/redirect-target"));
            let mut reply = Reply::redirect(location);
            reply.status = *status;
            reply
        }
        _ => service_error(call, 500, "This fault strikes after"),
    })
}

fn with_status(
    call: &Call,
    status: u16,
    body: Option<&Value>,
    headers: &std::collections::BTreeMap<String, String>,
) -> Reply {
    let mut reply = match body {
        None => service_error(call, status, "A fault that was asked for"),
        Some(Value::String(text)) => {
            let content_type = if text.trim_start().starts_with('<') { "text/html" } else { "text/plain" };
            Reply::new(status, content_type, text.clone())
        }
        Some(value) => Reply::json(status, value),
    };
    for (name, value) in headers {
        reply.extra_headers.push((name.clone(), value.clone()));
    }
    reply
}

/// A 429, in the shape of the service that was called.
pub(crate) fn rate_limited(call: &Call, form: RetryForm, seconds: f64, now_ms: u64) -> Reply {
    // Whole seconds, rounded up; negative and absurd values end at the borders of the type.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = seconds.ceil() as u64;
    let reply = if is_discord(call) {
        let mut body = json!({ "message": "You are being rate limited.", "global": false });
        if matches!(form, RetryForm::Seconds | RetryForm::Body) {
            body["retry_after"] = json!(seconds);
        }
        Reply::json(429, &body)
    } else if form == RetryForm::Body {
        let body = json!({
            "code": "rate_limited",
            "message": "Too many requests",
            "retry_after": seconds,
        });
        Reply::json(429, &body)
    } else {
        service_error(call, 429, "Too many requests")
    };
    match form {
        RetryForm::Seconds => reply.with("retry-after", whole.to_string()),
        RetryForm::Date => reply.with("retry-after", http_date((now_ms / 1000).saturating_add(whole))),
        RetryForm::Body | RetryForm::None => reply,
    }
}

fn is_discord(call: &Call) -> bool {
    call.path.starts_with(discord::API) || call.path == discord::CONFIGURATION || call.path.starts_with("/backend")
}

/// An error as the called service writes it.
pub(crate) fn service_error(call: &Call, status: u16, message: &str) -> Reply {
    if call.path.starts_with("/api/v10/oauth2/token") || call.path.starts_with("/api/v10/oauth2/device") {
        let code = match status {
            401 => "invalid_client",
            400 => "invalid_grant",
            _ => "server_error",
        };
        return discord::oauth_error(status, code, message);
    }
    if is_discord(call) {
        return discord::error(status, 0, message);
    }
    let code = match status {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        429 => "rate_limited",
        400..=499 => "bad_request",
        _ => "internal_error",
    };
    lootlocker::error(status, code, message)
}

/// All secrets of a request, in one line: what a careless service might say.
fn secrets(call: &Call) -> String {
    let mut found = Vec::new();
    for name in ["authorization", "x-session-token"] {
        if let Some(value) = call.header(name) {
            found.push(format!("{name}={value}"));
        }
    }
    for (name, value) in call.fields().into_iter().flatten() {
        if is_secret_field(name) {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            found.push(format!("{name}={text}"));
        }
    }
    found.join(" ")
}

/// A real answer, damaged.
pub(crate) fn damage(action: &Action, mut reply: Reply) -> Delivery {
    if reply.status == 204 {
        // Without a body there is nothing to damage, so it gets the smallest.
        reply = Reply { headers: reply.headers, ..Reply::json(200, &json!({})) };
    }
    match action {
        Action::LostAnswer {} => return Delivery::Close,
        Action::CutBody {} => return Delivery::Cut(reply),
        Action::Trickle { ms } => return Delivery::Trickle(reply, *ms),
        Action::MalformedJson {} => {
            let mut body = reply.body.to_vec();
            body.pop();
            body.extend_from_slice(b",,]");
            reply.body = Bytes::from(body);
        }
        Action::WrongTypes { field } => change(&mut reply, field.as_deref(), |fields, name| {
            if let Some(value) = fields.get_mut(name) {
                *value = match value.take() {
                    Value::Number(number) => Value::String(format!("not a number: {number}")),
                    Value::String(_) => json!(17),
                    Value::Bool(_) => json!("perhaps"),
                    Value::Array(_) => json!({ "not": "an array" }),
                    Value::Object(_) => json!(["not an object"]),
                    Value::Null => Value::Null,
                };
            }
        }),
        Action::MissingField { field } => {
            change(&mut reply, field.as_deref().or(Some(ONLY_REQUIRED)), |fields, name| {
                fields.remove(name);
            });
        }
        Action::NullFields { field } => {
            change(&mut reply, field.as_deref().or(Some(ONLY_REQUIRED)), |fields, name| {
                if let Some(value) = fields.get_mut(name) {
                    *value = Value::Null;
                }
            });
        }
        Action::Html {} => {
            reply.status = 200;
            reply.content_type = "text/html";
            reply.body = Bytes::from_static(HTML_PAGE.as_bytes());
        }
        Action::EmptyBody {} => reply.body = Bytes::new(),
        Action::HugeBody { bytes } => {
            // Blanks before the value: the body stays valid JSON.
            let mut body = vec![b' '; *bytes];
            body.extend_from_slice(&reply.body);
            reply.body = Bytes::from(body);
        }
        _ => {}
    }
    Delivery::Whole(reply)
}

/// Stands for "all required fields" where a field's name is expected.
const ONLY_REQUIRED: &str = "\0required";

/// Changes one field, the required ones, or all.
fn change(reply: &mut Reply, field: Option<&str>, change: impl Fn(&mut Map<String, Value>, &str)) {
    let Ok(mut fields) = serde_json::from_slice::<Map<String, Value>>(&reply.body) else {
        return;
    };
    let names: Vec<String> = match field {
        Some(ONLY_REQUIRED) => REQUIRED.iter().map(|name| (*name).to_owned()).collect(),
        Some(name) => vec![name.to_owned()],
        None => fields.keys().cloned().collect(),
    };
    for name in names {
        change(&mut fields, &name);
    }
    *reply = Reply { headers: std::mem::take(&mut reply.headers), ..Reply::json(reply.status, &fields) };
}
