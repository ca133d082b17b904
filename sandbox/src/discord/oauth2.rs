//! OAuth2's routes: grants, revocation, device codes.

use serde_json::{Map, Value, json};

use super::{error, oauth_error, openid, scopes};
use crate::call::{Answer, Call, Parsed, Reply, text};
use crate::secret;
use crate::seed::{self, App};
use crate::world::{ExternalRefusal, World};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// `POST oauth2/token`.
pub(super) fn token(world: &mut World, call: &Call) -> Answer {
    let form = form(call)?;
    let app = client(call, form)?;
    let (fields, nonce) = match need(form, "grant_type")? {
        "authorization_code" => code_grant(world, app, form)?,
        "refresh_token" => {
            let token = need(form, "refresh_token")?;
            // One text, whatever the reason.
            let refused = |_| oauth_error(400, "invalid_grant", "Invalid \"refresh_token\" in request");
            (world.refresh_grant(app, token).map_err(refused)?, None)
        }
        DEVICE_GRANT => (device_grant(world, app, form)?, None),
        _ => {
            return Err(oauth_error(400, "unsupported_grant_type", "Unsupported grant type"));
        }
    };
    openid::granted(world, call, fields, nonce.as_deref())
}

/// The tokens, and the nonce that the authorize page was given.
type Granted = (Map<String, Value>, Option<String>);

fn code_grant(world: &mut World, app: &'static App, form: &Map<String, Value>) -> Result<Granted, Reply> {
    let refused = |why: &str| oauth_error(400, "invalid_grant", why);
    let code = need(form, "code")?;
    let redirect_uri = need(form, "redirect_uri")?;
    let found = world.code(code);
    let Some(found) = found.filter(|found| found.request.application == app.id) else {
        return Err(refused("Invalid \"code\" in request."));
    };
    if found.request.redirect_uri != redirect_uri {
        return Err(refused("Invalid \"redirect_uri\" in request."));
    }
    if let Some(challenge) = &found.request.challenge {
        let verifier = text(form, "code_verifier").unwrap_or_default();
        let well_formed = (43..=128).contains(&verifier.len())
            && verifier.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        if !well_formed || secret::s256(verifier) != *challenge {
            return Err(refused("Invalid \"code_verifier\" in request."));
        }
    }
    let merging = merging(world, form)?;
    world.use_code(code);
    if let Some((kind, user)) = merging {
        world.merge(app, &kind, &user, &found.player);
    }
    Ok((world.issue_full(app, &found.player, &found.request.scope), found.request.nonce))
}

fn device_grant(world: &mut World, app: &'static App, form: &Map<String, Value>) -> Result<Map<String, Value>, Reply> {
    let code = need(form, "device_code")?;
    let polled = world.poll_device(app, code);
    let (player, scope) = polled.map_err(|error| oauth_error(400, error, "Device code"))?;
    let merging = merging(world, form)?;
    world.use_device(code);
    if let Some((kind, user)) = merging {
        world.merge(app, &kind, &user, &player);
    }
    Ok(world.issue_full(app, &player, &scope))
}

/// The external identity that a grant joins to the account.
fn merging(world: &World, form: &Map<String, Value>) -> Result<Option<(String, String)>, Reply> {
    let (kind, token) = (text(form, "external_auth_type"), text(form, "external_auth_token"));
    match (kind, token) {
        (None, None) => Ok(None),
        (Some(kind), Some(token)) => match world.external_user(kind, token) {
            Ok(user) => Ok(Some((kind.to_owned(), user))),
            Err(ExternalRefusal::Kind) => Err(oauth_error(400, "invalid_request", "Unknown external_auth_type")),
            Err(_) => Err(error(403, 50_025, "Invalid OAuth2 access token")),
        },
        _ => Err(oauth_error(400, "invalid_request", "external_auth_type and external_auth_token go together")),
    }
}

/// `POST oauth2/token/revoke`.
pub(super) fn revoke(world: &mut World, call: &Call) -> Answer {
    let form = form(call)?;
    // The one route on which a game's application speaks for itself.
    let app = client_among(seed::app, call, form)?;
    let token = need(form, "token")?;
    if let Some(player) = world.owner_of(app, token) {
        world.revoke(app, &player);
    }
    Ok(Reply::json(200, &json!({})))
}

/// `POST oauth2/device/authorize`.
pub(super) fn device(world: &mut World, call: &Call) -> Answer {
    let form = form(call)?;
    let app = client(call, form)?;
    let scope = text(form, "scope").unwrap_or_default();
    if !scopes::are_known(scope) {
        return Err(oauth_error(400, "invalid_scope", "Unknown or missing scope"));
    }
    let (device_code, device) = world.issue_device(app, scope);
    let base = call.base();
    let body = json!({
        "device_code": device_code,
        "user_code": device.user_code,
        "verification_uri": format!("{base}/activate"),
        "verification_uri_complete": format!("{base}/activate?user_code={}", device.user_code),
        "expires_in": world.settings.device_seconds,
        "interval": device.interval,
    });
    Ok(Reply::json(200, &body).no_store())
}

fn form(call: &Call) -> Result<&Map<String, Value>, Reply> {
    match &call.parsed {
        Parsed::Form(fields) => Ok(fields),
        _ => Err(oauth_error(400, "invalid_request", "Expected application/x-www-form-urlencoded")),
    }
}

fn need<'a>(form: &'a Map<String, Value>, name: &str) -> Result<&'a str, Reply> {
    text(form, name).ok_or_else(|| oauth_error(400, "invalid_request", &format!("Missing \"{name}\" in request.")))
}

/// The publisher application that calls. A game's id fails here: every grant is the publisher application's.
fn client(call: &Call, form: &Map<String, Value>) -> Result<&'static App, Reply> {
    client_among(seed::parent_app, call, form)
}

/// The application that calls, by Basic or by the form.
fn client_among(
    find: fn(&str) -> Option<&'static App>,
    call: &Call,
    form: &Map<String, Value>,
) -> Result<&'static App, Reply> {
    let refused = || oauth_error(401, "invalid_client", "Invalid client");
    let (id, secret) = match call.basic() {
        Some((id, secret)) => (id, Some(secret)),
        None => (
            text(form, "client_id").ok_or_else(refused)?.to_owned(),
            form.get("client_secret").and_then(Value::as_str).map(str::to_owned),
        ),
    };
    let app = find(&id).ok_or_else(refused)?;
    if secret.as_deref() == app.secret { Ok(app) } else { Err(refused()) }
}
