//! Sessions: started and refreshed by one route, ended, checked.

use serde_json::{Map, Value, json};

use super::{banned, error};
use crate::call::{Answer, Call, Parsed, Reply, text};
use crate::seed::{self, Game};
use crate::world::{LootLockerRefusal, Started, World};

/// Longest player name that is taken.
const NAME_LENGTH: usize = 40;

/// `POST /game/session/discord`: a start with an access token, a refresh with a refresh token.
pub(super) fn start(world: &mut World, call: &Call) -> Answer {
    let fields = body(call)?;
    if call.header("ll-version") != Some("2021-03-01") {
        return Err(error(400, "invalid_version", "LL-Version has to be 2021-03-01"));
    }
    if call.header("x-session-token").is_some() {
        return Err(error(400, "unexpected_session", "x-session-token is not sent on start or refresh"));
    }
    let game = game(fields)?;
    if !text(fields, "game_version").is_some_and(is_version) {
        return Err(error(400, "invalid_game_version", "game_version has two to four numbers without leading zeros"));
    }
    let optionals = match fields.get("optionals") {
        None => None,
        Some(Value::Object(optionals)) => Some(optionals),
        Some(_) => return Err(error(400, "invalid_optionals", "optionals is an object")),
    };
    let tokens = (fields.get("access_token"), fields.get("refresh_token"));
    let (started, refreshing) = match tokens {
        (Some(Value::String(token)), None) if !token.is_empty() => (world.start_session(game, token), false),
        (None, Some(Value::String(token))) if !token.is_empty() => (world.refresh_session(game, token), true),
        _ => {
            return Err(error(400, "invalid_token_fields", "exactly one of access_token and refresh_token is sent"));
        }
    };
    let started = started.map_err(|refusal| refuse(world, &refusal))?;
    let errors = take_name(world, &started.player.name, optionals);
    Ok(Reply::json(200, &answer(world, &started, errors, refreshing)))
}

fn refuse(world: &World, refusal: &LootLockerRefusal) -> Reply {
    match refusal {
        LootLockerRefusal::Banned(ban) => banned(ban),
        LootLockerRefusal::AccessToken => error(401, "invalid_access_token", "The access token was not accepted"),
        LootLockerRefusal::RefreshToken => error(
            world.settings.lootlocker_expired_refresh_status,
            "invalid_refresh_token",
            "The refresh token was not accepted",
        ),
    }
}

/// Sets the name that the caller wishes, or says why not.
fn take_name(world: &mut World, player: &str, optionals: Option<&Map<String, Value>>) -> Vec<String> {
    let Some(name) = optionals.and_then(|optionals| text(optionals, "player_name")) else {
        return Vec::new();
    };
    if name.chars().count() > NAME_LENGTH || name.contains("refused") {
        return vec!["player_name was refused".to_owned()];
    }
    world.player(player).display_name = Some(name.to_owned());
    Vec::new()
}

fn answer(world: &mut World, started: &Started, errors: Vec<String>, refreshing: bool) -> Value {
    let player = &started.player;
    let display_name = world.player(&player.name).display_name.clone();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    set("success", json!(true));
    set("session_token", json!(started.session_token));
    if let Some(token) = &started.refresh_token {
        set("refresh_token", json!(token));
    }
    set("player_id", json!(player.player_id));
    set("public_uid", json!(player.public_uid));
    set("player_ulid", json!(player.ulid));
    set("player_identifier", json!(player.user_id));
    set("player_name", json!(display_name));
    set("player_created_at", json!(player.created_at));
    set("last_seen", json!(player.last_seen));
    set("seen_before", json!(started.seen_before));
    set("check_grant_notifications", json!(!refreshing));
    set("check_deactivation_notifications", json!(false));
    set("check_dlcs", json!([]));
    set("wallet_id", json!(player.wallet_id));
    set("xp", json!(120));
    set("level", json!(3));
    set("account_balance", json!(0));
    set(
        "level_thresholds",
        json!({ "current": 100, "current_is_prestige": false, "next": 250, "next_is_prestige": false }),
    );
    if !errors.is_empty() {
        set("errors", json!(errors));
    }
    Value::Object(fields)
}

/// `POST /game/session/ban-status`: needs no session.
pub(super) fn ban_status(world: &mut World, call: &Call) -> Answer {
    let fields = body(call)?;
    game(fields)?;
    let ulid = text(fields, "player_id").ok_or_else(|| error(400, "invalid_player_id", "player_id is a ULID"))?;
    let player = world.player_by_ulid(ulid).ok_or_else(|| error(404, "player_not_found", "There is no such player"))?;
    let body = json!({ "is_banned": player.ban.is_some(), "ban": player.ban });
    Ok(Reply::json(200, &body))
}

/// `DELETE /game/v1/session`.
pub(super) fn end(world: &mut World, call: &Call) -> Answer {
    let token = call.header("x-session-token").unwrap_or_default();
    if world.end_session(token) { Ok(Reply::empty(204)) } else { Err(dead_session(world)) }
}

/// The player of the request's session.
pub(super) fn current(world: &World, call: &Call) -> Result<String, Reply> {
    let token = call.header("x-session-token").unwrap_or_default();
    let session = world.session(token).ok_or_else(|| dead_session(world))?;
    match world.players.get(&session.player).and_then(|player| player.ban.as_ref()) {
        Some(ban) => Err(banned(ban)),
        None => Ok(session.player.clone()),
    }
}

fn dead_session(world: &World) -> Reply {
    error(
        world.settings.lootlocker_expired_session_status,
        "invalid_session",
        "The session is missing, expired or ended",
    )
}

/// `GET /game/player/name`.
pub(super) fn name(world: &mut World, call: &Call) -> Answer {
    let player = current(world, call)?;
    let name = world.player(&player).display_name.clone();
    Ok(Reply::json(200, &json!({ "name": name })))
}

/// `PATCH /game/player/name`.
pub(super) fn rename(world: &mut World, call: &Call) -> Answer {
    let player = current(world, call)?;
    let name = text(body(call)?, "name")
        .filter(|name| name.chars().count() <= NAME_LENGTH)
        .ok_or_else(|| error(400, "invalid_name", "name is missing or too long"))?;
    world.player(&player).display_name = Some(name.to_owned());
    Ok(Reply::json(200, &json!({ "name": name })))
}

fn body(call: &Call) -> Result<&Map<String, Value>, Reply> {
    match &call.parsed {
        Parsed::Json(fields) => Ok(fields),
        _ => Err(error(400, "invalid_json", "The body has to be a JSON object")),
    }
}

fn game(fields: &Map<String, Value>) -> Result<&'static Game, Reply> {
    let keys = (text(fields, "game_key"), text(fields, "game_api_key"));
    let key = match keys {
        (Some(key), None) | (None, Some(key)) => key,
        _ => {
            return Err(error(400, "missing_game_key", "either game_key or game_api_key is sent"));
        }
    };
    seed::game(key).ok_or_else(|| error(400, "invalid_game_key", "There is no such game"))
}

/// Two to four numbers between dots, none with a leading zero.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits && (part.len() == 1 || !part.starts_with('0'))
        })
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_told_apart() {
        for good in ["1.0", "0.1", "10.20.30", "1.2.3.4"] {
            assert!(is_version(good), "{good}");
        }
        for bad in ["", "1", "1.", "01.0", "1.02", "1.2.3.4.5", "1.a", "v1.0", "1.0-beta"] {
            assert!(!is_version(bad), "{bad}");
        }
    }
}
