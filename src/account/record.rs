//! The stored record of one player: versioned JSON, with the server's time.

use super::clock::Clock;
use super::moment::Moment;
use super::tree::{Child, Children, Parent, Restored, Tree};
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status::{KINPASS_ERROR_STORE_CORRUPT, KINPASS_ERROR_STORE_NEWER};
use serde_json::{Map, Value, json};
use std::time::Duration;

const VERSION: u64 = 1;

/// A record as it stands in the store. Several games of one player share it.
pub(super) struct Record {
    /// Under which it stands in the store: what was copied there from another player is no record.
    key: String,
    /// How often the parent was replaced: the larger is the newer.
    pub(super) revision: u64,
    /// The server's clock less this machine's, in seconds, when it was saved.
    pub(super) skew: i64,
    parent: Value,
    children: Map<String, Value>,
    /// LootLocker's refresh tokens by game key.
    sessions: Map<String, Value>,
}

fn corrupt() -> Error {
    Error::new(KINPASS_ERROR_STORE_CORRUPT, "the stored record can't be read")
}

fn newer_format() -> Error {
    Error::new(KINPASS_ERROR_STORE_NEWER, "the stored record is of a newer version of the library")
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

impl Record {
    pub(super) fn new(key: &str, revision: u64) -> Self {
        Self { key: key.to_owned(), revision, skew: 0, parent: Value::Null, children: Map::new(), sessions: Map::new() }
    }

    pub(super) fn decode(key: &str, text: &Secret) -> Result<Self> {
        let value: Value = serde_json::from_str(text.expose()).map_err(|_| corrupt())?;
        match value["version"].as_u64() {
            Some(VERSION) if value["player"] == key && value["parent"].is_object() => {}
            Some(newer) if newer > VERSION => return Err(newer_format()),
            _ => return Err(corrupt()),
        }
        let map = |name: &str| value[name].as_object().cloned().unwrap_or_default();
        Ok(Self {
            key: key.to_owned(),
            revision: value["revision"].as_u64().ok_or_else(corrupt)?,
            skew: value["skew"].as_i64().unwrap_or_default(),
            parent: value["parent"].clone(),
            children: map("children"),
            sessions: map("sessions"),
        })
    }

    pub(super) fn encode(&self) -> Secret {
        json!({
            "version": VERSION,
            "player": self.key,
            "revision": self.revision,
            "skew": self.skew,
            "parent": self.parent,
            "children": self.children,
            "sessions": self.sessions,
        })
        .to_string()
        .into()
    }

    pub(super) fn set_parent(&mut self, parent: &Parent, clock: Clock) {
        self.parent = json!({
            "access_token": parent.access_token.expose(),
            "refresh_token": parent.refresh_token.as_ref().map(Secret::expose),
            "id_token": parent.id_token.as_ref().map(Secret::expose),
            "scope": parent.scope,
            "provisional": parent.provisional,
            "expires_at": clock.unix(parent.expires),
            "life": parent.life.as_secs(),
        });
    }

    pub(super) fn parent(&self, clock: Clock) -> Result<Parent> {
        let value = &self.parent;
        let secret = |name| text(value, name).map(Secret::from);
        Ok(Parent {
            access_token: secret("access_token").ok_or_else(corrupt)?,
            refresh_token: secret("refresh_token"),
            id_token: secret("id_token"),
            scope: text(value, "scope").unwrap_or_default(),
            provisional: value["provisional"].as_bool().unwrap_or_default(),
            expires: clock.moment(value["expires_at"].as_i64().ok_or_else(corrupt)?),
            life: Duration::from_secs(value["life"].as_u64().unwrap_or_default()),
            renew: Moment::ZERO,
            end_announced: false,
            refused: false,
            after_refusal: false,
            restored: true,
        })
    }

    /// Adds what an account holds; other games' children and sessions stay.
    pub(super) fn merge(&mut self, tree: &Tree, game_key: Option<&str>, clock: Clock) {
        for (application, child) in tree.children() {
            let value = json!({
                "access_token": child.access_token.expose(),
                "token_type": child.token_type,
                "scope": child.scope,
                "expires_at": clock.unix(child.expires),
            });
            self.children.insert(application.clone(), value);
        }
        if let Some(game_key) = game_key {
            match tree.session_refresh_token() {
                Some(token) => self.sessions.insert(game_key.to_owned(), token.expose().into()),
                None => self.sessions.remove(game_key),
            };
        }
    }

    /// Everything, as an account starts with it. Children that are over are left out.
    pub(super) fn restore(&self, game_key: Option<&str>, clock: Clock, now: Moment) -> Result<Restored> {
        let parent = self.parent(clock)?;
        let child = |value: &Value| {
            let expires = clock.moment(value.get("expires_at")?.as_i64()?).min(parent.expires);
            Some(Child {
                access_token: text(value, "access_token")?.into(),
                token_type: text(value, "token_type")?,
                scope: text(value, "scope")?,
                expires,
                renew: expires,
                generation: 0,
                in_use: false,
                restored: true,
            })
        };
        let children: Children = self
            .children
            .iter()
            .filter_map(|(application, value)| Some((application.clone(), Box::new(child(value)?))))
            .filter(|(_, child)| child.expires > now)
            .collect();
        let session = game_key.and_then(|key| self.sessions.get(key)?.as_str()).map(Secret::from);
        Ok(Restored { parent, revision: self.revision, children, session_refresh_token: session })
    }
}
