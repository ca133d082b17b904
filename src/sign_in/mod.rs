//! Asking the player.

pub(crate) mod page;
