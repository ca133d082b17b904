//! What only the operating system can do: for each thing one small interface, and one file per system. The only unsafe code
//! beside the C ABI.

pub(crate) mod browser;
pub(crate) mod clock;
#[cfg(all(feature = "os-store", target_os = "linux"))]
/// cbindgen:ignore
pub(crate) mod dbus;
pub(crate) mod fork;
#[cfg(feature = "os-store")]
pub(crate) mod private;
pub(crate) mod signals;
