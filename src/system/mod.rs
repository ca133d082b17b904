//! What only the operating system can do: for each thing one small interface, and one file per system.

pub(crate) mod fork;
