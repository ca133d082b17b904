//! A local stand-in for Discord and LootLocker: stateful, strict, with a movable clock and faults on demand.
//!
//! `README.md` beside this crate says what it does and how it is steered.

#![forbid(unsafe_code)]

mod call;
mod clock;
mod control;
mod damage;
mod discord;
mod fault;
mod log;
mod lootlocker;
mod pages;
mod sandbox;
mod secret;
pub mod seed;
mod server;
mod service;
mod settings;
mod socket;
mod state;
mod tls;
mod world;

pub use fault::{Action, Fault, RetryForm};
pub use log::LoggedRequest;
pub use sandbox::{Options, Sandbox, Tokens};
pub use secret::fingerprint;
pub use settings::{Consent, RateLimit, Settings};
