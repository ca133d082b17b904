//! The internal worker: one thread that sleeps when idle, more on demand, and a queue of due times.
//!
//! Waiting is a due time in the queue, never a sleeping thread. A job that its owner has given up (a cancelled
//! request that still hangs in the network) no longer counts against the limit.

use crate::system::signals::Blocked;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

pub(crate) type Job = Box<dyn FnOnce() + Send>;

/// An extra thread retires after this long without work.
const RETIRE_AFTER: Duration = Duration::from_secs(2);
const FOREVER: Duration = Duration::from_secs(1 << 30);
/// Jobs that were given up may occupy this many threads beyond the limit.
const MAX_GIVEN_UP: isize = 256;

pub(crate) struct Worker {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    wake: Condvar,
    limit: usize,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Job>,
    later: BinaryHeap<Reverse<Later>>,
    sequence: u64,
    threads: usize,
    idle: usize,
    /// Below zero for the moment in which a job ends before its owner has said that it gave it up.
    given_up: isize,
    closed: bool,
}

struct Later {
    due: Instant,
    sequence: u64,
    job: Job,
}

impl Worker {
    /// `limit` threads at most; none is started before the first job.
    pub(crate) fn new(limit: usize) -> Self {
        Self { shared: Arc::new(Shared { state: Mutex::default(), wake: Condvar::new(), limit }) }
    }

    /// Runs a job as soon as a thread is free. After [`Self::close`] it is dropped.
    pub(crate) fn submit(&self, job: Job) {
        let mut state = self.shared.lock();
        if state.closed {
            drop(state);
            return drop(job);
        }
        state.ready.push_back(job);
        self.shared.staff(&mut state);
        // A wake-up costs the caller a call of the system. A thread that is not asleep looks at the queue by itself.
        let asleep = state.idle > 0;
        drop(state);
        if asleep {
            self.shared.wake.notify_one();
        }
    }

    /// Runs a job at its due time.
    pub(crate) fn submit_after(&self, delay: Duration, job: Job) {
        let mut state = self.shared.lock();
        if state.closed {
            drop(state);
            return drop(job);
        }
        state.sequence += 1;
        let due = Instant::now() + delay;
        let sequence = state.sequence;
        let first = state.later.peek().is_none_or(|Reverse(next)| due < next.due);
        state.later.push(Reverse(Later { due, sequence, job }));
        self.shared.staff(&mut state);
        drop(state);
        if first {
            self.shared.wake.notify_one();
        }
    }

    /// A running job no longer counts against the limit, until [`Self::take_back`].
    pub(crate) fn give_up(&self) {
        let mut state = self.shared.lock();
        state.given_up += 1;
        self.shared.staff(&mut state);
    }

    /// The job that was given up has ended after all.
    pub(crate) fn take_back(&self) {
        self.shared.lock().given_up -= 1;
    }

    /// Drops what waits. Running jobs end on their own time; their threads keep only themselves alive.
    pub(crate) fn close(&self) {
        let mut state = self.shared.lock();
        state.closed = true;
        let ready = std::mem::take(&mut state.ready);
        let later = std::mem::take(&mut state.later);
        drop(state);
        self.shared.wake.notify_all();
        drop((ready, later));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Starts a thread if more are needed than are idle: one for each job that is ready, and one that keeps the time.
    fn staff(self: &Arc<Self>, state: &mut State) {
        let needed = state.ready.len() + usize::from(!state.later.is_empty());
        let allowed = self.limit + state.given_up.clamp(0, MAX_GIVEN_UP) as usize;
        if state.idle < needed && state.threads < allowed {
            let shared = self.clone();
            let _quiet = Blocked::new();
            let spawned = std::thread::Builder::new().name("kinpass".into()).spawn(move || shared.run());
            // A thread that can't be had now is asked for again with the next job.
            state.threads += usize::from(spawned.is_ok());
        }
    }

    fn run(self: Arc<Self>) {
        let mut state = self.lock();
        loop {
            if state.closed {
                break;
            }
            let now = Instant::now();
            while state.later.peek().is_some_and(|Reverse(next)| next.due <= now) {
                let Reverse(next) = state.later.pop().expect("it was there");
                state.ready.push_back(next.job);
            }
            if let Some(job) = state.ready.pop_front() {
                self.staff(&mut state);
                drop(state);
                // Jobs report their own panics; this keeps the thread.
                let _ = catch_unwind(AssertUnwindSafe(job));
                state = self.lock();
                continue;
            }
            let due = state.later.peek().map(|Reverse(next)| next.due.saturating_duration_since(now));
            let patience =
                if state.threads > 1 { due.unwrap_or(RETIRE_AFTER).min(RETIRE_AFTER) } else { due.unwrap_or(FOREVER) };
            state.idle += 1;
            let waited = self.wake.wait_timeout(state, patience).unwrap_or_else(|poisoned| poisoned.into_inner());
            state = waited.0;
            state.idle -= 1;
            // The last idle thread stays while there is a time to keep.
            let spare = state.threads > 1 && (state.idle > 0 || state.later.is_empty());
            if waited.1.timed_out() && patience == RETIRE_AFTER && spare && state.ready.is_empty() {
                break;
            }
        }
        state.threads -= 1;
    }
}

impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        self.sequence == other.sequence
    }
}

impl Eq for Later {}

impl PartialOrd for Later {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Later {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.due, self.sequence).cmp(&(other.due, other.sequence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn due_times_in_order_and_beside_a_slow_job() {
        let worker = Worker::new(2);
        let (send, receive) = channel();
        let (hold, held) = channel::<()>();
        worker.submit(Box::new(move || {
            let _ = held.recv();
        }));
        for (delay, name) in [(30, "third"), (20, "second"), (10, "first")] {
            let send = send.clone();
            worker.submit_after(Duration::from_millis(delay), Box::new(move || send.send(name).unwrap()));
        }
        let order: Vec<_> = receive.iter().take(3).collect();
        assert_eq!(order, ["first", "second", "third"]);
        drop(hold);
    }

    #[test]
    fn a_panicking_job_leaves_the_thread_alive() {
        let worker = Worker::new(1);
        let (send, receive) = channel();
        worker.submit(Box::new(|| std::panic::resume_unwind(Box::new("planned"))));
        worker.submit(Box::new(move || send.send(()).unwrap()));
        receive.recv().unwrap();
    }

    #[test]
    fn a_given_up_job_makes_room() {
        let worker = Worker::new(1);
        let (hold, held) = channel::<()>();
        let (send, receive) = channel();
        let (started, running) = channel();
        worker.submit(Box::new(move || {
            started.send(()).unwrap();
            let _ = held.recv();
        }));
        running.recv().unwrap();
        worker.submit(Box::new(move || send.send(()).unwrap()));
        worker.give_up();
        receive.recv().unwrap();
        drop(hold);
        worker.take_back();
    }

    #[test]
    fn closed_drops_what_waits() {
        let worker = Worker::new(1);
        let (send, receive) = channel::<()>();
        worker.submit_after(Duration::from_secs(3600), Box::new(move || drop(send)));
        worker.close();
        assert!(receive.recv().is_err());
        worker.submit(Box::new(|| panic!("must not run")));
    }
}
