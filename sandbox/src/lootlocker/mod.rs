//! LootLocker's game API.

mod session;

use serde_json::json;

use crate::call::{Answer, Call, Reply};
use crate::clock::iso;
use crate::secret;
use crate::world::{Ban, World};

/// Answers one request below `/game`.
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/game/session/discord") => session::start(world, call),
        ("POST", "/game/session/ban-status") => session::ban_status(world, call),
        ("DELETE", "/game/v1/session") => session::end(world, call),
        ("GET", "/game/ping") => {
            session::current(world, call)?;
            Ok(Reply::json(200, &json!({ "date": iso(world.now_ms()) })))
        }
        ("GET", "/game/player/name") => session::name(world, call),
        ("PATCH", "/game/player/name") => session::rename(world, call),
        (_, path) if path == "/game/echo" || path.starts_with("/game/echo/") => {
            session::current(world, call)?;
            Ok(Reply::echo(call, path))
        }
        _ => Err(error(404, "not_found", "There is no such route")),
    }
}

/// An error in LootLocker's shape.
pub(crate) fn error(status: u16, code: &str, message: &str) -> Reply {
    let body = json!({
        "code": code,
        "message": message,
        "doc_url": "https://ref.lootlocker.com/errors",
        "request_id": secret::random("req-"),
        "trace_id": secret::random("trace-"),
    });
    Reply::json(status, &body)
}

/// The answer to a banned player.
pub(crate) fn banned(ban: &Ban) -> Reply {
    let body = json!({
        "code": "player_banned",
        "message": "Player is banned",
        "request_id": secret::random("req-"),
        "trace_id": secret::random("trace-"),
        "ban": ban,
    });
    Reply::json(403, &body)
}
