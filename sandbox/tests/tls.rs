//! HTTPS: one face to trust, two that must be refused.

mod common;

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use kinpass_sandbox::{Action, Fault, Sandbox};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// One request over TLS as a client that trusts the sandbox's CA.
fn ping(sandbox: &Sandbox, url: &str, name: &str) -> io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(sandbox.ca_pem().as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let stream = TcpStream::connect(url.trim_start_matches("https://"))?;
    let mut stream = StreamOwned::new(connection, stream);
    stream.write_all(b"GET /game/ping HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn the_trusted_face_answers_under_all_its_names() {
    let sandbox = Sandbox::start();
    for name in ["localhost", "127.0.0.1", "::1"] {
        let text = ping(&sandbox, &sandbox.https_url(), name).unwrap();
        assert!(text.starts_with("HTTP/1.1 401"), "{text}");
    }
    assert_eq!(sandbox.count("GET /game/ping"), 3);
    assert!(sandbox.requests().iter().all(|request| request.tls));
}

#[test]
fn the_other_faces_are_refused() {
    let sandbox = Sandbox::start();
    let untrusted = ping(&sandbox, &sandbox.untrusted_https_url(), "localhost").unwrap_err();
    assert!(untrusted.to_string().contains("UnknownIssuer"), "{untrusted}");
    let wrong = ping(&sandbox, &sandbox.wrong_host_https_url(), "localhost").unwrap_err();
    assert!(wrong.to_string().contains("not valid for name"), "{wrong}");
    assert!(ping(&sandbox, &sandbox.wrong_host_https_url(), "other.example").is_ok());
    assert_eq!(sandbox.count("*"), 1);
    assert_eq!(sandbox.connections(), 3);
}

#[test]
fn faults_strike_over_tls_too() {
    let sandbox = Sandbox::start();
    sandbox.fault(Fault::once("*", Action::Reset {}));
    let error = ping(&sandbox, &sandbox.https_url(), "localhost").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    sandbox.fault(Fault::once("*", Action::Close {}));
    let error = ping(&sandbox, &sandbox.https_url(), "localhost").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
}
