//! Discord's API: which route goes where, who may call, and how errors look.

pub(crate) mod activate;
pub(crate) mod authorize;
mod child;
mod oauth2;
mod openid;
mod provisional;
mod scopes;
mod users;

use serde_json::{Map, Value, json};

use crate::call::{Answer, Call, Parsed, Reply};
use crate::world::World;

/// Where Discord's API begins.
pub(crate) const API: &str = "/api/v10";

/// Where a client finds all other addresses.
pub(crate) const CONFIGURATION: &str = "/.well-known/openid-configuration";

/// What any client may read, a bot or not.
pub(crate) fn configuration(call: &Call) -> Reply {
    openid::configuration(call)
}

/// Answers one request below [`API`].
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    let path = call.path.strip_prefix(API).unwrap_or_default();
    if (call.method.as_str(), path) == ("GET", "/oauth2/keys") {
        return Ok(openid::keys());
    }
    if world.settings.check_user_agent && !call.header("user-agent").is_some_and(is_bot_agent) {
        return Err(error(403, 40_333, "internal network error"));
    }
    match (call.method.as_str(), path) {
        ("POST", "/oauth2/token") => oauth2::token(world, call),
        ("POST", "/oauth2/token/revoke") => oauth2::revoke(world, call),
        ("POST", "/oauth2/device/authorize") => oauth2::device(world, call),
        ("GET", "/oauth2/@me") => users::authorization(world, call),
        ("GET", "/users/@me") => users::me(world, call),
        ("POST", "/partner-sdk/child-token") => child::exchange(world, call),
        ("POST", "/partner-sdk/token") => provisional::token(world, call),
        ("POST", "/partner-sdk/token/bot") => provisional::bot_token(world, call),
        ("POST", "/partner-sdk/provisional-accounts/unmerge") => provisional::unmerge(world, call),
        ("POST", "/partner-sdk/provisional-accounts/unmerge/bot") => provisional::bot_unmerge(world, call),
        (_, path) if path == "/echo" || path.starts_with("/echo/") => users::echo(world, call),
        _ => Err(error(404, 0, "404: Not Found")),
    }
}

/// A publisher's own backend, which knows the secret and exchanges child tokens for its games.
pub(crate) fn backend(world: &mut World, call: &Call) -> Answer {
    child::backend(world, call)
}

/// Whether a user agent reads `DiscordBot (url, version)`, with or without extras.
fn is_bot_agent(agent: &str) -> bool {
    let inner = agent.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')'));
    let parts = inner.and_then(|(inner, _)| inner.split_once(','));
    parts.is_some_and(|(url, version)| {
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        host.is_some_and(|host| !host.is_empty() && !host.contains(' ')) && !version.trim().is_empty()
    })
}

/// A REST error.
pub(crate) fn error(status: u16, code: u32, message: &str) -> Reply {
    Reply::json(status, &json!({ "message": message, "code": code }))
}

/// An OAuth2 error.
pub(crate) fn oauth_error(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(status, &json!({ "error": error, "error_description": description }))
}

/// An error about one field of the body.
fn form_error(field: &str, code: &str, message: &str) -> Reply {
    let mut errors = Map::new();
    errors.insert(field.to_owned(), json!({ "_errors": [{ "code": code, "message": message }] }));
    let body = json!({ "message": "Invalid Form Body", "code": 50_035, "errors": errors });
    Reply::json(400, &body)
}

fn unauthorized() -> Reply {
    error(401, 0, "401: Unauthorized")
}

/// The body of a route that takes JSON only.
fn json_body(call: &Call) -> Result<&Map<String, Value>, Reply> {
    match &call.parsed {
        Parsed::Json(fields) => Ok(fields),
        Parsed::BadJson => Err(error(400, 50_109, "The request body contains invalid JSON.")),
        _ => Err(form_error(
            "_misc",
            "CONTENT_TYPE_INVALID",
            "Expected \"Content-Type\" header to be one of {'application/json'}.",
        )),
    }
}

/// A text of the body that has to be there, at most `most` bytes long.
fn required<'a>(fields: &'a Map<String, Value>, name: &str, most: usize) -> Result<&'a str, Reply> {
    match fields.get(name) {
        None | Some(Value::Null) => Err(form_error(name, "BASE_TYPE_REQUIRED", "This field is required")),
        Some(Value::String(text)) if (1..=most).contains(&text.len()) => Ok(text),
        Some(Value::String(_)) => {
            Err(form_error(name, "BASE_TYPE_BAD_LENGTH", &format!("Must be between 1 and {most} in length.")))
        }
        Some(_) => Err(form_error(name, "STRING_TYPE_CONVERT", "Could not interpret value as string.")),
    }
}

/// An id: a decimal string, or a number.
fn snowflake(fields: &Map<String, Value>, name: &str) -> Result<String, Reply> {
    let bad = || form_error(name, "NUMBER_TYPE_COERCE", &format!("Value of field \"{name}\" is not snowflake."));
    match fields.get(name) {
        Some(Value::Number(number)) => number.as_u64().map(|id| id.to_string()).ok_or_else(bad),
        Some(Value::String(text)) if text.parse::<u64>().is_ok() => Ok(text.clone()),
        Some(Value::String(_)) => Err(bad()),
        _ => required(fields, name, 20).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::is_bot_agent;

    #[test]
    fn user_agents_are_told_apart() {
        assert!(is_bot_agent("DiscordBot (https://example.com, 1.0)"));
        assert!(is_bot_agent("DiscordBot (https://example.com, 1.0) Kinpass/0.1 Game/2"));
        for bad in [
            "",
            "curl/8",
            "DiscordBot",
            "DiscordBot (https://example.com)",
            "DiscordBot (, 1)",
            "DiscordBot (example, 1)",
            "DiscordBot (https://example.com, )",
            "DiscordBot (https://example.com, 1",
        ] {
            assert!(!is_bot_agent(bad), "{bad}");
        }
    }
}
