//! Child tokens: a parent token goes in, a game's token comes out.

use serde_json::{Map, Value};

use super::{error, form_error, json_body, required, snowflake};
use crate::call::{Answer, Call, Reply};
use crate::seed::{self, App};
use crate::world::{AccessToken, Kind, World};

/// `POST partner-sdk/child-token`.
pub(super) fn exchange(world: &mut World, call: &Call) -> Answer {
    let fields = json_body(call)?;
    let (parent, app) = parent(world, fields)?;
    match (app.secret, fields.get("parent_client_secret")) {
        (None, Some(_)) => {
            return Err(form_error("parent_client_secret", "PUBLIC_CLIENT_SECRET", "A public client has no secret."));
        }
        (None, None) => {}
        (Some(secret), _) => {
            if required(fields, "parent_client_secret", 1024)? != secret {
                return Err(super::unauthorized());
            }
        }
    }
    issue(world, &parent, app, fields)
}

/// `POST /backend/child-token`: the same, but the secret stays on the backend.
pub(super) fn backend(world: &mut World, call: &Call) -> Answer {
    let fields = json_body(call)?;
    for secret in ["parent_client_secret", "client_secret"] {
        if fields.contains_key(secret) {
            return Err(form_error(
                secret,
                "SECRET_NOT_WANTED",
                "The backend has the secret; a game must not send one.",
            ));
        }
    }
    let (parent, app) = parent(world, fields)?;
    issue(world, &parent, app, fields)
}

fn parent(world: &World, fields: &Map<String, Value>) -> Result<(AccessToken, &'static App), Reply> {
    let token = required(fields, "parent_access_token", 10_240)?;
    let found = world.access_token(token).filter(|found| found.kind == Kind::Parent);
    let app = found.and_then(|found| seed::parent_app(found.application));
    match (found, app) {
        (Some(found), Some(app)) => Ok((found.clone(), app)),
        _ => Err(error(401, 50_025, "Invalid OAuth2 access token")),
    }
}

fn issue(world: &mut World, parent: &AccessToken, app: &App, fields: &Map<String, Value>) -> Answer {
    let id = snowflake(fields, "child_application_id")?;
    let child = seed::app(&id).filter(|child| child.parent == Some(app.id));
    let Some(child) = child else {
        return Err(error(404, 10_002, "Unknown Application"));
    };
    Ok(Reply::json(200, &world.issue_child(parent, child)).no_store())
}
