//! Accounts: each step of a player's life with each provocation. What goes wrong besides is in `moments`.

use super::common::account::*;
use super::common::event::AUTHORIZATION_URL;
use super::common::link::{get, redirect};
use super::common::*;
use super::findings::{Findings, careless, create};
use super::moments;
use super::operations::{BACKEND_KEY, EXTERNAL_USER, provocations};
use super::tap::Tap;
use kinpass::ffi::account::*;
use kinpass::ffi::handle::kinpass_account;
use kinpass_sandbox::{Consent, Options, Settings};

pub const CALLBACK: &str = "kinpass-sandbox://callback";
/// Secrets of a host's own request, of which the library knows nothing.
pub const BODY: &str = "canary-body-token-6e27";
const BODY_NESTED: &str = "canary-body-nested-a0c4";
const QUERY: &str = "canary-query-token-18d5";

/// The log and all kinds of account events were there.
pub const EXPECTED: &[&str] = &[
    "http: start session: status 200",
    "http: refresh session: status 200",
    "account: TokenRenewed",
    "account: ChildTokenRenewed",
    "account: SessionRenewed",
    "account: Offline",
    "account: LinkLost",
    "account: Banned",
    "account: StoreFailed",
    "account: TokenExpiring",
    "the stored record can't be read",
    "[secret]",
    "again in",
    "HTTP 400",
];

/// A player, and what may happen to it.
pub struct Scene<'a> {
    pub findings: &'a mut Findings,
    pub sandbox: &'a Sandbox,
    pub setup: Setup,
    pub store: &'static HostStore,
    pub player: Player,
    provocation: Option<Action>,
}

impl<'a> Scene<'a> {
    pub fn open(findings: &'a mut Findings, sandbox: &'a Sandbox, setup: &Setup) -> Self {
        Self::with_store(findings, sandbox, setup, HostStore::new())
    }

    pub fn with_store(
        findings: &'a mut Findings,
        sandbox: &'a Sandbox,
        setup: &Setup,
        store: &'static HostStore,
    ) -> Self {
        let setup = Setup { store: Some(store.functions()), ..setup.clone() };
        let player = open(&setup);
        Self { findings, sandbox, setup, store, player, provocation: None }
    }

    /// What is to go wrong goes wrong from here on.
    fn provoke(&self, route: &str) {
        if let Some(action) = &self.provocation {
            self.sandbox.fault(Fault::always(route, action.clone()));
        }
    }

    /// Runs it; a player consents wherever there is a page.
    pub fn ask(&mut self, ask: &Ask<'_>) -> Event {
        self.ask_with(ask, |player, location| {
            if location.starts_with("http") {
                get(location);
            } else {
                hand_over(player, location);
            }
        })
    }

    /// The same; `answer` gets the redirect of the page.
    pub fn ask_with(&mut self, ask: &Ask<'_>, mut answer: impl FnMut(&Player, &str)) -> Event {
        let operation = self.player.start(ask);
        let (findings, player) = (&mut *self.findings, &self.player);
        let event = player.finish(operation, |event| {
            if event.kind == AUTHORIZATION_URL {
                let location = redirect(event.url.as_ref().expect("a page"));
                for name in ["state", "code"] {
                    parameter(&location, name).inspect(|value| findings.secret(value));
                }
                answer(player, &location);
            }
        });
        self.findings.event(&event);
        event
    }

    /// Linked by tokens of the host's, which are good for so long.
    pub fn link_for(&mut self, expires_in_s: u64) -> Tokens {
        let tokens = self.sandbox.link("ada", &self.setup.application_id);
        self.findings.secret(&tokens.access_token);
        self.findings.secret(&tokens.refresh_token);
        let (access_token, refresh_token) = (&tokens.access_token[..], &tokens.refresh_token[..]);
        let adopted = self.ask(&Ask::Adopt { access_token, refresh_token, expires_in_s, provisional: false });
        assert_eq!(adopted.operation_kind, 40);
        tokens
    }

    pub fn link(&mut self) -> Tokens {
        self.link_for(604_800)
    }

    pub fn child(&mut self) -> Event {
        self.ask(&Ask::ChildToken { application_id: "", min_validity_s: 0, force: true })
    }

    pub fn wait_for(&mut self, kind: i32) {
        self.player.wait_for(kind);
    }

    /// What is stored is a secret as a whole, too.
    pub fn end(self) {
        self.sandbox.clear_faults();
        if let Some(record) = self.store.record() {
            self.findings.secret(&record);
        }
        let Player { client, events, .. } = self.player;
        for event in events.into_inner().into_iter().chain(std::iter::from_fn(|| client.pull())) {
            self.findings.event(&event);
        }
        self.findings.end(client);
    }
}

/// As `Player::open`, with the log of the first moment.
fn open(setup: &Setup) -> Player {
    let client = create(setup);
    let mut options = defaults!(kinpass_account_open_options);
    options.player_key = string("player-1");
    options.application_id = string(match &setup.application_id[..] {
        seed::PUBLIC_APP => seed::PUBLIC_CHILD_ALPHA,
        _ => seed::CONFIDENTIAL_CHILD,
    });
    let mut handle = kinpass_account { id: 0 };
    let opened = unsafe { kinpass_account_open(client.handle, &options, std::ptr::null(), &mut handle) };
    assert_eq!(opened, KINPASS_OK);
    Player { client, handle, events: Default::default() }
}

pub fn hand_over(player: &Player, location: &str) -> Status {
    unsafe { kinpass_account_handle_redirect(player.handle, string(location)) }
}

pub fn parameter(url: &str, wanted: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).expect("an address");
    url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
}

fn external() -> String {
    format!("valid:{EXTERNAL_USER}")
}

pub fn sign_in(method: i32) -> SignIn<'static> {
    SignIn { method, redirect: if method == REDIRECT { CALLBACK } else { "" }, ..SignIn::default() }
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
    let backend = !scene.setup.child_token_url.is_empty();
    scene.provoke(if backend { "POST /backend/child-token" } else { CHILD_ROUTE });
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
    let backend = |url: &str| Setup {
        child_token_url: format!("{url}/backend/child-token"),
        child_token_authorization: BACKEND_KEY.into(),
        ..Setup::confidential_at(url)
    };
    // Side by side: much of the time is waiting.
    std::thread::scope(|scope| {
        let lives = [
            scope.spawn(|| life(&Setup::at)),
            scope.spawn(|| life(&Setup::confidential_at)),
            scope.spawn(|| life(&backend)),
        ];
        for life in lives {
            findings.extend(life.join().expect("a scenario"));
        }
    });
}

/// Everything, for clients that are set up like this.
fn life(setup: &dyn Fn(&str) -> Setup) -> Findings {
    let settings = Settings { consent: Consent::Allow, device_interval: 0, ..Settings::default() };
    let sandbox = Sandbox::start_with(Options { settings, ..Options::default() }).expect("loopback ports");
    let tap = Tap::before(&sandbox.url());
    let authorize_url = format!("{}/oauth2/authorize", sandbox.url());
    let setup = Setup { discord_authorize_url: authorize_url, max_attempts: 2, ..setup(&tap.url()) };
    let mut findings = Findings::default();
    for provocation in provocations() {
        for step in STEPS {
            let mut scene = Scene::open(&mut findings, &sandbox, &setup);
            scene.provocation = provocation.clone();
            step(&mut scene);
            scene.end();
        }
    }
    moments::all(&mut findings, &sandbox, &setup);
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
    let mut scene = Scene::open(findings, &sandbox, &Setup::at(&sandbox.url()));
    scene.link();
    sandbox.fault(Fault::always(SESSION_ROUTE, careless(403, "player_banned", secret)));
    scene.ask(&Ask::Session);
    scene.wait_for(BANNED);
    scene.end();
}
