//! Consent: authorization codes from the browser, device codes from the console.

use super::World;
use crate::secret;
use crate::seed::App;
use crate::settings::Consent;

/// What the client asked for when it sent the player to the authorize page.
#[derive(Clone, Debug)]
pub(crate) struct CodeRequest {
    pub application: &'static str,
    pub redirect_uri: String,
    pub scope: String,
    pub challenge: Option<String>,
    /// Comes back in the ID token.
    pub nonce: Option<String>,
}

/// An authorization code.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub request: CodeRequest,
    pub player: String,
    pub expires_ms: u64,
    pub used: bool,
}

/// What the player said to a device code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Open,
    Allowed(String),
    Denied,
}

/// A device code.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub application: &'static str,
    pub scope: String,
    pub user_code: String,
    pub decision: Decision,
    pub expires_ms: u64,
    /// Seconds that the client has to wait between polls; grows with each `slow_down`.
    pub interval: u64,
    last_poll_ms: Option<u64>,
}

/// Polls may be this much early: clocks and sleeping threads are not exact.
const POLL_SLACK_MS: u64 = 100;

impl World {
    /// A code for a player who has allowed it.
    pub fn issue_code(&mut self, request: CodeRequest, player: &str) -> String {
        let code = secret::random("dc-code-");
        let expires_ms = self.now_ms() + self.settings.code_seconds.saturating_mul(1000);
        self.player(player);
        self.codes.insert(code.clone(), Code { request, player: player.to_owned(), expires_ms, used: false });
        code
    }

    /// Looks at a code without using it up; a used one is counted.
    pub fn code(&mut self, code: &str) -> Option<Code> {
        let now = self.now_ms();
        let found = self.codes.get(code)?;
        if found.used {
            self.code_reuse += 1;
            return None;
        }
        (found.expires_ms > now).then(|| found.clone())
    }

    pub fn use_code(&mut self, code: &str) {
        if let Some(found) = self.codes.get_mut(code) {
            found.used = true;
        }
    }

    /// A device code and its user code.
    pub fn issue_device(&mut self, app: &'static App, scope: &str) -> (String, Device) {
        let device = Device {
            application: app.id,
            scope: scope.to_owned(),
            user_code: secret::user_code(),
            decision: match self.settings.consent {
                Consent::Ask => Decision::Open,
                Consent::Allow => Decision::Allowed(self.settings.consent_player.clone()),
                Consent::Deny => Decision::Denied,
            },
            expires_ms: self.now_ms() + self.settings.device_seconds.saturating_mul(1000),
            interval: self.settings.device_interval,
            last_poll_ms: None,
        };
        let code = secret::random("dc-device-");
        self.devices.insert(code.clone(), device.clone());
        (code, device)
    }

    /// One poll: the error to answer, or the player and the scope.
    pub fn poll_device(&mut self, app: &App, code: &str) -> Result<(String, String), &'static str> {
        let now = self.now_ms();
        let found = self.devices.get_mut(code);
        let Some(device) = found.filter(|device| device.application == app.id) else {
            return Err("invalid_grant");
        };
        if device.expires_ms <= now {
            return Err("expired_token");
        }
        let last = device.last_poll_ms.replace(now);
        match &device.decision {
            Decision::Denied => Err("access_denied"),
            _ if last.is_some_and(|last| now + POLL_SLACK_MS < last + device.interval * 1000) => {
                device.interval += 5;
                Err("slow_down")
            }
            Decision::Open => Err("authorization_pending"),
            Decision::Allowed(player) => Ok((player.clone(), device.scope.clone())),
        }
    }

    pub fn use_device(&mut self, code: &str) {
        self.devices.remove(code);
    }

    /// The open device code with this user code; dashes and case don't matter.
    pub fn device_by_user_code(&self, user_code: &str) -> Option<&Device> {
        let (wanted, now) = (plain(user_code), self.now_ms());
        self.devices
            .iter()
            .map(|(_, device)| device)
            .find(|device| plain(&device.user_code) == wanted && device.expires_ms > now)
    }

    /// What the player says on the device page.
    pub fn decide_device(&mut self, user_code: &str, decision: &Decision) -> bool {
        let (wanted, now) = (plain(user_code), self.now_ms());
        let mut found = false;
        for device in self.devices.values_mut() {
            if plain(&device.user_code) == wanted && device.expires_ms > now {
                device.decision = decision.clone();
                found = true;
            }
        }
        found
    }
}

fn plain(user_code: &str) -> String {
    user_code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}
