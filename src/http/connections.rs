//! A client of reqwest's with its pool. It joins its thread when it is dropped: no thread of the host's waits for that.

use crate::sync::Mutex;
use crate::system::fork::PerProcess;
use crate::system::signals::Blocked;
use reqwest::blocking::Client;
use std::thread;

pub(super) struct Connections {
    /// Until it is dropped.
    client: Option<Client>,
}

impl Connections {
    pub(super) fn of(client: Client) -> Self {
        Self { client: Some(client) }
    }

    pub(super) fn client(&self) -> &Client {
        self.client.as_ref().expect("it is not dropped")
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        static LEFT: PerProcess<Mutex<Vec<Client>>> = PerProcess::new();
        LEFT.get().lock().extend(self.client.take());
        let farewell = || {
            let left = std::mem::take(&mut *LEFT.get().lock());
            drop(left);
        };
        let _quiet = Blocked::new();
        // Where no thread can be had they are left to the next one's.
        let _ = thread::Builder::new().name("kinpass-end".into()).spawn(farewell);
    }
}
