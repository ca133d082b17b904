//! Kinpass: one Discord link, a child token and a LootLocker session for every game of a publisher.
//!
//! The public interface is the C ABI in [`ffi`], described by `include/kinpass.h`. Each module names only what stands below
//! it: `ffi`, `instance`, `sign_in`, `account`, `client`, `operation` and `worker`; beside them `discord` and `lootlocker`
//! over `task` and `http`. See `ARCHITECTURE.md`.

#![deny(unsafe_code)]

mod account;
mod answer;
mod client;
mod config;
mod discord;
mod errand;
mod error;
mod events;
#[allow(unsafe_code, non_camel_case_types, clippy::missing_safety_doc)]
pub mod ffi;
mod finish_page;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod gate;
mod given;
#[doc(hidden)]
pub mod hook;
mod http;
mod id;
mod instance;
mod json;
pub mod kinds;
mod log;
mod lootlocker;
mod operation;
mod pacing;
mod refusal;
mod retry;
mod secret;
mod sign_in;
pub mod status;
mod store;
mod sync;
#[allow(unsafe_code)]
mod system;
mod task;
mod text;
mod worker;
