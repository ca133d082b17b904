//! Accounts, and a store of the host's that lives in memory and can fail.

use super::client::Client;
use super::event::{COMPLETED, Event};
use super::{PATIENCE, Sandbox, Setup, Status, seed, string};
use kinpass::ffi::account::*;
use kinpass::ffi::client::kinpass_client_wait;
use kinpass::ffi::event::kinpass_callback;
use kinpass::ffi::handle::{kinpass_account, kinpass_operation};
use kinpass::ffi::request::*;
use kinpass::ffi::sign_in::*;
use kinpass::ffi::store::{kinpass_store_functions, kinpass_store_sink};
use kinpass::ffi::text::kinpass_buffer;
use kinpass::ffi::tokens::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Instant;

pub const TOKEN_RENEWED: i32 = 10;
pub const CHILD_TOKEN_RENEWED: i32 = 11;
pub const SESSION_RENEWED: i32 = 12;
pub const OFFLINE: i32 = 13;
pub const ONLINE: i32 = 14;
pub const TOKEN_EXPIRING: i32 = 15;
pub const LINK_LOST: i32 = 16;
pub const SESSION_LOST: i32 = 17;
pub const BANNED: i32 = 18;
pub const STORE_FAILED: i32 = 19;

pub const SILENT: i32 = 0;
pub const BROWSER: i32 = 1;
pub const DEVICE: i32 = 2;
pub const REDIRECT: i32 = 3;
pub const PROVISIONAL: i32 = 4;

/// Options as the header allows them to begin: all zero.
pub fn zeroed<T: Copy>() -> T {
    unsafe { std::mem::zeroed() }
}

/// Zeroed options with their size: every default.
macro_rules! defaults {
    ($type:ident) => {{
        let mut options: $type = crate::common::account::zeroed();
        options.struct_size = size_of::<$type>();
        options
    }};
}
pub(crate) use defaults;

/// A host's store. Outlives the clients that use it.
#[derive(Default)]
pub struct HostStore {
    pub records: Mutex<HashMap<String, String>>,
    pub fails: AtomicBool,
    pub saves: AtomicUsize,
}

impl HostStore {
    /// It is leaked: functions of the library may hold it until the process ends.
    pub fn new() -> &'static Self {
        Box::leak(Box::default())
    }

    pub fn functions(&'static self) -> kinpass_store_functions {
        let mut functions = defaults!(kinpass_store_functions);
        functions.user_data = std::ptr::from_ref(self).cast_mut().cast();
        functions.load = Some(load);
        functions.save = Some(save);
        functions.erase = Some(erase);
        functions
    }

    pub fn record(&self) -> Option<String> {
        self.records.lock().unwrap().values().next().cloned()
    }
}

unsafe extern "C" fn load(store: *mut c_void, key: *const c_char, put: kinpass_store_sink, sink: *mut c_void) -> i32 {
    let (store, key) = unsafe { (&*store.cast::<HostStore>(), CStr::from_ptr(key)) };
    if store.fails.load(SeqCst) {
        return 7;
    }
    if let Some(record) = store.records.lock().unwrap().get(key.to_str().unwrap()) {
        unsafe { put.unwrap()(sink, record.as_ptr().cast(), record.len()) };
    }
    0
}

unsafe extern "C" fn save(store: *mut c_void, key: *const c_char, data: *const c_char, size: usize) -> i32 {
    let (store, key) = unsafe { (&*store.cast::<HostStore>(), CStr::from_ptr(key)) };
    let data = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), size) };
    if store.fails.load(SeqCst) {
        return 7;
    }
    store.saves.fetch_add(1, SeqCst);
    let record = String::from_utf8(data.to_vec()).expect("records are UTF-8");
    store.records.lock().unwrap().insert(key.to_str().unwrap().to_owned(), record);
    0
}

unsafe extern "C" fn erase(store: *mut c_void, key: *const c_char) -> i32 {
    let (store, key) = unsafe { (&*store.cast::<HostStore>(), CStr::from_ptr(key)) };
    store.records.lock().unwrap().remove(key.to_str().unwrap());
    i32::from(store.fails.load(SeqCst)) * 7
}

/// What a player asks an account for.
pub enum Ask<'a> {
    Adopt { access_token: &'a str, refresh_token: &'a str, expires_in_s: u64, provisional: bool },
    SignIn(SignIn<'a>),
    ChildToken { application_id: &'a str, min_validity_s: u32, force: bool },
    Session,
    RefreshSession,
    Request { service: i32, method: &'a str, path: &'a str, body: &'a str },
    SignOut { revoke: bool },
}

#[derive(Default, Clone, Copy)]
pub struct SignIn<'a> {
    pub method: i32,
    pub redirect: &'a str,
    /// 0 for any free one.
    pub redirect_port: u32,
    pub timeout_ms: u32,
    /// The library opens the browser.
    pub opens_browser: bool,
    pub link_again: bool,
    pub external: &'a str,
    pub page_title: &'a str,
    pub page_accent: &'a str,
    pub page_failure_html: &'a str,
}

/// One client with one account of player "player-1".
pub struct Player {
    pub client: Client,
    pub handle: kinpass_account,
    /// The account's events so far.
    pub events: RefCell<Vec<Event>>,
}

impl Player {
    /// Of the first game, with the memory store or a host's.
    pub fn open(setup: &Setup) -> Self {
        Self::open_with(setup, |_| {})
    }

    pub fn open_with(setup: &Setup, change: impl FnOnce(&mut kinpass_account_open_options)) -> Self {
        Self::open_in_with(setup.create(), change)
    }

    /// In a client that is there already.
    pub fn open_in(client: Client) -> Self {
        Self::open_in_with(client, |_| {})
    }

    fn open_in_with(client: Client, change: impl FnOnce(&mut kinpass_account_open_options)) -> Self {
        let mut options = defaults!(kinpass_account_open_options);
        options.player_key = string("player-1");
        options.application_id = string(seed::PUBLIC_CHILD_ALPHA);
        change(&mut options);
        let mut handle = kinpass_account { id: 0 };
        let status = unsafe { kinpass_account_open(client.handle, &options, std::ptr::null(), &mut handle) };
        assert_eq!(status, Status::KINPASS_OK);
        Self { client, handle, events: RefCell::default() }
    }

    /// Linked with a fresh parent token of the sandbox's.
    pub fn linked(sandbox: &Sandbox, setup: &Setup) -> Self {
        let player = Self::open(setup);
        let tokens = sandbox.link("ada", seed::PUBLIC_APP);
        let adopted = player.adopt(&tokens.access_token, &tokens.refresh_token, tokens.expires_in);
        assert_eq!(adopted.status, Status::KINPASS_OK, "{adopted:?}");
        player
    }

    pub fn adopt(&self, access_token: &str, refresh_token: &str, expires_in_s: u64) -> Event {
        self.run(&Ask::Adopt { access_token, refresh_token, expires_in_s, provisional: false })
    }

    pub fn child_token(&self, application_id: &str) -> Event {
        self.run(&Ask::ChildToken { application_id, min_validity_s: 0, force: false })
    }

    pub fn sign_in(&self, sign_in: SignIn<'_>) -> Event {
        self.run(&Ask::SignIn(sign_in))
    }

    pub fn start(&self, ask: &Ask<'_>) -> kinpass_operation {
        let mut operation = kinpass_operation { id: 0 };
        let status = unsafe { start(self.handle, ask, std::ptr::null(), &mut operation) };
        assert_eq!(status, Status::KINPASS_OK);
        operation
    }

    pub fn run(&self, ask: &Ask<'_>) -> Event {
        let operation = self.start(ask);
        self.finish(operation, |event| panic!("unexpected event {event:?}"))
    }

    /// Pulls until the completion; account events are kept, others are handed to `progress`.
    pub fn finish(&self, operation: kinpass_operation, mut progress: impl FnMut(&Event)) -> Event {
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "it hangs");
            kinpass_client_wait(self.client.handle, 1000);
            while let Some(event) = self.client.pull() {
                if event.operation == 0 {
                    self.events.borrow_mut().push(event);
                } else if event.kind != COMPLETED {
                    progress(&event);
                } else if event.operation == operation.id {
                    return event;
                }
            }
        }
    }

    /// Waits for an account event.
    pub fn wait_for(&self, kind: i32) -> Event {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let known = self.events.borrow().iter().find(|event| event.kind == kind).cloned();
            if let Some(event) = known {
                return event;
            }
            assert!(Instant::now() < deadline, "event {kind} never comes: {:?}", self.kinds());
            kinpass_client_wait(self.client.handle, 100);
            while let Some(event) = self.client.pull() {
                self.events.borrow_mut().push(event);
            }
        }
    }

    pub fn kinds(&self) -> Vec<i32> {
        self.events.borrow().iter().map(|event| event.kind).collect()
    }

    pub fn count(&self, kind: i32) -> usize {
        self.kinds().into_iter().filter(|it| *it == kind).count()
    }

    pub fn info(&self) -> kinpass_account_info {
        let mut info = defaults!(kinpass_account_info);
        assert_eq!(unsafe { kinpass_account_get_info(self.handle, &mut info) }, Status::KINPASS_OK);
        info
    }

    pub fn peek(&self, application_id: &str) -> Result<String, Status> {
        let mut text = vec![0u8; 4096];
        let mut buffer = kinpass_buffer { data: text.as_mut_ptr().cast(), capacity: text.len(), size: 0 };
        match unsafe { kinpass_account_peek_child_token(self.handle, string(application_id), 60, &mut buffer) } {
            Status::KINPASS_OK => Ok(String::from_utf8(text[..buffer.size].to_vec()).unwrap()),
            status => Err(status),
        }
    }
}

/// Starts what is asked.
///
/// # Safety
/// As the functions of the library say.
pub unsafe fn start(
    account: kinpass_account,
    ask: &Ask<'_>,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    unsafe {
        match *ask {
            Ask::Adopt { access_token, refresh_token, expires_in_s, provisional } => {
                let mut options = defaults!(kinpass_account_adopt_tokens_options);
                options.access_token = string(access_token);
                options.refresh_token = string(refresh_token);
                options.expires_in_s = expires_in_s;
                options.provisional = provisional.into();
                kinpass_account_adopt_tokens(account, &options, callback, operation)
            }
            Ask::SignIn(sign_in) => {
                let mut options = defaults!(kinpass_account_sign_in_options);
                options.method = sign_in.method;
                options.redirect = string(sign_in.redirect);
                options.timeout_ms = sign_in.timeout_ms;
                options.redirect_port = sign_in.redirect_port;
                options.host_opens_browser = (!sign_in.opens_browser).into();
                options.link_again = sign_in.link_again.into();
                options.page_title = string(sign_in.page_title);
                options.page_accent = string(sign_in.page_accent);
                options.page_failure_html = string(sign_in.page_failure_html);
                if !sign_in.external.is_empty() {
                    options.external_auth_type = 1;
                    options.external_auth_token = string(sign_in.external);
                }
                kinpass_account_sign_in(account, &options, callback, operation)
            }
            Ask::ChildToken { application_id, min_validity_s, force } => {
                let mut options = defaults!(kinpass_account_get_child_token_options);
                options.application_id = string(application_id);
                options.min_validity_s = min_validity_s;
                options.force = force.into();
                kinpass_account_get_child_token(account, &options, callback, operation)
            }
            Ask::Session => kinpass_account_get_session(account, callback, operation),
            Ask::RefreshSession => kinpass_account_refresh_session(account, callback, operation),
            Ask::Request { service, method, path, body } => {
                let mut options = defaults!(kinpass_account_request_options);
                options.service = service;
                options.method = string(method);
                options.path = string(path);
                options.body_json = string(body);
                kinpass_account_request(account, &options, callback, operation)
            }
            Ask::SignOut { revoke } => kinpass_account_sign_out(account, revoke.into(), callback, operation),
        }
    }
}

/// What a browser does: follows redirects to the loopback port, and reads the page it ends on.
pub fn visit(url: &str) -> String {
    visit_in(url, "")
}

/// The same by a player who would rather read another language.
pub fn visit_in(url: &str, accept_language: &str) -> String {
    let request = browser(reqwest::redirect::Policy::default()).get(url).header("Accept-Language", accept_language);
    request.send().expect("the page").text().expect("its text")
}

/// Where a page sends the browser.
pub fn redirect_of(url: &str) -> String {
    let answer = browser(reqwest::redirect::Policy::none()).get(url).send().expect("an answer");
    answer.headers()["location"].to_str().expect("a redirect").to_owned()
}

fn browser(policy: reqwest::redirect::Policy) -> reqwest::blocking::Client {
    // Plain HTTP only; reqwest wants a provider all the same. Whoever is first installs it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::blocking::Client::builder().redirect(policy).no_proxy().build().expect("a client")
}
