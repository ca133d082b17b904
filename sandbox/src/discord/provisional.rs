//! Provisional accounts: for players without a Discord account, known by another service's token.

use serde_json::{Map, Value};

use super::{error, form_error, json_body, openid, required, snowflake, unauthorized};
use crate::call::{Answer, Call, Reply};
use crate::seed::{self, App};
use crate::world::{BOT_KIND, ExternalRefusal, World};

/// `POST partner-sdk/token`.
pub(super) fn token(world: &mut World, call: &Call) -> Answer {
    let (app, kind, user) = identity(world, call)?;
    issue(world, call, app, &kind, &user)
}

/// `POST partner-sdk/token/bot`.
pub(super) fn bot_token(world: &mut World, call: &Call) -> Answer {
    let app = bot(call)?;
    let fields = json_body(call)?;
    let user = required(fields, "external_user_id", 1024)?;
    if fields.get("preferred_global_name").is_some_and(|name| !name.is_null()) {
        required(fields, "preferred_global_name", 32)?;
    }
    if fields.get("provisional_user_id").is_some_and(|id| !id.is_null()) {
        let id = snowflake(fields, "provisional_user_id")?;
        if !world.adopt_provisional(app, BOT_KIND, user, &id) {
            return Err(unknown_user());
        }
    }
    issue(world, call, app, BOT_KIND, user)
}

/// `POST partner-sdk/provisional-accounts/unmerge`.
pub(super) fn unmerge(world: &mut World, call: &Call) -> Answer {
    let (app, kind, user) = identity(world, call)?;
    part(world, app, &kind, &user)
}

/// `POST partner-sdk/provisional-accounts/unmerge/bot`.
pub(super) fn bot_unmerge(world: &mut World, call: &Call) -> Answer {
    let app = bot(call)?;
    let fields = json_body(call)?;
    let user = required(fields, "external_user_id", 1024)?;
    for other in ["preferred_global_name", "provisional_user_id"] {
        if fields.contains_key(other) {
            return Err(form_error(other, "NOT_WANTED", "For a token only."));
        }
    }
    part(world, app, BOT_KIND, user)
}

fn issue(world: &mut World, call: &Call, app: &'static App, kind: &str, user: &str) -> Answer {
    match world.provisional_player(app, kind, user) {
        Some(player) => {
            let fields = world.issue_provisional(app, &player);
            openid::identified(world, call, fields, None)
        }
        None => Err(error(400, 530_010, "This user is linked to a full account; use OAuth2")),
    }
}

fn part(world: &mut World, app: &'static App, kind: &str, user: &str) -> Answer {
    if world.unmerge(app, kind, user) { Ok(Reply::empty(204)) } else { Err(unknown_user()) }
}

fn unknown_user() -> Reply {
    error(404, 10_013, "Unknown User")
}

fn bot(call: &Call) -> Result<&'static App, Reply> {
    let token = call.authorization("Bot").ok_or_else(unauthorized)?;
    seed::app_of_bot(token).ok_or_else(unauthorized)
}

/// The application that asks, and the external identity that its token names.
fn identity(world: &World, call: &Call) -> Result<(&'static App, String, String), Reply> {
    let fields = json_body(call)?;
    let app = client(fields)?;
    let kind = required(fields, "external_auth_type", 64)?;
    let token = required(fields, "external_auth_token", 10_240)?;
    match world.external_user(kind, token) {
        Ok(user) => Ok((app, kind.to_owned(), user)),
        Err(ExternalRefusal::Kind) => {
            Err(form_error("external_auth_type", "BASE_TYPE_CHOICES", "Value must be one of the known kinds."))
        }
        Err(ExternalRefusal::Locked) => Err(error(423, 0, "Locked")),
        Err(ExternalRefusal::Code(code, message)) => Err(error(400, code, message)),
    }
}

fn client(fields: &Map<String, Value>) -> Result<&'static App, Reply> {
    let id = snowflake(fields, "client_id")?;
    let Some(app) = seed::parent_app(&id) else {
        return Err(error(404, 10_002, "Unknown Application"));
    };
    if fields.get("client_secret").is_some_and(|secret| !secret.is_null()) {
        required(fields, "client_secret", 1024)?;
    }
    if fields.get("client_secret").and_then(Value::as_str) == app.secret {
        Ok(app)
    } else {
        Err(error(400, 530_007, "Invalid client secret"))
    }
}
