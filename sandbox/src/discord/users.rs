//! Routes with a Bearer token.

use serde_json::{Value, json};

use super::{API, scopes, unauthorized};
use crate::call::{Answer, Call, Reply};
use crate::clock::iso;
use crate::seed;
use crate::world::{AccessToken, Kind, Player, World};

fn bearer(world: &World, call: &Call) -> Result<AccessToken, Reply> {
    let token = call.authorization("Bearer").ok_or_else(unauthorized)?;
    world.access_token(token).cloned().ok_or_else(unauthorized)
}

fn user(player: &Player) -> Value {
    json!({
        "id": player.user_id,
        "username": player.name,
        "global_name": player.name,
        "discriminator": "0",
        "avatar": null,
        "public_flags": 0,
    })
}

/// `GET oauth2/@me`.
pub(super) fn authorization(world: &mut World, call: &Call) -> Answer {
    let token = bearer(world, call)?;
    let app = seed::app(token.application).ok_or_else(unauthorized)?;
    let scopes: Vec<&str> = token.scope.split(' ').collect();
    let mut body = json!({
        "application": {
            "id": app.id,
            "name": app.name,
            "description": "",
            "icon": null,
            "bot_public": false,
            "bot_require_code_grant": false,
        },
        "scopes": scopes,
        "expires": iso(token.expires_ms),
    });
    if scopes::has(&token.scope, "identify") {
        body["user"] = user(world.player(&token.player));
    }
    Ok(Reply::json(200, &body))
}

/// `GET users/@me`.
pub(super) fn me(world: &mut World, call: &Call) -> Answer {
    let token = bearer(world, call)?;
    Ok(Reply::json(200, &user(world.player(&token.player))))
}

/// `echo/…`: stands for any route that a game calls with its own token.
pub(super) fn echo(world: &mut World, call: &Call) -> Answer {
    let token = bearer(world, call)?;
    if token.kind != Kind::Child {
        return Err(unauthorized());
    }
    let path = call.path.strip_prefix(API).unwrap_or_default();
    Ok(Reply::echo(call, path))
}
