//! Log lines to the host. No line holds a secret: callers format names, numbers and redacted texts only.

mod kept;

use crate::error::{Error, Result};
use crate::text::one_line;
pub(crate) use kept::{Kept, Line};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
#[repr(i32)]
pub(crate) enum Level {
    Error = 1,
    Warn = 2,
    Info = 3,
    Debug = 4,
    Trace = 5,
}

/// A level as the host names it; 0 is none at all.
pub(crate) fn check_level(level: i32) -> Result<()> {
    if (0..=Level::Trace as i32).contains(&level) { Ok(()) } else { Err(Error::argument("no such log level")) }
}

/// The host's function for log lines.
pub(crate) trait Sink: Send + Sync {
    fn line(&self, level: Level, target: &str, text: &str);
}

/// A client's log: a sink that can be replaced at any time, and lines that are kept to be pulled. Each has a level of its
/// own.
#[derive(Default)]
pub(crate) struct Log {
    kept: Kept,
    level: AtomicI32,
    slot: Mutex<Slot>,
    returned: Condvar,
}

#[derive(Default)]
struct Slot {
    sink: Option<Arc<dyn Sink>>,
    /// Calls that have not returned, and to which generation of sinks they belong.
    running: Vec<(u64, usize)>,
    generation: u64,
    /// Calls that are themselves in [`Log::set`]: they can't return before it does.
    replacing: usize,
}

/// A line as it is given out. Parts of it may come from anywhere.
fn written(text: fmt::Arguments<'_>) -> String {
    let text = text.to_string();
    match one_line(&text) {
        Cow::Owned(line) => line,
        Cow::Borrowed(_) => text,
    }
}

thread_local! {
    /// How many log calls are on this thread's stack.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

impl Log {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The lines that wait to be pulled.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// A line, for those who want its level. The sink comes last: it may take its time.
    pub(crate) fn line(&self, level: Level, target: &'static str, text: fmt::Arguments<'_>) {
        self.kept.add(level, target, text);
        self.call(level, target, text);
    }

    /// Hands a line to the sink, if its level is wanted. No lock is held meanwhile.
    fn call(&self, level: Level, target: &str, text: fmt::Arguments<'_>) {
        if level as i32 > self.level.load(Ordering::Relaxed) || DEPTH.get() > 0 {
            return;
        }
        let mut slot = self.lock();
        let Some(sink) = slot.sink.clone() else { return };
        let generation = slot.generation;
        match slot.running.iter_mut().find(|(of, _)| *of == generation) {
            Some((_, count)) => *count += 1,
            None => slot.running.push((generation, 1)),
        }
        drop(slot);
        let text = written(text);
        DEPTH.set(DEPTH.get() + 1);
        sink.line(level, target, &text);
        DEPTH.set(DEPTH.get() - 1);
        drop(sink);
        let mut slot = self.lock();
        if let Some(at) = slot.running.iter().position(|(of, _)| *of == generation) {
            slot.running[at].1 -= 1;
            if slot.running[at].1 == 0 {
                slot.running.swap_remove(at);
            }
        }
        drop(slot);
        self.returned.notify_all();
    }

    /// Replaces the sink, and waits until calls of the former one on other threads have returned. False if one had
    /// not by the deadline.
    pub(crate) fn set(&self, level: i32, sink: Option<Arc<dyn Sink>>, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let mut slot = self.lock();
        self.level.store(if sink.is_some() { level } else { 0 }, Ordering::Relaxed);
        let former = std::mem::replace(&mut slot.sink, sink);
        slot.generation += 1;
        let now = slot.generation;
        // A call on this thread's own stack can't be waited for, nor one that waits for this very call to return.
        let own = DEPTH.get();
        slot.replacing += own;
        self.returned.notify_all();
        loop {
            let old: usize = slot.running.iter().filter(|(of, _)| *of < now).map(|(_, count)| count).sum();
            let left = deadline.saturating_duration_since(Instant::now());
            let returned = old <= slot.replacing;
            if returned || left.is_zero() {
                slot.replacing -= own;
                drop(slot);
                drop(former);
                return returned;
            }
            slot = self.returned.wait_timeout(slot, left).unwrap_or_else(|poisoned| poisoned.into_inner()).0;
        }
    }
}
