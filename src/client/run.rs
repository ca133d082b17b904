//! How the worker does a client's tasks: one way for all, as the errand of whom they serve.

use super::Client;
use crate::answer::{Answer, Outcome};
use crate::errand::Errand;
use crate::error::Error;
use crate::hook;
use crate::kinds::EventKind;
use crate::operation::Operation;
use crate::task::{Context, Step, Task};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

/// Whom a task serves: an operation, or something that an account does for itself.
#[derive(Clone)]
pub(crate) struct Owner {
    errand: Arc<Errand>,
    /// Receives the events on the way.
    operation: Option<Arc<Operation>>,
}

impl From<&Arc<Operation>> for Owner {
    fn from(operation: &Arc<Operation>) -> Self {
        Self { errand: operation.errand().clone(), operation: Some(operation.clone()) }
    }
}

impl From<&Arc<Errand>> for Owner {
    fn from(errand: &Arc<Errand>) -> Self {
        Self { errand: errand.clone(), operation: None }
    }
}

/// Takes what a task came to.
type Done<T> = Box<dyn FnOnce(Outcome<T>) + Send>;

impl Client {
    /// Has the worker do a task, whose outcome completes the operation.
    pub(crate) fn start<T: Into<Answer> + 'static>(
        self: &Arc<Self>,
        operation: Arc<Operation>,
        task: impl Task<Output = T> + 'static,
    ) {
        let client = self.clone();
        let owner = Owner::from(&operation);
        self.run(owner, task, move |outcome| client.complete(&operation, outcome.map(Into::into)));
    }

    /// Has the worker do a task. `done` takes what it came to: cancelled, where the owner lost interest before it was done.
    /// When the client ends, tasks that wait are dropped, and `done` with them.
    pub(crate) fn run<T: 'static>(
        self: &Arc<Self>,
        owner: impl Into<Owner>,
        task: impl Task<Output = T> + 'static,
        done: impl FnOnce(Outcome<T>) + Send + 'static,
    ) {
        let (client, owner) = (self.clone(), owner.into());
        let (task, done) = (Box::new(task), Box::new(done));
        self.worker.submit(Box::new(move || client.step(owner, task, done)));
    }

    fn step<T: 'static>(self: Arc<Self>, owner: Owner, mut task: Box<dyn Task<Output = T>>, done: Done<T>) {
        if !owner.errand.begin_step() {
            return self.hand_over(&owner, done, Error::cancelled().into());
        }
        let step = self.step_caught(&owner, &mut *task);
        if owner.errand.end_step() {
            self.worker.count_again();
        }
        match step {
            Step::Done(outcome) => self.hand_over(&owner, done, outcome),
            Step::After(_) if !owner.errand.is_wanted() => {
                self.hand_over(&owner, done, Error::cancelled().into());
            }
            Step::After(delay) => {
                let client = self.clone();
                self.worker.submit_after(delay, Box::new(move || client.step(owner, task, done)));
            }
        }
    }

    /// Tells what a task came to. Should that panic, its operation is completed all the same.
    fn hand_over<T>(self: &Arc<Self>, owner: &Owner, done: Done<T>, outcome: Outcome<T>) {
        let told = catch_unwind(AssertUnwindSafe(|| {
            if owner.operation.is_some() {
                hook::at("handed over");
            }
            done(outcome);
        }));
        if let (Err(_), Some(operation)) = (told, &owner.operation) {
            self.complete(operation, Error::internal("taking the answer in panicked").into());
        }
    }

    /// One step of a task; a panic is an outcome like any other.
    fn step_caught<T>(self: &Arc<Self>, owner: &Owner, task: &mut dyn Task<Output = T>) -> Step<T> {
        let progress = |kind: EventKind, answer| {
            if let Some(operation) = &owner.operation {
                self.progress(operation, kind, answer);
            }
        };
        let afterwards = |task: Box<dyn Task<Output = ()>>| self.run(&Arc::<Errand>::default(), task, drop);
        let context = Context {
            config: &self.config,
            log: &self.log,
            http: &|| self.http(),
            pacing: &self.pacing,
            progress: &progress,
            afterwards: &afterwards,
        };
        let step = || task.step(&context);
        catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| Error::internal("a task panicked").into())
    }

    /// An errand is not wanted any more: no further step is made, and its thread, if one hangs in the network, does not count.
    pub(crate) fn abandon(&self, errand: &Errand) {
        if errand.abandon() {
            self.worker.stop_counting();
        }
    }

    /// Nobody waits for an errand now, but it is to be brought to its end.
    pub(crate) fn step_aside(&self, errand: &Errand) {
        if errand.step_aside() {
            self.worker.stop_counting();
        }
    }

    /// Runs a short job after a time.
    pub(crate) fn after(&self, delay: Duration, job: impl FnOnce() + Send + 'static) {
        self.worker.submit_after(delay, Box::new(job));
    }
}
