//! An account that waits looks at itself at most a few times a minute, whatever it waits for.
//!
//! Needs the feature `test-hooks`, which counts. One test: the count is the process's, and so is its sleep.

mod common;
#[path = "common/sleep.rs"]
mod sleep;

use common::account::*;
use common::*;
use kinpass::ffi::client::kinpass_client_wait;
use std::time::Instant;

const WEEK: u64 = 604_800;
const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;

/// More than needed, and far less than an account that never rests.
const FEW: u64 = 10;

#[test]
fn an_account_that_waits_looks_at_itself_a_few_times() {
    while_its_parent_is_refreshed();
    while_nobody_can_renew_its_parent();
}

/// Sleeps until the player's tokens are due, with the services.
fn sleep(sandbox: &Sandbox, seconds: u64) {
    sandbox.advance(seconds);
    sleep::sleep(seconds);
}

fn while_its_parent_is_refreshed() {
    let sandbox = Sandbox::start();
    // The token route says "not now", and each refresh asks it four times, within seconds.
    sandbox.fault(Fault::always(TOKEN_ROUTE, Action::Unavailable { retry_after: None }));
    let player = Player::linked(&sandbox, &Setup { max_retry_delay_ms: 2000, ..Setup::at(&sandbox.url()) });
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    let before = kinpass::hook::looks();
    sleep(&sandbox, WEEK - 300);
    let deadline = Instant::now() + PATIENCE;
    while sandbox.count(TOKEN_ROUTE) < 4 {
        assert!(Instant::now() < deadline, "nothing is renewed");
        kinpass_client_wait(player.client.handle, 50);
    }
    let looks = kinpass::hook::looks() - before;
    assert!(looks <= FEW, "{looks} looks while the parent is refreshed");
}

fn while_nobody_can_renew_its_parent() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.child_token_seconds = WEEK / 2);
    let player = Player::open(&Setup::at(&sandbox.url()));
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    assert_eq!(player.adopt(&tokens.access_token, "", WEEK).status, KINPASS_OK);
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    let before = kinpass::hook::looks();
    sleep(&sandbox, WEEK + 1);
    player.wait_for(TOKEN_EXPIRING);
    for _ in 0..50 {
        assert_eq!(player.child_token(ALPHA).status, KINPASS_ERROR_TOKEN_NEEDED);
    }
    let looks = kinpass::hook::looks() - before;
    assert!(looks <= FEW, "{looks} looks while a new parent is waited for");
}
