//! Size-versioned structs: the caller's header may be older or newer than the library.

use crate::error::{Error, Result};
use crate::status::Status;

/// A newer header's struct is refused beyond this, before its tail is read.
const MAX_TAIL: usize = 4096;

/// A struct that begins with `struct_size` and in which all-zero means "defaults".
///
/// # Safety
/// The type is `repr(C)`, begins with `struct_size: usize`, and all-zero bytes are a valid value of it.
pub(crate) unsafe trait Options: Copy {}

/// Copies the caller's struct; a short one gets defaults for its missing tail.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes.
pub(crate) unsafe fn read<T: Options>(options: *const T) -> Result<T> {
    if options.is_null() {
        return Err(Error::argument("options is NULL"));
    }
    let refuse = |why| Err(Error::new(Status::KINPASS_ERROR_INVALID_STRUCT_SIZE, why));
    let known = size_of::<T>();
    let given = unsafe { options.cast::<usize>().read_unaligned() };
    if given < size_of::<usize>() || given > known + MAX_TAIL {
        return refuse("struct_size is out of range");
    }
    let mut copy = unsafe { std::mem::zeroed::<T>() };
    let bytes = options.cast::<u8>();
    unsafe { std::ptr::copy_nonoverlapping(bytes, (&raw mut copy).cast::<u8>(), given.min(known)) };
    if given > known {
        let tail = unsafe { std::slice::from_raw_parts(bytes.add(known), given - known) };
        if tail.iter().any(|byte| *byte != 0) {
            return refuse("the struct sets fields that this version of the library does not know");
        }
    }
    Ok(copy)
}

/// Zeroes the caller's struct and writes its size.
///
/// # Safety
/// `options` is NULL or points to `struct_size` writable bytes.
pub(crate) unsafe fn init<T: Options>(options: *mut T, struct_size: usize) -> Result<()> {
    if options.is_null() {
        return Err(Error::argument("options is NULL"));
    }
    if struct_size < size_of::<usize>() || struct_size > size_of::<T>() + MAX_TAIL {
        return Err(Error::new(Status::KINPASS_ERROR_INVALID_STRUCT_SIZE, "struct_size is out of range"));
    }
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
