//! Where the tokens are: in the record of the store that was chosen, and nowhere else. Files and environment are searched
//! as all texts are.

use super::common::account::*;
use super::common::*;
use super::findings::Findings;
use super::scene::{Kind, Scene, Store, sign_in};

/// Elsewhere it would be the player's own.
pub const SYSTEM: bool = cfg!(all(target_os = "linux", feature = "os-store"));

/// How it tells that it was asked: by its errors, and by the locks that it takes before.
pub const EXPECTED_OF_SYSTEM: &[&str] =
    &["StoreFailed: KINPASS_ERROR_STORE_UNAVAILABLE: the credential store", ".lock"];

/// What is stored is all that a next client finds.
pub fn all(findings: &mut Findings, sandbox: &Sandbox, kind: &Kind) {
    let mut scene = Scene::open(findings, sandbox, kind);
    let link = scene.link();
    let child = scene.child().token().access_token.clone().expect("a token");
    let session = scene.ask(&Ask::Session).session().refresh_token.clone().expect("a token");
    let records = scene.records;
    scene.end();
    let mut signs_in = |expected| {
        let mut scene = Scene::with_records(findings, sandbox, kind, records);
        assert_eq!(scene.ask(&Ask::SignIn(sign_in(SILENT))).status, expected);
        scene.end();
    };
    match kind.store {
        Store::Memory => signs_in(KINPASS_ERROR_NOT_LINKED),
        Store::System => signs_in(KINPASS_ERROR_STORE_UNAVAILABLE),
        Store::Host => {
            let record = records.record().expect("a record");
            for token in [&link.access_token, &link.refresh_token, &child, &session] {
                assert!(record.contains(token.as_str()), "the record holds the tokens");
            }
            signs_in(KINPASS_OK);
            records.records.lock().unwrap().clear();
            signs_in(KINPASS_ERROR_NOT_LINKED);
        }
    }
}
