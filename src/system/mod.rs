//! Calls into the operating system: the only unsafe code beside the C ABI. One small interface each.

pub(crate) mod clock;
