//! Versions and names: for a wrapper to check what it loaded.

use crate::kinds::Category;
use crate::status::Status;
use std::ffi::c_char;

/// Changes when a function or struct changes in a way that old callers do not survive.
pub const KINPASS_ABI_VERSION: u32 = 1;

/// The version of the library as a number: major * 1,000,000 + minor * 1,000 + patch.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_version() -> u32 {
    const fn number(text: &str) -> u32 {
        let (bytes, mut value, mut at) = (text.as_bytes(), 0, 0);
        while at < bytes.len() {
            value = value * 10 + (bytes[at] - b'0') as u32;
            at += 1;
        }
        value
    }
    const VERSION: u32 = number(env!("CARGO_PKG_VERSION_MAJOR")) * 1_000_000
        + number(env!("CARGO_PKG_VERSION_MINOR")) * 1_000
        + number(env!("CARGO_PKG_VERSION_PATCH"));
    VERSION
}

/// The version of the library as text, such as `0.1.0`.
///
/// **Thread** any. **Blocks** no. **Ownership** static. **Errors** none. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_version_string() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The ABI version of the library. A wrapper compares it with the KINPASS_ABI_VERSION it was built with.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_abi_version() -> u32 {
    KINPASS_ABI_VERSION
}

/// The name of a status, such as `KINPASS_ERROR_TIMEOUT`; never NULL, whatever the number.
///
/// **Thread** any. **Blocks** no. **Ownership** static. **Errors** none. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_status_name(status: i32) -> *const c_char {
    Status::name_of(status).as_ptr()
}

/// The domain of a status, as an event's error tells it. Of a number that this version does not know the
/// hundreds tell it, too; KINPASS_ERROR_CATEGORY_NONE for KINPASS_OK, a number below it, or one of no domain.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_status_category(status: i32) -> Category {
    Category::of(status)
}
