//! A panic where no task's guard is: what was asked for completes all the same, and the next question is answered.
//!
//! Needs the feature `test-hooks`, which plants them. One test: what is planted is the process's.

mod common;

use common::account::*;
use common::*;

const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;

#[test]
fn a_panic_anywhere_ends_in_a_completion() {
    let sandbox = Sandbox::start();
    let client = Setup::at(&sandbox.url()).create();
    kinpass::hook::panic_at("handed over");
    assert_eq!(client.run(&Call::Ping("any".into())).status, KINPASS_ERROR_INTERNAL);

    // In the tree, while an effect of it is done, and once a refresh has come back.
    for step in ["taken in", "performed", "unlocked"] {
        let sandbox = Sandbox::start();
        let store = HostStore::new();
        let setup = Setup { store: Some(store.functions()), ..Setup::at(&sandbox.url()) };
        let player = Player::open_with(&setup, |options| options.no_automatic_renewal = 1);
        let tokens = sandbox.link("ada", seed::PUBLIC_APP);
        assert_eq!(player.adopt(&tokens.access_token, &tokens.refresh_token, 3600).status, KINPASS_OK);
        // Only a new parent lives for so long.
        let wish = Ask::ChildToken { application_id: ALPHA, min_validity_s: 7200, force: false };
        kinpass::hook::panic_at(step);
        assert_eq!(player.run(&wish).status, KINPASS_ERROR_INTERNAL, "{step}");
        // It has begun anew, with what is stored.
        assert_eq!(player.run(&wish).status, KINPASS_OK, "{step}");
        assert_eq!((sandbox.count(TOKEN_ROUTE), sandbox.reuse_count()), (1, 0), "{step}");
    }
}
