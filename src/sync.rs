//! Locks that survive a panic, and waits with a deadline. One home for both: the rest of the library names no poisoning and
//! counts no time that is left.

use std::sync::{self, Condvar, MutexGuard, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

/// A mutex that goes on after a panic: what it guards is changed in steps that each leave it whole.
#[derive(Default)]
pub(crate) struct Mutex<T>(sync::Mutex<T>);

impl<T> Mutex<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(sync::Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(sync::PoisonError::into_inner)
    }
}

/// Likewise for many readers.
#[derive(Default)]
pub(crate) struct RwLock<T>(sync::RwLock<T>);

impl<T> RwLock<T> {
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, T> {
        self.0.read().unwrap_or_else(sync::PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, T> {
        self.0.write().unwrap_or_else(sync::PoisonError::into_inner)
    }
}

/// A mutex for whose value threads wait.
#[derive(Default)]
pub(crate) struct Monitor<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Monitor<T> {
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.value.lock()
    }

    pub(crate) fn notify_one(&self) {
        self.changed.notify_one();
    }

    pub(crate) fn notify_all(&self) {
        self.changed.notify_all();
    }

    /// Waits until the value is as wanted; false if it was not by the deadline.
    pub(crate) fn wait_until<'a>(
        &self,
        guard: MutexGuard<'a, T>,
        deadline: Deadline,
        mut wanted: impl FnMut(&mut T) -> bool,
    ) -> (MutexGuard<'a, T>, bool) {
        let waited = self.changed.wait_timeout_while(guard, deadline.left(), |value| !wanted(value));
        let (guard, result) = waited.unwrap_or_else(sync::PoisonError::into_inner);
        (guard, !result.timed_out())
    }

    /// Waits for one notice, or so long; true if the time passed.
    pub(crate) fn wait_once<'a>(&self, guard: MutexGuard<'a, T>, patience: Duration) -> (MutexGuard<'a, T>, bool) {
        let waited = self.changed.wait_timeout(guard, patience.min(LONGEST));
        let (guard, result) = waited.unwrap_or_else(sync::PoisonError::into_inner);
        (guard, result.timed_out())
    }
}

/// Longer than any process lives; longer ones overflow the clocks of some systems.
const LONGEST: Duration = Duration::from_secs(1 << 30);

/// A time until which somebody waits.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn after(patience: Duration) -> Self {
        Self(Instant::now() + patience.min(LONGEST))
    }

    pub(crate) fn never() -> Self {
        Self::after(LONGEST)
    }

    pub(crate) fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// Counts who is inside; somebody may wait for the last to leave. Closed, it lets nobody in.
#[derive(Default)]
pub(crate) struct Crowd(Monitor<Count>);

#[derive(Default)]
struct Count {
    inside: usize,
    closed: bool,
}

impl Crowd {
    /// False once it is closed. Who came in has to [`Self::leave`].
    pub(crate) fn enter(&self) -> bool {
        let mut count = self.0.lock();
        count.inside += usize::from(!count.closed);
        !count.closed
    }

    pub(crate) fn leave(&self) {
        let mut count = self.0.lock();
        count.inside -= 1;
        let last = count.inside == 0;
        drop(count);
        if last {
            self.0.notify_all();
        }
    }

    pub(crate) fn close(&self) {
        self.0.lock().closed = true;
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.lock().closed
    }

    /// False if somebody is still inside at the deadline.
    pub(crate) fn wait_until_empty(&self, deadline: Deadline) -> bool {
        self.0.wait_until(self.0.lock(), deadline, |count| count.inside == 0).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_panic_does_not_close_a_lock() {
        let lock = Arc::new(Mutex::new(1));
        let other = lock.clone();
        let panicked = std::thread::spawn(move || {
            let _held = other.lock();
            std::panic::resume_unwind(Box::new("planned"));
        });
        assert!(panicked.join().is_err());
        assert_eq!(*lock.lock(), 1);
    }

    #[test]
    fn a_crowd_is_waited_for_and_lets_nobody_in_when_closed() {
        let crowd = Crowd::default();
        assert!(crowd.enter());
        assert!(!crowd.wait_until_empty(Deadline::after(Duration::ZERO)));
        std::thread::scope(|scope| {
            scope.spawn(|| crowd.leave());
            assert!(crowd.wait_until_empty(Deadline::never()));
        });
        crowd.close();
        assert!(!crowd.enter() && crowd.is_closed());
    }

    #[test]
    fn the_longest_wait_is_no_overflow() {
        assert!(!Deadline::after(Duration::MAX).left().is_zero());
    }
}
