//! The event contract under random interleavings: whatever threads do to a client, each operation that was started
//! completes once, and its user data is released once.

mod common;

use common::ledger::{Habit, Ledger, Mode, strays};
use common::peer::closed_port;
use common::*;
use kinpass::ffi::client::*;
use kinpass::ffi::handle::kinpass_operation;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};

const CASES: u32 = 120;
const THREADS: usize = 4;
const STEPS: usize = 300;
/// So many steps have to have been done on living clients, all cases together.
const LEAST: u64 = 100_000;

/// What a thread of the host does next.
#[derive(Clone, Debug)]
enum Step {
    Start {
        peer: Peer,
        habit: Habit,
        has_function: bool,
    },
    /// The operation that this thread started so many starts ago.
    Cancel(usize),
    CancelAll,
    /// As this host receives events: by poll or by pulling.
    Receive,
    Wait,
    Release,
    Fault(Action),
}

/// Who is asked.
#[derive(Clone, Copy, Debug)]
enum Peer {
    /// A sandbox that answers, with what faults are set.
    Sandbox,
    /// Nobody: refused.
    Closed,
    /// It is refused before it is sent.
    Invalid,
}

/// A whole run of one client.
#[derive(Clone)]
struct Case {
    mode: Mode,
    threads: Vec<Vec<Step>>,
    /// A thread destroys the client in the middle of it: which, and at which step.
    destroy: Option<(usize, usize)>,
}

fn step() -> impl Strategy<Value = Step> {
    let peer = prop_oneof![4 => Just(Peer::Sandbox), 4 => Just(Peer::Closed), 1 => Just(Peer::Invalid)];
    let habit = prop_oneof![
        6 => Just(Habit::Nothing),
        1 => Just(Habit::Reenter),
        1 => Just(Habit::Start),
        1 => Just(Habit::Pull),
    ];
    let action = prop_oneof![
        Just(Action::Reset {}),
        Just(Action::Close {}),
        Just(Action::Hang {}),
        Just(Action::status(503)),
        Just(Action::MalformedJson {}),
    ];
    prop_oneof![
        40 => (peer, habit, any::<bool>())
            .prop_map(|(peer, habit, has_function)| Step::Start { peer, habit, has_function }),
        15 => (0..8_usize).prop_map(Step::Cancel),
        1 => Just(Step::CancelAll),
        30 => Just(Step::Receive),
        5 => Just(Step::Wait),
        5 => Just(Step::Release),
        4 => action.prop_map(Step::Fault),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let mode = prop_oneof![Just(Mode::Pump), Just(Mode::Pull), Just(Mode::Worker)];
    let threads = vec(vec(step(), STEPS), THREADS);
    // Late more often than early: most of a run is on a living client.
    let destroy = proptest::option::of((0..THREADS, STEPS / 2..STEPS));
    (mode, threads, destroy).prop_map(|(mode, threads, destroy)| Case { mode, threads, destroy })
}

/// Its steps are many and the threads' luck decides: how it ran tells more than they do.
impl std::fmt::Debug for Case {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?} mode, destroyed (by thread, at step): {:?}", self.mode, self.destroy)
    }
}

impl Case {
    /// Runs it, and says what was against the contract and how many steps a living client did.
    fn run(&self, sandbox: &Sandbox, closed: &str) -> (Vec<String>, u64) {
        sandbox.clear_faults();
        let setup = Setup {
            discord_api_url: closed.into(),
            max_attempts: 2,
            request_timeout_ms: 50,
            callbacks_on_worker: self.mode == Mode::Worker,
            event_callback: Some(strays()),
            ..Setup::at(&sandbox.url())
        };
        let client = setup.try_create().expect("a client");
        // Each start may start one more from its callback.
        let ledger = Ledger::new(self.mode, client, 2 * THREADS * STEPS);
        let together = Barrier::new(self.threads.len());
        let steps = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for (number, script) in self.threads.iter().enumerate() {
                let (ledger, together, steps) = (&*ledger, &together, &steps);
                scope.spawn(move || {
                    together.wait();
                    let mut operations = Vec::new();
                    for (at, step) in script.iter().enumerate() {
                        if self.destroy == Some((number, at)) {
                            destroy(ledger);
                        }
                        steps.fetch_add(u64::from(!ledger.is_destroyed()), Ordering::Relaxed);
                        self.step(step, ledger, sandbox, &mut operations);
                    }
                });
            }
        });
        let orderly = self.destroy.is_none();
        if orderly && self.mode == Mode::Pull {
            // As the header tells a host that wants to see each completion.
            assert_eq!(kinpass_client_cancel_all(client), KINPASS_OK);
            while ledger.started() > ledger.completed() as usize {
                kinpass_client_wait(client, 1000);
                ledger.pull();
            }
        }
        if orderly {
            destroy(&ledger);
        }
        // What the network still does for cancelled operations must not reach the host any more: the next cases
        // keep the worker threads of this one busy beside them.
        (ledger.close(orderly), steps.into_inner())
    }

    fn step(&self, step: &Step, ledger: &Ledger, sandbox: &Sandbox, operations: &mut Vec<kinpass_operation>) {
        let client = ledger.client();
        match step {
            Step::Start { peer, habit, has_function } => {
                let call = match peer {
                    Peer::Sandbox => Call::Ping("no session".into()),
                    Peer::Closed => Call::RevokeToken("no token".into()),
                    Peer::Invalid => Call::RevokeToken(String::new()),
                };
                // A host that pumps has functions.
                let has_function = *has_function || self.mode != Mode::Pull;
                operations.extend(ledger.start(&call, *habit, has_function));
            }
            Step::Cancel(ago) => {
                if let Some(operation) = operations.iter().nth_back(*ago) {
                    let status = kinpass_operation_cancel(*operation);
                    assert!(matches!(status, KINPASS_OK | KINPASS_ERROR_INVALID_HANDLE), "{status:?}");
                }
            }
            Step::CancelAll => drop(kinpass_client_cancel_all(client)),
            Step::Receive if self.mode == Mode::Pull => drop(ledger.pull()),
            Step::Receive => drop(unsafe { kinpass_client_poll(client, std::ptr::null_mut()) }),
            Step::Wait => drop(kinpass_client_wait(client, 1)),
            Step::Release => ledger.release_held(),
            Step::Fault(action) => sandbox.fault(Fault::once(PING_ROUTE, action.clone())),
        }
    }
}

/// Callbacks of other threads may take their time on a busy machine.
fn destroy(ledger: &Ledger) {
    assert_eq!(ledger.destroy(60_000), KINPASS_OK);
}

#[test]
fn each_operation_completes_once_and_is_released_once() {
    let config = Config {
        cases: CASES,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/proptest-regressions/events.txt"))),
        // A run depends on the threads' luck: shrinking it long would not find more.
        max_shrink_iters: 50,
        ..Config::default()
    };
    let sandbox = Sandbox::start();
    let closed = closed_port();
    let done = AtomicU64::new(0);
    let outcome = TestRunner::new(config).run(&case(), |case| {
        let (wrong, steps) = case.run(&sandbox, &closed);
        done.fetch_add(steps, Ordering::Relaxed);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let done = done.into_inner();
    assert!(done >= LEAST, "only {done} steps were done");
}
