//! Size-versioned structs: the caller's header may be older or newer than the library.

use crate::error::{Error, Result};
use crate::given::At;
use crate::status::Status;
use std::time::Duration;

/// A newer header's struct is refused beyond this, before its tail is read.
const MAX_TAIL: usize = 4096;

/// A struct that begins with `struct_size` and in which all-zero means "defaults".
///
/// # Safety
/// The type is `repr(C)`, begins with `struct_size: usize`, and all-zero bytes are a valid value of it.
pub(crate) unsafe trait Options: Copy {
    /// What its functions call it.
    const NAME: &'static str = "options";
}

/// The caller's struct has to have a size that can be true.
fn check_size<T: Options>(size: usize) -> Result<()> {
    let (least, most) = (size_of::<usize>(), size_of::<T>() + MAX_TAIL);
    if (least..=most).contains(&size) {
        return Ok(());
    }
    let field = format!("{}.struct_size", T::NAME);
    let expected = format_args!("{least} to {most}, usually {},", size_of::<T>());
    Err(Error::refused(Status::KINPASS_ERROR_INVALID_STRUCT_SIZE, &field, expected, size))
}

fn check_pointer<T: Options>(options: *const T) -> Result<()> {
    if options.is_null() { Err(Error::argument(T::NAME, "a pointer", "NULL")) } else { Ok(()) }
}

/// Copies the caller's struct; a short one gets defaults for its missing tail.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes.
pub(crate) unsafe fn read<T: Options>(options: *const T) -> Result<T> {
    check_pointer(options)?;
    let known = size_of::<T>();
    let given = unsafe { options.cast::<usize>().read_unaligned() };
    check_size::<T>(given)?;
    let mut copy = unsafe { std::mem::zeroed::<T>() };
    let bytes = options.cast::<u8>();
    unsafe { std::ptr::copy_nonoverlapping(bytes, (&raw mut copy).cast::<u8>(), given.min(known)) };
    if given > known {
        let tail = unsafe { std::slice::from_raw_parts(bytes.add(known), given - known) };
        if let Some(at) = tail.iter().position(|byte| *byte != 0) {
            let expected = format_args!("zeros behind the {known} bytes that this version of the library knows");
            let status = Status::KINPASS_ERROR_INVALID_STRUCT_SIZE;
            return Err(Error::refused(status, T::NAME, expected, At(known + at)));
        }
    }
    Ok(copy)
}

/// Zeroes the caller's struct and writes its size.
///
/// # Safety
/// `options` is NULL or points to `struct_size` writable bytes.
pub(crate) unsafe fn init<T: Options>(options: *mut T, struct_size: usize) -> Result<()> {
    check_pointer(options)?;
    check_size::<T>(struct_size)?;
    unsafe {
        std::ptr::write_bytes(options.cast::<u8>(), 0, struct_size);
        options.cast::<usize>().write_unaligned(struct_size);
    }
    Ok(())
}

/// Writes a struct of the library's into the caller's, as far as the caller's reaches.
///
/// # Safety
/// `target` is NULL or points to `struct_size` writable bytes, with `struct_size` set.
pub(crate) unsafe fn write<T: Options>(target: *mut T, mut value: T) -> Result<()> {
    let given = unsafe { read(target.cast_const()) }.map(|_| unsafe { target.cast::<usize>().read_unaligned() })?;
    unsafe {
        // The caller's size stays as it is.
        (&raw mut value).cast::<usize>().write(given);
        std::ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), target.cast::<u8>(), given.min(size_of::<T>()));
    }
    Ok(())
}

/// A number of milliseconds, or the default.
pub(super) fn milliseconds(given: u32, default: u64) -> Duration {
    Duration::from_millis(if given == 0 { default } else { given.into() })
}

/// A number, or the default.
pub(super) fn number(given: u32, default: u32) -> u32 {
    if given == 0 { default } else { given }
}
