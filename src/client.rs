//! A client: its configuration, the operations in flight, and its orderly end.

use crate::account::Accounts;
use crate::answer::{Answer, Outcome};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::events::{Event, Queue, Receiver};
use crate::gate::{Entry, Gate};
use crate::http::Http;
use crate::id::{self, IdMap, Kind};
use crate::kinds::{EventKind, OperationKind};
use crate::log::{Level, Line, Log, Sink};
use crate::operation::Operation;
use crate::status::Status;
use crate::task::{Context, Step, Task};
use crate::worker::Worker;
use once_cell::sync::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How long a destroyed client waits if the host does not say.
const FOREVER: Duration = Duration::from_secs(1 << 30);
const DEFAULT_DESTROY_TIMEOUT: Duration = Duration::from_secs(2);

/// How many log lines are kept to be pulled if the host does not say, and at most.
const DEFAULT_LOG_LINES: u32 = 256;
const MAX_LOG_LINES: u32 = 65_536;

/// Takes what a task came to.
type Done = Box<dyn FnOnce(Outcome) + Send>;

pub(crate) struct Client {
    number: u64,
    config: Config,
    log: Log,
    http: OnceCell<Http>,
    worker: Worker,
    queue: Queue,
    gate: Gate,
    operations: Mutex<Operations>,
    serial: AtomicU64,
    /// Receives the events that have no receiver of their own. Destroy lets go of it: jobs that still hang in the network
    /// keep the client itself alive for longer.
    listener: Mutex<Option<Arc<dyn Receiver>>>,
    /// A worker thread is delivering events (`callbacks_on_worker`).
    delivering: AtomicBool,
    accounts: Accounts,
}

#[derive(Default)]
struct Operations {
    open: IdMap<Arc<Operation>>,
    closed: bool,
}

impl Client {
    pub(crate) fn new(number: u64, config: Config, log: Log, listener: Option<Arc<dyn Receiver>>) -> Result<Arc<Self>> {
        let client = Arc::new(Self {
            number,
            log,
            http: OnceCell::new(),
            worker: Worker::new(config.max_in_flight),
            queue: Queue::default(),
            gate: Gate::default(),
            operations: Mutex::default(),
            serial: AtomicU64::new(1),
            listener: Mutex::new(listener),
            delivering: AtomicBool::new(false),
            accounts: Accounts::new(config.store.clone()),
            config,
        });
        let warm = client.clone();
        client.worker.submit(Box::new(move || drop(warm.http())));
        Ok(client)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    pub(crate) fn worker(&self) -> &Worker {
        &self.worker
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    pub(crate) fn handle(&self) -> u64 {
        id::compose(Kind::Client, self.number, 0)
    }

    /// A fresh handle of the client's.
    pub(crate) fn next_id(&self, kind: Kind) -> u64 {
        id::compose(kind, self.number, self.serial.fetch_add(1, Ordering::Relaxed))
    }

    /// The connections; the first call sets up TLS.
    pub(crate) fn http(&self) -> Result<&Http> {
        self.http.get_or_try_init(|| Http::new(&self.config.http, self.config.max_in_flight)).inspect_err(|error| {
            self.log.line(Level::Error, "http", format_args!("{error}"));
        })
    }

    fn operations(&self) -> MutexGuard<'_, Operations> {
        self.operations.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Opens an operation. `receiver` is made only if it can be.
    pub(crate) fn begin(
        &self,
        kind: OperationKind,
        account: u64,
        receiver: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) -> Result<u64> {
        let mut operations = self.operations();
        if operations.closed {
            return Err(Error::handle());
        }
        if operations.open.len() >= self.config.max_operations {
            return Err(Error::new(Status::KINPASS_ERROR_LIMIT, "max_operations: so many are open already"));
        }
        let id = self.next_id(Kind::Operation);
        operations.open.insert(id, Arc::new(Operation::new(id, kind, account, receiver())));
        Ok(id)
    }

    /// Has the worker do an operation's task.
    pub(crate) fn run(self: &Arc<Self>, id: u64, task: impl Task + 'static) {
        if let Some(operation) = self.operation(id) {
            let client = self.clone();
            self.worker.submit(Box::new(move || client.step(operation, Box::new(task))));
        }
    }

    fn operation(&self, id: u64) -> Option<Arc<Operation>> {
        self.operations().open.get(&id).cloned()
    }

    fn step(self: Arc<Self>, operation: Arc<Operation>, mut task: Box<dyn Task>) {
        if !operation.enter() {
            return;
        }
        let progress = |kind, answer| self.progress_of(&operation, kind, answer);
        let step = self.step_caught(&mut *task, &progress);
        if operation.leave() {
            self.worker.take_back();
        }
        match step {
            Step::Done(outcome) => self.settle(&operation, outcome),
            Step::After(_) if operation.is_done() => {}
            Step::After(delay) => {
                let client = self.clone();
                self.worker.submit_after(delay, Box::new(move || client.step(operation, task)));
            }
        }
    }

    /// Has the worker do a task that is no operation; `done` takes what it came to.
    pub(crate) fn run_apart(self: &Arc<Self>, task: impl Task + 'static, done: impl FnOnce(Outcome) + Send + 'static) {
        let client = self.clone();
        self.worker.submit(Box::new(move || client.step_apart(None, Box::new(task), Box::new(done))));
    }

    /// Has the worker do a task on behalf of an operation, whose events it sends; once that is completed, the task and `done`
    /// are dropped.
    pub(crate) fn run_for(
        self: &Arc<Self>,
        operation: u64,
        task: Box<dyn Task>,
        done: impl FnOnce(Outcome) + Send + 'static,
    ) {
        let client = self.clone();
        self.worker.submit(Box::new(move || client.step_apart(Some(operation), task, Box::new(done))));
    }

    fn step_apart(self: Arc<Self>, operation: Option<u64>, mut task: Box<dyn Task>, done: Done) {
        if operation.is_some_and(|id| !self.is_open(id)) {
            return;
        }
        let progress = |kind, answer| {
            if let Some(id) = operation {
                self.progress(id, kind, answer);
            }
        };
        match self.step_caught(&mut *task, &progress) {
            Step::Done(outcome) => done(outcome),
            Step::After(delay) => {
                let client = self.clone();
                self.worker.submit_after(delay, Box::new(move || client.step_apart(operation, task, done)));
            }
        }
    }

    /// One step of a task; a panic is an outcome like any other.
    fn step_caught(self: &Arc<Self>, task: &mut dyn Task, progress: &dyn Fn(EventKind, Answer)) -> Step {
        let step = || match self.http() {
            Ok(http) => task.step(&Context { config: &self.config, log: &self.log, http, progress }),
            Err(error) => Step::Done(error.into()),
        };
        catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| Step::Done(Error::internal("a task panicked").into()))
    }

    /// Completes an operation that no task of the worker completes by itself.
    pub(crate) fn complete(self: &Arc<Self>, id: u64, outcome: Outcome) {
        if let Some(operation) = self.operation(id) {
            self.settle(&operation, outcome);
        }
    }

    /// Sends an event of an open operation, before its completion.
    pub(crate) fn progress(self: &Arc<Self>, id: u64, kind: EventKind, answer: Answer) {
        if let Some(operation) = self.operation(id) {
            self.progress_of(&operation, kind, answer);
        }
    }

    fn progress_of(self: &Arc<Self>, operation: &Operation, kind: EventKind, answer: Answer) {
        if operation.progress(self.handle(), kind, answer, |event| self.queue.push(event)) {
            self.announce(kind, operation.kind());
        }
    }

    /// Whether an operation still waits for its completion.
    pub(crate) fn is_open(&self, id: u64) -> bool {
        self.operation(id).is_some_and(|operation| !operation.is_done())
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
        let Some(entry) = self.gate.enter(self.number) else { return };
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

    fn settle(self: &Arc<Self>, operation: &Operation, outcome: Outcome) {
        // Before the host can know of the completion, and without a lock: the log is the host's function.
        if let (Err(error), false) = (&outcome.result, operation.is_done()) {
            let (kind, attempts) = (operation.kind(), error.service.attempts);
            let text = format_args!("{kind:?}: {:?} after {attempts} attempts: {}", error.status, error.message);
            self.log.line(level_of(error.status), "operation", text);
        }
        if operation.settle(self.handle(), outcome, |event| self.queue.push(event)) {
            self.announce(EventKind::Completed, operation.kind());
        }
    }

    /// An event has been queued: with `callbacks_on_worker` somebody has to deliver it.
    fn announce(self: &Arc<Self>, kind: EventKind, operation: OperationKind) {
        self.log.line(Level::Trace, "events", format_args!("{kind:?} of {operation:?}"));
        // With its twin in `deliver_on_worker`: either this sees that nobody delivers, or who delivers sees the event.
        fence(Ordering::SeqCst);
        if self.config.callbacks_on_worker && !self.delivering.load(Ordering::Acquire) {
            let client = self.clone();
            self.worker.submit(Box::new(move || client.deliver_on_worker()));
        }
    }

    /// One worker thread at a time delivers.
    fn deliver_on_worker(&self) {
        while self.queue.len() > 0 && !self.delivering.swap(true, Ordering::AcqRel) {
            while let Some(true) = self.gate.enter(self.number).map(|entry| self.deliver_next(entry)) {}
            self.delivering.store(false, Ordering::Release);
            fence(Ordering::SeqCst);
            if self.gate.is_closed() {
                break;
            }
        }
    }

    pub(crate) fn cancel(self: &Arc<Self>, id: u64) -> Result<()> {
        let operation = self.operation(id).ok_or_else(Error::handle)?;
        self.cancel_operation(&operation);
        Ok(())
    }

    pub(crate) fn cancel_all(self: &Arc<Self>) {
        self.cancel_if(|_| true);
    }

    /// Cancels the open operations of an account.
    pub(crate) fn cancel_account(self: &Arc<Self>, account: u64) {
        self.cancel_if(|operation| operation.account() == account);
    }

    fn cancel_if(self: &Arc<Self>, wanted: impl Fn(&Operation) -> bool) {
        let open: Vec<_> = self.operations().open.values().filter(|it| wanted(it)).cloned().collect();
        open.iter().for_each(|operation| self.cancel_operation(operation));
    }

    fn cancel_operation(self: &Arc<Self>, operation: &Operation) {
        if let Some(running) = operation.cancel(self.handle(), |event| self.queue.push(event)) {
            if running {
                self.worker.give_up();
            }
            self.announce(EventKind::Completed, operation.kind());
        }
    }

    /// Delivers what waits by calling the receivers on this thread; says how many there were.
    pub(crate) fn poll(&self) -> Result<u32> {
        self.require_outside()?;
        self.require_queue_mode()?;
        let waiting = self.queue.len() as u32;
        // What the callbacks start anew is for the next poll: no callback can hold this one.
        let delivered =
            (0..waiting).take_while(|_| self.gate.enter(self.number).is_some_and(|entry| self.deliver_next(entry)));
        Ok(delivered.count() as u32)
    }

    /// Hands out the next event without calling anybody.
    pub(crate) fn next_event(&self) -> Result<Option<Event>> {
        self.require_queue_mode()?;
        if self.queue.len() == 0 {
            return Ok(None);
        }
        let _entry = self.gate.enter(self.number).ok_or_else(Error::handle)?;
        Ok(self.take_event())
    }

    pub(crate) fn wait(&self, timeout: Duration) -> Result<()> {
        self.require_outside()?;
        self.require_queue_mode()?;
        self.queue.wait(timeout, || self.gate.is_closed())
    }

    fn require_outside(&self) -> Result<()> {
        if self.is_inside_callback() { Err(Error::reentrant()) } else { Ok(()) }
    }

    fn require_queue_mode(&self) -> Result<()> {
        if self.config.callbacks_on_worker {
            return Err(Error::new(
                Status::KINPASS_ERROR_INVALID_STATE,
                "callbacks_on_worker: this client's events are delivered on a thread of the library",
            ));
        }
        Ok(())
    }

    fn listener(&self) -> MutexGuard<'_, Option<Arc<dyn Receiver>>> {
        self.listener.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The next event; with its completion in the host's hands, an operation's handle is stale.
    fn take_event(&self) -> Option<Event> {
        let mut event = self.queue.pop()?;
        event.receiver = event.receiver.or_else(|| self.listener().clone());
        if event.kind == EventKind::Completed {
            self.operations().open.remove(&event.operation);
        }
        Some(event)
    }

    /// Calls the receiver of the next event, within the gate and without a lock.
    fn deliver_next(&self, entry: Entry<'_>) -> bool {
        let Some(event) = self.take_event() else { return false };
        match &event.receiver {
            Some(receiver) if receiver.is_callable() => receiver.call(&event),
            _ => {
                let listener = self.listener().clone();
                if let Some(listener) = listener {
                    listener.call(&event);
                }
            }
        }
        drop(event);
        drop(entry);
        true
    }

    /// Replaces the log sink; waits for calls of the former one.
    pub(crate) fn set_log(&self, level: i32, sink: Option<Arc<dyn Sink>>) {
        self.log.set(level, sink, FOREVER);
    }

    /// Keeps log lines up to a level to be pulled, at most so many.
    pub(crate) fn keep_log(&self, level: i32, max_lines: u32) -> Result<()> {
        if max_lines > MAX_LOG_LINES {
            return Err(Error::argument("max_lines", "at most 65,536", max_lines));
        }
        let most = if max_lines == 0 { DEFAULT_LOG_LINES } else { max_lines };
        self.log.kept().keep(level, most as usize);
        Ok(())
    }

    /// Hands out the oldest log line that is kept.
    pub(crate) fn next_log_line(&self) -> Option<Line> {
        self.log.kept().take()
    }

    /// Ends the client: closes the gate, completes what is open as cancelled, delivers that on this thread, and waits for
    /// the host's functions that still run. The caller has removed the handle already.
    pub(crate) fn destroy(self: &Arc<Self>, timeout: Option<Duration>) -> Result<()> {
        let deadline = Instant::now() + timeout.unwrap_or(DEFAULT_DESTROY_TIMEOUT);
        let left = || deadline.saturating_duration_since(Instant::now());
        self.operations().closed = true;
        let stored = self.accounts.close(deadline);
        self.cancel_all();
        self.worker.close();
        while self.gate.enter(self.number).is_some_and(|entry| self.deliver_next(entry)) {}
        self.gate.close();
        self.queue.interrupt();
        let returned = self.gate.wait_until_empty(left());
        let logged = self.log.set(0, None, left());
        self.log.kept().keep(0, 0);
        // Nobody delivers any more: what arrived meanwhile belongs to nobody.
        while self.take_event().is_some() {}
        let listener = self.listener().take();
        drop(listener);
        if stored && returned && logged {
            Ok(())
        } else {
            Err(Error::new(Status::KINPASS_ERROR_TIMEOUT, "a function of the host has not returned"))
        }
    }

    /// Whether this thread runs one of the client's callbacks.
    pub(crate) fn is_inside_callback(&self) -> bool {
        self.gate.is_inside(self.number)
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
