//! The state as the console and the control plane show it: tokens as fingerprints.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::clock::iso;
use crate::secret::fingerprint;
use crate::seed;
use crate::service::Shared;
use crate::world::{Kind, World};

/// As many tokens of each kind as are shown, the newest.
const SHOWN: usize = 200;

/// All of it.
pub(crate) fn state(shared: &Shared) -> Value {
    let inner = shared.lock();
    let world = &inner.world;
    let now = world.now_ms();
    json!({
        "now": now / 1000,
        "time": iso(now),
        "players": players(world),
        "discord_tokens": access_tokens(world, now),
        "discord_refresh_tokens": refresh_tokens(world),
        "sessions": sessions(world, now),
        "devices": devices(world, now),
        "totals": {
            "discord_tokens": world.access.len(),
            "discord_refresh_tokens": world.refresh.len(),
            "sessions": world.sessions.len(),
        },
        "reuse": world.reuse,
        "code_reuse": world.code_reuse,
        "lootlocker_reuse": world.lootlocker_reuse,
        "connections": shared.connections.load(Ordering::Relaxed),
        "counts": inner.log.counts(),
        "faults": inner.faults.set,
        "settings": world.settings,
    })
}

fn players(world: &World) -> Vec<Value> {
    let players = world.players.values().take(SHOWN);
    players
        .map(|player| {
            json!({
                "name": player.name,
                "user_id": player.user_id,
                "provisional": player.provisional,
                "player_id": player.player_id,
                "player_ulid": player.ulid,
                "player_name": player.display_name,
                "last_seen": player.last_seen,
                "ban": player.ban,
            })
        })
        .collect()
}

fn access_tokens(world: &World, now: u64) -> Vec<Value> {
    let living = world.access.iter().rev().filter(|(_, token)| token.expires_ms > now);
    living
        .take(SHOWN)
        .map(|(secret, token)| {
            json!({
                "token": fingerprint(secret),
                "kind": if token.kind == Kind::Child { "child" } else { "access" },
                "application_id": token.application,
                "player": token.player,
                "scope": token.scope,
                "remaining": (token.expires_ms - now) / 1000,
            })
        })
        .collect()
}

fn refresh_tokens(world: &World) -> Vec<Value> {
    let tokens = world.refresh.iter().rev().take(SHOWN);
    tokens
        .map(|(secret, token)| {
            json!({
                "token": fingerprint(secret),
                "application_id": token.application,
                "player": token.player,
                "used": token.used,
            })
        })
        .collect()
}

fn sessions(world: &World, now: u64) -> Vec<Value> {
    let running = world.sessions.iter().rev().filter(|(_, session)| session.expires_ms > now);
    running
        .take(SHOWN)
        .map(|(secret, session)| {
            json!({
                "token": fingerprint(secret),
                "player": session.player,
                "game_key": session.game,
                "remaining": (session.expires_ms - now) / 1000,
            })
        })
        .collect()
}

fn devices(world: &World, now: u64) -> Vec<Value> {
    let open = world.devices.iter().rev().filter(|(_, device)| device.expires_ms > now);
    open.take(SHOWN)
        .map(|(_, device)| {
            json!({
                "user_code": device.user_code,
                "application_id": device.application,
                "decision": format!("{:?}", device.decision),
                "interval": device.interval,
                "remaining": (device.expires_ms - now) / 1000,
            })
        })
        .collect()
}

/// What a secret is, and whether it still counts.
pub(crate) fn look_up(shared: &Shared, token: &str) -> Value {
    let inner = shared.lock();
    let world = &inner.world;
    let now = world.now_ms();
    let remaining = |expires_ms: u64| expires_ms.saturating_sub(now) / 1000;
    if let Some(found) = world.access.get(token) {
        let kind = if found.kind == Kind::Child { "child" } else { "access" };
        let valid = world.access_token(token).is_some();
        return json!({ "kind": kind, "valid": valid, "remaining": remaining(found.expires_ms) });
    }
    if world.refresh.get(token).is_some() {
        return json!({ "kind": "refresh", "valid": world.is_refresh_token_valid(token) });
    }
    if let Some(found) = world.sessions.get(token) {
        let valid = world.session(token).is_some();
        return json!({ "kind": "session", "valid": valid, "remaining": remaining(found.expires_ms) });
    }
    if let Some(found) = world.lootlocker_refresh.get(token) {
        let valid = world.is_lootlocker_refresh_valid(token);
        let remaining = remaining(found.expires_ms);
        return json!({ "kind": "lootlocker_refresh", "valid": valid, "remaining": remaining });
    }
    json!({ "kind": "unknown", "valid": false })
}

/// A child token without a request; none if the parent is dead or the child is not its own.
pub(crate) fn child_token(shared: &Shared, parent: &str, child: &str) -> Option<String> {
    let world = &mut shared.lock().world;
    let parent = world.access_token(parent)?.clone();
    let child = seed::app(child).filter(|app| app.parent == Some(parent.application))?;
    let fields = world.issue_child(&parent, child);
    fields.get("access_token").and_then(Value::as_str).map(str::to_owned)
}
