//! Certificates made at start: a CA that clients are told to trust, and one that they are not.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

/// The three HTTPS faces of the sandbox.
pub(crate) struct Tls {
    pub ca_pem: String,
    pub trusted: TlsAcceptor,
    pub untrusted: TlsAcceptor,
    pub wrong_host: TlsAcceptor,
}

impl Tls {
    pub fn generate() -> Self {
        let ca = authority("Kinpass sandbox CA");
        let stranger = authority("Kinpass sandbox CA that nobody trusts");
        let here = ["localhost", "127.0.0.1", "::1"];
        Self {
            ca_pem: ca.pem(),
            trusted: acceptor(&ca, &here),
            untrusted: acceptor(&stranger, &here),
            wrong_host: acceptor(&ca, &["other.example"]),
        }
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = KeyPair::generate().expect("a key can be made");
    CertifiedIssuer::self_signed(params, key).expect("a CA can be made")
}

fn acceptor(ca: &Authority, names: &[&str]) -> TlsAcceptor {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("the names are valid");
    params.use_authority_key_identifier_extension = true;
    params.extended_key_usages.push(rcgen::ExtendedKeyUsagePurpose::ServerAuth);
    let key = KeyPair::generate().expect("a key can be made");
    let certificate = params.signed_by(&key, ca).expect("a certificate can be made");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("key and certificate belong together");
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}
