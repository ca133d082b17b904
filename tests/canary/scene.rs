//! An account with all that may happen to it: one for each moment that is played.

use super::common::account::*;
use super::common::event::AUTHORIZATION_URL;
use super::common::link::{get, redirect};
use super::common::*;
use super::findings::{Findings, create};
use super::home;
use kinpass::ffi::account::*;
use kinpass::ffi::handle::kinpass_account;
use kinpass::ffi::sign_in::*;

pub const CALLBACK: &str = "kinpass-sandbox://callback";

/// How the clients and accounts of a player's life are made.
#[derive(Clone)]
pub struct Kind {
    pub setup: Setup,
    pub store: Store,
    /// The parent's token starts the sessions.
    pub session_from_parent: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Store {
    Memory,
    Host,
    /// The operating system's, which is away: see `home`. As it really works it is tested in `tests/secret_service`.
    System,
}

/// A player, and what may happen to it.
pub struct Scene<'a> {
    pub findings: &'a mut Findings,
    pub sandbox: &'a Sandbox,
    pub kind: Kind,
    /// In use if the host keeps the records.
    pub records: &'static HostStore,
    pub player: Player,
    pub provocation: Option<Action>,
}

impl<'a> Scene<'a> {
    pub fn open(findings: &'a mut Findings, sandbox: &'a Sandbox, kind: &Kind) -> Self {
        Self::with_records(findings, sandbox, kind, HostStore::new())
    }

    pub fn with_records(
        findings: &'a mut Findings,
        sandbox: &'a Sandbox,
        kind: &Kind,
        records: &'static HostStore,
    ) -> Self {
        let player = open(kind, records);
        Self { findings, sandbox, kind: kind.clone(), records, player, provocation: None }
    }

    /// What is to go wrong goes wrong from here on.
    pub fn provoke(&self, route: &str) {
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
            findings.event(event);
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
        let tokens = self.sandbox.link("ada", &self.kind.setup.application_id);
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
        home::see_own_files(self.findings);
        if let Some(record) = self.records.record() {
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
fn open(kind: &Kind, records: &'static HostStore) -> Player {
    let setup = match kind.store {
        Store::Memory => kind.setup.clone(),
        Store::Host => Setup { store: Some(records.functions()), ..kind.setup.clone() },
        Store::System => Setup { system_store: "kinpass-canary".into(), ..kind.setup.clone() },
    };
    let client = create(&setup);
    let mut options = defaults!(kinpass_account_open_options);
    options.player_key = string("player-1");
    options.application_id = string(child_application(&setup));
    options.lootlocker_token_source = kind.session_from_parent.into();
    let mut handle = kinpass_account { id: 0 };
    let opened = unsafe { kinpass_account_open(client.handle, &options, std::ptr::null(), &mut handle) };
    assert_eq!(opened, KINPASS_OK);
    Player { client, handle, events: Default::default() }
}

fn child_application(setup: &Setup) -> &'static str {
    match &setup.application_id[..] {
        seed::PUBLIC_APP => seed::PUBLIC_CHILD_ALPHA,
        _ => seed::CONFIDENTIAL_CHILD,
    }
}

pub fn hand_over(player: &Player, location: &str) -> Status {
    unsafe { kinpass_account_handle_redirect(player.handle, string(location)) }
}

pub fn parameter(url: &str, wanted: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).expect("an address");
    url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
}

pub fn sign_in(method: i32) -> SignIn<'static> {
    SignIn { method, redirect: if method == REDIRECT { CALLBACK } else { "" }, ..SignIn::default() }
}
