//! The sandbox as tests hold it: addresses, players, the clock, faults, and what arrived.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::log::LoggedRequest;
use crate::secret::fingerprint;
use crate::server::Server;
use crate::service::Shared;
use crate::settings::Settings;
use crate::state;
use crate::tls::Tls;
use crate::world::{Decision, Kind};

/// How a sandbox starts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Port for HTTP; 0 takes a free one.
    pub port: u16,
    /// Port for HTTPS; 0 takes a free one.
    pub https_port: u16,
    /// Settings at start, and again after a reset.
    pub settings: Settings,
}

/// The tokens of a player who has linked a publisher application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// The access token.
    pub access_token: String,
    /// The refresh token.
    pub refresh_token: String,
    /// Seconds that the access token lives.
    pub expires_in: u64,
    /// What was granted.
    pub scope: String,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("access_token", &fingerprint(&self.access_token))
            .field("refresh_token", &fingerprint(&self.refresh_token))
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .finish()
    }
}

/// A running sandbox. It stops when dropped, even with connections that hang.
pub struct Sandbox {
    shared: Arc<Shared>,
    server: Server,
}

impl Sandbox {
    /// Starts on free ports of the loopback interface.
    ///
    /// # Panics
    /// If no port can be opened.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(Options::default()).expect("loopback ports can be opened")
    }

    /// Starts as `options` say.
    ///
    /// # Errors
    /// If a port can't be opened.
    pub fn start_with(options: Options) -> io::Result<Self> {
        let tls = Tls::generate();
        let shared = Shared::new(options.settings, tls.ca_pem.clone());
        let server = Server::start(&shared, tls, options.port, options.https_port)?;
        Ok(Self { shared, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.ports.http)
    }

    /// `https://localhost:PORT`, with a certificate by the CA of [`Self::ca_pem`].
    pub fn https_url(&self) -> String {
        format!("https://localhost:{}", self.server.ports.https)
    }

    /// The same with a certificate by another CA.
    pub fn untrusted_https_url(&self) -> String {
        format!("https://localhost:{}", self.server.ports.untrusted)
    }

    /// The same with a certificate for another host.
    pub fn wrong_host_https_url(&self) -> String {
        format!("https://localhost:{}", self.server.ports.wrong_host)
    }

    /// An address that accepts connections and never says a word.
    pub fn silent_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.ports.silent)
    }

    /// The CA to trust.
    pub fn ca_pem(&self) -> String {
        self.shared.ca_pem.clone()
    }

    /// Tokens of a player who has linked this publisher application.
    ///
    /// # Panics
    /// If there is no such publisher application.
    pub fn link(&self, player: &str, application_id: &str) -> Tokens {
        let fields = self.shared.lock().world.link(player, application_id);
        tokens(&fields.expect("a publisher application of the seed"))
    }

    /// A child token, without a request.
    ///
    /// # Panics
    /// If the parent token is dead, or the child none of its application's.
    pub fn child_token(&self, parent_access_token: &str, child_application_id: &str) -> String {
        state::child_token(&self.shared, parent_access_token, child_application_id)
            .expect("a living parent token and one of its children")
    }

    /// Moves the clock forward.
    pub fn advance(&self, seconds: u64) {
        self.shared.lock().world.clock.advance(seconds);
    }

    /// The sandbox's time, in seconds since 1970.
    pub fn now(&self) -> u64 {
        self.shared.lock().world.clock.now()
    }

    /// Sets a fault.
    pub fn fault(&self, fault: Fault) {
        self.shared.lock().faults.set.push(fault);
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.set.clear();
    }

    /// What arrived, the last 10,000.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.shared.lock().log.entries()
    }

    /// How many requests arrived at a route.
    pub fn count(&self, route: &str) -> u64 {
        self.shared.lock().log.count(route)
    }

    /// How many TCP connections were accepted.
    pub fn connections(&self) -> u64 {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// Forgets what arrived, counts included.
    pub fn clear_log(&self) {
        self.shared.lock().log.clear();
    }

    /// How many used refresh tokens came again.
    pub fn reuse_count(&self) -> u64 {
        self.shared.lock().world.reuse
    }

    /// How many used authorization codes came again.
    pub fn code_reuse_count(&self) -> u64 {
        self.shared.lock().world.code_reuse
    }

    /// The player unlinks: all their Discord tokens die.
    pub fn revoke_player(&self, player: &str) {
        self.shared.lock().world.revoke_player(player);
    }

    /// Ends a Discord access token now.
    pub fn expire_access_token(&self, token: &str) -> bool {
        self.shared.lock().world.expire_access_token(token)
    }

    /// Ends a LootLocker session now.
    pub fn expire_session(&self, token: &str) -> bool {
        self.shared.lock().world.expire_session(token)
    }

    /// Ends a LootLocker refresh token now.
    pub fn expire_lootlocker_refresh(&self, token: &str) -> bool {
        self.shared.lock().world.expire_lootlocker_refresh(token)
    }

    /// Bans a player at LootLocker.
    pub fn ban(&self, player: &str, permanent: bool) {
        self.shared.lock().world.ban(player, permanent);
    }

    /// Lifts a ban.
    pub fn unban(&self, player: &str) {
        self.shared.lock().world.unban(player);
    }

    /// Whether a Discord access token, a child's or a parent's, lives.
    pub fn is_access_token_valid(&self, token: &str) -> bool {
        self.shared.lock().world.access_token(token).is_some()
    }

    /// Seconds that a Discord access token still lives.
    pub fn access_token_remaining(&self, token: &str) -> Option<u64> {
        let inner = self.shared.lock();
        let now = inner.world.now_ms();
        let found = inner.world.access_token(token);
        found.map(|found| (found.expires_ms - now) / 1000)
    }

    /// Whether it is a living child token.
    pub fn is_child_token(&self, token: &str) -> bool {
        let inner = self.shared.lock();
        let found = inner.world.access_token(token);
        found.is_some_and(|found| found.kind == Kind::Child)
    }

    /// Whether a Discord refresh token is good.
    pub fn is_refresh_token_valid(&self, token: &str) -> bool {
        self.shared.lock().world.is_refresh_token_valid(token)
    }

    /// Whether a LootLocker session runs.
    pub fn is_session_valid(&self, token: &str) -> bool {
        self.shared.lock().world.session(token).is_some()
    }

    /// Whether a LootLocker refresh token is good.
    pub fn is_lootlocker_refresh_valid(&self, token: &str) -> bool {
        self.shared.lock().world.is_lootlocker_refresh_valid(token)
    }

    /// Changes settings.
    pub fn settings(&self, change: impl FnOnce(&mut Settings)) {
        let world = &mut self.shared.lock().world;
        let mut settings = world.settings.clone();
        change(&mut settings);
        world.change_settings(settings);
    }

    /// The player allows a device code.
    pub fn approve_device(&self, user_code: &str, player: &str) -> bool {
        let decision = Decision::Allowed(player.to_owned());
        self.shared.lock().world.decide_device(user_code, &decision)
    }

    /// The player denies a device code.
    pub fn deny_device(&self, user_code: &str) -> bool {
        let world = &mut self.shared.lock().world;
        world.decide_device(user_code, &Decision::Denied)
    }

    /// All state, tokens as fingerprints.
    pub fn state(&self) -> Value {
        state::state(&self.shared)
    }

    /// As it was at start.
    pub fn reset(&self) {
        self.shared.reset();
    }
}

fn tokens(fields: &Map<String, Value>) -> Tokens {
    let text = |name: &str| {
        let value = fields.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    Tokens {
        access_token: text("access_token"),
        refresh_token: text("refresh_token"),
        expires_in: fields.get("expires_in").and_then(Value::as_u64).unwrap_or(0),
        scope: text("scope"),
    }
}
