//! What happens without being asked for: renewals ahead of time, and the way back from offline.

use super::needs::Need;
use super::{Child, Effect, Link, Moment, Now, Offline, Parent, ServiceTime, Tree};
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
/// Lives are rounded down, and answers take their time: a child that ends so shortly before its parent ends with it.
const WITH_PARENT: Duration = Duration::from_secs(60);

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
        if self.offline.is_some() {
            self.find_back(now);
        } else if self.settings.automatic_renewal {
            self.renew_due(now);
        }
    }

    /// Offline: does what is due, or asks anything, to learn whether the network is back.
    fn find_back(&mut self, now: Now) {
        // An answer on its way will tell.
        let busy = self.busy();
        let Some(offline) = self.offline.as_mut().filter(|offline| !busy && offline.next <= now.at) else { return };
        offline.next = now.at + retry_delay(offline.failures, now.jitter);
        if self.settings.automatic_renewal {
            self.renew_due(now);
        }
        if !self.busy() {
            self.probe();
        }
    }

    /// The next moment at which there is something to do. What waits for an answer needs none: that wakes it.
    pub(crate) fn wake_at(&self) -> Option<Moment> {
        if matches!(self.link, Link::Loading) {
            return self.unread.as_ref().filter(|_| !self.loading).map(|unread| unread.next);
        }
        let parent = self.parent.as_ref().filter(|_| matches!(self.link, Link::Linked))?;
        let end = (!parent.end_announced && !parent.can_renew()).then(|| parent.renew().min(parent.expires));
        let next = match &self.offline {
            Some(offline) => Some(offline.next).filter(|_| !self.busy()),
            None => self.next_renewal(parent),
        };
        end.into_iter().chain(next).chain(self.save_again).min()
    }

    fn next_renewal(&self, parent: &Parent) -> Option<Moment> {
        if !self.settings.automatic_renewal || self.refreshing {
            return None;
        }
        let own = parent.can_renew().then(|| parent.renew());
        self.renewable(parent).map(|(_, child)| child.renew()).chain(own).min()
    }

    /// The children that are renewed under this parent; those that end with it have to wait for the next.
    fn renewable(&self, parent: &Parent) -> impl Iterator<Item = (&String, &Child)> {
        let end = parent.expires - WITH_PARENT;
        let children = self.children.iter().map(|(application, child)| (application, &**child));
        children.filter(move |(application, child)| {
            child.in_use && child.expires.max(child.renew()) < end && !self.exchanging.contains_key(*application)
        })
    }

    fn busy(&self) -> bool {
        self.refreshing || self.probing.is_some() || self.session.flight || !self.exchanging.is_empty()
    }

    fn renew_due(&mut self, now: Now) {
        // The children wait for the parent.
        let Some(parent) = self.parent.as_ref().filter(|_| !self.refreshing) else { return };
        let renewable = parent.can_renew() && self.pass.refresh.is_none();
        if renewable && parent.renew() <= now.at {
            return self.refresh();
        }
        // One near its end has been put off: a child has no right to hurry it.
        let serves = !renewable || parent.serves(now.at, self.least_for_exchange(Duration::ZERO));
        let due = self.renewable(parent).filter(|(_, child)| child.renew() <= now.at);
        let due: Vec<(String, u64)> = due.map(|(application, child)| (application.clone(), child.generation)).collect();
        for (application, generation) in due {
            let under_way =
                serves && matches!(self.exchange(now, &application, Duration::ZERO, generation), Need::Wait);
            if let Some(child) = self.children.get_mut(&application).filter(|_| !under_way) {
                child.renewal.put_off(now.at + PAUSE);
            }
        }
    }

    /// A parent that can't be refreshed: the host has to bring a new one in time.
    fn announce_end(&mut self, now: Now) {
        let Some(parent) = &mut self.parent else { return };
        if !parent.can_renew() && parent.renew().min(parent.expires) <= now.at && !parent.end_announced {
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

    /// Another time is believed: the ends of the tokens follow.
    pub(super) fn set_time(&mut self, time: ServiceTime) {
        if std::mem::replace(&mut self.time, time) == time {
            return;
        }
        let parent = self.parent.iter_mut().map(|parent| (&mut parent.end, &mut parent.expires));
        let children = self.children.values_mut().map(|child| (&mut child.end, &mut child.expires));
        for (end, expires) in parent.chain(children) {
            end.note(time);
            *expires = end.moment(time);
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
