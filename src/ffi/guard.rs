//! The boundary of the library: every exported function that can fail runs inside. Here, and nowhere else, a refused call
//! says why.

use super::text::{self, kinpass_buffer};
use crate::error::{Error, Result};
use crate::log::{Level, Log};
use crate::status::Status;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest reason, so that the buffer that the header names is always large enough.
const MAX_REASON: usize = 511;

/// What a function is called on: its client's log hears of a refusal.
pub(super) trait Subject {
    /// Looked for only when there is something to tell.
    fn with_log(self, tell: impl FnOnce(&Log));

    /// How much a refusal matters.
    fn level(&self, _status: Status) -> Level {
        Level::Error
    }
}

/// There is no client.
impl Subject for () {
    fn with_log(self, _tell: impl FnOnce(&Log)) {}
}

/// Runs the body of an exported function.
pub(super) fn guard<Body: FnOnce() -> Result<()>>(subject: impl Subject, body: Body) -> Status {
    let Err(error) = stop_panics(body) else { return Status::KINPASS_OK };
    if !is_answer(error.status) {
        // Whatever goes wrong with telling, the caller gets the status.
        let _ = stop_panics(|| {
            refuse(function::<Body>(), subject, &error);
            Ok(())
        });
    }
    error.status
}

fn stop_panics(body: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Error::internal("a panic: please report it")))
}

/// What a right call can come to, every frame perhaps. The header lists them at kinpass_last_refusal.
fn is_answer(status: Status) -> bool {
    use Status::*;
    matches!(
        status,
        KINPASS_ERROR_BUFFER_TOO_SMALL | KINPASS_ERROR_NO_TOKEN | KINPASS_ERROR_TIMEOUT | KINPASS_ERROR_CANCELLED
    )
}

/// The exported function that a body stands in: the type of a closure is named after it.
fn function<Body>() -> &'static str {
    let path = std::any::type_name::<Body>();
    path.split("::").find(|part| part.starts_with("kinpass_")).unwrap_or(path)
}

fn refuse(function: &str, subject: impl Subject, error: &Error) {
    let (status, message) = (error.status, &error.message);
    let level = subject.level(status);
    subject.with_log(|log| log.line(level, "call", format_args!("{function}: {status:?}: {message}")));
    // After the log, whose function may have been refused something itself.
    keep(Refusal { status, reason: cut(format!("{function}: {message}")) });
}

fn cut(mut reason: String) -> String {
    while reason.len() > MAX_REASON {
        reason.pop();
    }
    reason
}

struct Refusal {
    status: Status,
    reason: String,
}

thread_local! {
    static LAST: RefCell<Option<Refusal>> = const { RefCell::new(None) };
}

/// Nothing is kept on a thread that is ending.
fn keep(refusal: Refusal) {
    let _ = LAST.try_with(|last| last.replace(Some(refusal)));
}

/// The kept reason, if the refused call came to this status, or whatever it came to.
fn kept(status: i32) -> String {
    let of = |last: &Option<Refusal>| match last {
        Some(refusal) if status == 0 || status == refusal.status as i32 => refusal.reason.clone(),
        _ => String::new(),
    };
    LAST.try_with(|last| of(&last.borrow())).unwrap_or_default()
}

/// Tells why a call on this thread was refused, as one line of English for logs and bug reports: the
/// function, the argument, what was expected, what came.
/// `kinpass_account_open: application_id: decimal digits expected, got "my-app"`.
/// What may be a secret is never repeated, nor a long text; short ones and addresses are, escaped.
///
/// Pass the `status` that the call returned: then the reason is that call's, or empty. With 0 it is the last
/// refused call's, whichever that was. Each thread keeps one, until its next refused call; calls that succeed
/// leave it alone. Empty, too, before the first, and while the thread is ending. A buffer of 512 bytes is
/// always large enough.
///
/// Not refused, and so neither kept nor logged, is what a right call can come to:
/// KINPASS_ERROR_BUFFER_TOO_SMALL, KINPASS_ERROR_NO_TOKEN, KINPASS_ERROR_TIMEOUT, KINPASS_ERROR_CANCELLED.
/// What an operation came to is told by its event.
///
/// **Thread** any; it tells of its own. **Blocks** no. **Ownership** the buffer is the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_BUFFER_TOO_SMALL (only its `size` is set);
/// neither is kept. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_last_refusal(status: i32, reason: *mut kinpass_buffer) -> Status {
    // Not within `guard`, which would put a refusal of its own in the place of the one that is asked for.
    let told = stop_panics(|| unsafe { text::write_all([(reason, &kept(status), "reason")]) });
    told.map_or_else(|error| error.status, |()| Status::KINPASS_OK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_knows_its_function() {
        fn kinpass_some_function() -> &'static str {
            fn of<Body: FnOnce()>(_: Body) -> &'static str {
                function::<Body>()
            }
            of(|| {})
        }
        assert_eq!(kinpass_some_function(), "kinpass_some_function");
    }

    #[test]
    fn the_last_refusal_is_kept_and_answers_are_not() {
        let refused = |status: Status| guard((), || Err(Error::new(status, format!("of {status:?}"))));
        assert_eq!(kept(0), "");
        refused(Status::KINPASS_ERROR_LIMIT);
        assert!(kept(0).ends_with("of KINPASS_ERROR_LIMIT"));
        guard((), || Ok(()));
        refused(Status::KINPASS_ERROR_TIMEOUT);
        assert!(kept(Status::KINPASS_ERROR_LIMIT as i32).ends_with("of KINPASS_ERROR_LIMIT"));
        assert_eq!(kept(Status::KINPASS_ERROR_TIMEOUT as i32), "");
        std::thread::spawn(|| assert_eq!(kept(0), "")).join().unwrap();
    }

    #[test]
    fn a_panic_is_told_and_stays_inside() {
        assert_eq!(guard((), || panic!("planted, to be stopped")), Status::KINPASS_ERROR_INTERNAL);
        assert!(kept(0).ends_with("a panic: please report it"));
    }

    #[test]
    fn a_reason_fits_the_buffer_that_the_header_names() {
        assert_eq!(cut("é".repeat(600)).len(), 510);
        assert_eq!(cut("short".to_owned()), "short");
    }
}
