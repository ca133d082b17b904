//! Log lines that wait for the host to pull them.

use super::{Level, written};
use crate::sync::Mutex;
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

/// A line that was kept.
pub(crate) struct Line {
    pub(crate) level: Level,
    pub(crate) target: &'static str,
    /// Short: what a service says is cut long before it gets here.
    pub(crate) text: String,
    /// How many lines were dropped between the one that was taken before and this one.
    pub(crate) dropped: u64,
}

/// The newest lines, as many as the host wants. An older one that nobody took makes room, and is counted.
#[derive(Default)]
pub(crate) struct Kept {
    /// Lines above it are not kept; 0 keeps none. Written with the lock held.
    level: AtomicI32,
    /// The same as `lines.len()`, for a look without the lock.
    waiting: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    lines: VecDeque<Line>,
    most: usize,
    /// Since a line was taken.
    dropped: u64,
}

impl State {
    fn leave_at_most(&mut self, lines: usize) {
        let over = self.lines.len().saturating_sub(lines);
        self.lines.drain(..over);
        self.dropped += over as u64;
    }
}

impl Kept {
    fn wants(&self, level: Level) -> bool {
        level as i32 <= self.level.load(Ordering::Relaxed)
    }

    /// Keeps lines up to a level, at most so many. With level 0 it forgets all and keeps none.
    pub(crate) fn keep(&self, level: i32, most: usize) {
        let mut state = self.state.lock();
        self.level.store(level, Ordering::Relaxed);
        if level == 0 {
            *state = State::default();
        } else {
            state.most = most;
            state.leave_at_most(most);
        }
        self.waiting.store(state.lines.len(), Ordering::Release);
    }

    /// Keeps a line, if its level is wanted.
    pub(crate) fn add(&self, level: Level, target: &'static str, text: fmt::Arguments<'_>) {
        if !self.wants(level) {
            return;
        }
        let text = written(text);
        let mut state = self.state.lock();
        // Asked again: what `keep` turned off meanwhile may not come after it.
        if !self.wants(level) {
            return;
        }
        state.lines.push_back(Line { level, target, text, dropped: 0 });
        let most = state.most;
        state.leave_at_most(most);
        self.waiting.store(state.lines.len(), Ordering::Release);
    }

    /// The oldest line. With none it costs one look.
    pub(crate) fn pop(&self) -> Option<Line> {
        if self.waiting.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut state = self.state.lock();
        let mut line = state.lines.pop_front()?;
        line.dropped = std::mem::take(&mut state.dropped);
        self.waiting.store(state.lines.len(), Ordering::Release);
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(kept: &Kept) -> Vec<(String, u64)> {
        std::iter::from_fn(|| kept.pop()).map(|line| (line.text, line.dropped)).collect()
    }

    fn add(kept: &Kept, numbers: std::ops::Range<u32>) {
        numbers.for_each(|number| kept.add(Level::Info, "test", format_args!("{number}")));
    }

    fn expect(kept: &Kept, lines: &[(&str, u64)]) {
        let lines: Vec<_> = lines.iter().map(|(text, dropped)| ((*text).to_owned(), *dropped)).collect();
        assert_eq!(all(kept), lines);
    }

    #[test]
    fn nothing_is_kept_before_it_is_wanted() {
        let kept = Kept::default();
        add(&kept, 0..3);
        assert!(kept.pop().is_none());
        assert_eq!(kept.state.lock().lines.capacity(), 0);
    }

    #[test]
    fn each_level_includes_those_before_it() {
        const LEVELS: [Level; 5] = [Level::Error, Level::Warn, Level::Info, Level::Debug, Level::Trace];
        for wanted in 1..=5 {
            let kept = Kept::default();
            kept.keep(wanted, 10);
            LEVELS.iter().for_each(|level| kept.add(*level, "test", format_args!("{level:?}")));
            let taken: Vec<_> = std::iter::from_fn(|| kept.pop()).map(|line| line.level as i32).collect();
            assert_eq!(taken, (1..=wanted).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_oldest_make_room_and_are_counted_once() {
        let kept = Kept::default();
        kept.keep(5, 2);
        add(&kept, 0..2);
        expect(&kept, &[("0", 0), ("1", 0)]);
        add(&kept, 2..7);
        expect(&kept, &[("5", 3), ("6", 0)]);
        // Some are dropped while others have been taken already.
        add(&kept, 7..9);
        assert_eq!(kept.pop().expect("a line").text, "7");
        add(&kept, 9..11);
        expect(&kept, &[("9", 1), ("10", 0)]);
    }

    #[test]
    fn less_room_drops_the_oldest_too() {
        let kept = Kept::default();
        kept.keep(5, 4);
        add(&kept, 0..4);
        kept.keep(3, 1);
        expect(&kept, &[("3", 3)]);
        kept.keep(3, 2);
        add(&kept, 4..6);
        expect(&kept, &[("4", 0), ("5", 0)]);
    }

    #[test]
    fn off_forgets_the_lines_and_the_count() {
        let kept = Kept::default();
        kept.keep(5, 1);
        add(&kept, 0..3);
        kept.keep(0, 1);
        add(&kept, 3..4);
        expect(&kept, &[]);
        kept.keep(5, 1);
        add(&kept, 4..5);
        expect(&kept, &[("4", 0)]);
    }

    #[test]
    fn threads_lose_no_line_uncounted() {
        const EACH: u32 = 2000;
        let kept = Kept::default();
        kept.keep(5, 16);
        let mut found = 0;
        let mut take = || {
            while let Some(line) = kept.pop() {
                found += 1 + line.dropped;
            }
        };
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..2).map(|_| scope.spawn(|| add(&kept, 0..EACH))).collect();
            while writers.iter().any(|writer| !writer.is_finished()) {
                take();
            }
        });
        take();
        assert_eq!(found, u64::from(2 * EACH));
    }
}
