//! The options structs as a host may fill them: any size, any number, texts that are none.

use super::*;
use kinpass::ffi::account::*;
use kinpass::ffi::authorize::*;
use kinpass::ffi::discord::*;
use kinpass::ffi::handle::{kinpass_account, kinpass_operation};
use kinpass::ffi::lootlocker::*;
use kinpass::ffi::provisional::*;
use kinpass::ffi::request::*;
use kinpass::ffi::sign_in::*;
use kinpass::ffi::tokens::*;
use std::sync::{Mutex, OnceLock};

/// Bytes, taken one after the other; zeroes when there are no more.
struct Source<'a>(&'a [u8]);

impl<'a> Source<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    fn number<const SIZE: usize>(&mut self) -> [u8; SIZE] {
        std::array::from_fn(|_| self.byte())
    }

    fn i32(&mut self) -> i32 {
        // Small ones make sense more often.
        let first = self.byte();
        if first < 200 { i32::from(first) - 1 } else { i32::from_le_bytes(self.number()) }
    }

    fn u32(&mut self) -> u32 {
        self.i32() as u32
    }

    fn u64(&mut self) -> u64 {
        let first = self.byte();
        if first < 200 { first.into() } else { u64::from_le_bytes(self.number()) }
    }

    /// By the first byte absent, absent with a size, something that makes sense, or so many bytes of any kind.
    fn string(&mut self) -> kinpass_string {
        const WELL: [&str; 6] = ["1100000000000000011", "1.2.3", "https://example.com", "/path", "GET", "{\"a\":[1]}"];
        match self.byte() {
            0 => kinpass_string { data: std::ptr::null(), size: 0 },
            1 => kinpass_string { data: std::ptr::null(), size: self.byte().into() },
            at @ 2..8 => string(WELL[usize::from(at - 2)]),
            size => {
                let text = self.take(size.into());
                kinpass_string { data: text.as_ptr().cast(), size: text.len() }
            }
        }
    }

    /// The struct as older and newer headers have it: shorter, or with a tail, which may be in use.
    fn sized<T: Copy>(&mut self, options: &mut T) -> Vec<usize> {
        let whole = size_of::<T>();
        let given = match self.byte() {
            0..200 => whole,
            other => usize::from(u16::from_le_bytes([other, self.byte()])) % (whole + 64),
        };
        // In words, for the alignment; behind a short one nothing is read, so nothing is there.
        let mut words = vec![0_usize; given.max(size_of::<usize>()).div_ceil(size_of::<usize>())];
        let (from, to) = (std::ptr::from_ref(options).cast::<u8>(), words.as_mut_ptr().cast::<u8>());
        // SAFETY: both are at least that long.
        unsafe { std::ptr::copy_nonoverlapping(from, to, given.min(whole)) };
        if given > whole && self.byte() > 128 {
            *words.last_mut().expect("it has a size") |= usize::from(self.byte()) << 8;
        }
        words[0] = given;
        words
    }
}

/// A client that talks to nobody, with an account.
fn host() -> (kinpass_client, kinpass_account) {
    static HOST: OnceLock<(u64, u64)> = OnceLock::new();
    let (client, account) = *HOST.get_or_init(|| {
        let client = create(&config(NOWHERE));
        let mut options = defaults::<kinpass_account_open_options>();
        options.player_key = string("ada");
        let mut account = kinpass_account { id: 0 };
        let opened = unsafe { kinpass_account_open(client, &options, std::ptr::null(), &mut account) };
        assert_eq!(opened, Status::KINPASS_OK);
        (client.id, account.id)
    });
    (kinpass_client { id: client }, kinpass_account { id: account })
}

/// One struct, chosen by the first byte, is filled with the rest and handed to its function. What it starts
/// completes once: nobody answers.
pub fn options(data: &[u8]) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (client, account) = host();
    let mut from = Source(data);
    let heard = Heard::new();
    let callback = heard.callback();
    let mut operation = kinpass_operation { id: 0 };
    let status = start(from.byte(), &mut from, client, account, &callback, &mut operation);
    if status != Status::KINPASS_OK || operation.id == 0 {
        // Refused, or none that starts an operation: the callback was not taken.
        unsafe { forget(callback.user_data) };
        assert!(!heard.has_begun());
        assert_ne!(status, Status::KINPASS_ERROR_INTERNAL);
        return;
    }
    heard.receive(client, Heard::is_complete);
    wait_for_worker(client);
}

/// Fills the fields of a struct, each by its kind.
macro_rules! fill {
    ($type:ty, $from:ident, $($field:ident: $kind:ident),*) => {{
        let mut options = defaults::<$type>();
        $(options.$field = $from.$kind();)*
        $from.sized(&mut options)
    }};
}

fn start(
    which: u8,
    from: &mut Source<'_>,
    client: kinpass_client,
    account: kinpass_account,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    unsafe {
        match which % 12 {
            0 => {
                let options = fill!(kinpass_lootlocker_start_session_options, from, access_token: string, refresh_token: string,
                    game_key: string, game_version: string, player_name: string, timezone: string);
                kinpass_lootlocker_start_session(client, options.as_ptr().cast(), callback, operation)
            }
            1 => {
                let options = fill!(kinpass_lootlocker_refresh_session_options, from, refresh_token: string, game_key: string,
                    game_version: string);
                kinpass_lootlocker_refresh_session(client, options.as_ptr().cast(), callback, operation)
            }
            2 => {
                let options = fill!(kinpass_discord_exchange_child_token_options, from, parent_access_token: string,
                    child_application_id: string, parent_expires_in_s: u64);
                kinpass_discord_exchange_child_token(client, options.as_ptr().cast(), callback, operation)
            }
            3 => {
                let options = fill!(kinpass_discord_exchange_code_options, from, code: string, redirect_uri: string,
                    code_verifier: string, external_auth_type: i32, external_auth_token: string);
                kinpass_discord_exchange_code(client, options.as_ptr().cast(), callback, operation)
            }
            4 => {
                let options = fill!(kinpass_discord_authorize_device_options, from, scope: string, external_auth_type: i32,
                    external_auth_token: string);
                kinpass_discord_authorize_device(client, options.as_ptr().cast(), callback, operation)
            }
            5 => {
                let options = fill!(kinpass_discord_provisional_options, from, external_auth_type: i32, external_auth_token: string,
                    bot_token: string, external_user_id: string, preferred_global_name: string);
                kinpass_discord_get_provisional_token(client, options.as_ptr().cast(), callback, operation)
            }
            6 => {
                let options = fill!(kinpass_account_adopt_tokens_options, from, access_token: string, refresh_token: string,
                    expires_in_s: u64, scope: string, provisional: byte);
                kinpass_account_adopt_tokens(account, options.as_ptr().cast(), callback, operation)
            }
            7 => {
                let options = fill!(kinpass_account_get_child_token_options, from, application_id: string, min_validity_s: u32,
                    force: byte);
                kinpass_account_get_child_token(account, options.as_ptr().cast(), callback, operation)
            }
            8 => {
                let options = fill!(kinpass_account_request_options, from, service: i32, method: string, path: string,
                    body_json: string, application_id: string);
                kinpass_account_request(account, options.as_ptr().cast(), callback, operation)
            }
            9 => create_authorization(from, client),
            10 => open_account(from, client),
            _ => configure(from),
        }
    }
}

unsafe fn create_authorization(from: &mut Source<'_>, client: kinpass_client) -> Status {
    use kinpass::ffi::text::kinpass_buffer;
    let options = fill!(kinpass_discord_create_authorization_options, from, redirect_uri: string, scope: string, prompt: string,
        nonce: string);
    let mut texts = [[0_u8; 256]; 3];
    let capacity = usize::from(from.byte());
    let [url, verifier, state] =
        &mut texts.each_mut().map(|text| kinpass_buffer { data: text.as_mut_ptr().cast(), capacity, size: 0 });
    unsafe { kinpass_discord_create_authorization(client, options.as_ptr().cast(), url, verifier, state) }
}

unsafe fn open_account(from: &mut Source<'_>, client: kinpass_client) -> Status {
    let options = fill!(kinpass_account_open_options, from, player_key: string, application_id: string, game_key: string,
        game_version: string, lootlocker_token_source: i32, renew_ahead_s: u32, no_automatic_renewal: byte);
    let mut account = kinpass_account { id: 0 };
    let status = unsafe { kinpass_account_open(client, options.as_ptr().cast(), std::ptr::null(), &mut account) };
    kinpass_account_close(account);
    status
}

unsafe fn configure(from: &mut Source<'_>) -> Status {
    let config = fill!(kinpass_config, from, discord_application_id: string, discord_client_secret: string,
        discord_api_url: string, discord_authorize_url: string, child_token_url: string, child_token_authorization: string,
        lootlocker_game_key: string, lootlocker_game_version: string, lootlocker_domain_key: string, lootlocker_url: string,
        proxy_url: string, ca_certificates_pem: string, user_agent_suffix: string, connect_timeout_ms: u32,
        request_timeout_ms: u32, max_retry_delay_ms: u32, max_attempts: u32, max_in_flight: u32, max_operations: u32,
        lootlocker_game_key_field: i32, child_application_id_as_number: byte, callbacks_on_worker: byte,
        store_service: string);
    let mut client = kinpass_client { id: 0 };
    let status = unsafe { kinpass_client_create(config.as_ptr().cast(), &mut client) };
    kinpass_client_destroy(client, 20_000);
    status
}
