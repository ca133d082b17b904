//! A client: its configuration, the operations in flight, and its orderly end. It knows no accounts.

mod delivery;
mod run;

pub(crate) use run::Owner;

use crate::answer::{Answer, Outcome};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::events::{Event, Queue, Receiver};
use crate::gate::Gate;
use crate::http::Http;
use crate::id::{self, IdMap, Kind};
use crate::kinds::{EventKind, OperationKind};
use crate::log::{Level, Log};
use crate::operation::Operation;
use crate::pacing::Pacing;
use crate::status::Status;
use crate::sync::{Crowd, Deadline, Mutex};
use crate::worker::Worker;
use once_cell::sync::OnceCell;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) struct Client {
    slot: u64,
    handle: u64,
    config: Config,
    log: Log,
    http: OnceCell<Http>,
    pacing: Pacing,
    worker: Worker,
    queue: Queue,
    gate: Gate,
    operations: Mutex<Operations>,
    /// Receives the events that have no receiver of their own. Destroy lets go of it: jobs that still hang in the network
    /// keep the client itself alive for longer.
    listener: Mutex<Option<Arc<dyn Receiver>>>,
    /// A worker thread is delivering events (`callbacks_on_worker`).
    delivering: AtomicBool,
    /// It is inside meanwhile; closed when the client ends.
    deliverer: Crowd,
    /// One is about to.
    delivery_due: AtomicBool,
}

#[derive(Default)]
struct Operations {
    open: IdMap<Arc<Operation>>,
    closed: bool,
}

impl Client {
    pub(crate) fn new(slot: u64, config: Config, log: Log, listener: Option<Arc<dyn Receiver>>) -> Arc<Self> {
        let client = Arc::new(Self {
            slot,
            handle: id::next(Kind::Client, slot),
            log,
            http: OnceCell::new(),
            pacing: Pacing::new(&config.discord.api_url),
            worker: Worker::new(config.max_in_flight),
            queue: Queue::default(),
            gate: Gate::default(),
            operations: Mutex::default(),
            listener: Mutex::new(listener),
            delivering: AtomicBool::new(false),
            deliverer: Crowd::default(),
            delivery_due: AtomicBool::new(false),
            config,
        });
        let warm = client.clone();
        client.worker.submit(Box::new(move || drop(warm.http())));
        client
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    pub(crate) fn handle(&self) -> u64 {
        self.handle
    }

    /// A fresh handle of the client's.
    pub(crate) fn next_id(&self, kind: Kind) -> u64 {
        id::next(kind, self.slot)
    }

    /// The connections; the first call sets up TLS.
    fn http(&self) -> Result<&Http> {
        self.http.get_or_try_init(|| Http::new(&self.config.http, self.config.max_in_flight)).inspect_err(|error| {
            self.log.line(Level::Error, "http", format_args!("{error}"));
        })
    }

    /// Opens an operation. `receiver` is made only if it can be, and is told the handle before anybody can complete it.
    pub(crate) fn begin(
        &self,
        kind: OperationKind,
        account: u64,
        receiver: impl FnOnce(u64) -> Option<Arc<dyn Receiver>>,
    ) -> Result<Arc<Operation>> {
        let mut operations = self.operations.lock();
        if operations.closed {
            return Err(Error::handle());
        }
        if operations.open.len() >= self.config.max_operations {
            return Err(Error::new(Status::KINPASS_ERROR_LIMIT, "max_operations: so many are open already"));
        }
        self.require_thread()?;
        let id = self.next_id(Kind::Operation);
        let operation = Arc::new(Operation::new(id, kind, self.handle(), account, receiver(id)));
        operations.open.insert(id, operation.clone());
        Ok(operation)
    }

    /// Nothing is promised that no thread would ever do.
    pub(crate) fn require_thread(&self) -> Result<()> {
        match self.worker.has_thread() {
            true => Ok(()),
            false => Err(Error::new(Status::KINPASS_ERROR_LIMIT, "the system has no thread to give")),
        }
    }

    /// An operation whose completion the host does not have yet.
    pub(crate) fn operation(&self, id: u64) -> Option<Arc<Operation>> {
        self.operations.lock().open.get(&id).cloned()
    }

    /// The open operations of an account; of all without one.
    pub(crate) fn operations_of(&self, account: Option<u64>) -> Vec<Arc<Operation>> {
        let wanted = |operation: &&Arc<Operation>| account.is_none_or(|account| operation.account() == account);
        self.operations.lock().open.values().filter(wanted).cloned().collect()
    }

    /// Completes an operation, unless it is completed already.
    pub(crate) fn complete(self: &Arc<Self>, operation: &Operation, outcome: Outcome<Answer>) {
        // Before the host can know of the completion, and without a lock: the log is the host's function.
        if let (Err(error), false) = (&outcome.result, operation.is_done()) {
            let (kind, attempts) = (operation.kind(), error.service.attempts);
            let text = format_args!("{kind:?}: {:?} after {attempts} attempts: {}", error.status, error.message);
            self.log.line(level_of(error.status), "operation", text);
        }
        if operation.complete(outcome, |event| self.queue.push(event)) {
            self.announce(EventKind::Completed, operation.kind());
        }
    }

    /// Completes an operation as cancelled, and has its thread count no longer; false if it was completed already.
    pub(crate) fn cancel(self: &Arc<Self>, operation: &Operation) -> bool {
        if !operation.cancel(|event| self.queue.push(event)) {
            return false;
        }
        self.abandon(operation.errand());
        self.announce(EventKind::Completed, operation.kind());
        true
    }

    /// Sends an event of an open operation, before its completion.
    fn progress(self: &Arc<Self>, operation: &Operation, kind: EventKind, answer: Answer) {
        if operation.progress(kind, answer, |event| self.queue.push(event)) {
            self.announce(kind, operation.kind());
        }
    }

    /// Sends an event that belongs to no operation. `receiver` is asked for only while the client lives.
    pub(crate) fn emit(
        self: &Arc<Self>,
        account: u64,
        kind: EventKind,
        result: Result<Answer>,
        receiver: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) {
        match &result {
            Ok(_) => self.log.line(Level::Info, "account", format_args!("{kind:?}")),
            Err(error) => self.log.line(Level::Warn, "account", format_args!("{kind:?}: {:?}: {error}", error.status)),
        }
        let Some(entry) = self.gate.enter(self.handle) else { return };
        self.queue.push(Event {
            kind,
            operation_kind: OperationKind::None,
            client: self.handle(),
            operation: 0,
            account,
            result,
            raw: None,
            receiver: receiver(),
        });
        drop(entry);
        self.announce(kind, OperationKind::None);
    }

    /// From here on no operation starts.
    pub(crate) fn close(&self) {
        self.operations.lock().closed = true;
    }

    /// Ends the client: completes what is open as cancelled, delivers that on this thread, closes the gate, and waits for the
    /// host's functions that still run; false if one had not returned by the deadline.
    pub(crate) fn end(self: &Arc<Self>, deadline: Deadline) -> bool {
        self.close();
        for operation in self.operations_of(None) {
            self.cancel(&operation);
        }
        self.worker.close();
        self.take_over_delivery(deadline);
        self.deliver_the_rest();
        self.gate.close();
        self.queue.interrupt();
        let returned = self.gate.wait_until_empty(deadline);
        let logged = self.log.set(0, None, deadline);
        self.log.kept().keep(0, 0);
        // Nobody delivers any more: what arrived meanwhile belongs to nobody.
        while self.next_in_queue().is_some() {}
        let listener = self.listener.lock().take();
        drop(listener);
        returned && logged
    }

    /// Whether this thread runs one of the client's callbacks.
    pub(crate) fn is_inside_callback(&self) -> bool {
        self.gate.is_inside(self.handle)
    }
}

/// What the player or the host decided is no failure, and no red line in a console.
fn level_of(status: Status) -> Level {
    use Status::*;
    match status {
        KINPASS_ERROR_CANCELLED
        | KINPASS_ERROR_NOT_LINKED
        | KINPASS_ERROR_ACCESS_DENIED
        | KINPASS_ERROR_AUTHORIZATION_EXPIRED => Level::Info,
        _ => Level::Error,
    }
}
