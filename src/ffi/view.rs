//! An event as C sees it: built from the core's event when it is delivered, wiped when it is let go.

use super::event::*;
use super::handle::{kinpass_account, kinpass_client, kinpass_operation};
use super::text::kinpass_string;
use crate::answer::{Answer, Authorization, RawAnswer, Session, Token, UserCode};
use crate::error::{Ban, Error};
use crate::events::Event;
use crate::kinds::Category;
use crate::secret::Secret;
use crate::status::Status;
use std::ffi::c_void;
use zeroize::Zeroizing;

/// Owns what a `kinpass_event` points to. Boxed parts stay where they are when the view moves.
pub(super) struct View {
    event: Box<kinpass_event>,
    texts: Vec<Zeroizing<Box<[u8]>>>,
    lists: Vec<Box<[kinpass_string]>>,
    parts: Parts,
}

#[derive(Default)]
struct Parts {
    ban: Option<Box<kinpass_ban>>,
    error: Option<Box<kinpass_error>>,
    token: Option<Box<kinpass_token>>,
    session: Option<Box<kinpass_session>>,
    authorization: Option<Box<kinpass_authorization>>,
    user_code: Option<Box<kinpass_user_code>>,
    response: Option<Box<kinpass_response>>,
}

fn pointer<T>(part: &Option<Box<T>>) -> *const T {
    part.as_deref().map_or(std::ptr::null(), std::ptr::from_ref)
}

impl View {
    pub(super) fn new(event: &Event) -> Self {
        let empty = kinpass_event {
            struct_size: size_of::<kinpass_event>(),
            kind: event.kind,
            operation_kind: event.operation_kind,
            status: event.result.as_ref().map_or_else(|error| error.status, |_| Status::KINPASS_OK),
            client: kinpass_client { id: event.client },
            operation: kinpass_operation { id: event.operation },
            account: kinpass_account { id: event.account },
            user_data: event.receiver.as_ref().map_or(0, |receiver| receiver.user_data()) as *mut c_void,
            error: std::ptr::null(),
            token: std::ptr::null(),
            session: std::ptr::null(),
            authorization: std::ptr::null(),
            user_code: std::ptr::null(),
            url: kinpass_string::ABSENT,
            response: std::ptr::null(),
        };
        let mut view = Self { event: Box::new(empty), texts: Vec::new(), lists: Vec::new(), parts: Parts::default() };
        match &event.result {
            Ok(Answer::Nothing) => {}
            Ok(Answer::Token(token)) => view.parts.token = Some(Box::new(view.token(token))),
            Ok(Answer::Session(session)) => view.parts.session = Some(Box::new(view.session(session))),
            Ok(Answer::Authorization(found)) => view.parts.authorization = Some(Box::new(view.authorization(found))),
            Ok(Answer::UserCode(code)) => view.parts.user_code = Some(Box::new(view.user_code(code))),
            Ok(Answer::Url(url)) => view.event.url = view.text(url),
            Err(error) => view.parts.error = Some(Box::new(view.error(error))),
        }
        view.parts.response = event.raw.as_ref().map(|raw| Box::new(view.response(raw)));
        view.event.error = pointer(&view.parts.error);
        view.event.token = pointer(&view.parts.token);
        view.event.session = pointer(&view.parts.session);
        view.event.authorization = pointer(&view.parts.authorization);
        view.event.user_code = pointer(&view.parts.user_code);
        view.event.response = pointer(&view.parts.response);
        view
    }

    pub(super) fn event(&self) -> &kinpass_event {
        &self.event
    }

    /// A copy with a zero byte behind it.
    fn text(&mut self, text: &str) -> kinpass_string {
        let bytes: Box<[u8]> = [text.as_bytes(), &[0]].concat().into();
        let string = kinpass_string { data: bytes.as_ptr().cast(), size: text.len() };
        self.texts.push(Zeroizing::new(bytes));
        string
    }

    fn optional(&mut self, text: Option<&String>) -> kinpass_string {
        text.map_or(kinpass_string::ABSENT, |text| self.text(text))
    }

    fn secret(&mut self, secret: Option<&Secret>) -> kinpass_string {
        secret.map_or(kinpass_string::ABSENT, |secret| self.text(secret.expose()))
    }

    fn list(&mut self, texts: &[String]) -> *const kinpass_string {
        let list: Box<[kinpass_string]> = texts.iter().map(|text| self.text(text)).collect();
        let first = if list.is_empty() { std::ptr::null() } else { list.as_ptr() };
        self.lists.push(list);
        first
    }

    fn error(&mut self, error: &Error) -> kinpass_error {
        let service = &error.service;
        self.parts.ban = service.ban.as_ref().map(|ban| Box::new(self.ban(ban)));
        kinpass_error {
            status: error.status,
            category: Category::of(error.status as i32),
            http_status: service.http_status.into(),
            retryable: error.retryable().into(),
            attempts: service.attempts,
            retry_after_ms: service.retry_after.map_or(0, |delay| delay.as_millis().try_into().unwrap_or(u64::MAX)),
            code: self.optional(service.code.as_ref()),
            message: self.text(&error.message),
            request_id: self.optional(service.request_id.as_ref()),
            trace_id: self.optional(service.trace_id.as_ref()),
            ban: pointer(&self.parts.ban),
        }
    }

    fn ban(&mut self, ban: &Ban) -> kinpass_ban {
        kinpass_ban {
            reason: self.optional(ban.reason.as_ref()),
            banned_on: self.optional(ban.banned_on.as_ref()),
            banned_until: self.optional(ban.banned_until.as_ref()),
            permanent: ban.permanent.into(),
        }
    }

    fn token(&mut self, token: &Token) -> kinpass_token {
        kinpass_token {
            kind: token.kind,
            provisional: token.provisional.into(),
            application_id: self.text(&token.application_id),
            access_token: self.secret(Some(&token.access_token)),
            refresh_token: self.secret(token.refresh_token.as_ref()),
            id_token: self.secret(token.id_token.as_ref()),
            token_type: self.text(&token.token_type),
            scope: self.text(&token.scope),
            expires_in_s: token.expires_in.as_secs(),
        }
    }

    fn session(&mut self, session: &Session) -> kinpass_session {
        kinpass_session {
            session_token: self.secret(Some(&session.session_token)),
            refresh_token: self.secret(session.refresh_token.as_ref()),
            player_id: session.player_id,
            public_uid: self.optional(session.public_uid.as_ref()),
            player_ulid: self.optional(session.player_ulid.as_ref()),
            player_identifier: self.optional(session.player_identifier.as_ref()),
            player_name: self.optional(session.player_name.as_ref()),
            player_created_at: self.optional(session.player_created_at.as_ref()),
            last_seen: self.optional(session.last_seen.as_ref()),
            wallet_id: self.optional(session.wallet_id.as_ref()),
            seen_before: session.seen_before.into(),
            check_grant_notifications: session.check_grant_notifications.into(),
            check_deactivation_notifications: session.check_deactivation_notifications.into(),
            xp: session.xp,
            level: session.level,
            account_balance: session.account_balance,
            check_dlcs: self.list(&session.check_dlcs),
            check_dlcs_count: session.check_dlcs.len(),
            warnings: self.list(&session.warnings),
            warnings_count: session.warnings.len(),
            level_thresholds_json: self.optional(session.level_thresholds.as_ref()),
        }
    }

    fn authorization(&mut self, found: &Authorization) -> kinpass_authorization {
        kinpass_authorization {
            application_id: self.text(&found.application_id),
            application_name: self.optional(found.application_name.as_ref()),
            scope: self.text(&found.scope),
            expires: self.optional(found.expires.as_ref()),
            user_id: self.optional(found.user_id.as_ref()),
            user_name: self.optional(found.user_name.as_ref()),
            user_global_name: self.optional(found.user_global_name.as_ref()),
        }
    }

    fn user_code(&mut self, code: &UserCode) -> kinpass_user_code {
        kinpass_user_code {
            user_code: self.text(&code.user_code),
            verification_uri: self.text(&code.verification_uri),
            verification_uri_complete: self.optional(code.verification_uri_complete.as_ref()),
            expires_in_s: code.expires_in.as_secs(),
        }
    }

    fn response(&mut self, raw: &RawAnswer) -> kinpass_response {
        kinpass_response { http_status: raw.http_status.into(), body: self.text(raw.body.expose()) }
    }
}
