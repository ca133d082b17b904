//! The player's part: the consent page in the browser, and the redirect.

use super::{Client, ExchangeCode, Status, string};
use kinpass::ffi::authorize::*;
use kinpass::ffi::external::*;
use kinpass::ffi::provisional::*;
use kinpass::ffi::text::kinpass_buffer;
use std::io::{Read, Write};
use std::net::TcpStream;

/// What `kinpass_discord_create_authorization` makes.
pub struct Authorization {
    pub url: String,
    pub code_verifier: String,
    pub state: String,
}

pub fn create_authorization(client: &Client, redirect_uri: &str) -> Authorization {
    let mut options = std::mem::MaybeUninit::<kinpass_discord_create_authorization_options>::uninit();
    let mut options = unsafe {
        let size = size_of::<kinpass_discord_create_authorization_options>();
        assert_eq!(kinpass_discord_create_authorization_options_init(options.as_mut_ptr(), size), Status::KINPASS_OK);
        options.assume_init()
    };
    options.redirect_uri = string(redirect_uri);
    let mut texts = [vec![0_u8; 2048], vec![0; 129], vec![0; 65]];
    let mut buffers =
        texts.each_mut().map(|text| kinpass_buffer { data: text.as_mut_ptr().cast(), capacity: text.len(), size: 0 });
    let [url, verifier, state] = buffers.each_mut().map(std::ptr::from_mut);
    let made = unsafe { kinpass_discord_create_authorization(client.handle, &options, url, verifier, state) };
    assert_eq!(made, Status::KINPASS_OK);
    let mut filled = texts.into_iter().zip(&buffers).map(|(mut text, buffer)| {
        assert_eq!(text[buffer.size], 0, "a zero byte follows");
        text.truncate(buffer.size);
        String::from_utf8(text).expect("UTF-8")
    });
    Authorization { url: filled.next().unwrap(), code_verifier: filled.next().unwrap(), state: filled.next().unwrap() }
}

/// Lets the player consent (as the sandbox is set), and gives what a host hands to `kinpass_discord_exchange_code`.
pub fn consent(client: &Client, redirect_uri: &str) -> ExchangeCode {
    let authorization = create_authorization(client, redirect_uri);
    let location = redirect(&authorization.url);
    let location = reqwest::Url::parse(&location).expect("an address");
    let find = |wanted: &str| {
        location.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    assert_eq!(find("state"), authorization.state);
    ExchangeCode {
        code: find("code"),
        redirect_uri: redirect_uri.into(),
        code_verifier: authorization.code_verifier,
        ..ExchangeCode::default()
    }
}

/// Opens a page that redirects, and tells where to.
pub fn redirect(url: &str) -> String {
    let answer = get(url);
    let location = answer.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("location").then(|| value.trim().to_owned())
    });
    location.unwrap_or_else(|| panic!("no redirect: {answer}"))
}

/// Opens a page as a browser would: the answer as it comes.
pub fn get(url: &str) -> String {
    let (authority, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an http address");
    let mut stream = TcpStream::connect(authority).expect("somebody listens");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n").expect("it is sent");
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

/// Consents wherever an operation asks for it: opens its page, and the redirect.
pub fn consent_in_browser(event: &super::Event) {
    if event.kind == super::event::AUTHORIZATION_URL {
        let page = event.url.as_ref().expect("a page");
        get(&redirect(page));
    }
}
