//! Signals belong to the host: none is taken by a thread of the library, and none is caused by it.

mod common;

use common::peer::Resetter;
use common::*;

/// As in a host that is not written in Rust.
fn let_broken_pipes_kill() {
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
}

#[test]
fn a_connection_that_the_server_reset_does_not_kill_the_host() {
    let_broken_pipes_kill();
    let sandbox = Sandbox::start();
    let https = sandbox.https_url();
    let (_, port) = https.rsplit_once(':').expect("it has a port");
    let between = Resetter::start(&format!("127.0.0.1:{port}"));
    let setup =
        Setup { ca_certificates_pem: sandbox.ca_pem(), ..Setup::at(&https.replace(port, &between.port().to_string())) };
    let client = setup.create();
    for _ in 0..200 {
        let event = client.run(&Call::GetAuthorization("never-issued".into()));
        assert_eq!(event.status, KINPASS_ERROR_UNAUTHORIZED, "{event:?}");
        assert_eq!(between.end(), 1);
    }
}
