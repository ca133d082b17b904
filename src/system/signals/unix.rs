//! Unix: each thread has a mask.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

/// What a thread brings upon itself: blocked, it would end the process without a handler being asked.
const OWN_FAULTS: &[i32] =
    &[libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGTRAP, libc::SIGABRT, libc::SIGSYS];

pub(super) struct Blocked {
    before: libc::sigset_t,
    /// A mask belongs to its thread.
    _here: PhantomData<*const ()>,
}

impl Blocked {
    pub(super) fn new() -> Self {
        Self { before: change(libc::SIG_BLOCK, &others()), _here: PhantomData }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        change(libc::SIG_SETMASK, &self.before);
    }
}

/// Lets all signals in on this thread.
pub(super) fn open() {
    change(libc::SIG_SETMASK, &set(|set| unsafe { libc::sigemptyset(set) }));
}

/// All that come from elsewhere.
fn others() -> libc::sigset_t {
    let mut others = set(|set| unsafe { libc::sigfillset(set) });
    for signal in OWN_FAULTS.iter().copied().chain(of_garbage_collectors()) {
        unsafe { libc::sigdelset(&mut others, signal) };
    }
    others
}

/// A thread that has run a host's function in a managed language (a callback, a store) is known to its garbage collector, which
/// stops it by one of these, and waits for ever for one that does not listen: Boehm's, as in Unity, by the first two, Mono's by
/// a real-time signal.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn of_garbage_collectors() -> impl Iterator<Item = i32> {
    [libc::SIGPWR, libc::SIGXCPU].into_iter().chain(libc::SIGRTMIN()..=libc::SIGRTMAX())
}

/// Elsewhere the system stops threads without signals.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn of_garbage_collectors() -> impl Iterator<Item = i32> {
    std::iter::empty()
}

fn set(fill: impl FnOnce(*mut libc::sigset_t) -> i32) -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    fill(set.as_mut_ptr());
    // SAFETY: both ways to fill it always succeed.
    unsafe { set.assume_init() }
}

/// The mask before.
fn change(how: i32, signals: &libc::sigset_t) -> libc::sigset_t {
    set(|before| unsafe { libc::pthread_sigmask(how, signals, before) })
}
