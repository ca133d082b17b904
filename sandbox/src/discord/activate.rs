//! The device page: a player enters the code that their console shows.

use serde_json::{Map, Value};

use crate::call::{Answer, Call, Reply, text};
use crate::pages;
use crate::seed;
use crate::world::{Decision, World};

/// `GET /activate`.
pub(crate) fn page(world: &mut World, call: &Call) -> Answer {
    let code = call.query_value("user_code").unwrap_or_default();
    let device = world.device_by_user_code(&code);
    let app = device.and_then(|device| seed::app(device.application));
    let player = &world.settings.consent_player;
    Ok(Reply::html(200, pages::device(&code, app.map(|app| app.name), player)))
}

/// `POST /activate`.
pub(crate) fn decide(world: &mut World, call: &Call) -> Answer {
    let empty = Map::new();
    let form: &Map<String, Value> = call.fields().unwrap_or(&empty);
    let code = text(form, "user_code").unwrap_or_default();
    let allowed = text(form, "decision") == Some("allow");
    let decision = match (allowed, text(form, "player")) {
        (true, Some(player)) => Decision::Allowed(player.to_owned()),
        (true, None) => {
            let page = pages::message("Choose a player first", "Go back and name one.", false);
            return Err(Reply::html(400, page));
        }
        (false, _) => Decision::Denied,
    };
    if !world.decide_device(code, &decision) {
        let why = "No device waits for this code. It may have expired.";
        return Err(Reply::html(404, pages::message("Unknown code", why, false)));
    }
    let page = if allowed {
        pages::message("Device linked", "You can go back to your game.", true)
    } else {
        pages::message("Nothing was linked", "You can close this page.", false)
    };
    Ok(Reply::html(200, page))
}
