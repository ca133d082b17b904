//! Runs compilers side by side: as many at once as the machine has processors.

use std::num::NonZero;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::context::TEST_LIMIT;
use crate::process::{self, Finished};

/// What each command came to, in the order of the commands.
pub fn run_all(commands: Vec<Command>) -> Vec<Finished> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(commands.len());
    let queue = Mutex::new(commands.into_iter().enumerate());
    let worker = || {
        let mut done = Vec::new();
        loop {
            // The lock is for taking the next one only.
            let next = queue.lock().expect("no worker panics").next();
            match next {
                Some((at, mut command)) => done.push((at, process::run(&mut command, TEST_LIMIT))),
                None => return done,
            }
        }
    };
    let mut all = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        handles.into_iter().flat_map(|handle| handle.join().expect("no worker panics")).collect::<Vec<_>>()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, finished)| finished).collect()
}
