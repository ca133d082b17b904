//! The stored record of one player: versioned JSON, with the server's time.

use super::end::End;
use super::moment::{Moment, ServiceTime};
use super::tree::{Child, Children, Parent, Renewal, Restored, Tree};
use crate::answer::LONGEST;
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

/// A time in seconds; one beyond all numbers is the last there is.
fn unix(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX))
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
            skew: unix(&value["skew"]).unwrap_or_default(),
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

    pub(super) fn set_parent(&mut self, parent: &Parent, time: ServiceTime) {
        self.parent = json!({
            "access_token": parent.access_token.expose(),
            "refresh_token": parent.refresh_token.as_ref().map(Secret::expose),
            "id_token": parent.id_token.as_ref().map(Secret::expose),
            "scope": parent.scope,
            "provisional": parent.provisional,
            "expires_at": parent.end.unix(time),
            "life": parent.life.as_secs(),
        });
    }

    /// The parent, as it is read at a moment.
    pub(super) fn parent(&self, now: Moment, time: ServiceTime) -> Result<Parent> {
        let value = &self.parent;
        let life = value["life"].as_u64().map_or(LONGEST, Duration::from_secs).min(LONGEST);
        let end = End::stored(unix(&value["expires_at"]).ok_or_else(corrupt)?, now, life);
        let secret = |name| text(value, name).map(Secret::from);
        Ok(Parent {
            access_token: secret("access_token").ok_or_else(corrupt)?,
            refresh_token: secret("refresh_token"),
            id_token: secret("id_token"),
            scope: text(value, "scope").unwrap_or_default(),
            provisional: value["provisional"].as_bool().unwrap_or_default(),
            end,
            expires: end.moment(time),
            life,
            renewal: Renewal::default(),
            end_announced: false,
            refused: false,
            after_refusal: false,
            restored: true,
        })
    }

    /// Adds what an account holds; other games' children and sessions stay.
    pub(super) fn merge(&mut self, tree: &Tree, game_key: Option<&str>, time: ServiceTime) {
        for (application, child) in tree.children() {
            let value = json!({
                "access_token": child.access_token.expose(),
                "token_type": child.token_type,
                "scope": child.scope,
                "expires_at": child.end.unix(time),
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

    /// Everything, as an account starts with it at a moment.
    pub(super) fn restore(&self, game_key: Option<&str>, now: Moment, time: ServiceTime) -> Result<Restored> {
        let parent = self.parent(now, time)?;
        let child = |value: &Value| {
            let end = End::stored(unix(value.get("expires_at")?)?, now, parent.life).min(parent.end);
            Some(Child {
                access_token: text(value, "access_token")?.into(),
                token_type: text(value, "token_type")?,
                scope: text(value, "scope")?,
                end,
                expires: end.moment(time),
                renewal: Renewal::default(),
                generation: 0,
                in_use: false,
            })
        };
        let children: Children = self
            .children
            .iter()
            .filter_map(|(application, value)| Some((application.clone(), Box::new(child(value)?))))
            .collect();
        let session = game_key.and_then(|key| self.sessions.get(key)?.as_str()).map(Secret::from);
        Ok(Restored { parent, revision: self.revision, children, session_refresh_token: session })
    }
}
