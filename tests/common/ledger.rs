//! Books on what the library owes: one completion and one release for each operation that was started.

use super::{Call, Status};
use kinpass::ffi::client::*;
use kinpass::ffi::event::{kinpass_callback, kinpass_event};
use kinpass::ffi::handle::{kinpass_client, kinpass_operation};
use std::cell::Cell;
use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize};

thread_local! {
    /// This thread is within a start function: no callback may run on it.
    static STARTING: Cell<bool> = const { Cell::new(false) };
}

/// Events that belong to no operation of a ledger: there are none.
static STRAYS: AtomicU32 = AtomicU32::new(0);

/// For `Setup::event_callback`.
pub fn strays() -> kinpass_callback {
    unsafe extern "C" fn on_stray(event: *const kinpass_event, _: *mut c_void) {
        // Those of operations without a function come here, too.
        STRAYS.fetch_add(u32::from(unsafe { (*event).user_data.is_null() }), SeqCst);
    }
    kinpass_callback { function: Some(on_stray), user_data: std::ptr::null_mut(), release: None }
}

/// How the host of a ledger receives events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Pump,
    Pull,
    Worker,
}

/// What a callback does besides looking at its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    Nothing,
    /// Calls what is not allowed in a callback.
    Reenter,
    /// Starts another operation.
    Start,
    /// Cancels everything.
    CancelAll,
    /// Pulls an event and releases it.
    Pull,
}

/// The books of one client. Must not move while operations run.
pub struct Ledger {
    mode: Mode,
    client: AtomicU64,
    tickets: Box<[Ticket]>,
    used: AtomicUsize,
    /// Somebody has called destroy.
    ending: AtomicBool,
    destroyed: AtomicBool,
    destroys: AtomicU32,
    inside: AtomicU32,
    wrong: Mutex<Vec<String>>,
    /// Kept until the end; they stay valid beyond the client.
    held: Mutex<Vec<usize>>,
}

/// The user data of one start.
struct Ticket {
    ledger: AtomicUsize,
    habit: Mutex<Habit>,
    has_function: AtomicBool,
    /// The start function returned; as a status + 1, or 0.
    returned: AtomicU32,
    operation: AtomicU64,
    completions: AtomicU32,
    releases: AtomicU32,
    inside: AtomicU32,
}

impl Ledger {
    /// Room for so many starts.
    pub fn new(mode: Mode, client: kinpass_client, room: usize) -> Box<Self> {
        let ticket = |_| Ticket {
            ledger: AtomicUsize::new(0),
            habit: Mutex::new(Habit::Nothing),
            has_function: AtomicBool::new(false),
            returned: AtomicU32::new(0),
            operation: AtomicU64::new(0),
            completions: AtomicU32::new(0),
            releases: AtomicU32::new(0),
            inside: AtomicU32::new(0),
        };
        Box::new(Self {
            mode,
            client: AtomicU64::new(client.id),
            tickets: (0..room).map(ticket).collect(),
            used: AtomicUsize::new(0),
            ending: AtomicBool::new(false),
            destroyed: AtomicBool::new(false),
            destroys: AtomicU32::new(0),
            inside: AtomicU32::new(0),
            wrong: Mutex::default(),
            held: Mutex::default(),
        })
    }

    pub fn client(&self) -> kinpass_client {
        kinpass_client { id: self.client.load(SeqCst) }
    }

    fn note(&self, wrong: impl Into<String>) {
        self.wrong.lock().unwrap().push(wrong.into());
    }

    fn expect(&self, holds: bool, what: &str) {
        if !holds {
            self.note(what);
        }
    }

    /// Starts an operation and opens an account of it.
    pub fn start(&self, call: &Call, habit: Habit, has_function: bool) -> Result<kinpass_operation, Status> {
        let ticket = self.tickets.get(self.used.fetch_add(1, SeqCst)).expect("room for all starts");
        ticket.ledger.store(std::ptr::from_ref(self) as usize, SeqCst);
        *ticket.habit.lock().unwrap() = habit;
        ticket.has_function.store(has_function, SeqCst);
        let callback = kinpass_callback {
            function: has_function.then_some(on_event as _),
            user_data: std::ptr::from_ref(ticket).cast_mut().cast(),
            release: Some(on_release),
        };
        let nested = STARTING.replace(true);
        let started = unsafe { call.start(self.client(), &callback) };
        STARTING.set(nested);
        match started {
            Ok(operation) => ticket.operation.store(operation.id, SeqCst),
            Err(Status::KINPASS_ERROR_INVALID_HANDLE | Status::KINPASS_ERROR_LIMIT) => {}
            Err(Status::KINPASS_ERROR_INVALID_ARGUMENT) => {}
            Err(other) => self.note(format!("start returned {other:?}")),
        }
        ticket.returned.store(started.err().map_or(0, |status| status as u32) + 1, SeqCst);
        started
    }

    /// Pulls one event; it is kept until [`Self::release_held`].
    pub fn pull(&self) -> Status {
        let mut event: *const kinpass_event = std::ptr::null();
        let status = unsafe { kinpass_client_next_event(self.client(), &mut event) };
        if status != Status::KINPASS_OK || event.is_null() {
            return status;
        }
        match unsafe { (*event).user_data.cast::<Ticket>().as_ref() } {
            Some(ticket) => {
                unsafe { ticket.arrived(event) };
                self.held.lock().unwrap().push(event as usize);
            }
            None => self.note("an event that belongs to no operation"),
        }
        status
    }

    /// Lets go of the events that were pulled.
    pub fn release_held(&self) {
        for event in std::mem::take(&mut *self.held.lock().unwrap()) {
            let event = event as *const kinpass_event;
            let ticket = unsafe { &*(*event).user_data.cast::<Ticket>() };
            self.expect(ticket.releases.load(SeqCst) == 0, "user data was released before its event");
            let status = unsafe { kinpass_event_release(event) };
            self.expect(status == Status::KINPASS_OK, "an event can't be released");
            self.expect(ticket.releases.load(SeqCst) == 1, "the last event was released and the user data not");
        }
    }

    /// Destroys the client; of many who try, one succeeds.
    pub fn destroy(&self, timeout_ms: u32) -> Status {
        self.ending.store(true, SeqCst);
        let status = kinpass_client_destroy(self.client(), timeout_ms);
        if status == Status::KINPASS_OK {
            self.destroyed.store(true, SeqCst);
            self.destroys.fetch_add(1, SeqCst);
        }
        status
    }

    pub fn is_destroyed(&self) -> bool {
        self.destroyed.load(SeqCst)
    }

    /// How many operations were started.
    pub fn started(&self) -> usize {
        self.used().filter(|ticket| ticket.returned.load(SeqCst) == 1).count()
    }

    /// How many completions have arrived.
    pub fn completed(&self) -> u32 {
        self.used().map(|ticket| ticket.completions.load(SeqCst)).sum()
    }

    fn used(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().take(self.used.load(SeqCst))
    }

    /// Closes the books after the client has been destroyed. `all_seen`: no completion may have been dropped.
    pub fn close(&self, all_seen: bool) -> Vec<String> {
        self.release_held();
        self.expect(STRAYS.load(SeqCst) == 0, "an event that belongs to no operation");
        self.expect(self.destroys.load(SeqCst) == 1, "the client was not destroyed exactly once");
        for (number, ticket) in self.used().enumerate() {
            let started = ticket.returned.load(SeqCst) == 1;
            let (completions, releases) = (ticket.completions.load(SeqCst), ticket.releases.load(SeqCst));
            // A host that pulls and gives no function does not see what it did not pull before destroy.
            let may_be_dropped = self.mode == Mode::Pull && !all_seen && !ticket.has_function.load(SeqCst);
            let expected = u32::from(started);
            if completions != expected && !(may_be_dropped && completions == 0) {
                self.note(format!("operation {number}: {completions} completions, expected {expected}"));
            }
            if releases != expected {
                self.note(format!("operation {number}: {releases} releases, expected {expected}"));
            }
        }
        self.wrong.lock().unwrap().clone()
    }

    /// A callback runs; what it may do.
    fn act(&self, habit: Habit) {
        use Status::*;
        let client = self.client();
        match habit {
            Habit::Nothing => {}
            Habit::Reenter => {
                // Within destroy the handle is stale already.
                let answers = [
                    unsafe { kinpass_client_poll(client, std::ptr::null_mut()) },
                    kinpass_client_wait(client, 0),
                    kinpass_client_destroy(client, 0),
                ];
                let ending = self.ending.load(SeqCst);
                let allowed = |status: &Status| match status {
                    KINPASS_ERROR_REENTRANT => true,
                    KINPASS_ERROR_INVALID_HANDLE => ending,
                    _ => false,
                };
                if !answers.iter().all(allowed) {
                    self.note(format!("poll, wait and destroy in a callback answer {answers:?}"));
                }
            }
            Habit::Start => drop(self.start(&Call::RevokeToken("from a callback".into()), Habit::Nothing, true)),
            Habit::CancelAll => drop(kinpass_client_cancel_all(client)),
            Habit::Pull => drop(self.pull()),
        }
    }
}

impl Ticket {
    fn ledger(&self) -> &Ledger {
        unsafe { &*(self.ledger.load(SeqCst) as *const Ledger) }
    }

    /// An event of this ticket is in the host's hands.
    unsafe fn arrived(&self, event: *const kinpass_event) {
        let (ledger, event) = (self.ledger(), unsafe { &*event });
        ledger.expect(event.kind as i32 == super::event::COMPLETED, "an event that is no completion");
        ledger.expect(event.client == ledger.client(), "an event of another client");
        ledger.expect(event.user_data as *const Self == std::ptr::from_ref(self), "an event with other user data");
        ledger.expect(event.error.is_null() == (event.status == Status::KINPASS_OK), "error and status differ");
        ledger.expect(self.releases.load(SeqCst) == 0, "an event after the release of its user data");
        let operation = self.operation.load(SeqCst);
        ledger.expect(operation == 0 || operation == event.operation.id, "an event of another operation");
        ledger.expect(self.completions.fetch_add(1, SeqCst) == 0, "a second completion");
    }
}

unsafe extern "C" fn on_event(event: *const kinpass_event, user_data: *mut c_void) {
    let ticket = unsafe { &*user_data.cast::<Ticket>() };
    let ledger = ticket.ledger();
    ledger.expect(!ledger.is_destroyed(), "a callback after destroy had returned");
    ledger.expect(!STARTING.get(), "a callback within a start function");
    let others = ledger.inside.fetch_add(1, SeqCst);
    ticket.inside.fetch_add(1, SeqCst);
    // But for destroy, which delivers the rest on its own thread.
    let alone = ledger.mode != Mode::Worker || others == 0 || ledger.ending.load(SeqCst);
    ledger.expect(alone, "two callbacks at once on the worker");
    unsafe { ticket.arrived(event) };
    let habit = *ticket.habit.lock().unwrap();
    ledger.act(habit);
    ticket.inside.fetch_sub(1, SeqCst);
    ledger.inside.fetch_sub(1, SeqCst);
}

unsafe extern "C" fn on_release(user_data: *mut c_void) {
    let ticket = unsafe { &*user_data.cast::<Ticket>() };
    let ledger = ticket.ledger();
    ledger.expect(ticket.inside.load(SeqCst) == 0, "user data was released while its callback ran");
    ledger.expect(ticket.releases.fetch_add(1, SeqCst) == 0, "user data was released twice");
}
