//! Proxies of the environment: used for what goes out, never for what stays on this machine.

mod common;

use common::peer::{Proxy, Socks};
use common::*;

const VARIABLES: [&str; 8] =
    ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

/// An address that is nowhere: only a proxy can be asked for it.
const ELSEWHERE: &str = "https://kinpass.invalid";

/// Runs one request with these variables only. The environment is the process's, so this program has one test.
fn run(variables: &[(&str, &str)], setup: &Setup, call: &Call) -> Event {
    for name in VARIABLES {
        unsafe { std::env::remove_var(name) };
    }
    for (name, value) in variables {
        unsafe { std::env::set_var(name, value) };
    }
    setup.create().run(call)
}

#[test]
fn the_environments_proxy_is_for_what_leaves_this_machine() {
    let sandbox = Sandbox::start();
    let ping = Call::Ping("never-issued".into());
    let proxy = Proxy::start();
    let url = proxy.url("");
    let by_environment = |base: &str| Setup { proxy_url: String::new(), max_attempts: 1, ..Setup::at(base) };

    // Tokens to this machine go in clear: they never leave it.
    let port = sandbox.url().rsplit_once(':').expect("it has a port").1.to_owned();
    let mut local = vec![sandbox.url(), format!("http://localhost:{port}")];
    local.extend(peer::ipv6_relay(&sandbox.url()));
    for base in &local {
        for variables in [
            &[("HTTP_PROXY", &*url), ("HTTPS_PROXY", &*url)][..],
            &[("http_proxy", &*url), ("no_proxy", "example.com")],
            &[("ALL_PROXY", &*url)],
        ] {
            let event = run(variables, &by_environment(base), &ping);
            assert_eq!(event.status, KINPASS_ERROR_UNAUTHORIZED, "{base} {variables:?}");
            assert_eq!(proxy.take(), Vec::<String>::new(), "{base} {variables:?}");
        }
    }

    // What goes elsewhere takes it, also if a variable is there and empty.
    for variables in [
        &[("HTTPS_PROXY", &*url)][..],
        &[("https_proxy", &*url)],
        &[("HTTPS_PROXY", ""), ("https_proxy", &*url)],
        &[("HTTPS_PROXY", " "), ("ALL_PROXY", &*url)],
        &[("all_proxy", url.strip_prefix("http://").unwrap())],
        &[("HTTPS_PROXY", &*url), ("NO_PROXY", "example.com,.invalid.example")],
    ] {
        run(variables, &by_environment(ELSEWHERE), &ping);
        let lines = proxy.take();
        assert!(lines.first().is_some_and(|line| line.starts_with("CONNECT kinpass.invalid:443 ")), "{variables:?}");
    }
    for variables in [
        &[("HTTPS_PROXY", &*url), ("NO_PROXY", "invalid")][..],
        &[("HTTPS_PROXY", &*url), ("no_proxy", "*")],
        &[("HTTP_PROXY", &*url)],
    ] {
        let event = run(variables, &by_environment(ELSEWHERE), &ping);
        assert_eq!((event.status, proxy.take().len()), (KINPASS_ERROR_CONNECT, 0), "{variables:?}");
    }
    let off = Setup { proxy_url: "none".into(), ..by_environment(ELSEWHERE) };
    run(&[("HTTPS_PROXY", &url)], &off, &ping);
    assert_eq!(proxy.take(), Vec::<String>::new());

    // SOCKS, with names that the proxy looks up.
    let https = sandbox.https_url();
    let socks = Socks::start(https.rsplit_once("://").unwrap().1.replace("localhost", "127.0.0.1"));
    run(&[("ALL_PROXY", &socks.url("socks5h", ""))], &by_environment(ELSEWHERE), &ping);
    assert_eq!(socks.take(), ["kinpass.invalid:443"]);
    let trusting = Setup { ca_certificates_pem: sandbox.ca_pem(), max_attempts: 1, ..Setup::at(&https) };
    for user in ["", "user:pa%20ss@"] {
        let by_socks = Setup { proxy_url: socks.url("socks5h", user), ..trusting.clone() };
        assert_eq!(run(&[], &by_socks, &ping).status, KINPASS_ERROR_UNAUTHORIZED, "{user}");
        let mut expected = vec![https.replace("https://", "")];
        if !user.is_empty() {
            expected.insert(0, "user:pa ss".into());
        }
        assert_eq!(socks.take(), expected);
    }
}
