//! Log lines to the host. No line holds a secret: callers format names, numbers and redacted texts only.

mod kept;

use crate::error::{Error, Result};
use crate::sync::{Deadline, Monitor};
use crate::text::one_line;
pub(crate) use kept::{Kept, Line};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

/// How many log lines are kept to be pulled if the host does not say, and at most.
const DEFAULT_LINES: u32 = 256;
const MAX_LINES: u32 = 65_536;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
#[repr(i32)]
pub(crate) enum Level {
    Error = 1,
    Warn = 2,
    Info = 3,
    Debug = 4,
    Trace = 5,
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
    slot: Monitor<Slot>,
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

/// None on a thread that is ending, where the system keeps nothing for it any more.
fn depth() -> usize {
    DEPTH.try_with(Cell::get).unwrap_or(0)
}

fn set_depth(depth: usize) {
    let _ = DEPTH.try_with(|current| current.set(depth));
}

impl Log {
    /// A log that begins with this sink. Level 0 is none at all.
    pub(crate) fn new(level: i32, sink: Option<Arc<dyn Sink>>) -> Self {
        let log = Self::default();
        log.set(level, sink, Deadline::after(Duration::ZERO));
        log
    }

    /// Replaces the host's function; waits for calls of the former one.
    pub(crate) fn set_function(&self, level: i32, sink: Option<Arc<dyn Sink>>) {
        self.set(level, sink, Deadline::never());
    }

    /// Keeps lines up to a level to be pulled, at most so many; 0 means the default.
    pub(crate) fn keep(&self, level: i32, max_lines: u32) -> Result<()> {
        if max_lines > MAX_LINES {
            return Err(Error::argument("max_lines", "at most 65,536", max_lines));
        }
        let most = if max_lines == 0 { DEFAULT_LINES } else { max_lines };
        self.kept.keep(level, most as usize);
        Ok(())
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
        if level as i32 > self.level.load(Ordering::Relaxed) || depth() > 0 {
            return;
        }
        let mut slot = self.slot.lock();
        let Some(sink) = slot.sink.clone() else { return };
        let generation = slot.generation;
        match slot.running.iter_mut().find(|(of, _)| *of == generation) {
            Some((_, count)) => *count += 1,
            None => slot.running.push((generation, 1)),
        }
        drop(slot);
        let text = written(text);
        set_depth(depth() + 1);
        sink.line(level, target, &text);
        set_depth(depth().saturating_sub(1));
        drop(sink);
        let mut slot = self.slot.lock();
        if let Some(at) = slot.running.iter().position(|(of, _)| *of == generation) {
            slot.running[at].1 -= 1;
            if slot.running[at].1 == 0 {
                slot.running.swap_remove(at);
            }
        }
        drop(slot);
        self.slot.notify_all();
    }

    /// Replaces the sink, and waits until calls of the former one on other threads have returned. False if one had
    /// not by the deadline.
    pub(crate) fn set(&self, level: i32, sink: Option<Arc<dyn Sink>>, deadline: Deadline) -> bool {
        let mut slot = self.slot.lock();
        self.level.store(if sink.is_some() { level } else { 0 }, Ordering::Relaxed);
        let former = std::mem::replace(&mut slot.sink, sink);
        slot.generation += 1;
        let now = slot.generation;
        // A call on this thread's own stack can't be waited for, nor one that waits for this very call to return.
        let own = depth();
        slot.replacing += own;
        self.slot.notify_all();
        let (mut slot, returned) = self.slot.wait_until(slot, deadline, |slot| {
            let old: usize = slot.running.iter().filter(|(of, _)| *of < now).map(|(_, count)| count).sum();
            old <= slot.replacing
        });
        slot.replacing -= own;
        drop(slot);
        drop(former);
        returned
    }
}
