//! Many ask at once: one exchange, one refresh, and everybody is answered.

mod common;

use common::account::*;
use common::*;
use kinpass::ffi::event::{kinpass_callback, kinpass_event};
use kinpass::ffi::handle::kinpass_operation;
use std::ffi::c_void;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Instant;

const THREADS: usize = 8;
const EACH: usize = 125;

#[derive(Default)]
struct Count {
    good: AtomicU32,
    bad: AtomicU32,
}

unsafe extern "C" fn count(event: *const kinpass_event, count: *mut c_void) {
    let (event, count) = unsafe { (&*event, &*count.cast::<Count>()) };
    let which = if event.status == KINPASS_OK { &count.good } else { &count.bad };
    which.fetch_add(1, SeqCst);
}

/// A thousand askers over eight threads; how many were answered well and badly.
fn crowd(player: &Player, ask: impl Fn() -> Ask<'static> + Sync) -> (u32, u32) {
    let answered = Count::default();
    // The player's own parts are for one thread: the crowd uses the handles only.
    let (account, address) = (player.handle, std::ptr::from_ref(&answered) as usize);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let callback =
                    kinpass_callback { function: Some(count), user_data: address as *mut c_void, release: None };
                for _ in 0..EACH {
                    let mut operation = kinpass_operation { id: 0 };
                    assert_eq!(unsafe { start(account, &ask(), &callback, &mut operation) }, KINPASS_OK);
                }
            });
        }
    });
    let deadline = Instant::now() + PATIENCE;
    let total = || answered.good.load(SeqCst) + answered.bad.load(SeqCst);
    while total() < (THREADS * EACH) as u32 {
        assert!(Instant::now() < deadline, "{} of {} answered", total(), THREADS * EACH);
        kinpass::ffi::client::kinpass_client_wait(player.client.handle, 100);
        unsafe { kinpass::ffi::client::kinpass_client_poll(player.client.handle, std::ptr::null_mut()) };
    }
    (answered.good.load(SeqCst), answered.bad.load(SeqCst))
}

#[test]
fn a_thousand_askers_share_one_exchange() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
    sandbox.fault(Fault::once(CHILD_ROUTE, Action::Delay { ms: 100 }));
    let child = || Ask::ChildToken { application_id: seed::PUBLIC_CHILD_BETA, min_validity_s: 0, force: false };
    assert_eq!(crowd(&player, child), (1000, 0));
    assert_eq!((sandbox.count(CHILD_ROUTE), sandbox.count(TOKEN_ROUTE)), (1, 0));
}

#[test]
fn and_one_refresh_when_the_parent_is_old_too() {
    let sandbox = Sandbox::start();
    let player = Player::open(&Setup::at(&sandbox.url()));
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    // As old as can be: its life is not known.
    assert_eq!(player.adopt(&tokens.access_token, &tokens.refresh_token, 0).status, KINPASS_OK);
    sandbox.fault(Fault::once(TOKEN_ROUTE, Action::Delay { ms: 100 }));
    let child = || Ask::ChildToken { application_id: seed::PUBLIC_CHILD_ALPHA, min_validity_s: 0, force: false };
    assert_eq!(crowd(&player, child), (1000, 0));
    assert_eq!((sandbox.count(TOKEN_ROUTE), sandbox.count(CHILD_ROUTE)), (1, 1));
    assert_eq!(sandbox.reuse_count(), 0);
}

#[test]
fn and_one_renewal_of_a_session() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK);
    sandbox.fault(Fault::once(SESSION_ROUTE, Action::Delay { ms: 100 }));
    assert_eq!(crowd(&player, || Ask::RefreshSession), (1000, 0));
    assert_eq!(sandbox.count(SESSION_ROUTE), 2);
}
