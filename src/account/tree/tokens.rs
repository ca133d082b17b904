//! What a tree is made of: the parent's tokens, and the children's.

use crate::account::end::End;
use crate::account::moment::{Moment, ServiceTime};
use crate::answer::Token;
use crate::kinds::TokenKind;
use crate::secret::Secret;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Debug, Clone)]
pub(crate) struct Parent {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    pub(crate) scope: String,
    pub(crate) provisional: bool,
    pub(crate) end: End,
    /// The end, by what is known of the services' time now.
    pub(crate) expires: Moment,
    /// How long a fresh one lives.
    pub(crate) life: Duration,
    pub(crate) renewal: Renewal,
    /// The host was told that this one can't be renewed.
    pub(crate) end_announced: bool,
    /// Discord refused it before its time.
    pub(crate) refused: bool,
    /// It replaced one that Discord had refused before its time.
    pub(crate) after_refusal: bool,
    /// Read from the store.
    pub(crate) restored: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Child {
    pub(crate) access_token: Secret,
    pub(crate) token_type: String,
    pub(crate) scope: String,
    pub(crate) end: End,
    /// The end, by what is known of the services' time now.
    pub(crate) expires: Moment,
    pub(crate) renewal: Renewal,
    pub(crate) generation: u64,
    /// Renewed by itself only if somebody asked for it in this run.
    pub(crate) in_use: bool,
}

/// By application. Boxed: the map's nodes have room for eleven, and most players have one.
pub(crate) type Children = BTreeMap<String, Box<Child>>;

/// When a token is renewed by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Renewal {
    /// So long before its end,
    ahead: Duration,
    /// but not sooner than this.
    not_before: Moment,
}

impl Renewal {
    pub(super) fn ahead_of_end(ahead: Duration) -> Self {
        Self { ahead, not_before: Moment::ZERO }
    }

    pub(super) fn due(self, expires: Moment) -> Moment {
        (expires - self.ahead).max(self.not_before)
    }

    pub(super) fn hold_no_longer(&mut self) {
        self.not_before = Moment::ZERO;
    }

    pub(super) fn put_off(&mut self, until: Moment) {
        self.not_before = self.not_before.max(until);
    }
}

impl Parent {
    /// A parent that was received now.
    pub(crate) fn fresh(token: Token, now: Moment, time: ServiceTime) -> Self {
        let end = End::received(now, token.expires_in, time);
        Self {
            access_token: token.access_token,
            refresh_token: token.refresh_token,
            id_token: token.id_token,
            scope: token.scope,
            provisional: token.provisional,
            end,
            expires: end.moment(time),
            life: token.expires_in,
            renewal: Renewal::default(),
            end_announced: false,
            refused: false,
            after_refusal: false,
            restored: false,
        }
    }

    /// Discord has deprecated the refresh of provisional tokens: the host brings the external identity again.
    pub(crate) fn can_renew(&self) -> bool {
        self.refresh_token.is_some() && !self.provisional
    }

    pub(super) fn renew(&self) -> Moment {
        self.renewal.due(self.expires)
    }

    pub(super) fn token(&self, application: &str, at: Moment) -> Token {
        Token {
            kind: TokenKind::Parent,
            provisional: self.provisional,
            application_id: application.to_owned(),
            access_token: self.access_token.clone(),
            refresh_token: self.refresh_token.clone(),
            id_token: self.id_token.clone(),
            token_type: "Bearer".into(),
            scope: self.scope.clone(),
            expires_in: self.expires.since(at),
        }
    }
}

impl Child {
    pub(super) fn renew(&self) -> Moment {
        self.renewal.due(self.expires)
    }

    pub(super) fn token(&self, application: &str, at: Moment) -> Token {
        Token {
            kind: TokenKind::Child,
            provisional: false,
            application_id: application.to_owned(),
            access_token: self.access_token.clone(),
            refresh_token: None,
            id_token: None,
            token_type: self.token_type.clone(),
            scope: self.scope.clone(),
            expires_in: self.expires.since(at),
        }
    }
}
