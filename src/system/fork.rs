//! A process that was forked off has one thread, and a copy of everything else: of locks that others held at that moment, and
//! that nobody gives back any more. So what all threads share is for one process: a forked one begins with its own, and
//! never touches what its parent left.

use std::sync::Once;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// How often this process, its parent, and theirs were forked off.
static FORKS: AtomicUsize = AtomicUsize::new(0);

/// Whether this process was forked off since the library is used.
pub(crate) fn is_forked() -> bool {
    FORKS.load(Ordering::Relaxed) > 0
}

#[cfg(unix)]
fn count_forks() {
    unsafe extern "C" {
        fn pthread_atfork(
            before: Option<unsafe extern "C" fn()>,
            in_parent: Option<unsafe extern "C" fn()>,
            in_child: Option<unsafe extern "C" fn()>,
        ) -> std::ffi::c_int;
    }
    unsafe extern "C" fn forked() {
        FORKS.fetch_add(1, Ordering::Relaxed);
    }
    // It can fail for want of memory only.
    unsafe { pthread_atfork(None, None, Some(forked)) };
}

#[cfg(not(unix))]
fn count_forks() {}

/// A value of this process, made when it is first asked for.
pub(crate) struct PerProcess<T>(AtomicPtr<Made<T>>);

struct Made<T> {
    after_forks: usize,
    value: T,
    /// The parent's, if it had one. Kept in sight, so that leak checkers see that it is meant.
    _former: *const Made<T>,
}

impl<T: Default + Send + Sync + 'static> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(std::ptr::null_mut()))
    }

    pub(crate) fn get(&'static self) -> &'static T {
        let forks = FORKS.load(Ordering::Relaxed);
        let made = self.0.load(Ordering::Acquire);
        match unsafe { made.as_ref() } {
            Some(made) if made.after_forks == forks => &made.value,
            _ => self.make(made, forks),
        }
    }

    #[cold]
    fn make(&'static self, former: *mut Made<T>, forks: usize) -> &'static T {
        static COUNTED: Once = Once::new();
        COUNTED.call_once(count_forks);
        let fresh = Box::into_raw(Box::new(Made { after_forks: forks, value: T::default(), _former: former }));
        match self.0.compare_exchange(former, fresh, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => unsafe { &(*fresh).value },
            Err(other) => unsafe {
                // Another thread of this process was first.
                drop(Box::from_raw(fresh));
                &(*other).value
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU32;

    #[test]
    fn all_threads_have_the_same() {
        static VALUE: PerProcess<AtomicU32> = PerProcess::new();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| VALUE.get().fetch_add(1, Ordering::Relaxed));
            }
        });
        assert_eq!(VALUE.get().load(Ordering::Relaxed), 8);
    }
}
