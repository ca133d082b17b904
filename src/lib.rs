//! Kinpass: one Discord link, a child token and a LootLocker session for every game of a publisher.
//!
//! The public interface is the C ABI in [`ffi`], described by `include/kinpass.h`. Dependencies run one way:
//! `ffi → client, account → worker, events → discord, lootlocker → http`. See `ARCHITECTURE.md`.

#![deny(unsafe_code)]

mod account;
mod answer;
mod client;
mod config;
mod discord;
mod error;
mod events;
#[allow(unsafe_code, non_camel_case_types, clippy::missing_safety_doc)]
pub mod ffi;
mod gate;
mod http;
mod id;
mod json;
pub mod kinds;
mod log;
mod lootlocker;
mod operation;
mod refusal;
mod retry;
mod secret;
pub mod status;
mod store;
#[allow(unsafe_code)]
mod system;
mod task;
mod text;
mod worker;
