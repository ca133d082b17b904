//! The authorize page: who asks, for what, and the player's answer.

use serde_json::{Map, Value};

use super::scopes;
use crate::call::{Answer, Call, Reply, text};
use crate::pages;
use crate::seed::{self, App};
use crate::settings::Consent;
use crate::world::{CodeRequest, World};

/// A request that may be shown to a player.
struct Ask {
    app: &'static App,
    redirect_uri: String,
    state: Option<String>,
    /// The rest, or the error that goes back by redirect.
    request: Result<CodeRequest, (&'static str, &'static str)>,
}

/// `GET /oauth2/authorize`.
pub(crate) fn page(world: &mut World, call: &Call) -> Answer {
    let ask = read(|name| call.query_value(name))?;
    let request = match &ask.request {
        Ok(request) => request.clone(),
        Err((error, description)) => return Ok(refuse(&ask, error, description)),
    };
    match world.settings.consent {
        Consent::Allow => {
            let player = world.settings.consent_player.clone();
            Ok(allow(world, &ask, request, &player))
        }
        Consent::Deny => Ok(refuse(&ask, "access_denied", DENIED)),
        Consent::Ask => {
            let fields = form_urlencoded::parse(call.query.as_bytes());
            let fields: Vec<(String, String)> =
                fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
            let scopes: Vec<&str> = request.scope.split_ascii_whitespace().collect();
            let page = pages::consent(ask.app.name, &scopes, &fields, &world.settings.consent_player);
            Ok(Reply::html(200, page))
        }
    }
}

/// `POST /oauth2/authorize`: the form of the page.
pub(crate) fn decide(world: &mut World, call: &Call) -> Answer {
    let empty = Map::new();
    let form: &Map<String, Value> = call.fields().unwrap_or(&empty);
    let ask = read(|name| text(form, name).map(str::to_owned))?;
    let request = match &ask.request {
        Ok(request) => request.clone(),
        Err((error, description)) => return Ok(refuse(&ask, error, description)),
    };
    match (text(form, "decision"), text(form, "player")) {
        (Some("allow"), Some(player)) => Ok(allow(world, &ask, request, player)),
        (Some("allow"), None) => Err(bad_request("Choose a player first.")),
        _ => Ok(refuse(&ask, "access_denied", DENIED)),
    }
}

const DENIED: &str = "The resource owner or authorization server denied the request";

/// Checks a request. Without a good client and redirect there is nowhere to send an error to, so it is a page.
fn read(value: impl Fn(&str) -> Option<String>) -> Result<Ask, Reply> {
    let app = value("client_id").and_then(|id| seed::parent_app(&id));
    let app = app.ok_or_else(|| {
        bad_request("This application does not exist, or it is a game's: players link the publisher's.")
    })?;
    let redirect_uri = value("redirect_uri").filter(|uri| app.allows_redirect(uri));
    let redirect_uri = redirect_uri.ok_or_else(|| bad_request("This redirect address is not registered."))?;
    let request = check(app, &redirect_uri, &value);
    Ok(Ask { app, state: value("state"), request, redirect_uri })
}

fn check(
    app: &'static App,
    redirect_uri: &str,
    value: &impl Fn(&str) -> Option<String>,
) -> Result<CodeRequest, (&'static str, &'static str)> {
    if value("response_type").as_deref() != Some("code") {
        return Err(("unsupported_response_type", "response_type has to be code"));
    }
    let scope = value("scope").unwrap_or_default();
    if !scopes::are_known(&scope) {
        return Err(("invalid_scope", "The requested scope is invalid, unknown, or malformed."));
    }
    let challenge = value("code_challenge");
    let method = value("code_challenge_method");
    let mobile = !redirect_uri.starts_with("http");
    match (&challenge, method.as_deref()) {
        (None, None) if app.secret.is_some() && !mobile => {}
        // A SHA-256 in base64 without padding.
        (Some(challenge), Some("S256")) if challenge.len() == 43 => {}
        (None, _) => return Err(("invalid_request", "A code_challenge is required")),
        _ => return Err(("invalid_request", "code_challenge_method has to be S256")),
    }
    let nonce = value("nonce").filter(|nonce| !nonce.is_empty());
    Ok(CodeRequest { application: app.id, redirect_uri: redirect_uri.to_owned(), scope, challenge, nonce })
}

fn allow(world: &mut World, ask: &Ask, request: CodeRequest, player: &str) -> Reply {
    let code = world.issue_code(request, player);
    back(ask, &[("code", &code)])
}

fn refuse(ask: &Ask, error: &str, description: &str) -> Reply {
    back(ask, &[("error", error), ("error_description", description)])
}

/// Back to the game, with its state.
fn back(ask: &Ask, fields: &[(&str, &str)]) -> Reply {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields);
    if let Some(state) = &ask.state {
        query.append_pair("state", state);
    }
    Reply::redirect(format!("{}?{}", ask.redirect_uri, query.finish()))
}

fn bad_request(why: &str) -> Reply {
    Reply::html(400, pages::message("This can't be authorized", why, false))
}
