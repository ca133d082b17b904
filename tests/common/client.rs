//! A client with its configuration as owned values, and its log lines collected.

use super::event::COMPLETED;
use super::{Call, Event, PATIENCE, Status, seed, string};
use kinpass::ffi::client::*;
use kinpass::ffi::config::{kinpass_config, kinpass_config_init};
use kinpass::ffi::event::{kinpass_callback, kinpass_event};
use kinpass::ffi::guard::kinpass_last_refusal;
use kinpass::ffi::handle::{kinpass_client, kinpass_operation};
use kinpass::ffi::log::*;
use kinpass::ffi::store::kinpass_store_functions;
use kinpass::ffi::text::kinpass_buffer;
use std::ffi::{CStr, c_char, c_void};
use std::sync::Mutex;
use std::time::Instant;

/// `kinpass_config`; what is empty or zero is left to the library.
#[derive(Clone, Default)]
pub struct Setup {
    pub application_id: String,
    pub client_secret: String,
    pub discord_api_url: String,
    pub discord_authorize_url: String,
    pub child_token_url: String,
    pub child_token_authorization: String,
    pub lootlocker_url: String,
    pub game_key: String,
    pub game_version: String,
    pub proxy_url: String,
    pub ca_certificates_pem: String,
    pub user_agent_suffix: String,
    pub connect_timeout_ms: u32,
    pub request_timeout_ms: u32,
    pub max_retry_delay_ms: u32,
    pub max_attempts: u32,
    pub max_in_flight: u32,
    pub max_operations: u32,
    pub game_key_field: i32,
    pub child_application_id_as_number: bool,
    pub callbacks_on_worker: bool,
    pub event_callback: Option<kinpass_callback>,
    /// A store of the host's; else the memory's.
    pub store: Option<kinpass_store_functions>,
    /// The operating system's store, under this name.
    pub system_store: String,
}

impl Setup {
    /// A client of the public publisher's first game, at a sandbox's address. It does not wait between two tries.
    pub fn at(url: &str) -> Self {
        Self {
            application_id: seed::PUBLIC_APP.into(),
            discord_api_url: format!("{url}/api/v10"),
            discord_authorize_url: format!("{url}/oauth2/authorize"),
            lootlocker_url: url.into(),
            game_key: seed::GAME_KEY_ALPHA.into(),
            proxy_url: "none".into(),
            max_retry_delay_ms: 1,
            ..Self::default()
        }
    }

    /// The same of the confidential publisher.
    pub fn confidential_at(url: &str) -> Self {
        Self {
            application_id: seed::CONFIDENTIAL_APP.into(),
            client_secret: seed::CONFIDENTIAL_SECRET.into(),
            game_key: seed::GAME_KEY_GAMMA.into(),
            ..Self::at(url)
        }
    }

    pub fn try_create(&self) -> Result<kinpass_client, Status> {
        let mut config = std::mem::MaybeUninit::<kinpass_config>::uninit();
        let initialized = unsafe { kinpass_config_init(config.as_mut_ptr(), size_of::<kinpass_config>()) };
        assert_eq!(initialized, Status::KINPASS_OK);
        let mut config = unsafe { config.assume_init() };
        config.discord_application_id = string(&self.application_id);
        config.discord_client_secret = string(&self.client_secret);
        config.discord_api_url = string(&self.discord_api_url);
        config.discord_authorize_url = string(&self.discord_authorize_url);
        config.child_token_url = string(&self.child_token_url);
        config.child_token_authorization = string(&self.child_token_authorization);
        config.lootlocker_url = string(&self.lootlocker_url);
        config.lootlocker_game_key = string(&self.game_key);
        config.lootlocker_game_version = string(&self.game_version);
        config.proxy_url = string(&self.proxy_url);
        config.ca_certificates_pem = string(&self.ca_certificates_pem);
        config.user_agent_suffix = string(&self.user_agent_suffix);
        config.connect_timeout_ms = self.connect_timeout_ms;
        config.request_timeout_ms = self.request_timeout_ms;
        config.max_retry_delay_ms = self.max_retry_delay_ms;
        config.max_attempts = self.max_attempts;
        config.max_in_flight = self.max_in_flight;
        config.max_operations = self.max_operations;
        config.lootlocker_game_key_field = self.game_key_field;
        config.child_application_id_as_number = self.child_application_id_as_number.into();
        config.callbacks_on_worker = self.callbacks_on_worker.into();
        config.event_callback = self.event_callback.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        if let Some(store) = &self.store {
            config.store = 2;
            config.store_functions = store;
        }
        if !self.system_store.is_empty() {
            config.store = 1;
            config.store_service = string(&self.system_store);
        }
        let mut client = kinpass_client { id: 0 };
        match unsafe { kinpass_client_create(&config, &mut client) } {
            Status::KINPASS_OK => Ok(client),
            status => Err(status),
        }
    }

    pub fn create(&self) -> Client {
        let handle = self.try_create().unwrap_or_else(|status| panic!("no client: {status:?}"));
        Client { handle, lines: Box::default() }
    }
}

/// A client that is destroyed when it is dropped.
pub struct Client {
    pub handle: kinpass_client,
    /// Boxed: the log function holds its address.
    lines: Box<Mutex<Vec<String>>>,
}

impl Client {
    /// Runs an operation to its completion, by pulling. Nothing else may run on this client.
    pub fn run(&self, call: &Call) -> Event {
        self.run_with(call, |event| panic!("unexpected event {event:?}"))
    }

    /// The same; `progress` sees the events before the completion.
    pub fn run_with(&self, call: &Call, mut progress: impl FnMut(&Event)) -> Event {
        let operation = self.start(call);
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "{call:?} hangs");
            kinpass_client_wait(self.handle, 1000);
            while let Some(event) = self.pull() {
                assert_eq!((event.operation, event.client), (operation.id, self.handle.id), "{event:?}");
                if event.kind == COMPLETED {
                    return event;
                }
                progress(&event);
            }
        }
    }

    pub fn start(&self, call: &Call) -> kinpass_operation {
        let started = unsafe { call.start(self.handle, std::ptr::null()) };
        started.unwrap_or_else(|status| panic!("{call:?} does not start: {status:?}"))
    }

    /// The next event, copied and released.
    pub fn pull(&self) -> Option<Event> {
        let mut event: *const kinpass_event = std::ptr::null();
        assert_eq!(unsafe { kinpass_client_next_event(self.handle, &mut event) }, Status::KINPASS_OK);
        if event.is_null() {
            return None;
        }
        let copy = unsafe { Event::copy(event) };
        assert_eq!(unsafe { kinpass_event_release(event) }, Status::KINPASS_OK);
        Some(copy)
    }

    /// From here on each log line is kept, at the most verbose level.
    pub fn collect_log(&self) {
        let lines = std::ptr::from_ref(&*self.lines).cast_mut().cast();
        assert_eq!(unsafe { kinpass_client_set_log(self.handle, 5, Some(note), lines) }, Status::KINPASS_OK);
    }

    /// From here on the library keeps each line, too, as many as it can.
    pub fn keep_log(&self) {
        self.keep_log_up_to(kinpass_log_level::Trace);
    }

    pub fn keep_log_up_to(&self, level: kinpass_log_level) {
        assert_eq!(kinpass_client_keep_log(self.handle, level as i32, 65_536), Status::KINPASS_OK);
    }

    /// The next line that the library has kept, copied and released.
    pub fn pull_line(&self) -> Option<String> {
        let mut line: *const kinpass_log_line = std::ptr::null();
        assert_eq!(unsafe { kinpass_client_next_log_line(self.handle, &mut line) }, Status::KINPASS_OK);
        let line_ref = unsafe { line.as_ref() }?;
        let read = |text| unsafe { super::event::text(text) }.expect("no part of a line is absent");
        let copy = format!("{}: {}", read(line_ref.target), read(line_ref.text));
        assert_eq!(unsafe { kinpass_log_line_release(line) }, Status::KINPASS_OK);
        Some(copy)
    }

    /// The lines so far: `target: text`.
    pub fn log(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Destroys it and tells what that came to; also its last log lines.
    pub fn destroy(self) -> (Status, Vec<String>) {
        let status = kinpass_client_destroy(self.handle, 0);
        let lines = self.log();
        (status, lines)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A second destroy is harmless: the handle is stale.
        kinpass_client_destroy(self.handle, 0);
    }
}

unsafe extern "C" fn note(_: kinpass_log_level, target: *const c_char, text: *const c_char, lines: *mut c_void) {
    let read = |text| unsafe { CStr::from_ptr(text) }.to_str().expect("log lines are UTF-8");
    let lines = unsafe { &*lines.cast::<Mutex<Vec<String>>>() };
    lines.lock().unwrap().push(format!("{}: {}", read(target), read(text)));
}

/// Why the last refused call on this thread was.
pub fn last_refusal() -> String {
    let mut text = [0_u8; 512];
    let mut buffer = kinpass_buffer { data: text.as_mut_ptr().cast(), capacity: text.len(), size: 0 };
    assert_eq!(unsafe { kinpass_last_refusal(0, &mut buffer) }, Status::KINPASS_OK);
    String::from_utf8(text[..buffer.size].to_vec()).expect("UTF-8")
}
