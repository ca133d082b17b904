//! An errand: work for somebody, who may lose interest in it. Whether it is still wanted, and whether a thread is at it.

use crate::sync::Mutex;

/// Shared by who wants a task done and the worker that does it, step by step.
#[derive(Default)]
pub(crate) struct Errand(Mutex<State>);

#[derive(Default)]
struct State {
    unwanted: bool,
    /// A thread is at it.
    running: bool,
    /// That thread does not count against the limit any more.
    aside: bool,
}

impl Errand {
    /// A thread begins a step; false if it is not wanted any more.
    pub(crate) fn begin_step(&self) -> bool {
        let mut state = self.0.lock();
        state.running = !state.unwanted;
        state.running
    }

    /// The step has ended; true if its thread did not count any more.
    pub(crate) fn end_step(&self) -> bool {
        let mut state = self.0.lock();
        state.running = false;
        std::mem::take(&mut state.aside)
    }

    /// No further step is wanted. True if a thread is at one: it stops counting.
    pub(crate) fn abandon(&self) -> bool {
        let mut state = self.0.lock();
        state.unwanted = true;
        state.step_aside()
    }

    /// It is wanted still, but nobody waits for it. True if a thread is at it: it stops counting.
    pub(crate) fn step_aside(&self) -> bool {
        self.0.lock().step_aside()
    }

    pub(crate) fn is_wanted(&self) -> bool {
        !self.0.lock().unwanted
    }
}

impl State {
    fn step_aside(&mut self) -> bool {
        let newly = self.running && !self.aside;
        self.aside |= newly;
        newly
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abandoned_errand_begins_no_step() {
        let errand = Errand::default();
        assert!(errand.begin_step() && !errand.end_step());
        assert!(!errand.abandon(), "no thread was at it");
        assert!(!errand.begin_step());
    }

    #[test]
    fn a_thread_steps_aside_once() {
        let errand = Errand::default();
        assert!(errand.begin_step());
        assert!(errand.step_aside() && !errand.step_aside() && !errand.abandon());
        assert!(errand.end_step());
        assert!(!errand.begin_step());
    }

    #[test]
    fn what_stepped_aside_goes_on() {
        let errand = Errand::default();
        assert!(errand.begin_step() && errand.step_aside() && errand.end_step());
        assert!(errand.begin_step() && !errand.end_step());
    }
}
