//! Strings across the boundary: in by pointer and length, out borrowed or into the caller's buffer.

use crate::error::{Error, Result};
use crate::given::At;
use crate::status::Status;
use std::ffi::{CStr, CString, c_char};

/// As a size: the string ends at its first zero byte.
pub const KINPASS_ZERO_TERMINATED: usize = usize::MAX;

/// Longest string that is read from a caller; a token or certificate bundle is far below it.
const MAX_STRING: usize = 1 << 20;

/// A UTF-8 string: where it is, and how many bytes long. {NULL, 0} is "absent".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_string {
    /// The first byte.
    pub data: *const c_char,
    /// The size in bytes, or KINPASS_ZERO_TERMINATED.
    pub size: usize,
}

/// A buffer of the caller's for text. On success `size` is the length written, without the zero byte
/// that follows it; with KINPASS_ERROR_BUFFER_TOO_SMALL it is the length that there was no room for.
#[repr(C)]
pub struct kinpass_buffer {
    /// The caller's memory; may be NULL if `capacity` is 0.
    pub data: *mut c_char,
    /// Its size in bytes. One more than the text is needed, for the zero byte.
    pub capacity: usize,
    /// Set by the library.
    pub size: usize,
}

impl kinpass_string {
    pub(crate) const ABSENT: Self = Self { data: std::ptr::null(), size: 0 };

    /// Good as long as `text` is.
    pub(crate) fn of(text: &CStr) -> Self {
        Self { data: text.as_ptr(), size: text.count_bytes() }
    }

    /// The caller's text itself, or `None` where it is absent or empty.
    ///
    /// # Safety
    /// `data` points to `size` readable bytes, or to a zero-terminated string, for as long as the result is
    /// used.
    pub(crate) unsafe fn borrowed<'a>(self, name: &'static str) -> Result<Option<&'a str>> {
        if self.data.is_null() {
            return match self.size {
                0 => Ok(None),
                _ => Err(Error::argument(name, "a pointer beside its size", "NULL")),
            };
        }
        let length = match self.size {
            KINPASS_ZERO_TERMINATED => unsafe { libc::strnlen(self.data, MAX_STRING + 1) },
            size => size,
        };
        if length > MAX_STRING {
            return Err(Error::refused(Status::KINPASS_ERROR_LIMIT, name, "at most 1 MiB", "more"));
        }
        if length == 0 {
            return Ok(None);
        }
        let bytes = unsafe { std::slice::from_raw_parts(self.data.cast::<u8>(), length) };
        let refused = |expected, at| Error::refused(Status::KINPASS_ERROR_INVALID_STRING, name, expected, At(at));
        let text = std::str::from_utf8(bytes).map_err(|error| refused("UTF-8", error.valid_up_to()))?;
        match bytes.iter().position(|byte| *byte == 0) {
            Some(at) => Err(refused("text without a zero byte", at)),
            None => Ok(Some(text)),
        }
    }

    /// A copy of the text, or `None` where it is absent or empty.
    ///
    /// # Safety
    /// `data` points to `size` readable bytes, or to a zero-terminated string.
    pub(crate) unsafe fn optional(self, name: &'static str) -> Result<Option<String>> {
        Ok(unsafe { self.borrowed(name) }?.map(str::to_owned))
    }

    /// The text, which has to be there.
    ///
    /// # Safety
    /// As for [`Self::optional`].
    pub(crate) unsafe fn required(self, name: &'static str) -> Result<String> {
        unsafe { self.optional(name) }?.ok_or_else(|| Error::argument(name, "text", "nothing"))
    }
}

impl kinpass_buffer {
    /// Whether there is room for `text` and the zero byte behind it.
    fn fits(&self, text: &str) -> bool {
        !self.data.is_null() && self.capacity > text.len()
    }
}

/// A copy with a zero byte behind it. Texts from outside may hold others, which would cut it.
pub(crate) fn terminated(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}

/// Writes each text into its buffer, or none of them and the sizes that are needed.
///
/// # Safety
/// Every buffer's `data` points to `capacity` writable bytes, or is NULL.
pub(crate) unsafe fn write_all<const N: usize>(parts: [(*mut kinpass_buffer, &str, &'static str); N]) -> Result<()> {
    if let Some((_, _, name)) = parts.iter().find(|(buffer, ..)| buffer.is_null()) {
        return Err(Error::argument(name, "a pointer", "NULL"));
    }
    let fits = parts.iter().all(|(buffer, text, _)| unsafe { (**buffer).fits(text) });
    for (buffer, text, _) in parts {
        let buffer = unsafe { &mut *buffer };
        buffer.size = text.len();
        if fits {
            unsafe {
                std::ptr::copy_nonoverlapping(text.as_ptr(), buffer.data.cast::<u8>(), text.len());
                *buffer.data.add(text.len()) = 0;
            }
        }
    }
    if fits { Ok(()) } else { Err(Error::new(Status::KINPASS_ERROR_BUFFER_TOO_SMALL, "the buffer is too small")) }
}
