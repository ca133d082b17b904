//! What goes wrong in an account's life besides answers: the store, bans, a lost link, no network, calls that are refused.

use super::accounts::BODY;
use super::common::account::*;
use super::common::*;
use super::findings::{Findings, careless};
use super::scene::{CALLBACK, Kind, Scene, Store, hand_over, parameter, sign_in};
use kinpass::ffi::account::kinpass_account_close;
use kinpass::ffi::client::{kinpass_client_cancel_all, kinpass_operation_cancel};
use kinpass::ffi::handle::kinpass_operation;
use std::sync::atomic::Ordering::SeqCst;

const RECORD: &str = "canary-record-text-42b9";
const GARBAGE: &str = "canary-account-garbage-d71e";

pub fn all(findings: &mut Findings, sandbox: &Sandbox, kind: &Kind) {
    findings.secret(RECORD);
    findings.secret(GARBAGE);
    let mut moments = vec![
        a_session,
        complaints,
        a_lost_link,
        a_ban,
        no_network,
        a_lost_session,
        an_end_that_nears,
        odd_redirects,
        refused_asks,
        looks_and_an_early_end,
    ];
    if kind.store == Store::Host {
        moments.push(a_failing_store);
    }
    for moment in moments {
        let mut scene = Scene::open(findings, sandbox, kind);
        moment(&mut scene);
        scene.end();
    }
    if kind.store == Store::Host {
        corrupt_records(findings, sandbox, kind);
    }
    in_the_middle(findings, sandbox, kind);
}

/// The parent's token starts it where that was chosen: no child is exchanged.
fn a_session(scene: &mut Scene<'_>) {
    let exchanges = |sandbox: &Sandbox| sandbox.count(CHILD_ROUTE) + sandbox.count(BACKEND_CHILD_ROUTE);
    scene.link();
    let before = exchanges(scene.sandbox);
    assert_eq!(scene.ask(&Ask::Session).status, KINPASS_OK);
    let expected = if scene.kind.session_from_parent { 0 } else { 1 };
    assert_eq!(exchanges(scene.sandbox) - before, expected);
}

/// LootLocker complains in spite of success, and repeats the tokens that it got and those that it gives.
fn complaints(scene: &mut Scene<'_>) {
    let link = scene.link();
    let child = scene.child().token().access_token.clone().expect("a token");
    let (session, refresh) = ("canary-session-token-0f6d", "canary-session-refresh-c95a");
    let mut sent = if scene.kind.session_from_parent { link.access_token } else { child };
    for ask in [Ask::Session, Ask::RefreshSession] {
        let complaints: Vec<_> = [&sent[..], session, refresh].map(|token| format!("complains of {token}")).into();
        let body = serde_json::json!({
            "session_token": session, "refresh_token": refresh, "player_id": 7, "errors": complaints,
        });
        let answer = Action::Status { status: 200, body: Some(body), headers: Default::default() };
        scene.sandbox.fault(Fault::once(SESSION_ROUTE, answer));
        assert_eq!(scene.ask(&ask).session().warnings, ["complains of [secret]"; 3]);
        sent = refresh.to_owned();
    }
    scene.wait_for(SESSION_RENEWED);
}

fn a_lost_link(scene: &mut Scene<'_>) {
    scene.link();
    scene.child();
    scene.sandbox.revoke_player("ada");
    scene.child();
    scene.wait_for(LINK_LOST);
}

/// A ban, then one whose texts tell the tokens of the request.
fn a_ban(scene: &mut Scene<'_>) {
    scene.link();
    scene.ask(&Ask::Session);
    scene.sandbox.ban("ada", true);
    scene.ask(&Ask::RefreshSession);
    scene.wait_for(BANNED);
    scene.sandbox.unban("ada");
    let token = scene.ask(&Ask::RefreshSession).session().refresh_token.clone().expect("a token");
    scene.sandbox.fault(Fault::always(SESSION_ROUTE, careless_with(&token)));
    scene.ask(&Ask::RefreshSession);
}

fn careless_with(secret: &str) -> Action {
    let Action::Status { status, body: Some(body), headers } = careless(403, "player_banned", secret) else {
        unreachable!("careless answers are statuses")
    };
    // Not planted: the library knows this one.
    let body = serde_json::from_str(&body.to_string().replace(super::PLANTED, "told ")).expect("JSON");
    Action::Status { status, body: Some(body), headers }
}

fn no_network(scene: &mut Scene<'_>) {
    scene.link();
    scene.sandbox.fault(Fault::always("*", Action::Reset {}));
    scene.child();
    scene.wait_for(OFFLINE);
    scene.sandbox.clear_faults();
    scene.child();
    scene.wait_for(ONLINE);
}

fn a_failing_store(scene: &mut Scene<'_>) {
    scene.link_for(300);
    scene.records.fails.store(true, SeqCst);
    scene.child();
    scene.wait_for(STORE_FAILED);
    scene.link();
    scene.ask(&Ask::SignOut { revoke: false });
    let mut unread = Scene::with_records(scene.findings, scene.sandbox, &scene.kind, scene.records);
    unread.ask(&Ask::SignIn(sign_in(SILENT)));
    unread.end();
    scene.records.fails.store(false, SeqCst);
}

fn a_lost_session(scene: &mut Scene<'_>) {
    scene.link();
    let session = scene.ask(&Ask::Session).session().clone();
    scene.sandbox.expire_session(&session.session_token.expect("a token"));
    scene.sandbox.expire_lootlocker_refresh(&session.refresh_token.expect("a token"));
    scene.sandbox.fault(Fault::always(SESSION_ROUTE, Action::EchoSecrets { status: 401 }));
    scene.ask(&Ask::Request { service: 0, method: "", path: "/game/ping", body: "" });
}

fn an_end_that_nears(scene: &mut Scene<'_>) {
    let tokens = scene.sandbox.link("ada", &scene.kind.setup.application_id);
    let access_token = &tokens.access_token;
    scene.findings.secret(access_token);
    scene.ask(&Ask::Adopt { access_token, refresh_token: "", expires_in_s: 1, provisional: true });
    scene.wait_for(TOKEN_EXPIRING);
}

/// Redirects of nobody's, and the right one with a refusal that tells what it knows.
fn odd_redirects(scene: &mut Scene<'_>) {
    let stolen = format!("?code={GARBAGE}&state={GARBAGE}");
    assert_ne!(hand_over(&scene.player, &format!("{CALLBACK}{stolen}")), KINPASS_OK);
    scene.findings.refusal();
    for method in [BROWSER, REDIRECT] {
        scene.ask_with(&Ask::SignIn(sign_in(method)), |player, location| {
            let base = location.split('?').next().expect("an address");
            let state = parameter(location, "state").expect("a state");
            let code = parameter(location, "code").expect("a code");
            let refusal = format!("?state={state}&error={state}&error_description={code}&code={code}");
            for query in [&stolen, &refusal] {
                if method == BROWSER {
                    link::get(&format!("{base}{query}"));
                } else {
                    hand_over(player, &format!("{base}{query}"));
                }
            }
        });
    }
}

fn refused_asks(scene: &mut Scene<'_>) {
    let odd = format!("{GARBAGE}\r\n{GARBAGE}");
    let broken = format!("{{\"token\":\"{BODY}\"");
    let elsewhere = format!("https://{GARBAGE}.example/{GARBAGE}");
    let adopt =
        |access_token| Ask::Adopt { access_token, refresh_token: GARBAGE, expires_in_s: 604_800, provisional: false };
    let request = |path, body| Ask::Request { service: 0, method: "POST", path, body };
    let asks = [
        request("/game/ping", &broken),
        request(&elsewhere, "{}"),
        request(&odd, "{}"),
        Ask::Request { service: 9, method: GARBAGE, path: "/", body: "" },
        Ask::SignIn(SignIn { redirect: &odd, ..sign_in(REDIRECT) }),
        Ask::SignIn(SignIn { redirect: GARBAGE, ..sign_in(BROWSER) }),
        Ask::SignIn(SignIn { external: &odd, ..sign_in(PROVISIONAL) }),
        Ask::ChildToken { application_id: GARBAGE, min_validity_s: 0, force: true },
        adopt(&odd),
        adopt(GARBAGE),
        Ask::Session,
        Ask::SignOut { revoke: true },
    ];
    for ask in asks {
        let mut operation = kinpass_operation { id: 0 };
        // Refused at once, or by its completion.
        if unsafe { start(scene.player.handle, &ask, std::ptr::null(), &mut operation) } == KINPASS_OK {
            let event = scene.player.finish(operation, |_| {
                kinpass_operation_cancel(operation);
            });
            scene.findings.event(&event);
        } else {
            scene.findings.refusal();
        }
    }
}

/// What brings no event, and a closed account.
fn looks_and_an_early_end(scene: &mut Scene<'_>) {
    scene.link();
    let child = scene.child().token().access_token.clone().expect("a token");
    assert_eq!(scene.player.peek(""), Ok(child));
    assert_eq!(scene.player.info().child_tokens, 1);
    let operation = scene.player.start(&Ask::Session);
    assert_eq!(kinpass_account_close(scene.player.handle), KINPASS_OK);
    let event = scene.player.finish(operation, |_| {});
    scene.findings.event(&event);
    assert_ne!(hand_over(&scene.player, &format!("{CALLBACK}?code={GARBAGE}&state={GARBAGE}")), KINPASS_OK);
}

fn corrupt_records(findings: &mut Findings, sandbox: &Sandbox, kind: &Kind) {
    let mut scene = Scene::open(findings, sandbox, kind);
    scene.link();
    scene.child();
    let (records, record) = (scene.records, scene.records.record().expect("a record"));
    scene.end();
    let key = format!("kinpass-{}-player-1", kind.setup.application_id);
    let parent = |fields: &str| format!(r#"{{"version":1,"player":"{key}","revision":1,"parent":{{{fields}}}}}"#);
    let damaged = [
        record[..record.len() / 2].to_owned(),
        RECORD.to_owned(),
        format!("\"{RECORD}\""),
        format!("\0{RECORD}"),
        format!(r#"{{"version":"{RECORD}","player":"{key}","revision":1,"parent":{{}}}}"#),
        format!(r#"{{"version":9,"player":"{RECORD}","revision":1,"parent":{{}}}}"#),
        format!(r#"{{"version":1,"player":"{RECORD}","revision":1,"parent":{{}}}}"#),
        format!(r#"{{"version":1,"player":"{key}","revision":"{RECORD}","parent":{{}}}}"#),
        parent(&format!(r#""access_token":["{RECORD}"],"expires_at":1"#)),
        parent(&format!(r#""access_token":"{RECORD}","expires_at":"{RECORD}""#)),
        // Readable, but no token of Discord's.
        parent(&format!(r#""access_token":"{RECORD}","refresh_token":"{RECORD}\r\n{RECORD}","expires_at":1"#)),
        parent(&format!(r#""access_token":"{RECORD}","refresh_token":"{RECORD}-refresh","expires_at":1"#)),
        parent(&format!(r#""access_token":"{RECORD}\u0001","expires_at":99999999999"#)),
    ];
    for text in damaged {
        records.records.lock().unwrap().values_mut().for_each(|stored| stored.clone_from(&text));
        let mut scene = Scene::with_records(findings, sandbox, kind, records);
        scene.ask(&Ask::SignIn(sign_in(SILENT)));
        scene.child();
        scene.ask(&Ask::Session);
        scene.end();
        // A record that was refused by Discord is gone.
        records.records.lock().unwrap().entry(key.clone()).or_insert_with(String::new);
    }
}

/// Cancelled, closed and destroyed while the services are silent.
fn in_the_middle(findings: &mut Findings, sandbox: &Sandbox, kind: &Kind) {
    // The end of a client waits for requests that are on their way.
    let kind = &Kind { setup: Setup { request_timeout_ms: 200, ..kind.setup.clone() }, ..kind.clone() };
    let ends: [fn(&Player, &[kinpass_operation]); 3] = [
        |_, operations| {
            operations.iter().for_each(|operation| _ = kinpass_operation_cancel(*operation));
        },
        |player, _| _ = kinpass_client_cancel_all(player.client.handle),
        |_, _| {},
    ];
    for end in ends {
        let mut scene = Scene::open(findings, sandbox, kind);
        scene.link();
        sandbox.fault(Fault::always("*", Action::Hang {}));
        let asks = [
            Ask::ChildToken { application_id: "", min_validity_s: 0, force: true },
            Ask::Session,
            Ask::Request { service: 1, method: "POST", path: "/echo/x", body: "{}" },
            Ask::SignIn(SignIn { link_again: true, ..sign_in(BROWSER) }),
        ];
        end(&scene.player, &asks.map(|ask| scene.player.start(&ask)));
        scene.end();
    }
}
