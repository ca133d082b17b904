//! Each rule of publisher authentication as a test of its own, on the pure state machine.

use super::*;
use crate::account::ask::{Ask, ChildToken, Service, SignInMethod};
use crate::account::end::End;
use crate::answer::Token;
use crate::discord::authorize::Page;
use crate::http::Method;
use crate::kinds::{EventKind, TokenKind};
use crate::status::Status::{self, *};

const ALPHA: &str = "11";
const BETA: &str = "12";
const DAY: u64 = 86_400;
/// The services' time when the tests begin.
pub(super) const NOON: i64 = 1_800_000_000;

pub(super) fn settings() -> Settings {
    Settings {
        parent_application: "1".into(),
        application: Some(ALPHA.into()),
        session_from_parent: false,
        renew_ahead: None,
        automatic_renewal: true,
    }
}

pub(super) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(super) fn moment(at: u64) -> Moment {
    Moment::after(seconds(at))
}

pub(super) fn error(status: Status) -> Error {
    let mut error = Error::new(status, "planned");
    error.service.http_status = match status {
        KINPASS_ERROR_UNAUTHORIZED => 401,
        KINPASS_ERROR_FORBIDDEN | KINPASS_ERROR_PLAYER_BANNED => 403,
        _ => 0,
    };
    error
}

pub(super) fn token(kind: TokenKind, name: &str, refresh: Option<&str>, life: u64) -> Token {
    Token {
        kind,
        provisional: false,
        application_id: String::new(),
        access_token: name.into(),
        refresh_token: refresh.map(Into::into),
        id_token: None,
        token_type: "Bearer".into(),
        scope: "openid".into(),
        expires_in: seconds(life),
    }
}

pub(super) fn session(name: &str, refresh: Option<&str>) -> Session {
    Session { session_token: name.into(), refresh_token: refresh.map(Into::into), player_id: 7, ..Session::default() }
}

/// A tree, its time, and what it has asked for.
struct Bench {
    tree: Tree,
    at: u64,
    time: ServiceTime,
    wanted: Vec<Effect>,
}

impl Bench {
    fn loading() -> Self {
        let time = ServiceTime::told(NOON, moment(1000));
        Self { tree: Tree::new(settings()), at: 1000, time, wanted: Vec::new() }
    }

    fn empty() -> Self {
        let mut bench = Self::loading();
        bench.feed(Input::Loaded(Ok(None)));
        bench
    }

    /// Linked with a parent that lives for so many seconds.
    fn linked(refresh: Option<&str>, life: u64) -> Self {
        let mut bench = Self::empty();
        bench.link("parent-0", refresh, life);
        bench.wanted.clear();
        bench
    }

    fn link(&mut self, name: &str, refresh: Option<&str>, life: u64) {
        let new = self.parent(name, refresh, life);
        self.feed(Input::Linked { operation: 1, result: Ok(new) });
    }

    fn parent(&self, name: &str, refresh: Option<&str>, life: u64) -> NewParent {
        let parent = Parent::fresh(token(TokenKind::Parent, name, refresh, life), moment(self.at), self.time);
        NewParent { parent, revision: self.tree.revision() + 1, store_error: None }
    }

    fn feed(&mut self, input: Input) {
        let effects = self.tree.apply(Now { at: moment(self.at), time: self.time, jitter: 0.0 }, input);
        self.wanted.extend(effects);
        // What waits for something else sets no timer.
        assert!(self.tree.wake_at().is_none_or(|due| due > moment(self.at)), "it would look at itself without end");
    }

    fn ask(&mut self, operation: u64, ask: Ask) {
        self.feed(Input::Asked { operation, ask });
    }

    fn child(&mut self, operation: u64, application: &str, min_validity: u64) {
        let (application_id, min_validity) = (Some(application.to_owned()), seconds(min_validity));
        self.ask(operation, Ask::ChildToken(ChildToken { application_id, min_validity, force: false }));
    }

    fn exchanged(&mut self, application: &str, result: Result<Token>) {
        let epoch = self.tree.epoch();
        self.feed(Input::Exchanged { epoch, application: application.into(), result });
    }

    fn refreshed(&mut self, result: Result<NewParent>) {
        let epoch = self.tree.epoch();
        self.feed(Input::Refreshed { epoch, result });
    }

    fn count(&self, wanted: impl Fn(&Effect) -> bool) -> usize {
        self.wanted.iter().filter(|effect| wanted(effect)).count()
    }

    fn refreshes(&self) -> usize {
        self.count(|effect| matches!(effect, Effect::Refresh { .. }))
    }

    fn exchanges(&self) -> Vec<(&str, &str)> {
        let mut exchanges = Vec::new();
        for effect in &self.wanted {
            if let Effect::Exchange { application, parent, .. } = effect {
                exchanges.push((application.as_str(), parent.expose()));
            }
        }
        exchanges
    }

    /// What an operation came to.
    fn outcome(&self, wanted: u64) -> Option<&Result<Answer>> {
        self.wanted.iter().find_map(|effect| match effect {
            Effect::Complete { operation, outcome } if *operation == wanted => Some(&outcome.result),
            _ => None,
        })
    }

    fn status(&self, operation: u64) -> Option<Status> {
        self.outcome(operation).map(|result| result.as_ref().map_or_else(|error| error.status, |_| KINPASS_OK))
    }

    fn token(&self, operation: u64) -> &Token {
        match self.outcome(operation) {
            Some(Ok(Answer::Token(token))) => token,
            other => panic!("operation {operation}: {other:?}"),
        }
    }

    fn emitted(&self, wanted: EventKind) -> usize {
        self.count(|effect| matches!(effect, Effect::Emit { kind, .. } if *kind == wanted))
    }
}

fn child_token(name: &str, life: u64) -> Result<Token> {
    Ok(token(TokenKind::Child, name, None, life))
}

#[test]
fn rule_1_the_own_application_is_never_the_parent() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    assert_eq!(bench.exchanges(), [(ALPHA, "parent-0")]);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    assert_eq!(bench.token(2).kind, TokenKind::Child);
    assert_eq!(bench.token(2).application_id, ALPHA);
}

#[test]
fn rule_2_requests_to_discord_carry_the_child() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let (service, method) = (Service::Discord, Method::GET);
    let request = Request { service, method, path: "/users/@me".into(), body: None, application_id: None };
    bench.ask(2, Ask::Request(request));
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    let carried = bench.wanted.iter().find_map(|effect| match effect {
        Effect::Request { credential, .. } => Some(credential.expose()),
        _ => None,
    });
    assert_eq!(carried, Some("child-0"));
}

#[test]
fn rule_3_a_child_lives_no_longer_than_its_parent() {
    let mut bench = Bench::linked(None, 2 * DAY);
    bench.child(2, ALPHA, 60);
    bench.at += 100;
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    assert_eq!(bench.token(2).expires_in, seconds(2 * DAY - 100));
}

#[test]
fn rule_3_a_parent_near_its_end_is_renewed_before_the_exchange() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.at += 7 * DAY - 300;
    bench.child(2, ALPHA, 60);
    assert_eq!((bench.refreshes(), bench.exchanges().len()), (1, 0));
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    assert_eq!(bench.exchanges(), [(ALPHA, "parent-1")]);
}

#[test]
fn rule_3_a_wish_for_a_long_life_renews_the_parent_too() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.at += 3 * DAY;
    bench.child(2, ALPHA, 6 * DAY);
    assert_eq!((bench.refreshes(), bench.exchanges().len()), (1, 0));
}

#[test]
fn rule_4_children_are_exchanged_anew_and_survive_a_refresh() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    bench.child(3, ALPHA, 60);
    assert_eq!(bench.token(3).access_token.expose(), "child-0");
    bench.at += 3600;
    bench.child(4, ALPHA, 60);
    assert_eq!(bench.exchanges().last(), Some(&(ALPHA, "parent-1")));
}

#[test]
fn rule_5_and_9_a_refused_grant_drops_the_whole_tree() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    for (operation, application) in [(2, ALPHA), (3, BETA)] {
        bench.child(operation, application, 60);
        bench.exchanged(application, child_token("child", 3600));
    }
    bench.at += 7 * DAY;
    bench.child(4, ALPHA, 60);
    bench.child(5, BETA, 60);
    bench.refreshed(Err(error(KINPASS_ERROR_INVALID_GRANT)));
    assert_eq!((bench.status(4), bench.status(5)), (Some(KINPASS_ERROR_LINK_LOST), Some(KINPASS_ERROR_LINK_LOST)));
    assert_eq!((bench.emitted(EventKind::LinkLost), bench.count(|it| matches!(it, Effect::Erase { .. }))), (1, 1));
    assert_eq!(bench.tree.state(moment(bench.at)), AccountState::LinkLost);
    assert!(bench.tree.children().is_empty() && bench.tree.parent().is_none());
    bench.child(6, ALPHA, 60);
    assert_eq!((bench.status(6), bench.refreshes()), (Some(KINPASS_ERROR_LINK_LOST), 1));
}

#[test]
fn rule_5_a_dead_parent_shows_at_the_exchange() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, Err(error(KINPASS_ERROR_UNAUTHORIZED)));
    assert_eq!((bench.refreshes(), bench.status(2)), (1, None));
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    assert_eq!(bench.exchanges().last(), Some(&(ALPHA, "parent-1")));
    // A fresh parent that is refused as well is not refreshed for ever.
    bench.exchanged(ALPHA, Err(error(KINPASS_ERROR_UNAUTHORIZED)));
    assert_eq!((bench.refreshes(), bench.status(2)), (1, Some(KINPASS_ERROR_UNAUTHORIZED)));
    // Nor is it held for good until its end: who asks again has it refreshed again.
    bench.child(3, ALPHA, 60);
    bench.exchanged(ALPHA, Err(error(KINPASS_ERROR_UNAUTHORIZED)));
    assert_eq!((bench.refreshes(), bench.status(3)), (2, None));
}

#[test]
fn rule_5_a_late_answer_to_a_former_parent_says_nothing_of_the_new_one() {
    let refused = || Err(error(KINPASS_ERROR_UNAUTHORIZED));
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.child(3, BETA, 60);
    bench.exchanged(ALPHA, refused());
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    bench.exchanged(BETA, refused());
    assert_eq!((bench.refreshes(), bench.status(3)), (1, None));
    assert_eq!(bench.exchanges()[2..], [(ALPHA, "parent-1"), (BETA, "parent-1")]);
}

#[test]
fn rule_7_without_a_refresh_token_the_host_is_asked_in_time() {
    let mut bench = Bench::linked(None, 3600);
    let due = bench.tree.wake_at().expect("a time to tell the host");
    assert_eq!(due, moment(1000 + 3600 - 360));
    bench.at = due.as_secs();
    bench.feed(Input::Tick);
    bench.feed(Input::Tick);
    assert_eq!(bench.emitted(EventKind::TokenExpiring), 1);
    bench.at += 3600;
    bench.child(2, ALPHA, 60);
    assert_eq!(bench.status(2), Some(KINPASS_ERROR_TOKEN_NEEDED));
    bench.link("parent-1", None, 3600);
    bench.child(3, ALPHA, 60);
    assert_eq!(bench.exchanges().last(), Some(&(ALPHA, "parent-1")));
}

#[test]
fn rule_8_one_refresh_and_one_exchange_however_many_ask() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.at += 7 * DAY + 1;
    for operation in 10..1010 {
        bench.child(operation, ALPHA, 60);
    }
    bench.feed(Input::Tick);
    assert_eq!(bench.refreshes(), 1);
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    assert_eq!(bench.exchanges(), [(ALPHA, "parent-1")]);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    assert!((10..1010).all(|operation| bench.status(operation) == Some(KINPASS_OK)));
}

#[test]
fn rule_8_a_newer_pair_of_another_process_is_taken() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let mut newer = bench.parent("parent-9", Some("r9"), 7 * DAY);
    newer.revision = 9;
    let epoch = bench.tree.epoch();
    bench.feed(Input::Saved { epoch, result: Ok(Some(newer)) });
    assert_eq!(bench.tree.parent().map(|parent| parent.access_token.expose()), Some("parent-9"));
    assert_eq!(bench.tree.revision(), 9);
}

#[test]
fn rule_10_an_unknown_refusal_is_passed_through() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, Err(error(KINPASS_ERROR_NOT_FOUND)));
    assert_eq!((bench.status(2), bench.refreshes()), (Some(KINPASS_ERROR_NOT_FOUND), 0));
    assert!(bench.tree.parent().is_some());
}

#[test]
fn renewed_before_the_end_by_itself() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    let due = bench.tree.wake_at().expect("the child's renewal");
    assert_eq!(due, moment(1000 + 3600 - 360));
    bench.at = due.as_secs();
    bench.feed(Input::Tick);
    bench.exchanged(ALPHA, child_token("child-1", 3600));
    assert_eq!(bench.emitted(EventKind::ChildTokenRenewed), 1);
    bench.at = 1000 + 7 * DAY - 600;
    bench.feed(Input::Tick);
    assert_eq!(bench.refreshes(), 1);
}

#[test]
fn offline_is_not_signed_out() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.at += 7 * DAY + 1;
    bench.child(2, ALPHA, 60);
    bench.refreshed(Err(error(KINPASS_ERROR_CONNECT)));
    assert_eq!((bench.status(2), bench.emitted(EventKind::Offline)), (Some(KINPASS_ERROR_CONNECT), 1));
    assert_eq!(bench.tree.state(moment(bench.at)), AccountState::Offline);
    for _ in 0..20 {
        bench.at = bench.tree.wake_at().expect("it tries again").as_secs() + 1;
        bench.feed(Input::Tick);
        bench.refreshed(Err(error(KINPASS_ERROR_CONNECT)));
    }
    assert_eq!((bench.refreshes(), bench.emitted(EventKind::Offline)), (21, 1));
    bench.at = bench.tree.wake_at().expect("it tries again").as_secs() + 1;
    bench.feed(Input::Tick);
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    assert_eq!((bench.emitted(EventKind::Online), bench.tree.state(moment(bench.at))), (1, AccountState::Linked));
}

#[test]
fn offline_with_good_tokens_still_serves_them() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.child(3, BETA, 60);
    bench.exchanged(BETA, Err(error(KINPASS_ERROR_CONNECTION_LOST)));
    bench.child(4, ALPHA, 60);
    assert_eq!((bench.status(3), bench.status(4)), (Some(KINPASS_ERROR_CONNECTION_LOST), Some(KINPASS_OK)));
    // Nothing is due, so it asks anything to learn when the network is back.
    bench.at = bench.tree.wake_at().expect("a probe").as_secs() + 1;
    bench.feed(Input::Tick);
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Probe { .. })), 1);
    let epoch = bench.tree.epoch();
    bench.feed(Input::Probed { epoch, result: Ok(()) });
    assert_eq!(bench.emitted(EventKind::Online), 1);
}

#[test]
fn a_session_is_refreshed_and_then_started_anew() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    bench.ask(2, Ask::Session);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Ok(session("s0", Some("sr0"))) });
    assert_eq!(bench.status(2), Some(KINPASS_OK));
    bench.ask(3, Ask::RefreshSession);
    bench.ask(4, Ask::RefreshSession);
    assert_eq!(bench.count(|effect| matches!(effect, Effect::RefreshSession { .. })), 1);
    // An answer without a refresh token leaves the stored one in force.
    bench.feed(Input::SessionRefreshed { epoch, result: Ok(session("s1", None)) });
    assert_eq!((bench.status(3), bench.status(4)), (Some(KINPASS_OK), Some(KINPASS_OK)));
    assert_eq!(bench.tree.session_refresh_token().map(Secret::expose), Some("sr0"));
    // Who reports the former session a moment later gets the new one.
    bench.ask(5, Ask::RefreshSession);
    assert_eq!(bench.status(5), Some(KINPASS_OK));
    bench.at += 60;
    bench.ask(6, Ask::RefreshSession);
    bench.feed(Input::SessionRefreshed { epoch, result: Err(error(KINPASS_ERROR_SESSION_EXPIRED)) });
    bench.feed(Input::SessionStarted { epoch, result: Ok(session("s2", Some("sr2"))) });
    assert_eq!((bench.status(6), bench.emitted(EventKind::SessionRenewed)), (Some(KINPASS_OK), 2));
}

#[test]
fn a_refused_child_is_exchanged_once_more_for_a_session() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    bench.ask(2, Ask::Session);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Err(error(KINPASS_ERROR_UNAUTHORIZED)) });
    assert_eq!((bench.exchanges().len(), bench.status(2)), (2, None));
    bench.exchanged(ALPHA, child_token("child-1", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Err(error(KINPASS_ERROR_UNAUTHORIZED)) });
    assert_eq!((bench.exchanges().len(), bench.status(2)), (2, Some(KINPASS_ERROR_UNAUTHORIZED)));
}

#[test]
fn a_ban_is_told_and_not_tried_again() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    bench.ask(2, Ask::Session);
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Err(error(KINPASS_ERROR_PLAYER_BANNED)) });
    assert_eq!((bench.status(2), bench.emitted(EventKind::Banned)), (Some(KINPASS_ERROR_PLAYER_BANNED), 1));
    assert_eq!(bench.count(|effect| matches!(effect, Effect::StartSession { .. })), 1);
}

#[test]
fn a_refused_request_is_renewed_once_and_sent_once_more() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    let (service, method) = (Service::LootLocker, Method::GET);
    let request = Request { service, method, path: "/game/ping".into(), body: None, application_id: None };
    bench.ask(2, Ask::Request(request));
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Ok(session("s0", Some("sr0"))) });
    let refused = || error(KINPASS_ERROR_FORBIDDEN).into();
    bench.feed(Input::Requested { epoch, operation: 2, outcome: refused() });
    bench.feed(Input::SessionRefreshed { epoch, result: Ok(session("s1", Some("sr1"))) });
    bench.feed(Input::Requested { epoch, operation: 2, outcome: refused() });
    assert_eq!(bench.status(2), Some(KINPASS_ERROR_FORBIDDEN));
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Request { .. })), 2);
}

#[test]
fn a_request_on_its_way_is_not_sent_again_for_a_new_link() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    let (service, method) = (Service::LootLocker, Method::POST);
    let request = Request { service, method, path: "/game/purchase".into(), body: None, application_id: None };
    bench.ask(2, Ask::Request(request));
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Ok(session("s0", Some("sr0"))) });
    bench.link("parent-1", Some("r1"), 7 * DAY);
    assert_eq!(bench.status(2), None);
    // Not even a refusal, which says that the service did not act: the session that it speaks of is gone.
    bench.feed(Input::Requested { epoch, operation: 2, outcome: error(KINPASS_ERROR_UNAUTHORIZED).into() });
    assert_eq!(bench.status(2), Some(KINPASS_ERROR_UNAUTHORIZED));
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Request { .. })), 1);
}

#[test]
fn a_sign_out_makes_late_answers_stale() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    bench.child(2, ALPHA, 60);
    bench.ask(3, Ask::SignOut { revoke: true });
    bench.feed(Input::Exchanged { epoch, application: ALPHA.into(), result: child_token("late", 3600) });
    assert!(bench.tree.children().is_empty());
    assert_eq!(bench.status(2), Some(KINPASS_ERROR_NOT_LINKED));
    let revoked = bench.wanted.iter().find_map(|effect| match effect {
        Effect::SignOut { revoke, .. } => revoke.as_ref().map(Secret::expose),
        _ => None,
    });
    assert_eq!(revoked, Some("r0"));
}

pub(super) fn sign_in(method: SignInMethod) -> Ask {
    Ask::SignIn(Box::new(SignIn {
        method,
        page: Page { scope: String::new(), prompt: None, nonce: None },
        redirect: None,
        redirect_port: 0,
        timeout: seconds(60),
        host_opens_browser: false,
        link_again: false,
        external: None,
        finish_page: Default::default(),
    }))
}

#[test]
fn one_interactive_sign_in_at_a_time() {
    let mut bench = Bench::empty();
    bench.ask(2, sign_in(SignInMethod::Silent));
    bench.ask(3, sign_in(SignInMethod::Browser));
    bench.ask(4, sign_in(SignInMethod::Device));
    bench.feed(Input::Loaded(Ok(None)));
    assert_eq!(bench.status(2), Some(KINPASS_ERROR_NOT_LINKED));
    assert_eq!(bench.status(4), Some(KINPASS_ERROR_INVALID_STATE));
    assert_eq!(bench.tree.state(moment(1000)), AccountState::Linking);
    bench.feed(Input::Cancelled { operation: 3 });
    bench.ask(5, sign_in(SignInMethod::Browser));
    bench.feed(Input::Loaded(Ok(None)));
    let new = bench.parent("parent-0", Some("r0"), DAY);
    bench.feed(Input::Linked { operation: 5, result: Ok(new) });
    assert_eq!((bench.status(3), bench.status(5)), (None, Some(KINPASS_OK)));
}

#[test]
fn what_is_not_erased_yet_signs_nobody_in() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let loads = |bench: &Bench| bench.count(|effect| matches!(effect, Effect::Load));
    bench.ask(2, Ask::SignOut { revoke: false });
    bench.ask(3, sign_in(SignInMethod::Silent));
    assert_eq!((loads(&bench), bench.status(3)), (0, Some(KINPASS_ERROR_NOT_LINKED)));
    let epoch = bench.tree.epoch();
    bench.feed(Input::Erased { epoch, result: Ok(()) });
    bench.ask(4, sign_in(SignInMethod::Silent));
    assert_eq!((loads(&bench), bench.status(4)), (1, None));
    // Another client's.
    let parent = bench.parent("parent-1", Some("r1"), 7 * DAY).parent;
    let restored = Restored { parent, revision: 1, children: BTreeMap::new(), session_refresh_token: None };
    bench.feed(Input::Loaded(Ok(Some(restored))));
    assert_eq!(bench.status(4), Some(KINPASS_OK));
}

#[test]
fn while_the_store_hangs_a_start_costs_the_same_however_many_wait() {
    const MANY: u64 = 20_000;
    let mut bench = Bench::loading();
    for operation in 1..=MANY {
        let before = needs::LOOKS.get();
        bench.child(operation, ALPHA, 60);
        assert_eq!(needs::LOOKS.get() - before, 1, "it looks at itself only");
        // Every other one is given up.
        if operation % 2 == 0 {
            bench.feed(Input::Cancelled { operation });
        }
    }
    assert_eq!(bench.tree.waiters.len() as u64, MANY / 2, "who gave up has left");
    bench.feed(Input::Loaded(Ok(None)));
    assert_eq!(bench.tree.waiters.len(), 0);
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Complete { .. })) as u64, MANY / 2);
}

#[test]
fn a_token_of_unknown_life_is_renewed_at_once_and_not_without_end() {
    let mut bench = Bench::empty();
    // What a host adopts without saying for how long it is good.
    bench.link("parent-0", Some("r0"), 0);
    assert_eq!(bench.refreshes(), 1);
    bench.child(2, ALPHA, 60);
    let new = bench.parent("parent-1", Some("r1"), 0);
    bench.refreshed(Ok(new));
    bench.exchanged(ALPHA, child_token("child-0", 0));
    assert_eq!((bench.refreshes(), bench.exchanges().len(), bench.status(2)), (1, 1, Some(KINPASS_OK)));
    assert!(bench.tree.wake_at().expect("a renewal") >= moment(1010));
}

#[test]
fn a_child_that_falls_due_while_its_parent_is_refreshed_waits_for_it() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    // Lives are rounded down: it ends a moment before its parent.
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY - 1));
    bench.at += 7 * DAY - 600;
    bench.feed(Input::Tick);
    bench.at += 1;
    bench.feed(Input::Tick);
    assert_eq!((bench.refreshes(), bench.exchanges().len()), (1, 1));
    assert_eq!(bench.tree.wake_at(), None);
    // Refused for now: it looks at itself at most a few times a minute, until the parent has ended and beyond.
    let mut looks = 0;
    let end = bench.at + 3600;
    while bench.at < end {
        if bench.tree.wake_at().is_none() {
            bench.refreshed(Err(error(KINPASS_ERROR_SERVICE_UNAVAILABLE)));
        }
        bench.at = bench.tree.wake_at().expect("another try").as_secs() + 1;
        bench.feed(Input::Tick);
        looks += 1;
    }
    assert!(looks <= 4 * 60, "{looks} looks in an hour");
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    assert_eq!(bench.exchanges().last(), Some(&(ALPHA, "parent-1")));
}

#[test]
fn a_child_of_a_parent_that_nobody_can_renew_is_left_alone() {
    let mut bench = Bench::linked(None, 3600);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3000));
    for _ in 0..100 {
        let Some(due) = bench.tree.wake_at() else { break };
        bench.at = due.as_secs() + 1;
        bench.feed(Input::Tick);
        if bench.exchanges().len() > 1 {
            bench.exchanged(ALPHA, Err(error(KINPASS_ERROR_SERVICE_UNAVAILABLE)));
        }
    }
    assert_eq!(bench.tree.wake_at(), None);
    assert_eq!(bench.emitted(EventKind::TokenExpiring), 1);
}

/// Which tokens a clock of the services' has end: the parent's time left, and the child's.
fn left(bench: &Bench) -> (Duration, Duration) {
    let at = moment(bench.at);
    let parent = bench.tree.parent().expect("a parent").expires.since(at);
    (parent, bench.tree.children()[ALPHA].expires.since(at))
}

#[test]
fn a_services_wrong_time_makes_nothing_pass_for_longer_than_it_lives() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    let right = bench.time;
    let year_ahead = ServiceTime::told(NOON + 365 * DAY as i64, moment(1000));
    bench.time = year_ahead;
    bench.feed(Input::Tick);
    assert_eq!(left(&bench), (Duration::ZERO, Duration::ZERO));
    // What is received meanwhile counts from its receipt, and nothing is lost of what was there.
    let new = bench.parent("parent-1", Some("r1"), 7 * DAY);
    bench.refreshed(Ok(new));
    bench.exchanged(ALPHA, child_token("child-1", 3600));
    assert_eq!(left(&bench), (seconds(7 * DAY), seconds(3600)));
    bench.time = right;
    bench.feed(Input::Tick);
    assert_eq!(left(&bench), (seconds(7 * DAY), seconds(3600)));
}

#[test]
fn a_time_that_is_taken_back_gives_back_what_it_took() {
    let mut bench = Bench::linked(None, 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    let right = bench.time;
    for off in [365 * DAY as i64, -365 * DAY as i64] {
        bench.time = ServiceTime::told(NOON + off, moment(1000));
        bench.feed(Input::Tick);
        bench.time = right;
        bench.feed(Input::Tick);
        assert_eq!(left(&bench), (seconds(7 * DAY), seconds(3600)));
    }
}

#[test]
fn time_that_this_machine_did_not_count_ends_tokens() {
    let mut bench = Bench::linked(None, 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    bench.time = ServiceTime::told(NOON + 1800, moment(1000));
    bench.feed(Input::Tick);
    assert_eq!(left(&bench), (seconds(7 * DAY - 1800), seconds(1800)));
}

#[test]
fn the_first_time_that_a_service_tells_is_no_time_that_passed() {
    let mut bench = Bench::loading();
    bench.time = ServiceTime::guessed(NOON - DAY as i64, moment(1000));
    bench.feed(Input::Loaded(Ok(None)));
    bench.link("parent-0", None, 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    bench.time = ServiceTime::told(NOON, moment(1000));
    bench.feed(Input::Tick);
    assert_eq!(left(&bench), (seconds(7 * DAY), seconds(3600)));
    // From here on it is known.
    bench.time = ServiceTime::told(NOON + 60, moment(1000));
    bench.feed(Input::Tick);
    assert_eq!(left(&bench), (seconds(7 * DAY - 60), seconds(3540)));
}

#[test]
fn a_stored_token_lives_no_longer_than_a_fresh_one() {
    let mut bench = Bench::loading();
    // By this machine's clock it has a year left.
    bench.time = ServiceTime::guessed(NOON - 365 * DAY as i64, moment(1000));
    let mut parent = bench.parent("parent-0", Some("r0"), 7 * DAY).parent;
    parent.end = End::stored(NOON, moment(1000), seconds(7 * DAY));
    let restored = Restored { parent, revision: 1, children: BTreeMap::new(), session_refresh_token: None };
    bench.feed(Input::Loaded(Ok(Some(restored))));
    assert_eq!(bench.tree.parent().expect("a parent").expires, moment(1000 + 7 * DAY));
}

#[test]
fn the_servers_clock_corrects_what_was_stored() {
    let mut bench = Bench::loading();
    // By this machine's clock, that is four days behind, it has three days left.
    bench.time = ServiceTime::guessed(NOON - 4 * DAY as i64, moment(1000));
    let mut parent = bench.parent("parent-0", Some("r0"), 7 * DAY).parent;
    parent.end = End::stored(NOON - DAY as i64, moment(1000), seconds(7 * DAY));
    parent.restored = true;
    let restored = Restored { parent, revision: 1, children: BTreeMap::new(), session_refresh_token: None };
    bench.feed(Input::Loaded(Ok(Some(restored))));
    assert_eq!(bench.refreshes(), 0);
    bench.time = ServiceTime::told(NOON, moment(1000));
    bench.child(2, ALPHA, 60);
    assert_eq!(bench.refreshes(), 1);
}

#[test]
fn what_only_a_cancelled_question_waited_for_stands_down() {
    let stood_down = |bench: &Bench| bench.count(|effect| matches!(effect, Effect::StandDown { .. }));
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.child(2, ALPHA, 60);
    bench.child(3, ALPHA, 60);
    bench.feed(Input::Cancelled { operation: 2 });
    assert_eq!(stood_down(&bench), 0, "another waits for it");
    bench.feed(Input::Cancelled { operation: 3 });
    assert_eq!(stood_down(&bench), 1);
    // Who asks afterwards does not wait for what nobody hears of.
    bench.child(4, ALPHA, 60);
    assert_eq!((bench.exchanges().len(), bench.status(4)), (2, None));
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    assert_eq!((bench.status(2), bench.status(3), bench.status(4)), (None, None, Some(KINPASS_OK)));
}

#[test]
fn a_cancelled_request_that_waits_for_a_session_is_never_sent() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    for operation in [2, 3] {
        let (service, method) = (Service::LootLocker, Method::GET);
        let request = Request { service, method, path: "/game/ping".into(), body: None, application_id: None };
        bench.ask(operation, Ask::Request(request));
    }
    bench.feed(Input::Cancelled { operation: 2 });
    bench.exchanged(ALPHA, child_token("child-0", 7 * DAY));
    bench.feed(Input::SessionStarted { epoch, result: Ok(session("s0", Some("sr0"))) });
    let sent: Vec<u64> = bench
        .wanted
        .iter()
        .filter_map(|effect| match effect {
            Effect::Request { operation, .. } => Some(*operation),
            _ => None,
        })
        .collect();
    assert_eq!(sent, [3]);
}

#[test]
fn a_store_that_fails_once_says_nothing_of_the_link() {
    let failed = || Input::Loaded(Err(error(KINPASS_ERROR_STORE_FAILED)));
    let loads = |bench: &Bench| bench.count(|effect| matches!(effect, Effect::Load));
    let time = ServiceTime::told(NOON, moment(1000));
    let mut bench = Bench { tree: Tree::new(settings()), at: 1000, time, wanted: Vec::new() };
    bench.child(2, ALPHA, 60);
    bench.feed(failed());
    assert_eq!((bench.status(2), bench.emitted(EventKind::StoreFailed)), (Some(KINPASS_ERROR_STORE_FAILED), 1));
    assert_eq!(bench.tree.state(moment(1000)), AccountState::Loading);
    // Asked again, it is read again.
    bench.child(3, ALPHA, 60);
    assert_eq!((loads(&bench), bench.status(3)), (1, None));
    bench.feed(failed());
    assert_eq!((bench.status(3), bench.emitted(EventKind::StoreFailed)), (Some(KINPASS_ERROR_STORE_FAILED), 1));
    // And by itself.
    bench.at = bench.tree.wake_at().expect("it is read again").as_secs() + 1;
    bench.feed(Input::Tick);
    assert_eq!((loads(&bench), bench.tree.wake_at()), (2, None));
    let parent = bench.parent("parent-0", Some("r0"), DAY).parent;
    let restored = Restored { parent, revision: 1, children: BTreeMap::new(), session_refresh_token: None };
    bench.feed(Input::Loaded(Ok(Some(restored))));
    assert_eq!(bench.tree.state(moment(bench.at)), AccountState::Linked);
    assert_eq!(bench.tree.wake_at(), Some(moment(bench.at + DAY - 600)));
}

#[test]
fn a_provisional_token_is_never_refreshed() {
    let mut bench = Bench::empty();
    let mut guest = bench.parent("guest-0", Some("r0"), 3600);
    guest.parent.provisional = true;
    bench.feed(Input::Linked { operation: 1, result: Ok(guest) });
    bench.at += 3600 - 300;
    bench.feed(Input::Tick);
    assert_eq!((bench.emitted(EventKind::TokenExpiring), bench.refreshes()), (1, 0));
    // The external identity again shows no page: it is asked before the end, too.
    bench.ask(2, sign_in(SignInMethod::Provisional));
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Authorize { operation: 2, .. })), 1);
    bench.feed(Input::Cancelled { operation: 2 });
    bench.at += 301;
    bench.child(3, ALPHA, 60);
    assert_eq!((bench.status(3), bench.refreshes()), (Some(KINPASS_ERROR_TOKEN_NEEDED), 0));
}

/// Discord's refusal of a refresh, in an OAuth2 error's words.
fn refused(status: Status, code: &str) -> Result<NewParent> {
    let mut error = error(status);
    (error.service.http_status, error.service.code) = (400, Some(code.into()));
    Err(error)
}

#[test]
fn a_refusal_in_other_words_is_final_when_it_is_repeated() {
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    bench.at += 7 * DAY + 1;
    bench.feed(Input::Tick);
    let mut pauses = Vec::new();
    for _ in 0..2 {
        bench.refreshed(refused(KINPASS_ERROR_OAUTH2, "invalid_request"));
        let next = bench.tree.wake_at().expect("another try").as_secs();
        pauses.push(next - bench.at);
        bench.at = next;
        bench.feed(Input::Tick);
    }
    assert!(pauses[1] > pauses[0], "{pauses:?}");
    bench.refreshed(refused(KINPASS_ERROR_OAUTH2, "invalid_request"));
    assert_eq!((bench.refreshes(), bench.emitted(EventKind::LinkLost)), (3, 1));
}

#[test]
fn what_discord_has_against_the_application_ends_no_link() {
    for (status, code) in [
        (KINPASS_ERROR_INVALID_CLIENT, "invalid_client"),
        (KINPASS_ERROR_OAUTH2, "unauthorized_client"),
        (KINPASS_ERROR_UNAUTHORIZED, ""),
    ] {
        let mut bench = Bench::linked(Some("r0"), 7 * DAY);
        bench.at += 7 * DAY + 1;
        bench.feed(Input::Tick);
        let mut pause = 0;
        for _ in 0..20 {
            bench.refreshed(refused(status, code));
            let next = bench.tree.wake_at().expect("another try").as_secs();
            pause = next - bench.at;
            bench.at = next;
            bench.feed(Input::Tick);
        }
        assert_eq!((pause, bench.emitted(EventKind::LinkLost)), (3600, 0), "{code}");
        // The player is asked, though: nothing else gets them in.
        bench.ask(2, sign_in(SignInMethod::Browser));
        bench.refreshed(refused(status, code));
        assert_eq!(bench.count(|effect| matches!(effect, Effect::Authorize { operation: 2, .. })), 1, "{code}");
    }
}

#[test]
fn who_signed_out_elsewhere_is_signed_out_here_and_nothing_is_written_back() {
    let gone = || error(KINPASS_ERROR_LINK_LOST);
    let mut bench = Bench::linked(Some("r0"), 7 * DAY);
    let epoch = bench.tree.epoch();
    bench.child(2, ALPHA, 60);
    bench.exchanged(ALPHA, child_token("child-0", 3600));
    bench.feed(Input::Saved { epoch, result: Err(gone()) });
    assert_eq!((bench.emitted(EventKind::LinkLost), bench.tree.children().len()), (1, 0));
    assert_eq!(bench.count(|effect| matches!(effect, Effect::Erase { .. })), 0);
}
