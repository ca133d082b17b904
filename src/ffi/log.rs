//! Log lines: by a callback, or kept and pulled.

use super::enums::numbered;
use super::handle::{self, kinpass_client};
use super::pulled::Pulled;
use super::text::{kinpass_string, terminated};
use super::{enums, guard, output};
use crate::error::Result;
use crate::log::{Level, Line, Sink};
use crate::status::Status;
use std::ffi::{CString, c_char, c_void};
use std::sync::Arc;

/// How much a log line matters.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_log_level {
    /// Nothing at all.
    Off = 0,
    /// An operation failed for good, or a call was wrong.
    Error = 1,
    /// Something failed and is tried again.
    Warn = 2,
    /// What an account does, and what the player or the host decided: not linked yet, denied, cancelled.
    Info = 3,
    /// Each request, with its status and time.
    Debug = 4,
    /// Each event that is queued.
    Trace = 5,
}

numbered!(kinpass_log_level { Off, Error, Warn, Info, Debug, Trace });

/// Receives a log line: zero-terminated UTF-8, borrowed until it returns. Runs on any thread, also on the
/// library's own, and on several at once. It may call kinpass_client_set_log, and no other function.
pub type kinpass_log_function = Option<
    unsafe extern "C" fn(level: kinpass_log_level, target: *const c_char, text: *const c_char, user_data: *mut c_void),
>;

impl From<Level> for kinpass_log_level {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warn => Self::Warn,
            Level::Info => Self::Info,
            Level::Debug => Self::Debug,
            Level::Trace => Self::Trace,
        }
    }
}

/// The host's log function.
struct HostSink {
    function: unsafe extern "C" fn(kinpass_log_level, *const c_char, *const c_char, *mut c_void),
    user_data: *mut c_void,
}

// The host says by the contract of kinpass_log_function that it runs on any thread.
unsafe impl Send for HostSink {}
unsafe impl Sync for HostSink {}

impl Sink for HostSink {
    fn line(&self, level: Level, target: &str, text: &str) {
        let (target, text) = (terminated(target), terminated(text));
        unsafe { (self.function)(level.into(), target.as_ptr(), text.as_ptr(), self.user_data) };
    }
}

pub(super) fn sink(function: kinpass_log_function, user_data: *mut c_void) -> Option<Arc<dyn Sink>> {
    Some(Arc::new(HostSink { function: function?, user_data }))
}

/// A level as the host names it; 0 is none at all.
fn level(number: i32) -> Result<i32> {
    enums::read::<kinpass_log_level>("level", number).map(|level| level as i32)
}

/// A log line that was kept. All of it is valid until kinpass_log_line_release.
#[repr(C)]
pub struct kinpass_log_line {
    /// The size that the library gave it. Newer versions add fields at the end.
    pub struct_size: usize,
    /// How much it matters.
    pub level: kinpass_log_level,
    /// Which part of the library speaks: `call`, `operation`, `account`, `http`, `events`; others may come.
    pub target: kinpass_string,
    /// What it says, in English. No token and no secret.
    pub text: kinpass_string,
    /// How many lines came between the one handed out before and this one, and were dropped for want of room.
    pub dropped: u64,
}

/// Owns what a `kinpass_log_line` points to.
struct PulledLine {
    line: kinpass_log_line,
    _texts: [CString; 2],
}

// The pointers within lead into the same value.
unsafe impl Send for PulledLine {}

static LINES: Pulled<PulledLine> = Pulled::new();

fn hand_out(kept: &Line) -> *const kinpass_log_line {
    let texts = [terminated(kept.target), terminated(&kept.text)];
    let line = kinpass_log_line {
        struct_size: size_of::<kinpass_log_line>(),
        level: kept.level.into(),
        target: kinpass_string::of(&texts[0]),
        text: kinpass_string::of(&texts[1]),
        dropped: kept.dropped,
    };
    let pulled = Box::new(PulledLine { line, _texts: texts });
    LINES.hand_out(&raw const pulled.line, pulled)
}

/// Sets, replaces or (with NULL) clears the client's log function. Lines above `level` are not made.
///
/// **Thread** any, also the log function itself. **Blocks** until calls of the former function on other
/// threads have returned; after that none comes. **Ownership** `user_data` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (no such level). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_set_log(
    client: kinpass_client,
    level: i32,
    function: kinpass_log_function,
    user_data: *mut c_void,
) -> Status {
    guard(client, || {
        handle::instance(client)?.client().log().set_function(self::level(level)?, sink(function, user_data));
        Ok(())
    })
}

/// Keeps the client's log lines up to `level`, for kinpass_client_next_log_line: at most `max_lines` (0: 256;
/// up to 65,536). When there are more, the oldest is dropped, and counted. KINPASS_LOG_LEVEL_OFF keeps none,
/// and drops what was kept. A client begins with none. A log function beside it has a level of its own.
///
/// **Thread** any. **Blocks** no. **Ownership** lines that were handed out stay valid.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (no such level, too many lines).
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_client_keep_log(client: kinpass_client, level: i32, max_lines: u32) -> Status {
    guard(client, || handle::instance(client)?.client().log().keep(self::level(level)?, max_lines))
}

/// Hands out the oldest log line that is kept, or NULL if there is none. For hosts that can't be called from
/// native code; works with `callbacks_on_worker`, too. The line that tells why something failed is there
/// before the event of the failure. With nothing to do it costs nanoseconds: call it every frame.
/// kinpass_client_wait knows nothing of lines; kinpass_client_destroy drops them.
///
/// **Thread** any, also a callback. **Blocks** no. **Ownership** release it with kinpass_log_line_release.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (NULL). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_next_log_line(
    client: kinpass_client,
    line: *mut *const kinpass_log_line,
) -> Status {
    guard(client, || unsafe {
        let line = output(line, "line")?;
        let next = handle::instance(client)?.client().log().kept().pop();
        line.write(next.as_ref().map_or(std::ptr::null(), hand_out));
        Ok(())
    })
}

/// Lets go of a line from kinpass_client_next_log_line. Works after the client is destroyed, too. Call it
/// once for each line: afterwards its address may be that of another, which a second call would take from its
/// owner.
///
/// **Thread** any. **Blocks** no. **Ownership** takes the line.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_INVALID_HANDLE (no line has that address).
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_log_line_release(line: *const kinpass_log_line) -> Status {
    guard((), || LINES.take_back(line, "line"))
}
