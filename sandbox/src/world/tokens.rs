//! Discord's tokens: issued, exchanged, refreshed, revoked, and how they die together.

use serde_json::{Map, Value, json};

use super::World;
use crate::secret;
use crate::seed::{self, App};

/// What an access token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A publisher application's token.
    Parent,
    /// A game's token, exchanged for a parent's.
    Child,
}

/// A living access token.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    pub application: &'static str,
    pub player: String,
    pub scope: String,
    pub kind: Kind,
    pub expires_ms: u64,
    family: u64,
}

/// A refresh token, kept after its use so that a second use is noticed.
#[derive(Clone, Debug)]
pub(crate) struct RefreshToken {
    pub application: &'static str,
    pub player: String,
    scope: String,
    family: u64,
    /// The access token issued with it, which dies with it.
    access: String,
    pub used: bool,
    expires_ms: Option<u64>,
}

/// A refresh token that does not count. Why is never told: revoked, expired, used and foreign look the same.
#[derive(Debug)]
pub(crate) struct GrantRefusal;

/// Who asks for tokens, and for what.
pub(crate) struct Issue<'a> {
    pub app: &'static App,
    pub player: &'a str,
    pub scope: &'a str,
    pub seconds: u64,
    pub with_refresh: bool,
    family: Option<u64>,
}

impl World {
    /// The tokens of a player who has linked this publisher application.
    pub fn issue_full(&mut self, app: &'static App, player: &str, scope: &str) -> Map<String, Value> {
        let scope = self.granted(scope);
        self.issue(Issue {
            app,
            player,
            scope: &scope,
            seconds: self.settings.access_token_seconds,
            with_refresh: true,
            family: None,
        })
    }

    /// The tokens of a provisional account.
    pub fn issue_provisional(&mut self, app: &'static App, player: &str) -> Map<String, Value> {
        let (seconds, with_refresh) = (self.settings.provisional_seconds, self.settings.provisional_refresh_token);
        let mut fields =
            self.issue(Issue { app, player, scope: "sdk.social_layer", seconds, with_refresh, family: None });
        fields.insert("scopes".to_owned(), json!(["sdk.social_layer"]));
        fields.insert("expires_at_s".to_owned(), json!(self.clock.now() + seconds));
        fields
    }

    fn issue(&mut self, issue: Issue<'_>) -> Map<String, Value> {
        let family = issue.family.unwrap_or_else(|| self.family());
        let access = secret::random("dc-access-");
        let expires_ms = self.now_ms() + issue.seconds.saturating_mul(1000);
        self.player(issue.player);
        self.access.insert(
            access.clone(),
            AccessToken {
                application: issue.app.id,
                player: issue.player.to_owned(),
                scope: issue.scope.to_owned(),
                kind: Kind::Parent,
                expires_ms,
                family,
            },
        );
        let mut fields = Map::new();
        fields.insert("token_type".to_owned(), json!("Bearer"));
        fields.insert("access_token".to_owned(), json!(access));
        fields.insert("expires_in".to_owned(), json!(issue.seconds));
        if issue.with_refresh {
            let refresh = secret::random("dc-refresh-");
            let expires_ms =
                self.settings.refresh_token_seconds.map(|seconds| self.now_ms() + seconds.saturating_mul(1000));
            self.refresh.insert(
                refresh.clone(),
                RefreshToken {
                    application: issue.app.id,
                    player: issue.player.to_owned(),
                    scope: issue.scope.to_owned(),
                    family,
                    access,
                    used: false,
                    expires_ms,
                },
            );
            fields.insert("refresh_token".to_owned(), json!(refresh));
        }
        fields.insert("scope".to_owned(), json!(issue.scope));
        fields
    }

    /// Spends a refresh token: it and its access token die, a new pair is born.
    pub fn refresh_grant(&mut self, app: &'static App, token: &str) -> Result<Map<String, Value>, GrantRefusal> {
        let spent = self.spend_refresh(token, |application| application == app.id)?;
        let seconds = self.settings.access_token_seconds;
        Ok(self.issue(Issue {
            app,
            player: &spent.player,
            scope: &spent.scope,
            seconds,
            with_refresh: true,
            family: Some(spent.family),
        }))
    }

    /// Marks a refresh token as used, if it still counts.
    pub fn spend_refresh(&mut self, token: &str, belongs: impl Fn(&str) -> bool) -> Result<RefreshToken, GrantRefusal> {
        let now = self.now_ms();
        let Some(found) = self.refresh.get_mut(token) else {
            return Err(GrantRefusal);
        };
        if !belongs(found.application) {
            return Err(GrantRefusal);
        }
        if found.used {
            let family = found.family;
            self.reuse += 1;
            if self.settings.revoke_family_on_reuse {
                self.access.retain(|token| token.family != family);
                self.refresh.retain(|token| token.family != family || token.used);
            }
            return Err(GrantRefusal);
        }
        if found.expires_ms.is_some_and(|at| at <= now) {
            return Err(GrantRefusal);
        }
        found.used = true;
        let spent = found.clone();
        self.access.remove(&spent.access);
        Ok(spent)
    }

    /// A living access token.
    pub fn access_token(&self, token: &str) -> Option<&AccessToken> {
        let now = self.now_ms();
        self.access.get(token).filter(|found| found.expires_ms > now)
    }

    pub fn is_refresh_token_valid(&self, token: &str) -> bool {
        let now = self.now_ms();
        self.refresh.get(token).is_some_and(|found| !found.used && found.expires_ms.is_none_or(|at| at > now))
    }

    /// Exchanges a parent token for one of its games'. The caller has checked that `child` is one.
    pub fn issue_child(&mut self, parent: &AccessToken, child: &'static App) -> Map<String, Value> {
        let now = self.now_ms();
        let own = now + self.settings.child_token_seconds.saturating_mul(1000);
        let expires_ms = own.min(parent.expires_ms);
        let access = secret::random("dc-child-");
        self.access.insert(
            access.clone(),
            AccessToken {
                application: child.id,
                player: parent.player.clone(),
                scope: parent.scope.clone(),
                kind: Kind::Child,
                expires_ms,
                family: parent.family,
            },
        );
        let mut fields = Map::new();
        fields.insert("access_token".to_owned(), json!(access));
        fields.insert("token_type".to_owned(), json!("Bearer"));
        fields.insert("expires_in".to_owned(), json!((expires_ms - now) / 1000));
        fields.insert("scope".to_owned(), json!(parent.scope));
        fields
    }

    /// Whose token this is, if `app` issued it and it still lives.
    pub fn owner_of(&self, app: &App, token: &str) -> Option<String> {
        if let Some(found) = self.access_token(token) {
            return (found.application == app.id).then(|| found.player.clone());
        }
        if !self.is_refresh_token_valid(token) {
            return None;
        }
        let found = self.refresh.get(token)?;
        (found.application == app.id).then(|| found.player.clone())
    }

    /// Ends all that a player has of this application; of a publisher's, its games' tokens included.
    pub fn revoke(&mut self, app: &App, player: &str) {
        self.access.retain(|token| token.player != player || !app.covers(token.application));
        self.refresh.retain(|token| token.player != player || token.application != app.id);
    }

    /// The player unlinks every application.
    pub fn revoke_player(&mut self, player: &str) {
        self.access.retain(|token| token.player != player);
        self.refresh.retain(|token| token.player != player);
    }

    pub fn expire_access_token(&mut self, token: &str) -> bool {
        let now = self.now_ms();
        match self.access.get_mut(token) {
            Some(found) => {
                found.expires_ms = now;
                true
            }
            None => false,
        }
    }

    /// What was asked for, plus what Discord adds by itself.
    fn granted(&self, scope: &str) -> String {
        let mut scopes: Vec<&str> = scope.split_ascii_whitespace().collect();
        for extra in &self.settings.extra_scopes {
            if !scopes.contains(&extra.as_str()) {
                scopes.push(extra);
            }
        }
        scopes.join(" ")
    }

    /// Tokens without a request, as after a link in the past.
    pub fn link(&mut self, player: &str, application: &str) -> Option<Map<String, Value>> {
        let app = seed::parent_app(application)?;
        Some(self.issue_full(app, player, "openid sdk.social_layer"))
    }
}
