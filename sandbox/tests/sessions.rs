//! LootLocker's sessions.

mod common;

use common::{Client, SESSION};
use kinpass_sandbox::{Sandbox, seed};
use serde_json::{Value, json};

struct Setup {
    sandbox: Sandbox,
    client: Client,
    parent: String,
    child: String,
}

fn setup() -> Setup {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP).access_token;
    let child = sandbox.child_token(&parent, seed::PUBLIC_CHILD_ALPHA);
    Setup { sandbox, client, parent, child }
}

#[test]
fn a_session_starts_with_a_child_or_its_parent() {
    let Setup { sandbox, client, parent, child } = setup();
    let first = client.session(seed::GAME_KEY_ALPHA, &child);
    assert_eq!(first.status, 200, "{}", first.text);
    for field in [
        "session_token",
        "refresh_token",
        "public_uid",
        "player_ulid",
        "player_identifier",
        "player_created_at",
        "wallet_id",
    ] {
        assert!(first.json[field].is_string(), "{field}");
    }
    assert!(first.json["player_id"].as_u64().unwrap() > u64::from(u32::MAX));
    assert_eq!(first.json["player_name"], Value::Null);
    assert_eq!(first.json["seen_before"], false);
    assert_eq!(first.json["last_seen"], Value::Null);
    let second = client.session(seed::GAME_KEY_ALPHA_LIVE, &parent);
    assert_eq!(second.status, 200);
    assert_eq!(second.json["seen_before"], true);
    assert_eq!(second.json["player_id"], first.json["player_id"]);
    let other = client.session(seed::GAME_KEY_BETA, &child);
    assert_eq!((other.status, other.str("code")), (401, "invalid_access_token"));
    sandbox.expire_access_token(&child);
    assert_eq!(client.session(seed::GAME_KEY_ALPHA, &child).status, 401);
}

#[test]
fn a_refresh_token_goes_on_once() {
    let Setup { sandbox, client, child, .. } = setup();
    let key = seed::GAME_KEY_ALPHA;
    let first = client.session(key, &child);
    let token = first.str("refresh_token");
    let second = client.refresh_session(key, token);
    assert_eq!(second.status, 200);
    assert_ne!(second.str("refresh_token"), token);
    assert!(sandbox.is_session_valid(second.str("session_token")));
    let again = client.refresh_session(key, token);
    assert_eq!((again.status, again.str("code")), (401, "invalid_refresh_token"));
    assert_eq!(client.refresh_session(seed::GAME_KEY_BETA, second.str("refresh_token")).status, 401);

    sandbox.expire_lootlocker_refresh(second.str("refresh_token"));
    assert_eq!(client.refresh_session(key, second.str("refresh_token")).status, 401);
    sandbox.settings(|settings| settings.lootlocker_expired_refresh_status = 400);
    assert_eq!(client.refresh_session(key, second.str("refresh_token")).status, 400);
}

#[test]
fn refresh_answers_may_bring_no_token_or_the_same() {
    let Setup { sandbox, client, child, .. } = setup();
    let key = seed::GAME_KEY_ALPHA;
    let token = client.session(key, &child).str("refresh_token").to_owned();
    sandbox.settings(|settings| settings.lootlocker_refresh_omits_token = true);
    for _ in 0..2 {
        let answer = client.refresh_session(key, &token);
        assert_eq!(answer.status, 200);
        assert!(answer.json.get("refresh_token").is_none());
    }
    sandbox.settings(|settings| {
        settings.lootlocker_refresh_omits_token = false;
        settings.lootlocker_refresh_rotates = false;
    });
    assert_eq!(client.refresh_session(key, &token).str("refresh_token"), token);
    assert!(sandbox.is_lootlocker_refresh_valid(&token));
}

#[test]
fn discords_refresh_token_starts_a_session_and_is_spent() {
    let Setup { sandbox, client, .. } = setup();
    let tokens = sandbox.link("bob", seed::PUBLIC_APP);
    let answer = client.refresh_session(seed::GAME_KEY_ALPHA, &tokens.refresh_token);
    assert_eq!(answer.status, 200);
    assert!(!sandbox.is_refresh_token_valid(&tokens.refresh_token));
}

#[test]
fn requests_are_checked() {
    let Setup { sandbox: _sandbox, client, child, .. } = setup();
    let good = json!({ "game_key": seed::GAME_KEY_ALPHA, "game_version": "1.0.0", "access_token": child });
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        let answer = client.lootlocker(&body);
        (answer.status, answer.json["code"].as_str().unwrap_or("").to_owned())
    };
    let without = |name: &str| {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(name);
        client.lootlocker(&body).status
    };
    assert_eq!(client.lootlocker(&good).status, 200);
    assert_eq!(with("game_version", json!("1")), (400, "invalid_game_version".to_owned()));
    assert_eq!(with("game_version", json!("01.0")), (400, "invalid_game_version".to_owned()));
    assert_eq!(with("game_version", json!(1.0)), (400, "invalid_game_version".to_owned()));
    assert_eq!(with("refresh_token", json!("x")), (400, "invalid_token_fields".to_owned()));
    assert_eq!(with("game_key", json!("dev_nobody")), (400, "invalid_game_key".to_owned()));
    assert_eq!(with("game_api_key", json!("x")), (400, "missing_game_key".to_owned()));
    assert_eq!(with("optionals", json!("x")), (400, "invalid_optionals".to_owned()));
    for name in ["game_key", "game_version", "access_token"] {
        assert_eq!(without(name), 400, "{name}");
    }
    let mut newer = good.clone();
    newer["game_api_key"] = newer.as_object_mut().unwrap().remove("game_key").unwrap();
    assert_eq!(client.lootlocker(&newer).status, 200);

    let body = good.to_string();
    let send = |headers: &[(&str, &str)]| client.send("POST", SESSION, headers, &body).unwrap().status;
    let json = ("content-type", "application/json");
    let version = ("ll-version", "2021-03-01");
    assert_eq!(send(&[json]), 400);
    assert_eq!(send(&[json, ("ll-version", "2020-01-01")]), 400);
    assert_eq!(send(&[version]), 400);
    assert_eq!(send(&[json, version, ("x-session-token", "x")]), 400);
    assert_eq!(send(&[json, version]), 200);
}

#[test]
fn a_name_is_set_or_refused_on_success() {
    let Setup { sandbox: _sandbox, client, child, .. } = setup();
    let start = |name: &str| {
        client.lootlocker(&json!({
            "game_key": seed::GAME_KEY_ALPHA, "game_version": "1.0", "access_token": child,
            "optionals": { "player_name": name, "timezone": "Europe/Stockholm" },
        }))
    };
    let named = start("Ada L.");
    assert_eq!(named.json["player_name"], "Ada L.");
    assert!(named.json.get("errors").is_none());
    let refused = start("refused");
    assert_eq!(refused.status, 200);
    assert_eq!(refused.json["player_name"], "Ada L.");
    assert_eq!(refused.json["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn sessions_end_and_expire() {
    let Setup { sandbox, client, child, .. } = setup();
    let session = || client.session(seed::GAME_KEY_ALPHA, &child).str("session_token").to_owned();
    let (one, two, three) = (session(), session(), session());
    assert_eq!(client.ping(&one).status, 200);
    assert!(client.ping(&one).json["date"].is_string());
    let end =
        |token: &str| client.send("DELETE", "/game/v1/session", &[("x-session-token", token)], "").unwrap().status;
    assert_eq!(end(&one), 204);
    assert_eq!(end(&one), 401);
    assert_eq!(client.ping(&one).status, 401);
    sandbox.expire_session(&two);
    assert_eq!(client.ping(&two).status, 401);
    sandbox.settings(|settings| settings.lootlocker_expired_session_status = 403);
    assert_eq!(client.ping(&two).status, 403);
    assert_eq!(client.ping(&three).status, 200);
    sandbox.advance(86_401);
    assert_eq!(client.ping(&three).status, 403);
    assert_eq!(client.get("/game/ping", &[]).status, 403);
}

#[test]
fn bans_show_in_start_refresh_ping_and_status() {
    let Setup { sandbox, client, child, .. } = setup();
    let key = seed::GAME_KEY_ALPHA;
    let first = client.session(key, &child);
    let status = || {
        client.json("/game/session/ban-status", &json!({ "game_api_key": key, "player_id": first.str("player_ulid") }))
    };
    assert_eq!(status().json, json!({ "is_banned": false, "ban": null }));
    sandbox.ban("ada", false);
    for answer in [
        client.session(key, &child),
        client.refresh_session(key, first.str("refresh_token")),
        client.ping(first.str("session_token")),
    ] {
        assert_eq!((answer.status, answer.str("code")), (403, "player_banned"));
        assert_eq!(answer.json["ban"]["ban_reason"], "manual");
        assert_eq!(answer.json["ban"]["permanent"], false);
        assert!(answer.json["ban"]["banned_on"].is_string());
        assert!(answer.json["ban"]["banned_until"].is_string());
    }
    sandbox.ban("ada", true);
    assert_eq!(status().json["ban"]["permanent"], true);
    assert_eq!(status().json["ban"]["banned_until"], Value::Null);
    sandbox.unban("ada");
    assert_eq!(client.refresh_session(key, first.str("refresh_token")).status, 200);
}

#[test]
fn sessions_open_the_players_routes() {
    let Setup { sandbox: _sandbox, client, child, .. } = setup();
    let session = client.session(seed::GAME_KEY_ALPHA, &child).str("session_token").to_owned();
    let headers = [("x-session-token", session.as_str()), ("content-type", "application/json")];
    let renamed = client.send("PATCH", "/game/player/name", &headers, r#"{"name":"Ada"}"#).unwrap();
    assert_eq!(renamed.status, 200);
    assert_eq!(client.get("/game/player/name", &headers[..1]).json["name"], "Ada");
    let echoed = client.send("PUT", "/game/echo/x?y=1", &headers, r#"{"z":2}"#).unwrap();
    assert_eq!(echoed.json, json!({ "method": "PUT", "path": "/game/echo/x", "query": "y=1", "body": { "z": 2 } }));
    assert_eq!(client.get("/game/echo", &[]).status, 401);
    assert_eq!(client.get("/game/nothing", &headers[..1]).status, 404);
}
