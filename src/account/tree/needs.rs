//! What the waiting questions need, and setting it off once.

use super::{Effect, Flight, Link, Moment, Now, Parent, Tree, Want};
use crate::account::ask::{Request, Service, SignIn, SignInMethod};
use crate::answer::Answer;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// A parent that starts an exchange or a session lives at least this long.
const LEAST_PARENT: Duration = Duration::from_secs(60);
/// A child that starts a session or carries a request lives at least this long.
const LEAST_CHILD: Duration = Duration::from_secs(30);

/// What became of a waiting question.
enum Look {
    Answer(Result<Answer>),
    Keep(Want),
    /// It is answered elsewhere.
    Gone,
}

/// What somebody needs.
pub(super) enum Need<T> {
    Ready(T),
    /// It is on its way.
    Wait,
    Never(Error),
}

/// `Ready` goes on, the others return.
macro_rules! ready {
    ($need:expr) => {
        match $need {
            Need::Ready(value) => value,
            Need::Wait => return Need::Wait,
            Need::Never(error) => return Need::Never(error),
        }
    };
}

#[cfg(test)]
thread_local! {
    /// How many waiting questions were looked at.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Tree {
    /// Looks at every waiting question anew.
    pub(super) fn look_at_all(&mut self, now: Now) {
        for (operation, want) in std::mem::take(&mut self.waiters) {
            self.answer_or_keep(now, operation, want);
        }
    }

    /// Looks at one of them.
    pub(super) fn look_at(&mut self, now: Now, operation: u64) {
        if let Some(want) = self.waiters.remove(&operation) {
            self.answer_or_keep(now, operation, want);
        }
        // An account at rest keeps no room for questions.
        if self.waiters.is_empty() {
            self.waiters = BTreeMap::new();
        }
    }

    fn answer_or_keep(&mut self, now: Now, operation: u64, want: Want) {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        match self.look(now, operation, want) {
            Look::Answer(result) => self.complete(operation, result),
            Look::Keep(want) => {
                self.waiters.insert(operation, want);
            }
            Look::Gone => {}
        }
    }

    /// A question is withdrawn: what only it waited for stands down.
    pub(super) fn withdraw(&mut self, operation: u64) {
        self.linking = self.linking.filter(|linking| *linking != operation);
        let Some(withdrawn) = self.waiters.remove(&operation) else { return };
        for flight in self.flights() {
            let waited_for = |want: &Want| want.waits_for(&flight, self);
            if waited_for(&withdrawn) && !self.waiters.values().any(waited_for) {
                self.stand_down(flight);
            }
        }
    }

    /// A flight is given up: no answer of it will come, and who needs one later sets off another. But for a refresh: that is
    /// brought to its end, lest a new pair is lost.
    pub(super) fn stand_down(&mut self, flight: Flight) {
        match &flight {
            Flight::Refresh => {}
            Flight::Exchange(application) => drop(self.exchanging.remove(application)),
            Flight::Session => self.session.flight = false,
            Flight::Probe => self.probing = None,
        }
        self.effects.push(Effect::StandDown { flight });
    }

    /// What is under way.
    pub(super) fn flights(&self) -> Vec<Flight> {
        let exchanges = self.exchanging.keys().cloned().map(Flight::Exchange);
        let others = [
            (self.refreshing, Flight::Refresh),
            (self.session.flight, Flight::Session),
            (self.probing.is_some(), Flight::Probe),
        ];
        exchanges.chain(others.into_iter().filter_map(|(under_way, flight)| under_way.then_some(flight))).collect()
    }

    fn look(&mut self, now: Now, operation: u64, want: Want) -> Look {
        match want {
            Want::SignIn(sign_in) => self.look_at_sign_in(now, operation, sign_in),
            Want::Child { application, min_validity, newer_than } => {
                match self.need_child(now, &application, min_validity, newer_than) {
                    Need::Wait => Look::Keep(Want::Child { application, min_validity, newer_than }),
                    Need::Never(error) => Look::Answer(Err(error)),
                    Need::Ready(_) => {
                        let child = self.children.get_mut(&application).expect("it is ready");
                        child.in_use = true;
                        Look::Answer(Ok(Answer::Token(child.token(&application, now.at))))
                    }
                }
            }
            Want::NewChild { application, min_validity } => match self.need_record() {
                Need::Wait => Look::Keep(Want::NewChild { application, min_validity }),
                Need::Never(error) => Look::Answer(Err(error)),
                Need::Ready(()) => {
                    let newer_than = self.children.get(&application).map_or(0, |child| child.generation);
                    self.look(now, operation, Want::Child { application, min_validity, newer_than })
                }
            },
            Want::Session { newer_than } => match self.need_session(now, newer_than) {
                Need::Wait => Look::Keep(Want::Session { newer_than }),
                Need::Never(error) => Look::Answer(Err(error)),
                Need::Ready(()) => {
                    let session = self.session.session.clone().expect("it is ready");
                    Look::Answer(Ok(Answer::Session(Box::new(session))))
                }
            },
            Want::Request { request, newer_than, renewed } => match self.need_credential(now, &request, newer_than) {
                Need::Wait => Look::Keep(Want::Request { request, newer_than, renewed }),
                Need::Never(error) => Look::Answer(Err(error)),
                Need::Ready((credential, generation)) => {
                    let (epoch, sent) = (self.epoch, request.clone());
                    self.effects.push(Effect::Request { epoch, operation, request: sent, credential });
                    Look::Keep(Want::Answer { request, generation, renewed })
                }
            },
            Want::SignOut { .. } if self.loading => Look::Keep(want),
            Want::SignOut { revoke } => {
                self.sign_out(operation, revoke);
                Look::Gone
            }
            Want::Answer { .. } => Look::Keep(want),
        }
    }

    fn look_at_sign_in(&mut self, now: Now, operation: u64, sign_in: Box<SignIn>) -> Look {
        if self.linking == Some(operation) {
            return Look::Keep(Want::SignIn(sign_in));
        }
        let silent = sign_in.method == SignInMethod::Silent;
        let anew = sign_in.link_again || (sign_in.method == SignInMethod::Provisional && self.ends_soon(now));
        match self.need_parent(now, LEAST_PARENT) {
            Need::Wait => return Look::Keep(Want::SignIn(sign_in)),
            Need::Ready(()) if silent || !anew => {
                return Look::Answer(self.parent_answer(now.at).ok_or_else(not_linked));
            }
            Need::Never(error) if silent || !(anew || self.asks_for_link(&error)) => return Look::Answer(Err(error)),
            _ => {}
        }
        if self.linking.is_some() {
            let error = Error::new(KINPASS_ERROR_INVALID_STATE, "another sign-in waits for the player");
            return Look::Answer(Err(error));
        }
        self.linking = Some(operation);
        self.effects.push(Effect::Authorize { operation, sign_in: sign_in.clone() });
        Look::Keep(Want::SignIn(sign_in))
    }

    /// A parent that can't be renewed, and is to be replaced by now.
    fn ends_soon(&self, now: Now) -> bool {
        self.parent.as_ref().is_some_and(|parent| !parent.can_renew() && parent.renew() <= now.at)
    }

    /// What the player has to mend: there is no link, or Discord refuses to renew it. A store that can't be read may hold
    /// one, but the player, who is there, can't wait for it.
    fn asks_for_link(&self, error: &Error) -> bool {
        matches!(error.status, KINPASS_ERROR_NOT_LINKED | KINPASS_ERROR_LINK_LOST | KINPASS_ERROR_TOKEN_NEEDED)
            || error.is_refusal()
            || !matches!(self.link, Link::Linked)
    }

    /// The store has been read.
    fn need_record(&mut self) -> Need<()> {
        match (&self.link, &self.pass.load) {
            (Link::Linked, _) => Need::Ready(()),
            _ if self.loading => Need::Wait,
            (_, Some(error)) => Need::Never(error.clone()),
            (Link::Loading, None) => {
                self.load();
                Need::Wait
            }
            _ => Need::Ready(()),
        }
    }

    /// Reads the store again.
    pub(super) fn load(&mut self) {
        self.loading = true;
        self.effects.push(Effect::Load);
    }

    /// A parent that lives for at least `least`, if one can be had.
    pub(super) fn need_parent(&mut self, now: Now, least: Duration) -> Need<()> {
        ready!(self.need_record());
        match &self.link {
            Link::Loading => return Need::Wait,
            Link::SignedOut => return Need::Never(not_linked()),
            Link::Lost(reason) => {
                let mut error = reason.clone();
                error.status = KINPASS_ERROR_LINK_LOST;
                return Need::Never(error);
            }
            Link::Linked => {}
        }
        let Some(parent) = &self.parent else { return Need::Never(not_linked()) };
        if parent.serves(now.at, least) {
            return Need::Ready(());
        }
        let left = parent.expires.since(now.at);
        if self.refreshing {
            return Need::Wait;
        }
        if !parent.can_renew() {
            return if left.is_zero() { Need::Never(token_needed()) } else { Need::Ready(()) };
        }
        match &self.pass.refresh {
            None => {
                self.refresh();
                Need::Wait
            }
            // The old one still serves for what is left of it.
            Some(Err(error)) if left.is_zero() => Need::Never(error.clone()),
            Some(_) => Need::Ready(()),
        }
    }

    /// A child that lives for long enough and is newer than a generation.
    fn need_child(&mut self, now: Now, application: &str, least: Duration, newer_than: u64) -> Need<u64> {
        if let Some(child) = self.children.get(application) {
            let fresh = child.generation > newer_than;
            // One that has just come is the best there is, however short it lives.
            let newest = self.pass.exchange.as_ref().is_some_and(|(of, result)| of == application && result.is_ok());
            if fresh && (newest || child.expires > now.at + least) {
                return Need::Ready(child.generation);
            }
        }
        self.exchange(now, application, least, newer_than)
    }

    /// Sets off an exchange, once.
    pub(super) fn exchange(&mut self, now: Now, application: &str, least: Duration, newer_than: u64) -> Need<u64> {
        if self.exchanging.contains_key(application) {
            return Need::Wait;
        }
        if let Some((failed, Err(error))) = &self.pass.exchange
            && failed == application
        {
            return Need::Never(error.clone());
        }
        ready!(self.need_parent(now, self.least_for_exchange(least)));
        let Some(parent) = &self.parent else { return Need::Never(not_linked()) };
        let parent_left = parent.expires.since(now.at);
        // One that was exchanged under this very parent gets no longer by exchanging it again.
        if let Some(child) = self.children.get(application) {
            let alive = child.expires > now.at && child.generation > newer_than;
            if alive && child.expires >= parent.expires {
                return Need::Ready(child.generation);
            }
        }
        let parent = parent.access_token.clone();
        self.exchanging.insert(application.to_owned(), self.revision);
        let (epoch, application) = (self.epoch, application.to_owned());
        self.effects.push(Effect::Exchange { epoch, application, parent, parent_left });
        Need::Wait
    }

    /// A child inherits the rest of its parent's life: a parent near its end is renewed first.
    pub(super) fn least_for_exchange(&self, least: Duration) -> Duration {
        let ahead = self.parent.as_ref().map_or(Duration::ZERO, |parent| self.ahead(parent.life));
        LEAST_PARENT.max(least).max(ahead)
    }

    /// A session that is newer than a generation.
    fn need_session(&mut self, now: Now, newer_than: u64) -> Need<()> {
        if self.session.session.is_some() && self.session.generation > newer_than {
            return Need::Ready(());
        }
        if self.session.flight {
            return Need::Wait;
        }
        if let Some(error) = &self.pass.session {
            return Need::Never(error.clone());
        }
        if !matches!(self.link, Link::Linked) {
            return self.need_parent(now, LEAST_PARENT);
        }
        let epoch = self.epoch;
        if let Some(refresh_token) = self.session.refresh_token.clone() {
            self.session.flight = true;
            self.effects.push(Effect::RefreshSession { epoch, refresh_token });
            return Need::Wait;
        }
        let (access_token, started_with) = match self.need_session_token(now) {
            Need::Ready(found) => found,
            Need::Wait => {
                // The connection to LootLocker opens while Discord is still asked.
                if !std::mem::replace(&mut self.session.warmed, true) {
                    self.effects.push(Effect::Warm);
                }
                return Need::Wait;
            }
            Need::Never(error) => return Need::Never(error),
        };
        self.session.flight = true;
        self.session.started_with = started_with;
        self.effects.push(Effect::StartSession { epoch, access_token });
        Need::Wait
    }

    /// The Discord token that a session starts with, and the child's generation or the parent's revision.
    fn need_session_token(&mut self, now: Now) -> Need<(Secret, u64)> {
        if self.settings.session_from_parent {
            ready!(self.need_parent(now, LEAST_PARENT));
            return match &self.parent {
                Some(parent) => Need::Ready((parent.access_token.clone(), self.revision)),
                None => Need::Never(not_linked()),
            };
        }
        let Some(application) = self.settings.application.clone() else {
            return Need::Never(no_application());
        };
        let newer_than = self.session.refused_child.unwrap_or_default();
        let generation = ready!(self.need_child(now, &application, LEAST_CHILD, newer_than));
        Need::Ready((self.children[&application].access_token.clone(), generation))
    }

    /// What a request carries, and which generation of it.
    fn need_credential(&mut self, now: Now, request: &Request, newer_than: u64) -> Need<(Secret, u64)> {
        match request.service {
            Service::LootLocker => {
                ready!(self.need_session(now, newer_than));
                match &self.session.session {
                    Some(session) => Need::Ready((session.session_token.clone(), self.session.generation)),
                    None => Need::Never(not_linked()),
                }
            }
            Service::Discord => {
                let application = request.application_id.clone().or_else(|| self.settings.application.clone());
                let Some(application) = application else { return Need::Never(no_application()) };
                let generation = ready!(self.need_child(now, &application, LEAST_CHILD, newer_than));
                Need::Ready((self.children[&application].access_token.clone(), generation))
            }
        }
    }

    /// Sets off a refresh, once.
    pub(super) fn refresh(&mut self) {
        if !self.refreshing {
            self.refreshing = true;
            self.effects.push(Effect::Refresh { epoch: self.epoch });
        }
    }
}

impl Parent {
    /// Whether it does for so long; renewing one that is nearly fresh brings nothing.
    pub(super) fn serves(&self, at: Moment, least: Duration) -> bool {
        let left = self.expires.since(at);
        left >= least || (!left.is_zero() && left >= self.life.mul_f64(0.9))
    }
}

impl Want {
    /// Whether this may be waited for.
    fn waits_for(&self, flight: &Flight, tree: &Tree) -> bool {
        let of_the_game = |application: &String| tree.settings.application.as_ref() == Some(application);
        match (self, flight) {
            (Self::SignOut { .. } | Self::Answer { .. }, _) | (_, Flight::Probe) => false,
            (_, Flight::Refresh) => true,
            (Self::SignIn(_), _) => false,
            (Self::Child { application, .. } | Self::NewChild { application, .. }, Flight::Exchange(of)) => {
                application == of
            }
            (Self::Child { .. } | Self::NewChild { .. }, Flight::Session) => false,
            (Self::Session { .. }, Flight::Session) => true,
            (Self::Session { .. }, Flight::Exchange(of)) => of_the_game(of),
            (Self::Request { request, .. }, flight) => match (request.service, flight) {
                (Service::LootLocker, Flight::Exchange(of)) => of_the_game(of),
                (Service::LootLocker, _) => true,
                (Service::Discord, Flight::Exchange(of)) => {
                    request.application_id.as_ref().map_or_else(|| of_the_game(of), |application| application == of)
                }
                (Service::Discord, _) => false,
            },
        }
    }
}

pub(super) fn not_linked() -> Error {
    Error::new(KINPASS_ERROR_NOT_LINKED, "the player is not linked")
}

pub(super) fn token_needed() -> Error {
    Error::new(KINPASS_ERROR_TOKEN_NEEDED, "the parent token is over and can't be refreshed")
}

pub(super) fn no_application() -> Error {
    Error::argument("application_id", "one here or for the account", "nothing")
}
