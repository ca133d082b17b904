//! What only the operating system can do: for each thing one small interface.

pub(crate) mod browser;
