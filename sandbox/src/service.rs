//! One request, from arrival to answer: logged, struck by faults, carried out, delivered.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderName, HeaderValue};

use crate::call::{Answer, Call, Reply};
use crate::clock::http_date;
use crate::damage::{Delivery, damage, instead, rate_limited, service_error};
use crate::fault::{Faults, RetryForm};
use crate::log::Log;
use crate::settings::Settings;
use crate::socket::{ResetSwitch, SlowBody};
use crate::world::World;
use crate::{discord, lootlocker};

/// More than a client under test should ever send.
const MOST_BODY: usize = 64 << 20;

/// Everything that changes, behind one lock.
#[derive(Default)]
pub(crate) struct Inner {
    pub world: World,
    pub faults: Faults,
    pub log: Log,
}

/// What all connections and the control plane share.
pub(crate) struct Shared {
    inner: Mutex<Inner>,
    pub connections: AtomicU64,
    pub ca_pem: String,
    first_settings: Settings,
}

impl Shared {
    pub fn new(settings: Settings, ca_pem: String) -> Arc<Self> {
        let inner = Inner { world: World::with(settings.clone()), ..Inner::default() };
        Arc::new(Self { inner: Mutex::new(inner), connections: AtomicU64::new(0), ca_pem, first_settings: settings })
    }

    /// A panic in one request is that request's trouble, so a poisoned lock is taken as it is.
    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As it was at start.
    pub fn reset(&self) {
        let mut inner = self.lock();
        inner.world = World::with(self.first_settings.clone());
        inner.faults = Faults::default();
        inner.log.clear();
    }
}

/// What the connection knows about itself.
#[derive(Clone)]
pub(crate) struct Connection {
    pub number: u64,
    pub tls: bool,
    pub reset: ResetSwitch,
}

/// Ends a connection without an answer.
#[derive(Debug)]
pub(crate) struct Gone;

impl fmt::Display for Gone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection ends without an answer")
    }
}

impl std::error::Error for Gone {}

/// Serves one request to one of the services.
pub(crate) async fn serve(
    shared: &Shared,
    connection: &Connection,
    request: Request<Incoming>,
) -> Result<Response, Gone> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(Body::new(body), MOST_BODY).await.map_err(|_| Gone)?;
    let call = Call::new(parts.method, &parts.uri, parts.headers, &body, connection.tls);
    let route = call.route();

    let (seq, strike, latency) = {
        let inner = &mut *shared.lock();
        let now = inner.world.now_ms();
        let seq = inner.log.arrived(&call, &route, connection.number, now);
        let strike = inner.faults.strike(call.method.as_str(), &call.path);
        (seq, strike, inner.world.settings.latency_ms)
    };
    let wait = latency + strike.delay_ms;
    if wait > 0 {
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }

    let (delivery, now) = {
        let inner = &mut *shared.lock();
        let now = inner.world.now_ms();
        let mut kind = strike.delayed.then_some("delay");
        let delivery = if let Some(action) = &strike.before {
            kind = Some(action.kind());
            instead(action, &call, now)
        } else {
            let reply = carry_out(&mut inner.world, &call, &route);
            match strike.after {
                Some(fault) if reply.is_success() => {
                    kind = Some(fault.action.kind());
                    damage(&fault.action, reply)
                }
                Some(fault) => {
                    inner.faults.give_back(fault);
                    Delivery::Whole(reply)
                }
                None => Delivery::Whole(reply),
            }
        };
        let status = match &delivery {
            Delivery::Whole(reply) | Delivery::Cut(reply) | Delivery::Trickle(reply, _) => Some(reply.status),
            Delivery::Hang | Delivery::Close | Delivery::Reset => None,
        };
        inner.log.ended(seq, status, kind);
        (delivery, now / 1000)
    };
    deliver(delivery, now, &connection.reset).await
}

fn carry_out(world: &mut World, call: &Call, route: &str) -> Reply {
    if let Some(ms) = world.over_limit(route) {
        let now = world.now_ms();
        // Limits last seconds to days: a float holds their milliseconds exactly.
        #[allow(clippy::cast_precision_loss)]
        let seconds = ms as f64 / 1000.0;
        return rate_limited(call, RetryForm::Seconds, seconds, now);
    }
    dispatch(world, call).unwrap_or_else(|refusal| refusal)
}

fn dispatch(world: &mut World, call: &Call) -> Answer {
    let path = call.path.as_str();
    match (call.method.as_str(), path) {
        _ if path.starts_with("/api/v10/") => discord::answer(world, call),
        _ if path.starts_with("/game/") => lootlocker::answer(world, call),
        ("GET", discord::CONFIGURATION) => Ok(discord::configuration(call)),
        ("GET", "/oauth2/authorize") => discord::authorize::page(world, call),
        ("POST", "/oauth2/authorize") => discord::authorize::decide(world, call),
        ("GET", "/activate") => discord::activate::page(world, call),
        ("POST", "/activate") => discord::activate::decide(world, call),
        ("POST", "/backend/child-token") => discord::backend(world, call),
        (_, "/redirect-target") => Ok(Reply::new(200, "text/plain", "You followed a redirect.")),
        _ => Err(service_error(call, 404, "There is no such route")),
    }
}

async fn deliver(delivery: Delivery, now: u64, reset: &ResetSwitch) -> Result<Response, Gone> {
    match delivery {
        Delivery::Whole(reply) => {
            let body = Body::from(reply.body.clone());
            Ok(response(&reply, body, now))
        }
        Delivery::Cut(reply) => {
            let body = Body::new(SlowBody::cut(reply.body.clone()));
            Ok(response(&reply, body, now))
        }
        Delivery::Trickle(reply, ms) => {
            let body = SlowBody::trickle(reply.body.clone(), Duration::from_millis(ms));
            Ok(response(&reply, Body::new(body), now))
        }
        Delivery::Hang => std::future::pending().await,
        Delivery::Close => Err(Gone),
        Delivery::Reset => {
            reset.set();
            Err(Gone)
        }
    }
}

fn response(reply: &Reply, body: Body, now: u64) -> Response {
    let mut response = Response::new(body);
    if let Ok(status) = reply.status.try_into() {
        *response.status_mut() = status;
    }
    let headers = response.headers_mut();
    if !reply.content_type.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    }
    if !reply.body.is_empty() {
        headers.insert(CONTENT_LENGTH, reply.body.len().into());
    }
    if let Ok(date) = http_date(now).try_into() {
        headers.insert(DATE, date);
    }
    for (name, value) in &reply.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.append(*name, value);
        }
    }
    for (name, value) in &reply.extra_headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    response
}
