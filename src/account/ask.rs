//! What the host asks of an account.

use crate::discord::authorize::Page;
use crate::discord::oauth2::External;
use crate::finish_page::FinishPage;
use crate::http::Method;
use crate::secret::Secret;
use serde_json::Value;
use std::time::Duration;

pub(crate) enum Ask {
    Adopt(Adopt),
    SignIn(Box<SignIn>),
    ChildToken(ChildToken),
    Session,
    RefreshSession,
    Request(Request),
    SignOut { revoke: bool },
}

/// A parent token that the host already has.
pub(crate) struct Adopt {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    /// `None`: not known.
    pub(crate) expires_in: Option<Duration>,
    pub(crate) scope: String,
    pub(crate) provisional: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    pub(crate) method: SignInMethod,
    pub(crate) page: Page,
    /// Browser: the path. Redirect: the whole URI.
    pub(crate) redirect: Option<String>,
    pub(crate) redirect_port: u16,
    pub(crate) timeout: Duration,
    pub(crate) host_opens_browser: bool,
    pub(crate) link_again: bool,
    pub(crate) external: Option<External>,
    /// Browser: what the player sees at the end.
    pub(crate) finish_page: FinishPage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInMethod {
    Silent,
    Browser,
    Device,
    Redirect,
    Provisional,
}

pub(crate) struct ChildToken {
    /// `None`: the account's own.
    pub(crate) application_id: Option<String>,
    pub(crate) min_validity: Duration,
    pub(crate) force: bool,
}

/// One authorized request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) service: Service,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    /// Discord: whose child token. `None`: the account's own.
    pub(crate) application_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    LootLocker,
    Discord,
}
