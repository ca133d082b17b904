//! What happens without being asked for: renewals ahead of time, and the way back from offline.

use super::{Effect, Link, Moment, Now, Offline, Tree};
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::status::Status::*;
use std::time::Duration;

const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(60);
/// After a failure that is not the network's.
const PAUSE: Duration = Duration::from_secs(30);
/// After many in a row.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

impl Tree {
    /// Does what is due.
    pub(super) fn tend(&mut self, now: Now) {
        if self.unread.as_ref().is_some_and(|unread| unread.next <= now.at) && !self.loading {
            self.load();
        }
        if !matches!(self.link, Link::Linked) {
            return;
        }
        self.announce_end(now);
        if self.save_again.is_some_and(|due| due <= now.at) {
            self.save_again = None;
            self.effects.push(Effect::Save { epoch: self.epoch });
        }
        if let Some(offline) = &mut self.offline {
            if now.at < offline.next {
                return;
            }
            offline.next = now.at + retry_delay(offline.failures, now.jitter);
        }
        let was_idle = !self.busy();
        if self.settings.automatic_renewal {
            self.renew_due(now);
        }
        if self.offline.is_some() && was_idle && !self.busy() {
            self.probe();
        }
    }

    /// The next moment at which there is something to do.
    pub(crate) fn wake_at(&self) -> Option<Moment> {
        if !matches!(self.link, Link::Linked) {
            return self.unread.as_ref().filter(|_| !self.loading).map(|unread| unread.next);
        }
        let renewal = match &self.offline {
            Some(offline) => Some(offline.next),
            None => self.next_renewal(),
        };
        renewal.into_iter().chain(self.save_again).min()
    }

    fn next_renewal(&self) -> Option<Moment> {
        let parent = self.parent.as_ref()?;
        let renewable = parent.can_renew();
        let automatic = self.settings.automatic_renewal;
        let own = match (renewable, automatic) {
            (true, true) => Some(parent.renew).filter(|_| !self.refreshing),
            (false, _) => Some(parent.renew).filter(|_| !parent.end_announced),
            (true, false) => None,
        };
        let children = self.children.iter().filter(|(application, child)| {
            automatic && child.in_use && child.expires < parent.expires && !self.exchanging.contains_key(*application)
        });
        children.map(|(_, child)| child.renew).chain(own).min()
    }

    fn busy(&self) -> bool {
        self.refreshing || self.probing.is_some() || self.session.flight || !self.exchanging.is_empty()
    }

    fn renew_due(&mut self, now: Now) {
        let Some(parent) = &self.parent else { return };
        if parent.can_renew() && parent.renew <= now.at && self.pass.refresh.is_none() {
            return self.refresh();
        }
        let parent_end = parent.expires;
        let due: Vec<String> = self
            .children
            .iter()
            // One that ends with its parent is renewed after the parent.
            .filter(|(_, child)| child.in_use && child.renew <= now.at && child.expires < parent_end)
            .map(|(application, _)| application.clone())
            .collect();
        for application in due {
            let current = self.children[&application].generation;
            self.exchange(now, &application, Duration::ZERO, current);
        }
    }

    /// A parent that can't be refreshed: the host has to bring a new one in time.
    fn announce_end(&mut self, now: Now) {
        let Some(parent) = &mut self.parent else { return };
        if !parent.can_renew() && parent.renew.min(parent.expires) <= now.at && !parent.end_announced {
            parent.end_announced = true;
            let error = super::needs::token_needed();
            self.emit(EventKind::TokenExpiring, Err(error));
        }
    }

    fn probe(&mut self) {
        if let Some(parent) = &self.parent {
            self.probing = Some(self.revision);
            self.effects.push(Effect::Probe { epoch: self.epoch, access_token: parent.access_token.clone() });
        }
    }

    /// An answer tells whether the network is there.
    pub(super) fn heard<T>(&mut self, now: Now, result: &Result<T>) {
        match result {
            Err(error) if is_network(error) => {
                let failures = self.offline.as_ref().map_or(0, |offline| offline.failures) + 1;
                let known = self.offline.is_some();
                let next = now.at + retry_delay(failures, now.jitter);
                self.offline = Some(Offline { next, failures });
                if !known {
                    self.emit(EventKind::Offline, Err(error.clone()));
                }
            }
            _ => {
                if self.offline.take().is_some() {
                    self.emit(EventKind::Online, Ok(crate::answer::Answer::Nothing));
                }
            }
        }
    }

    /// How long a renewal that failed is left alone; while offline, the way back has its own times.
    pub(super) fn pause(&self, now: Now, error: &Error) -> Duration {
        let asked = error.service.retry_after.unwrap_or_default();
        if is_network(error) { Duration::ZERO } else { growing_pause(now, 1).max(asked) }
    }

    /// The server's clock is this many seconds ahead of what was thought: tokens end so much earlier. `all`: it was known
    /// before, so time has passed that this machine did not count; else only what was read from the store is off.
    pub(super) fn retime(&mut self, seconds_ahead: i64, all: bool) {
        let by = Duration::from_secs(seconds_ahead.unsigned_abs());
        let shift = |moment: &mut Moment| {
            *moment = if seconds_ahead > 0 { *moment - by } else { *moment + by };
        };
        if let Some(parent) = self.parent.as_mut().filter(|parent| (all || parent.restored) && !parent.refused) {
            shift(&mut parent.expires);
            shift(&mut parent.renew);
        }
        for child in self.children.values_mut().filter(|child| all || child.restored) {
            shift(&mut child.expires);
            shift(&mut child.renew);
        }
    }
}

/// How long what has failed so often in a row is left alone.
pub(super) fn growing_pause(now: Now, failures: u32) -> Duration {
    let doubled = PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(10)).min(LONGEST_PAUSE);
    doubled.mul_f64(1.0 + now.jitter)
}

fn retry_delay(failures: u32, jitter: f64) -> Duration {
    let doubled = FIRST_RETRY.saturating_mul(1 << failures.saturating_sub(1).min(10)).min(LAST_RETRY);
    doubled.mul_f64(0.5 + 0.5 * jitter)
}

fn is_network(error: &Error) -> bool {
    matches!(
        error.status,
        KINPASS_ERROR_CONNECT | KINPASS_ERROR_CONNECTION_LOST | KINPASS_ERROR_TIMEOUT | KINPASS_ERROR_TLS
    ) || (error.status == KINPASS_ERROR_OUTCOME_UNKNOWN && error.service.http_status == 0)
}
