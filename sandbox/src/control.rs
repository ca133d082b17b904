//! The control plane below `/_sandbox/`, and the console page.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::service::Shared;
use crate::settings::Settings;
use crate::state;
use crate::world::Decision;

type App = State<Arc<Shared>>;
type Done = Result<Json<Value>, Mistake>;

/// A request that makes no sense.
struct Mistake(String);

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.0 }))).into_response()
    }
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(async || Html(include_str!("pages/console.html"))))
        // Browsers ask by themselves; it is no request of a client under test.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/_sandbox/link", post(link))
        .route("/_sandbox/child-token", post(child_token))
        .route("/_sandbox/clock", get(clock))
        .route("/_sandbox/clock/advance", post(advance))
        .route("/_sandbox/faults", get(faults).post(add_faults).delete(clear_faults))
        .route("/_sandbox/requests", get(requests).delete(clear_requests))
        .route("/_sandbox/counts", get(counts))
        .route("/_sandbox/revoke", post(revoke))
        .route("/_sandbox/expire-session", post(expire_session))
        .route("/_sandbox/expire-refresh", post(expire_refresh))
        .route("/_sandbox/expire-access-token", post(expire_access_token))
        .route("/_sandbox/token", post(token))
        .route("/_sandbox/ban", post(ban))
        .route("/_sandbox/unban", post(unban))
        .route("/_sandbox/settings", get(settings).post(change_settings))
        .route("/_sandbox/device/approve", post(approve_device))
        .route("/_sandbox/device/deny", post(deny_device))
        .route("/_sandbox/reset", post(reset))
        .route("/_sandbox/state", get(async |app: App| Json(state::state(&app))))
        .route("/_sandbox/ca.pem", get(ca))
        .fallback(async || {
            let body = json!({ "error": "no such control route; see the sandbox's README" });
            (StatusCode::NOT_FOUND, Json(body))
        })
        .with_state(shared)
}

/// The body, whatever its content type: these routes are called by hand, too.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Mistake> {
    let text: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(text).map_err(|error| Mistake(error.to_string()))
}

fn done(value: Value) -> Done {
    Ok(Json(value))
}

#[derive(Deserialize)]
struct Link {
    player: String,
    application_id: String,
}

async fn link(app: App, body: Bytes) -> Done {
    let link: Link = read(&body)?;
    match app.lock().world.link(&link.player, &link.application_id) {
        Some(fields) => done(Value::Object(fields)),
        None => Err(Mistake("no such publisher application".to_owned())),
    }
}

#[derive(Deserialize)]
struct Child {
    parent_access_token: String,
    child_application_id: String,
}

async fn child_token(app: App, body: Bytes) -> Done {
    let child: Child = read(&body)?;
    let token = state::child_token(&app, &child.parent_access_token, &child.child_application_id);
    match token {
        Some(token) => done(json!({ "access_token": token })),
        None => Err(Mistake("a dead parent token, or no child of it".to_owned())),
    }
}

async fn clock(app: App) -> Done {
    done(json!({ "now": app.lock().world.clock.now() }))
}

#[derive(Deserialize)]
struct Advance {
    seconds: u64,
}

async fn advance(app: App, body: Bytes) -> Done {
    let advance: Advance = read(&body)?;
    let clock = &mut app.lock().world.clock;
    clock.advance(advance.seconds);
    done(json!({ "now": clock.now() }))
}

async fn faults(app: App) -> Done {
    done(json!({ "faults": app.lock().faults.set }))
}

async fn add_faults(app: App, body: Bytes) -> Done {
    let value: Value = read(&body)?;
    let faults: Vec<Fault> = if value.is_array() {
        serde_json::from_value(value)
    } else {
        serde_json::from_value(value).map(|fault| vec![fault])
    }
    .map_err(|error| Mistake(error.to_string()))?;
    let set = &mut app.lock().faults.set;
    set.extend(faults);
    done(json!({ "faults": set.len() }))
}

async fn clear_faults(app: App) -> Done {
    app.lock().faults.set.clear();
    done(json!({}))
}

async fn requests(app: App) -> Done {
    let entries = app.lock().log.entries();
    done(json!({ "requests": entries }))
}

async fn clear_requests(app: App) -> Done {
    app.lock().log.clear();
    done(json!({}))
}

#[derive(Deserialize)]
struct Route {
    route: Option<String>,
}

async fn counts(app: App, Query(query): Query<Route>) -> Done {
    let inner = app.lock();
    if let Some(route) = query.route {
        return done(json!({ "count": inner.log.count(&route) }));
    }
    done(json!({
        "routes": inner.log.counts(),
        "connections": app.connections.load(Ordering::Relaxed),
        "reuse": inner.world.reuse,
        "code_reuse": inner.world.code_reuse,
    }))
}

#[derive(Deserialize)]
struct Named {
    player: String,
    #[serde(default)]
    permanent: bool,
}

async fn revoke(app: App, body: Bytes) -> Done {
    let named: Named = read(&body)?;
    app.lock().world.revoke_player(&named.player);
    done(json!({}))
}

async fn ban(app: App, body: Bytes) -> Done {
    let named: Named = read(&body)?;
    app.lock().world.ban(&named.player, named.permanent);
    done(json!({}))
}

async fn unban(app: App, body: Bytes) -> Done {
    let named: Named = read(&body)?;
    app.lock().world.unban(&named.player);
    done(json!({}))
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

async fn expire_session(app: App, body: Bytes) -> Done {
    let token: Token = read(&body)?;
    let found = app.lock().world.expire_session(&token.token);
    done(json!({ "found": found }))
}

async fn expire_refresh(app: App, body: Bytes) -> Done {
    let token: Token = read(&body)?;
    let found = app.lock().world.expire_lootlocker_refresh(&token.token);
    done(json!({ "found": found }))
}

async fn expire_access_token(app: App, body: Bytes) -> Done {
    let token: Token = read(&body)?;
    let found = app.lock().world.expire_access_token(&token.token);
    done(json!({ "found": found }))
}

async fn token(app: App, body: Bytes) -> Done {
    let token: Token = read(&body)?;
    done(state::look_up(&app, &token.token))
}

async fn settings(app: App) -> Done {
    done(json!(app.lock().world.settings))
}

/// Lays the given part over the settings as they are.
async fn change_settings(app: App, body: Bytes) -> Done {
    let part: Map<String, Value> = read(&body)?;
    let world = &mut app.lock().world;
    let mut whole = json!(world.settings);
    for (name, value) in part {
        whole[name.as_str()] = value;
    }
    let settings: Settings = serde_json::from_value(whole).map_err(|error| Mistake(error.to_string()))?;
    world.change_settings(settings);
    done(json!(world.settings))
}

#[derive(Deserialize)]
struct DeviceChoice {
    user_code: String,
    player: Option<String>,
}

async fn approve_device(app: App, body: Bytes) -> Done {
    let choice: DeviceChoice = read(&body)?;
    let world = &mut app.lock().world;
    let player = choice.player.unwrap_or_else(|| world.settings.consent_player.clone());
    let found = world.decide_device(&choice.user_code, &Decision::Allowed(player));
    done(json!({ "found": found }))
}

async fn deny_device(app: App, body: Bytes) -> Done {
    let choice: DeviceChoice = read(&body)?;
    let found = app.lock().world.decide_device(&choice.user_code, &Decision::Denied);
    done(json!({ "found": found }))
}

async fn reset(app: App) -> Done {
    app.reset();
    done(json!({}))
}

async fn ca(app: App) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/x-pem-file")];
    (kind, app.ca_pem.clone()).into_response()
}
