//! Runs independent work side by side: as much at once as the machine has processors.

use std::num::NonZero;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::context::TEST_LIMIT;
use crate::process::{self, Finished};

/// What each command came to, in the order of the commands.
pub fn run_all(commands: Vec<Command>) -> Vec<Finished> {
    map(commands, |mut command| process::run(&mut command, TEST_LIMIT))
}

/// `work` on each item; the results in the order of the items.
pub fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let worker = || {
        let mut done = Vec::new();
        loop {
            // The lock is for taking the next one only.
            let next = queue.lock().expect("no worker panics").next();
            match next {
                Some((at, item)) => done.push((at, work(item))),
                None => return done,
            }
        }
    };
    let mut all = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        handles.into_iter().flat_map(|handle| handle.join().expect("no worker panics")).collect::<Vec<_>>()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}
