//! Times from outside that are wrong: dates of the services, lengths of time, records.

mod common;

use common::account::*;
use common::*;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;
const YEAR: u64 = 365 * 86_400;

/// An answer of success with a date that is a year ahead, and more headers.
fn year_ahead(body: serde_json::Value, headers: &[(&str, &str)]) -> Action {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(YEAR));
    let headers = headers.iter().copied().chain([("date", date.as_str())]);
    let headers: BTreeMap<_, _> = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Action::Status { status: 200, body: Some(body), headers }
}

/// LootLocker under another name than Discord's: two hosts.
fn two_hosts(sandbox: &Sandbox) -> Setup {
    Setup { lootlocker_url: sandbox.url().replace("127.0.0.1", "localhost"), ..Setup::at(&sandbox.url()) }
}

/// A player with a parent for a week, a child for an hour, and a session.
fn player(sandbox: &Sandbox, setup: &Setup) -> Player {
    sandbox.settings(|settings| settings.child_token_seconds = 3600);
    let player = Player::linked(sandbox, setup);
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK);
    player
}

fn ask_lootlocker(player: &Player) {
    let ping = Ask::Request { service: 0, method: "", path: "/game/ping", body: "" };
    assert_eq!(player.run(&ping).status, KINPASS_OK);
}

fn ask_discord(player: &Player) {
    let me = Ask::Request { service: 1, method: "", path: "/users/@me", body: "" };
    assert_eq!(player.run(&me).status, KINPASS_OK);
}

/// Nothing has moved: the tokens are at hand, and live for as long as before.
fn unmoved(player: &Player, sandbox: &Sandbox) {
    unmoved_after(1, player, sandbox);
}

fn unmoved_after(exchanges: u64, player: &Player, sandbox: &Sandbox) {
    let child = player.child_token(ALPHA);
    let left = child.token().expires_in_s;
    assert!((3500..=3600).contains(&left), "{left} s left of an hour");
    let exchanged = sandbox.count(CHILD_ROUTE) + sandbox.count(BACKEND_CHILD_ROUTE);
    assert_eq!((exchanged, sandbox.count(TOKEN_ROUTE)), (exchanges, 0));
}

#[test]
fn one_wrong_date_moves_nothing() {
    let sandbox = Sandbox::start();
    let player = player(&sandbox, &two_hosts(&sandbox));
    sandbox.fault(Fault::once(PING_ROUTE, year_ahead(serde_json::json!({}), &[])));
    ask_lootlocker(&player);
    unmoved(&player, &sandbox);
    // The next right answer makes nothing live for longer.
    ask_lootlocker(&player);
    unmoved(&player, &sandbox);
}

#[test]
fn a_second_service_bears_a_date_out() {
    let sandbox = Sandbox::start();
    let player = player(&sandbox, &two_hosts(&sandbox));
    sandbox.fault(Fault::once("*", year_ahead(serde_json::json!({}), &[])).times(2));
    ask_lootlocker(&player);
    ask_discord(&player);
    player.wait_for(TOKEN_RENEWED);
}

#[test]
fn copies_tell_no_time() {
    let sandbox = Sandbox::start();
    let player = player(&sandbox, &two_hosts(&sandbox));
    sandbox.fault(Fault::once("*", year_ahead(serde_json::json!({}), &[("age", "7")])).times(2));
    ask_lootlocker(&player);
    ask_discord(&player);
    unmoved(&player, &sandbox);
}

#[test]
fn the_publishers_backend_tells_no_time() {
    let sandbox = Sandbox::start();
    let child_token_url = format!("{}/backend/child-token", sandbox.url());
    let answer = serde_json::json!({ "access_token": "child", "token_type": "Bearer", "expires_in": 3600 });
    let player = player(&sandbox, &Setup { child_token_url, ..two_hosts(&sandbox) });
    sandbox.fault(Fault::once(BACKEND_CHILD_ROUTE, year_ahead(answer, &[])));
    let force = Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true };
    assert_eq!(player.run(&force).status, KINPASS_OK);
    // The one that bears it out, if it has told anything.
    let session = serde_json::json!({ "session_token": "session", "player_id": 7 });
    sandbox.fault(Fault::once(SESSION_ROUTE, year_ahead(session, &[])));
    assert_eq!(player.run(&Ask::RefreshSession).status, KINPASS_OK);
    unmoved_after(2, &player, &sandbox);
}

#[test]
fn extreme_lengths_from_the_host() {
    let sandbox = Sandbox::start();
    for expires_in_s in [u64::MAX, i64::MAX as u64, 1 << 40] {
        let player = Player::open(&Setup::at(&sandbox.url()));
        let tokens = sandbox.link("ada", seed::PUBLIC_APP);
        assert_eq!(player.adopt(&tokens.access_token, &tokens.refresh_token, expires_in_s).status, KINPASS_OK);
        assert_eq!(player.info().token_expires_in_s / (10 * YEAR - 100), 1, "ten years at most");
        let child = Ask::ChildToken { application_id: ALPHA, min_validity_s: u32::MAX, force: true };
        assert_eq!(player.run(&child).status, KINPASS_OK, "{expires_in_s}");
    }
}

#[test]
fn extreme_numbers_in_a_record() {
    let extremes = ["9223372036854775807", "18446744073709551615", "0", "-9223372036854775808"];
    let cases = ["skew", "expires_at", "life"].map(|field| extremes.map(|extreme| (field, extreme)));
    // A revision counts from zero.
    let revisions = extremes[..3].iter().map(|extreme| ("revision", *extreme));
    for (field, extreme) in cases.into_iter().flatten().chain(revisions) {
        let sandbox = Sandbox::start();
        let store = HostStore::new();
        let setup = Setup { store: Some(store.functions()), ..Setup::at(&sandbox.url()) };
        let first = Player::linked(&sandbox, &setup);
        assert_eq!(first.child_token(ALPHA).status, KINPASS_OK);
        drop(first);
        store.records.lock().unwrap().values_mut().for_each(|record| *record = replaced(record, field, extreme));
        let player = Player::open(&setup);
        let what = format!("{field}: {extreme}");
        let silent = player.sign_in(SignIn::default()).status;
        assert_eq!(silent, KINPASS_OK, "{what}");
        // Longer than what is left: the parent is refreshed and stored.
        let child = Ask::ChildToken { application_id: ALPHA, min_validity_s: u32::MAX, force: true };
        assert_eq!(player.run(&child).status, KINPASS_OK, "{what}");
        sandbox.advance(604_801);
        assert_eq!(player.run(&child).status, KINPASS_OK, "{what}");
        assert_eq!(sandbox.reuse_count(), 0, "{what}");
    }
}

/// JSON with another number wherever a field has one.
fn replaced(json: &str, field: &str, number: &str) -> String {
    let key = format!("\"{field}\":");
    let mut parts = json.split(&key);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find([',', '}']).expect("something follows");
        result = format!("{result}{key}{number}{}", &part[digits..]);
    }
    result
}
