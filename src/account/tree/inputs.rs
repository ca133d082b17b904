//! What each input changes.

use super::background::growing_pause;
use super::needs::no_application;
use super::{
    Affected, Child, Effect, Input, LEAST_PAUSE, Link, Moment, NewParent, Now, Restored, SessionSlot, Tree, Unread,
    Want,
};
use crate::account::ask::{self, Ask, Service};
use crate::account::end::End;
use crate::answer::{Answer, Outcome, Session, Token};
use crate::error::{Error, Result};
use crate::kinds::{EventKind, TokenKind};
use crate::status::Status::*;
use std::time::Duration;

/// Somebody who reports a dead session this soon after a renewal means the one before.
const SHORT_MEMORY: Duration = Duration::from_secs(5);

/// How long Discord's parent tokens live today.
const USUAL_LIFE: Duration = Duration::from_secs(604_800);
/// So many refusals in a row, none of them `invalid_grant`, mean the same.
const BELIEVED_REFUSALS: u32 = 3;
/// A token of unknown life that can't be refreshed is trusted for so long.
const TRUSTED_LIFE: Duration = Duration::from_secs(3600);

impl Tree {
    pub(super) fn accept(&mut self, now: Now, input: Input) -> Affected {
        match input {
            Input::Asked { operation, ask } => {
                self.asked(now, operation, ask);
                return Affected::One(operation);
            }
            Input::Loaded(result) => self.loaded(now, result),
            Input::Linked { operation, result } => self.linked(now, operation, result),
            Input::Refreshed { epoch, result } if epoch == self.epoch => self.refreshed(now, result),
            Input::Exchanged { epoch, application, result } if epoch == self.epoch => {
                self.exchanged(now, application, result);
            }
            Input::SessionStarted { epoch, result } if epoch == self.epoch => self.session_started(now, result),
            Input::SessionRefreshed { epoch, result } if epoch == self.epoch => self.session_refreshed(now, result),
            Input::Requested { epoch, operation, outcome } => {
                self.requested(now, epoch == self.epoch, operation, outcome);
            }
            Input::Probed { epoch, result } if epoch == self.epoch => self.probed(now, result),
            Input::Saved { epoch, result } if epoch == self.epoch => match result {
                Ok(newer) => {
                    self.save_again = None;
                    self.stored = true;
                    if let Some(newer) = newer.filter(|newer| newer.revision > self.revision) {
                        self.replace_parent(now, newer);
                    }
                }
                Err(error) if signed_out_elsewhere(&error) => self.drop_link(error),
                Err(error) => self.store_failed(now, error),
            },
            Input::Erased { epoch, result } if epoch == self.epoch => match result {
                Ok(()) => self.unerased = false,
                Err(error) => self.store_failed(now, error),
            },
            Input::Cancelled { operation } => {
                self.withdraw(operation);
                return Affected::One(operation);
            }
            Input::Tick => {}
            // Of a link that is gone.
            Input::Refreshed { .. }
            | Input::Exchanged { .. }
            | Input::SessionStarted { .. }
            | Input::SessionRefreshed { .. }
            | Input::Probed { .. }
            | Input::Saved { .. }
            | Input::Erased { .. } => {}
        }
        Affected::All
    }

    fn asked(&mut self, now: Now, operation: u64, ask: Ask) {
        let want = match ask {
            Ask::Adopt(given) => return self.adopt(operation, given),
            Ask::SignIn(sign_in) => {
                if !sign_in.link_again {
                    self.look_for_link();
                }
                Want::SignIn(sign_in)
            }
            Ask::ChildToken(ask) => match ask.application_id.or_else(|| self.settings.application.clone()) {
                None => return self.complete(operation, Err(no_application())),
                Some(application) if ask.force => Want::NewChild { application, min_validity: ask.min_validity },
                Some(application) => Want::Child { application, min_validity: ask.min_validity, newer_than: 0 },
            },
            Ask::Session => Want::Session { newer_than: 0 },
            Ask::RefreshSession => {
                let slot = &self.session;
                let just_renewed = slot.session.is_some() && now.at < slot.renewed_at + SHORT_MEMORY && slot.renewed;
                Want::Session { newer_than: if just_renewed { 0 } else { slot.generation } }
            }
            Ask::Request(request) => Want::Request { request, newer_than: 0, renewed: false },
            Ask::SignOut { revoke } => Want::SignOut { revoke },
        };
        self.waiters.insert(operation, want);
    }

    /// Another process may have linked the player meanwhile.
    fn look_for_link(&mut self) {
        if matches!(self.link, Link::SignedOut | Link::Lost(_)) && !self.loading && !self.unerased {
            self.load();
        }
    }

    /// Tokens that the host brings are stored first.
    fn adopt(&mut self, operation: u64, given: ask::Adopt) {
        // Unknown: renewed at once if it can be, else trusted for a while.
        let unknown = if given.refresh_token.is_some() && !given.provisional { Duration::ZERO } else { TRUSTED_LIFE };
        let expires_in = given.expires_in.unwrap_or(unknown);
        let token = Token {
            kind: TokenKind::Parent,
            provisional: given.provisional,
            application_id: self.settings.parent_application.clone(),
            access_token: given.access_token,
            refresh_token: given.refresh_token,
            id_token: None,
            token_type: "Bearer".into(),
            scope: given.scope,
            expires_in,
        };
        // How long it lived when it was fresh the host can't say: a fresh one is worth having.
        let life = expires_in.max(USUAL_LIFE);
        self.effects.push(Effect::Adopt { operation, token, life });
    }

    fn loaded(&mut self, now: Now, result: Result<Option<Restored>>) {
        self.loading = false;
        // A sign-in or a host's tokens that came first are newer than the store.
        if matches!(self.link, Link::Linked) || self.unerased {
            return;
        }
        let first = matches!(self.link, Link::Loading);
        match result {
            Ok(None) if first => self.link = Link::SignedOut,
            Ok(None) => {}
            Ok(Some(restored)) => {
                self.forget();
                self.restore(now, restored);
            }
            // Who signs in is told of the store. What was known of the link is still true.
            Err(error) if !first => {
                self.pass.load = Some(error);
                return;
            }
            Err(error) => {
                let failures = self.unread.as_ref().map_or(0, |unread| unread.failures) + 1;
                self.unread = Some(Unread { next: now.at + growing_pause(now, failures), failures });
                if failures == 1 {
                    self.emit(EventKind::StoreFailed, Err(error.clone()));
                }
                // Who waits for the link is told of the store, not that there is none.
                self.pass.load = Some(error);
                return;
            }
        }
        self.unread = None;
    }

    fn restore(&mut self, now: Now, restored: Restored) {
        self.link = Link::Linked;
        self.replace_parent(now, NewParent { parent: restored.parent, revision: restored.revision, store_error: None });
        self.session.refresh_token = restored.session_refresh_token;
        for (application, mut child) in restored.children {
            child.expires = child.end.moment(now.time);
            // Those that are over are left out.
            if child.expires > now.at {
                child.renewal = self.renewal(now, child.expires.since(now.at));
                child.generation = self.next_generation();
                self.children.insert(application, child);
            }
        }
    }

    /// A new link, or the same one with new tokens.
    fn linked(&mut self, now: Now, operation: u64, result: Result<NewParent>) {
        self.withdraw(operation);
        match result {
            Err(error) => self.complete(operation, Err(error)),
            Ok(new) => {
                let store_error = new.store_error.clone();
                self.forget();
                self.link = Link::Linked;
                self.replace_parent(now, new);
                let result = match store_error {
                    Some(error) => Err(error),
                    None => self.parent_answer(now.at).ok_or_else(|| Error::internal("no parent after a link")),
                };
                self.complete(operation, result);
            }
        }
    }

    /// Drops all tokens; answers that are still on their way will be stale. Who waits asks again, but for a request of the
    /// host's: the service may have acted on it, and its answer is its host's.
    fn forget(&mut self) {
        self.flights().into_iter().for_each(|flight| self.stand_down(flight));
        self.epoch += 1;
        self.unread = None;
        self.parent = None;
        self.refusals = 0;
        self.stored = false;
        self.unerased = false;
        self.children.clear();
        let generation = self.session.generation;
        self.session = SessionSlot { generation, ..SessionSlot::default() };
        self.refreshing = false;
        self.offline = None;
        self.save_again = None;
    }

    fn replace_parent(&mut self, now: Now, new: NewParent) {
        let mut parent = new.parent;
        parent.expires = parent.end.moment(now.time);
        parent.renewal = self.renewal(now, parent.life);
        for child in self.children.values_mut() {
            // A parent that lives shorter than the one before: its children do no better.
            child.end = child.end.min(parent.end);
            child.expires = child.end.moment(now.time);
            // Nothing is held against the new one.
            child.renewal.hold_no_longer();
        }
        self.revision = new.revision;
        self.parent = Some(parent);
        match new.store_error {
            Some(error) => self.store_failed(now, error),
            None => self.stored = true,
        }
    }

    /// What is at hand is written again later.
    fn store_failed(&mut self, now: Now, error: Error) {
        self.save_again = Some(now.at + self.pause(now, &error));
        self.emit(EventKind::StoreFailed, Err(error));
    }

    fn refreshed(&mut self, now: Now, result: Result<NewParent>) {
        self.refreshing = false;
        self.heard(now, &result);
        match result {
            Ok(mut new) => {
                // One that another process stored may be over already: it is no proof that refreshing does not help.
                let fresh = !new.parent.restored;
                new.parent.after_refusal = fresh && self.parent.as_ref().is_some_and(|former| former.refused);
                self.refusals = 0;
                self.replace_parent(now, new);
                self.put_off_renewal(now.at + LEAST_PAUSE);
                self.pass.refresh = fresh.then_some(Ok(()));
                if let Some(answer) = self.parent_answer(now.at) {
                    self.emit(EventKind::TokenRenewed, Ok(answer));
                }
            }
            Err(error) if signed_out_elsewhere(&error) => self.drop_link(error),
            Err(error) if self.is_last_word(&error) => self.lose(error),
            Err(error) => {
                self.refusals = if error.is_refusal() { self.refusals.saturating_add(1) } else { 0 };
                let pause = match self.refusals {
                    0 => self.pause(now, &error),
                    refusals => growing_pause(now, refusals),
                };
                self.put_off_renewal(now.at + pause);
                self.pass.refresh = Some(Err(error));
            }
        }
    }

    fn put_off_renewal(&mut self, until: Moment) {
        if let Some(parent) = &mut self.parent {
            parent.renewal.put_off(until);
        }
    }

    /// Whether Discord's refusal of a refresh is final. `invalid_grant` is its word for it, others have been seen for the same:
    /// they are believed when they are repeated. What Discord has against the application is no fault of the link's.
    fn is_last_word(&self, error: &Error) -> bool {
        match error.status {
            KINPASS_ERROR_INVALID_GRANT => true,
            KINPASS_ERROR_OAUTH2 => {
                error.service.code.as_deref() != Some("unauthorized_client") && self.refusals + 1 >= BELIEVED_REFUSALS
            }
            _ => false,
        }
    }

    /// The link is gone for good: the whole tree is dropped, and the record with it.
    fn lose(&mut self, error: Error) {
        self.drop_link(error);
        self.unerased = true;
        self.effects.push(Effect::Erase { epoch: self.epoch });
    }

    /// The same, where the record is gone already, or another's.
    fn drop_link(&mut self, error: Error) {
        self.forget();
        self.link = Link::Lost(error.clone());
        self.emit(EventKind::LinkLost, Err(error));
    }

    /// Discord refused the parent of this revision before its time; false if there is no point in refreshing it now: it was
    /// just refreshed for that. Should it be refused once more, there is.
    fn parent_refused(&mut self, now: Now, revision: u64) -> bool {
        // One that has been replaced meanwhile: that says nothing of the one at hand.
        if revision != self.revision {
            return true;
        }
        let Some(parent) = &mut self.parent else { return false };
        if std::mem::take(&mut parent.after_refusal) {
            return false;
        }
        parent.refused = true;
        parent.end = parent.end.min(End::received(now.at, Duration::ZERO, now.time));
        parent.expires = now.at.min(parent.expires);
        true
    }

    /// The parent of this revision did what it is for: should it be refused one day, a refresh may help.
    fn parent_served(&mut self, revision: u64) {
        if let Some(parent) = self.parent.as_mut().filter(|_| revision == self.revision) {
            parent.after_refusal = false;
        }
    }

    fn exchanged(&mut self, now: Now, application: String, result: Result<Token>) {
        let revision = self.exchanging.remove(&application).unwrap_or(self.revision);
        self.heard(now, &result);
        match result {
            Ok(token) => {
                let generation = self.next_generation();
                let former = self.children.get(&application);
                let in_use = former.is_some_and(|former| former.in_use);
                self.parent_served(revision);
                let end = End::received(now.at, token.expires_in, now.time);
                let end = self.parent.as_ref().map_or(end, |parent| end.min(parent.end));
                let expires = end.moment(now.time);
                let mut renewal = self.renewal(now, token.expires_in);
                renewal.put_off(now.at + LEAST_PAUSE);
                let Token { access_token, token_type, scope, .. } = token;
                let child = Child { access_token, token_type, scope, end, expires, renewal, generation, in_use };
                if in_use {
                    let answer = Answer::Token(child.token(&application, now.at));
                    self.emit(EventKind::ChildTokenRenewed, Ok(answer));
                }
                self.children.insert(application.clone(), Box::new(child));
                self.effects.push(Effect::Save { epoch: self.epoch });
                self.pass.exchange = Some((application, Ok(())));
            }
            Err(error) => {
                let refused = matches!(error.status, KINPASS_ERROR_UNAUTHORIZED | KINPASS_ERROR_INVALID_GRANT);
                if refused && self.parent_refused(now, revision) {
                    return;
                }
                let pause = self.pause(now, &error);
                if let Some(child) = self.children.get_mut(&application) {
                    child.renewal.put_off(now.at + pause);
                }
                self.pass.exchange = Some((application, Err(error)));
            }
        }
    }

    fn session_started(&mut self, now: Now, result: Result<Session>) {
        self.session.flight = false;
        self.heard(now, &result);
        match result {
            Ok(session) => {
                if self.settings.session_from_parent {
                    self.parent_served(self.session.started_with);
                }
                self.session_renewed(now, session);
            }
            Err(error) if error.status == KINPASS_ERROR_UNAUTHORIZED && self.renew_session_token(now) => {}
            Err(error) => self.session_failed(error),
        }
    }

    /// LootLocker refused the Discord token: a newer one may serve, once.
    fn renew_session_token(&mut self, now: Now) -> bool {
        if self.settings.session_from_parent {
            return self.parent_refused(now, self.session.started_with);
        }
        if self.session.refused_child.is_some() {
            return false;
        }
        self.session.refused_child = Some(self.session.started_with);
        true
    }

    fn session_refreshed(&mut self, now: Now, result: Result<Session>) {
        self.session.flight = false;
        self.heard(now, &result);
        match result {
            Ok(session) => self.session_renewed(now, session),
            Err(error) if error.status == KINPASS_ERROR_PLAYER_BANNED || error.retryable() => {
                self.session_failed(error)
            }
            // Refused: start anew.
            Err(_) => self.session.refresh_token = None,
        }
    }

    fn session_renewed(&mut self, now: Now, mut session: Session) {
        let generation = self.next_generation();
        let former = self.session.session.is_some();
        let slot = &mut self.session;
        // An answer without a refresh token leaves the former one in force.
        session.refresh_token = session.refresh_token.or_else(|| slot.refresh_token.clone());
        slot.refresh_token = session.refresh_token.clone();
        slot.session = Some(session.clone());
        slot.generation = generation;
        slot.renewed_at = now.at;
        slot.renewed = former;
        slot.refused_child = None;
        self.effects.push(Effect::Save { epoch: self.epoch });
        if former {
            self.emit(EventKind::SessionRenewed, Ok(Answer::Session(Box::new(session))));
        }
    }

    fn session_failed(&mut self, error: Error) {
        self.session.refused_child = None;
        self.session.warmed = false;
        let banned = error.status == KINPASS_ERROR_PLAYER_BANNED;
        let lost = self.session.session.is_some() && !error.retryable();
        if banned {
            self.emit(EventKind::Banned, Err(error.clone()));
        } else if lost {
            self.emit(EventKind::SessionLost, Err(error.clone()));
        }
        if banned || lost {
            self.session.session = None;
        }
        self.pass.session = Some(error);
    }

    fn requested(&mut self, now: Now, of_this_link: bool, operation: u64, outcome: Outcome<()>) {
        let Some(Want::Answer { request, generation, renewed }) = self.waiters.remove(&operation) else { return };
        if of_this_link {
            self.heard(now, &outcome.result);
        }
        if let (Err(error), true) = (&outcome.result, of_this_link) {
            let refused = match request.service {
                Service::LootLocker => matches!(error.service.http_status, 401 | 403),
                Service::Discord => error.service.http_status == 401,
            };
            if error.status == KINPASS_ERROR_PLAYER_BANNED {
                self.emit(EventKind::Banned, Err(error.clone()));
            } else if refused && !renewed {
                let again = Want::Request { request, newer_than: generation, renewed: true };
                self.waiters.insert(operation, again);
                return;
            }
        }
        self.effects.push(Effect::Complete { operation, outcome: outcome.map(Answer::from) });
    }

    fn probed(&mut self, now: Now, result: Result<()>) {
        let revision = self.probing.take();
        self.heard(now, &result);
        if let Some(revision) =
            revision.filter(|_| result.is_err_and(|error| error.status == KINPASS_ERROR_UNAUTHORIZED))
        {
            self.parent_refused(now, revision);
        }
    }

    pub(super) fn sign_out(&mut self, operation: u64, revoke: bool) {
        let parent = self.parent.take();
        let token = parent.map(|parent| parent.refresh_token.unwrap_or(parent.access_token));
        let session = self.session.session.take().map(|session| session.session_token);
        self.forget();
        self.link = Link::SignedOut;
        self.unerased = true;
        let revoke = token.filter(|_| revoke);
        self.effects.push(Effect::SignOut { epoch: self.epoch, operation, revoke, session });
    }
}

/// Under its lock the record was found gone, though it had been there.
fn signed_out_elsewhere(error: &Error) -> bool {
    error.status == KINPASS_ERROR_LINK_LOST
}
