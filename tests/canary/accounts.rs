//! Accounts: each step of a player's life with each provocation. What goes wrong besides is in `moments`.

use super::common::account::*;
use super::common::*;
use super::findings::{Findings, careless, careless_session};
use super::operations::{BACKEND_KEY, EXTERNAL_USER, provocations, sandbox};
use super::scene::{Kind, Scene, Store, sign_in};
use super::tap::Tap;
use super::{moments, stores};

/// Secrets of a host's own request, of which the library knows nothing.
pub const BODY: &str = "canary-body-token-6e27";
const BODY_NESTED: &str = "canary-body-nested-a0c4";
const QUERY: &str = "canary-query-token-18d5";

/// The log was on, and failures were told of; which events came is counted.
pub const EXPECTED: &[&str] = &[
    "http: start session: status 200",
    "http: refresh session: status 200",
    "account: TokenRenewed",
    "the stored record can't be read",
    "complains of [secret]",
    "[secret]",
    "again in",
    "HTTP 400",
];

fn external() -> String {
    format!("valid:{EXTERNAL_USER}")
}

/// A player's life, each step with the route on which it can go wrong.
const STEPS: &[fn(&mut Scene<'_>)] = &[
    |scene| signs_in(scene, BROWSER, TOKEN_ROUTE),
    |scene| signs_in(scene, REDIRECT, TOKEN_ROUTE),
    |scene| signs_in(scene, DEVICE, TOKEN_ROUTE),
    |scene| signs_in(scene, DEVICE, DEVICE_ROUTE),
    |scene| signs_in(scene, PROVISIONAL, PROVISIONAL_ROUTE),
    renews_the_parent,
    gets_a_child,
    |scene| has_a_session(scene, &Ask::Session),
    |scene| has_a_session(scene, &Ask::RefreshSession),
    |scene| requests(scene, 0, "/game/echo/x"),
    |scene| requests(scene, 1, "/echo/x"),
    |scene| signs_out(scene, REVOKE_ROUTE),
    |scene| signs_out(scene, END_ROUTE),
];

fn signs_in(scene: &mut Scene<'_>, method: i32, route: &str) {
    scene.provoke(route);
    let external = external();
    scene.ask(&Ask::SignIn(SignIn { external: &external, ..sign_in(method) }));
    scene.ask(&Ask::Session);
}

fn renews_the_parent(scene: &mut Scene<'_>) {
    scene.link_for(300);
    scene.provoke(TOKEN_ROUTE);
    scene.child();
}

fn gets_a_child(scene: &mut Scene<'_>) {
    scene.link();
    let backend = !scene.kind.setup.child_token_url.is_empty();
    scene.provoke(if backend { BACKEND_CHILD_ROUTE } else { CHILD_ROUTE });
    scene.child();
    scene.child();
}

fn has_a_session(scene: &mut Scene<'_>, ask: &Ask<'_>) {
    scene.link();
    if matches!(ask, Ask::RefreshSession) {
        scene.ask(&Ask::Session);
    }
    scene.provoke(SESSION_ROUTE);
    scene.ask(ask);
}

fn requests(scene: &mut Scene<'_>, service: i32, path: &str) {
    scene.link();
    scene.ask(&Ask::Session);
    scene.provoke("POST *");
    let path = format!("{path}?token={QUERY}");
    let body = format!(r#"{{"access_token":"{BODY}","token":{{"deep":["{BODY_NESTED}"]}}}}"#);
    scene.ask(&Ask::Request { service, method: "POST", path: &path, body: &body });
}

fn signs_out(scene: &mut Scene<'_>, route: &str) {
    scene.link();
    scene.ask(&Ask::Session);
    scene.provoke(route);
    scene.ask(&Ask::SignOut { revoke: true });
}

pub fn scenario(findings: &mut Findings) {
    for constant in [seed::CONFIDENTIAL_SECRET, BACKEND_KEY, EXTERNAL_USER, BODY, BODY_NESTED, QUERY] {
        findings.secret(constant);
    }
    let kind = |setup| Kind { setup, store: Store::Host, session_from_parent: false };
    let public = |url: &str| kind(Setup::at(url));
    let confidential = |url: &str| kind(Setup::confidential_at(url));
    let backend = |url: &str| {
        kind(Setup {
            child_token_url: format!("{url}/backend/child-token"),
            child_token_authorization: BACKEND_KEY.into(),
            ..Setup::confidential_at(url)
        })
    };
    let session_from_parent = |url: &str| Kind { session_from_parent: true, ..public(url) };
    let in_memory = |url: &str| Kind { store: Store::Memory, ..public(url) };
    let in_system = |url: &str| Kind { store: Store::System, ..confidential(url) };
    let mut kinds: Vec<&(dyn Fn(&str) -> Kind + Sync)> =
        vec![&public, &confidential, &backend, &session_from_parent, &in_memory];
    if stores::SYSTEM {
        kinds.push(&in_system);
    }
    // Side by side: much of the time is waiting.
    std::thread::scope(|scope| {
        let lives: Vec<_> = kinds.into_iter().map(|kind| scope.spawn(|| life(kind))).collect();
        for life in lives {
            findings.extend(life.join().expect("a life"));
        }
    });
}

/// Everything, for clients and accounts of this kind.
fn life(kind: &dyn Fn(&str) -> Kind) -> Findings {
    let sandbox = sandbox();
    let tap = Tap::before(&sandbox.url());
    let mut kind = kind(&tap.url());
    kind.setup.discord_authorize_url = format!("{}/oauth2/authorize", sandbox.url());
    kind.setup.max_attempts = 2;
    let mut findings = Findings::default();
    for provocation in provocations() {
        for step in STEPS {
            let mut scene = Scene::open(&mut findings, &sandbox, &kind);
            scene.provocation = provocation.clone();
            step(&mut scene);
            scene.end();
        }
    }
    moments::all(&mut findings, &sandbox, &kind);
    stores::all(&mut findings, &sandbox, &kind);
    let wire = tap.secrets();
    for name in ["access_token", "id_token", "refresh_token", "session_token", "code", "code_verifier", "device_code"] {
        assert!(wire.iter().any(|(found, _)| found == name), "no {name} on the wire");
    }
    // What is shorter is the number of an error, which is named `code`, too.
    for (_, secret) in wire.iter().filter(|(_, secret)| secret.len() >= 16) {
        findings.secret(secret);
    }
    findings
}

/// A service tells a secret in each of its texts; so do the account's events.
pub fn plant(findings: &mut Findings, secret: &str) {
    let sandbox = Sandbox::start();
    let kind = Kind { setup: Setup::at(&sandbox.url()), store: Store::Host, session_from_parent: false };
    let mut scene = Scene::open(findings, &sandbox, &kind);
    scene.link();
    sandbox.fault(Fault::always(SESSION_ROUTE, careless(403, "player_banned", secret)));
    scene.ask(&Ask::Session);
    scene.wait_for(BANNED);
    sandbox.clear_faults();
    scene.ask(&Ask::Session);
    sandbox.fault(Fault::always(SESSION_ROUTE, careless_session(secret)));
    scene.ask(&Ask::RefreshSession);
    scene.wait_for(SESSION_RENEWED);
    scene.end();
}
