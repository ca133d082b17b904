//! The internal worker: one thread that sleeps when idle, more on demand, and a queue of due times.
//!
//! Waiting is a due time in the queue, never a sleeping thread. Due times count the machine's sleep: what fell due in it runs
//! within seconds of waking. A job that nobody waits for any more (a cancelled request
//! that still hangs in the network) does not count against the limit.

use crate::sync::Monitor;
use crate::system::clock;
use crate::system::signals::Blocked;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard};
use std::time::Duration;

pub(crate) type Job = Box<dyn FnOnce() + Send>;

/// An extra thread retires after this long without work.
const RETIRE_AFTER: Duration = Duration::from_secs(2);
/// A thread's wait stands still while the machine sleeps: who keeps the time looks at the clock this often.
const LOOK: Duration = Duration::from_secs(5);
/// So many threads may go uncounted.
const MAX_UNCOUNTED: isize = 256;

pub(crate) struct Worker {
    shared: Arc<Shared>,
}

struct Shared {
    state: Monitor<State>,
    limit: usize,
    retire_after: Duration,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Ready>,
    later: BinaryHeap<Reverse<Later>>,
    sequence: u64,
    threads: usize,
    idle: usize,
    /// Jobs that a thread is at.
    running: usize,
    /// Of those, how many do not count. Below zero for the moment in which a job ends before its owner has said so.
    uncounted: isize,
    closed: bool,
}

struct Ready {
    job: Job,
    /// Its thread does not count.
    aside: bool,
}

struct Later {
    /// By the clock that counts sleep.
    due: Duration,
    sequence: u64,
    job: Job,
}

impl Worker {
    /// `limit` threads at most; none is started before the first job.
    pub(crate) fn new(limit: usize) -> Self {
        Self::retiring_after(RETIRE_AFTER, limit)
    }

    fn retiring_after(retire_after: Duration, limit: usize) -> Self {
        Self { shared: Arc::new(Shared { state: Monitor::default(), limit, retire_after }) }
    }

    /// Whether there is a thread, or one can be had: then whatever is submitted runs some day, since the last never retires.
    pub(crate) fn has_thread(&self) -> bool {
        let mut state = self.shared.lock();
        state.threads > 0 || self.shared.start_thread(&mut state)
    }

    /// Runs a job as soon as a thread is free. After [`Self::close`] it is dropped.
    pub(crate) fn submit(&self, job: Job) {
        let mut state = self.shared.lock();
        if state.closed {
            drop(state);
            return drop(job);
        }
        state.ready.push_back(Ready { job, aside: false });
        self.announce(state);
    }

    /// Runs a short job before all that wait, on a thread that does not count: requests that hang don't hold it up.
    pub(crate) fn submit_aside(&self, job: Job) {
        let mut state = self.shared.lock();
        if state.closed {
            drop(state);
            return drop(job);
        }
        state.ready.push_front(Ready { job, aside: true });
        self.announce(state);
    }

    /// Something may run that could not before.
    fn announce(&self, mut state: MutexGuard<'_, State>) {
        self.shared.staff(&mut state);
        // A wake-up costs the caller a call of the system. A thread that is not asleep looks at the queue by itself.
        let asleep = state.idle > 0 && !state.ready.is_empty();
        drop(state);
        if asleep {
            self.shared.state.notify_one();
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
        let due = clock::now().saturating_add(delay);
        let sequence = state.sequence;
        let first = state.later.peek().is_none_or(|Reverse(next)| due < next.due);
        state.later.push(Reverse(Later { due, sequence, job }));
        self.shared.staff(&mut state);
        drop(state);
        if first {
            self.shared.state.notify_one();
        }
    }

    /// A running job no longer counts against the limit, until [`Self::count_again`].
    pub(crate) fn stop_counting(&self) {
        let mut state = self.shared.lock();
        state.uncounted += 1;
        self.announce(state);
    }

    /// The job that did not count has ended its step.
    pub(crate) fn count_again(&self) {
        self.shared.lock().uncounted -= 1;
    }

    /// Drops what waits. Running jobs end on their own time; their threads keep only themselves alive.
    pub(crate) fn close(&self) {
        let mut state = self.shared.lock();
        state.closed = true;
        let ready = std::mem::take(&mut state.ready);
        let later = std::mem::take(&mut state.later);
        drop(state);
        self.shared.state.notify_all();
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
        self.state.lock()
    }

    /// Starts a thread if more are needed than are idle: one for each job that is ready, and one that keeps the time.
    fn staff(self: &Arc<Self>, state: &mut State) {
        let needed = state.ready.len() + usize::from(!state.later.is_empty());
        let aside = usize::from(state.ready.front().is_some_and(|next| next.aside));
        if state.idle < needed && state.threads < self.allowed(state) + aside {
            // One that can't be had now is asked for again with the next job, and when this or another job is taken.
            self.start_thread(state);
        }
    }

    /// How many jobs may run.
    fn allowed(&self, state: &State) -> usize {
        self.limit + state.uncounted.clamp(0, MAX_UNCOUNTED) as usize
    }

    /// The next job, if it may run now.
    fn take(&self, state: &mut State) -> Option<Ready> {
        let next = state.ready.front()?;
        if next.aside || state.running < self.allowed(state) { state.ready.pop_front() } else { None }
    }

    /// False if the system has none to give.
    fn start_thread(self: &Arc<Self>, state: &mut State) -> bool {
        let shared = self.clone();
        let _quiet = Blocked::new();
        let started = std::thread::Builder::new().name("kinpass".into()).spawn(move || shared.run()).is_ok();
        state.threads += usize::from(started);
        started
    }

    fn run(self: Arc<Self>) {
        let mut state = self.lock();
        loop {
            if state.closed {
                break;
            }
            let now = clock::now();
            while state.later.peek().is_some_and(|Reverse(next)| next.due <= now) {
                let Reverse(next) = state.later.pop().expect("it was there");
                state.ready.push_back(Ready { job: next.job, aside: false });
            }
            if let Some(Ready { job, aside }) = self.take(&mut state) {
                state.running += 1;
                state.uncounted += isize::from(aside);
                self.staff(&mut state);
                let more = state.idle > 0 && !(state.ready.is_empty() && state.later.is_empty());
                drop(state);
                if more {
                    // What is left, and the time that this thread kept, is now for one that sleeps.
                    self.state.notify_one();
                }
                // Jobs report their own panics; this keeps the thread.
                let _ = catch_unwind(AssertUnwindSafe(job));
                state = self.lock();
                state.running -= 1;
                state.uncounted -= isize::from(aside);
                continue;
            }
            let due = state.later.peek().map(|Reverse(next)| (next.due - now).min(LOOK));
            let longest = if state.threads > 1 { self.retire_after } else { Duration::MAX };
            let patience = due.unwrap_or(longest).min(longest);
            state.idle += 1;
            let (woken, timed_out) = self.state.wait_once(state, patience);
            state = woken;
            state.idle -= 1;
            // The last idle thread stays while there is a time to keep.
            let spare = state.threads > 1 && (state.idle > 0 || state.later.is_empty());
            if timed_out && patience == self.retire_after && spare && state.ready.is_empty() {
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
    use std::sync::Barrier;
    use std::sync::mpsc::channel;

    /// Longer than anything takes that works.
    const PATIENCE: Duration = Duration::from_secs(30);

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

    /// A worker none of whose threads wakes by itself: who sleeps has to be woken.
    fn sound_sleeper(limit: usize) -> Worker {
        Worker::retiring_after(Duration::from_secs(3600), limit)
    }

    /// Waits until so many threads are there and asleep.
    fn asleep(worker: &Worker, threads: usize) {
        let barrier = Arc::new(Barrier::new(threads));
        for _ in 0..threads {
            let barrier = barrier.clone();
            worker.submit(Box::new(move || {
                barrier.wait();
            }));
        }
        while worker.shared.lock().idle < threads {
            std::thread::yield_now();
        }
    }

    #[test]
    fn of_two_that_are_due_at_once_none_waits_for_the_other() {
        let worker = sound_sleeper(2);
        asleep(&worker, 2);
        let (send, receive) = channel();
        let (done, is_done) = channel();
        worker.submit_after(
            Duration::from_millis(20),
            Box::new(move || done.send(receive.recv_timeout(PATIENCE)).unwrap()),
        );
        worker.submit_after(Duration::from_millis(20), Box::new(move || send.send(()).unwrap()));
        assert_eq!(is_done.recv().unwrap(), Ok(()), "the second ran while the first was at it");
    }

    #[test]
    fn what_is_done_aside_waits_for_nobody() {
        let worker = sound_sleeper(1);
        let (hold, held) = channel::<()>();
        let (send, receive) = channel();
        let say = |word: &'static str| {
            let send = send.clone();
            Box::new(move || send.send(word).unwrap()) as Job
        };
        worker.submit(Box::new(move || {
            let _ = held.recv();
        }));
        worker.submit(say("one that waits"));
        worker.submit_aside(say("aside"));
        assert_eq!(receive.recv_timeout(PATIENCE), Ok("aside"), "though the only thread hangs");
        // Its thread does not take what has to wait for one that counts.
        while worker.shared.lock().idle < 1 {
            std::thread::yield_now();
        }
        assert!(receive.try_recv().is_err());
        drop(hold);
        assert_eq!(receive.recv_timeout(PATIENCE), Ok("one that waits"));
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
    fn an_uncounted_job_makes_room() {
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
        worker.stop_counting();
        receive.recv().unwrap();
        drop(hold);
        worker.count_again();
    }

    #[test]
    fn threads_that_count_again_run_no_more_than_the_limit() {
        let worker = sound_sleeper(1);
        let hang = || {
            let (hold, held) = channel::<()>();
            let (started, running) = channel();
            worker.submit(Box::new(move || {
                started.send(()).unwrap();
                let _ = held.recv();
            }));
            running.recv().unwrap();
            hold
        };
        let given_up = [(); 5].map(|()| {
            let hold = hang();
            worker.stop_counting();
            hold
        });
        for hold in given_up {
            worker.count_again();
            drop(hold);
        }
        while worker.shared.lock().running > 0 {
            std::thread::yield_now();
        }
        let hold = hang();
        let (send, receive) = channel();
        worker.submit(Box::new(move || send.send(()).unwrap()));
        let all_but_one_asleep = || {
            let state = worker.shared.lock();
            state.idle + 1 == state.threads
        };
        while !all_but_one_asleep() {
            std::thread::yield_now();
        }
        assert!(receive.try_recv().is_err(), "five are free, and one may run");
        drop(hold);
        receive.recv().unwrap();
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
