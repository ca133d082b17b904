//! The loopback port of a sign-in in the browser: whoever visits it, and however, the player gets in and reads the truth.

mod common;

use common::account::*;
use common::*;
use kinpass_sandbox::Consent;
use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

const LINKED: &str = "You’re linked";
const IN_BROWSER: SignIn<'static> = SignIn {
    method: BROWSER,
    redirect: "",
    redirect_port: 0,
    timeout_ms: 0,
    opens_browser: false,
    link_again: false,
    external: "",
    page_title: "",
    page_accent: "",
    page_failure_html: "",
};

fn sandbox(consent: Consent) -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.consent = consent);
    sandbox
}

/// Signs a player in; `visit` is what happens at the address that Discord sends the browser to.
fn sign_in(sandbox: &Sandbox, how: SignIn<'_>, visit: impl Fn(&str)) -> (Player, Event) {
    let player = Player::open(&Setup::at(&sandbox.url()));
    let operation = player.start(&Ask::SignIn(how));
    let event = player.finish(operation, |event| visit(&redirect_of(event.url.as_ref().expect("a page"))));
    (player, event)
}

/// Host and port, and the rest.
fn parts(redirect: &str) -> (&str, String) {
    let (authority, path) = redirect.strip_prefix("http://").and_then(|it| it.split_once('/')).expect("an address");
    (authority, format!("/{path}"))
}

/// Sends something, and reads all that comes back.
fn say(redirect: &str, text: &str) -> String {
    let mut stream = TcpStream::connect(parts(redirect).0).expect("somebody listens");
    stream.write_all(text.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("a whole answer");
    answer
}

fn request(method: &str, redirect: &str) -> String {
    say(redirect, &format!("{method} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", parts(redirect).1))
}

#[test]
fn silent_visitors_do_not_keep_the_browser_out() {
    let sandbox = sandbox(Consent::Allow);
    let silent = RefCell::new(Vec::new());
    let (_player, event) = sign_in(&sandbox, IN_BROWSER, |redirect| {
        for number in 0..60 {
            let mut stream = TcpStream::connect(parts(redirect).0).unwrap();
            // Some begin, and never end.
            stream.write_all(&b"GET / HT"[..number % 8]).unwrap();
            silent.borrow_mut().push(stream);
        }
        assert!(visit(redirect).contains(LINKED));
    });
    assert_eq!(event.status, KINPASS_OK);
    assert_eq!(silent.borrow().len(), 60);
}

#[test]
fn the_page_says_what_became_of_the_code() {
    let sandbox = sandbox(Consent::Allow);
    for (fault, status, words) in [
        (Action::status(400), KINPASS_ERROR_INVALID_GRANT, "could not be linked"),
        (Action::Unavailable { retry_after: None }, KINPASS_OK, LINKED),
    ] {
        sandbox.fault(Fault::once(TOKEN_ROUTE, fault));
        let page = RefCell::default();
        let (_player, event) = sign_in(&sandbox, IN_BROWSER, |redirect| _ = page.replace(visit(redirect)));
        assert_eq!(event.status, status);
        assert!(page.borrow().contains(words), "{page:?}");
    }
}

#[test]
fn a_second_visit_reads_the_same() {
    for (consent, status, words) in
        [(Consent::Allow, KINPASS_OK, LINKED), (Consent::Deny, KINPASS_ERROR_ACCESS_DENIED, "Not linked")]
    {
        let sandbox = sandbox(consent);
        let kept = RefCell::default();
        let (player, event) = sign_in(&sandbox, IN_BROWSER, |redirect| {
            // A prefetch, whose connection is gone before the page is there.
            TcpStream::connect(parts(redirect).0)
                .and_then(|mut stream| write!(stream, "GET {} HTTP/1.1\r\n\r\n", parts(redirect).1))
                .unwrap();
            assert!(visit(redirect).contains(words));
            kept.replace(redirect.to_owned());
        });
        assert_eq!(event.status, status);
        // The player reloads, and the game has long gone on.
        assert!(visit(&kept.borrow()).contains(words));
        assert!(request("HEAD", &kept.borrow()).starts_with("HTTP/1.1 200 OK"));
        let wrong = kept.borrow().replace("state=", "state=x");
        assert!(visit(&wrong).contains("Not this sign-in"));
        assert!(sandbox.count(TOKEN_ROUTE) <= 1, "the code is exchanged once");
        // It holds nobody up.
        assert_eq!(player.client.destroy().0, KINPASS_OK);
        assert!(TcpStream::connect(parts(&kept.borrow()).0).is_err(), "the port is closed with the client");
    }
}

#[test]
fn a_preview_uses_nothing_up() {
    let sandbox = sandbox(Consent::Allow);
    let (_player, event) = sign_in(&sandbox, IN_BROWSER, |redirect| {
        let head = request("HEAD", redirect);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        assert_eq!(sandbox.count(TOKEN_ROUTE), 0);
        assert!(visit(redirect).contains(LINKED));
    });
    assert_eq!((event.status, sandbox.count(TOKEN_ROUTE)), (KINPASS_OK, 1));
}

#[test]
fn whatever_is_asked_gets_a_whole_answer() {
    let sandbox = sandbox(Consent::Allow);
    let (_player, event) = sign_in(&sandbox, IN_BROWSER, |redirect| {
        let options = request("OPTIONS", redirect);
        assert!(options.starts_with("HTTP/1.1 204 No Content\r\nAllow: GET, HEAD, OPTIONS\r\n"), "{options}");
        let post = say(redirect, "POST /callback HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");
        assert!(post.starts_with("HTTP/1.1 405 ") && post.contains("Allow: GET, HEAD, OPTIONS\r\n"), "{post}");
        let large = format!("GET /callback HTTP/1.1\r\nCookie: {}\r\n\r\n", "x".repeat(60_000));
        let large = say(redirect, &large);
        assert!(large.starts_with("HTTP/1.1 431 ") && large.ends_with("</html>\n"), "{large}");
        assert!(request("GET", &format!("http://{}/favicon.ico", parts(redirect).0)).starts_with("HTTP/1.1 404 "));
        assert!(say(redirect, "\r\n\r\n").starts_with("HTTP/1.1 405 "));
        assert!(visit(redirect).contains(LINKED));
    });
    assert_eq!(event.status, KINPASS_OK);
}

/// Another sign-in's last page is still served there.
#[test]
fn a_port_of_the_hosts_choice_is_free_again() {
    let sandbox = sandbox(Consent::Allow);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let how = SignIn { redirect_port: free.into(), ..IN_BROWSER };
    // Both clients live until the end.
    let both = [0, 1].map(|_| sign_in(&sandbox, how, |redirect| assert!(visit(redirect).contains(LINKED))));
    assert_eq!(both.map(|(_player, event)| event.status), [KINPASS_OK; 2]);
}

#[test]
fn players_at_the_same_time_keep_apart() {
    let sandbox = sandbox(Consent::Allow);
    let players: Vec<_> = (0..6).map(|_| Player::open(&Setup::at(&sandbox.url()))).collect();
    let operations: Vec<_> = players.iter().map(|player| player.start(&Ask::SignIn(IN_BROWSER))).collect();
    let redirects: Vec<_> = players
        .iter()
        .map(|player| {
            loop {
                kinpass::ffi::client::kinpass_client_wait(player.client.handle, 1000);
                if let Some(event) = player.client.pull() {
                    break redirect_of(event.url.as_ref().expect("a page"));
                }
            }
        })
        .collect();
    let authorities: Vec<_> = redirects.iter().map(|redirect| parts(redirect).0).collect();
    for (at, redirect) in redirects.iter().enumerate() {
        let next = authorities[(at + 1) % authorities.len()];
        assert!(visit(&redirect.replace(authorities[at], next)).contains("Not this sign-in"));
    }
    for ((player, operation), redirect) in players.iter().zip(operations).zip(&redirects) {
        assert!(visit(redirect).contains(LINKED));
        assert_eq!(player.finish(operation, |_| {}).status, KINPASS_OK);
    }
    assert_eq!((sandbox.count(TOKEN_ROUTE), sandbox.code_reuse_count()), (6, 0));
}
