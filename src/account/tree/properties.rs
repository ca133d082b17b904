//! Random answers, times and faults against the pure state machine: what must hold whatever happens.

use super::rules::{NOON, error, moment, seconds, session, settings, sign_in, token};
use super::*;
use crate::account::ask::{Ask, ChildToken, SignInMethod};
use crate::kinds::TokenKind;
use crate::status::Status::{self, *};
use proptest::prelude::*;
use std::collections::HashSet;

/// One player's tree, and a service that answers it.
struct World {
    /// Every token of this player begins with it.
    name: &'static str,
    tree: Tree,
    at: u64,
    time: ServiceTime,
    issued: u64,
    /// Refresh tokens that were spent with success.
    spent: HashSet<String>,
    pending: Vec<Pending>,
    operations: u64,
    completed: HashSet<u64>,
}

/// An effect that waits for its answer.
enum Pending {
    Load,
    Refresh { epoch: u64, refresh_token: String },
    Exchange { epoch: u64, application: String, parent: String },
    StartSession { epoch: u64 },
    RefreshSession { epoch: u64 },
    Probe { epoch: u64, parent: String },
    SignOut { operation: u64 },
    Erase { epoch: u64 },
}

impl Pending {
    fn flight(&self) -> Option<Flight> {
        Some(match self {
            Self::Refresh { .. } => Flight::Refresh,
            Self::Exchange { application, .. } => Flight::Exchange(application.clone()),
            Self::StartSession { .. } | Self::RefreshSession { .. } => Flight::Session,
            Self::Probe { .. } => Flight::Probe,
            Self::Load | Self::SignOut { .. } | Self::Erase { .. } => return None,
        })
    }
}

#[derive(Debug, Clone)]
enum Move {
    Child {
        beta: bool,
        min_validity: u64,
        force: bool,
    },
    Session,
    RefreshSession,
    SignIn,
    SignOut,
    /// The host or a sign-in brings a new parent.
    Link {
        refreshable: bool,
        life: u64,
    },
    Pass {
        seconds: u64,
    },
    Answer {
        which: usize,
        outcome: Outcome,
    },
    Clock {
        ahead: i64,
    },
    /// The host cancels one of its operations.
    Cancel {
        which: usize,
    },
}

#[derive(Debug, Clone, Copy)]
enum Outcome {
    Fine,
    Short,
    NoNetwork,
    Refused,
    Lost,
    Failing,
    Banned,
}

impl Outcome {
    fn status(self, refused: Status) -> Option<Status> {
        match self {
            Self::Fine | Self::Short => None,
            Self::NoNetwork => Some(KINPASS_ERROR_CONNECT),
            Self::Refused => Some(refused),
            Self::Lost => Some(KINPASS_ERROR_OUTCOME_UNKNOWN),
            Self::Failing => Some(KINPASS_ERROR_SERVICE_UNAVAILABLE),
            Self::Banned => Some(KINPASS_ERROR_PLAYER_BANNED),
        }
    }
}

impl World {
    fn new(name: &'static str) -> Self {
        let mut world = Self {
            name,
            tree: Tree::new(settings()),
            at: 1000,
            time: ServiceTime::guessed(NOON, moment(1000)),
            issued: 0,
            spent: HashSet::new(),
            pending: Vec::new(),
            operations: 0,
            completed: HashSet::new(),
        };
        // The first look at the store fails.
        world.feed(Input::Loaded(Err(error(KINPASS_ERROR_STORE_FAILED))));
        world
    }

    fn issue(&mut self) -> String {
        self.issued += 1;
        format!("{}-{}", self.name, self.issued)
    }

    fn operation(&mut self) -> u64 {
        self.operations += 1;
        self.operations
    }

    fn new_parent(&mut self, refreshable: bool, life: u64) -> NewParent {
        let (access, refresh) = (self.issue(), self.issue());
        let token = token(TokenKind::Parent, &access, refreshable.then_some(&refresh), life);
        let parent = Parent::fresh(token, moment(self.at), self.time);
        NewParent { parent, revision: self.tree.revision() + 1, store_error: None }
    }

    fn feed(&mut self, input: Input) {
        let effects = self.tree.apply(Now { at: moment(self.at), time: self.time, jitter: 0.5 }, input);
        for effect in effects {
            self.meet(effect);
        }
        self.check();
    }

    fn ask(&mut self, operation: u64, ask: Ask) {
        self.feed(Input::Asked { operation, ask });
    }

    fn meet(&mut self, effect: Effect) {
        match effect {
            Effect::Load => {
                let twin = self.pending.iter().any(|it| matches!(it, Pending::Load));
                assert!(!twin, "the store is read twice at once");
                self.pending.push(Pending::Load);
            }
            Effect::Refresh { epoch } => {
                let parent = self.tree.parent().expect("a parent to refresh");
                let refresh_token = parent.refresh_token.as_ref().expect("a refresh token").expose().to_owned();
                assert!(!self.spent.contains(&refresh_token), "a spent refresh token is sent again");
                let others = self
                    .pending
                    .iter()
                    .filter(|it| matches!(it, Pending::Refresh { epoch: other, .. } if *other == epoch));
                assert_eq!(others.count(), 0, "two refreshes in flight");
                self.pending.push(Pending::Refresh { epoch, refresh_token });
            }
            Effect::Exchange { epoch, application, parent, .. } => {
                assert!(parent.expose().starts_with(self.name), "another player's token");
                let twin = self.pending.iter().any(|it| {
                    matches!(it, Pending::Exchange { epoch: other, application: twin, .. } if *other == epoch && *twin == application)
                });
                assert!(!twin, "two exchanges for one application in flight");
                let parent = parent.expose().to_owned();
                self.pending.push(Pending::Exchange { epoch, application, parent });
            }
            Effect::StartSession { epoch, access_token } => {
                assert!(access_token.expose().starts_with(self.name), "another player's token");
                self.pending.push(Pending::StartSession { epoch });
            }
            Effect::RefreshSession { epoch, .. } => self.pending.push(Pending::RefreshSession { epoch }),
            Effect::Probe { epoch, access_token } => {
                self.pending.push(Pending::Probe { epoch, parent: access_token.expose().to_owned() });
            }
            Effect::SignOut { operation, epoch, .. } => {
                self.pending.push(Pending::SignOut { operation });
                self.pending.push(Pending::Erase { epoch });
            }
            Effect::Erase { epoch } => self.pending.push(Pending::Erase { epoch }),
            Effect::Complete { operation, outcome } => {
                assert!(self.completed.insert(operation), "completed twice");
                if let Ok(Answer::Token(token)) = &outcome.result {
                    assert!(token.access_token.expose().starts_with(self.name), "another player's token");
                }
            }
            Effect::Request { .. } | Effect::Authorize { .. } | Effect::Adopt { .. } => {
                unreachable!("nobody asked for it")
            }
            Effect::StandDown { flight } => {
                let at = self.pending.iter().position(|it| it.flight().as_ref() == Some(&flight));
                let at = at.expect("something to stand down");
                if flight != Flight::Refresh {
                    self.pending.remove(at);
                }
            }
            Effect::Warm | Effect::Save { .. } | Effect::Emit { .. } => {}
        }
    }

    fn check(&self) {
        let idle = self.tree.wake_at().is_none_or(|due| due > moment(self.at));
        assert!(idle, "what waits for something else sets no timer");
        match self.tree.parent() {
            None => assert!(self.tree.children().is_empty(), "children without a parent"),
            Some(parent) if !parent.refused => {
                assert!(
                    self.tree.children().values().all(|child| child.expires <= parent.expires),
                    "a child beyond its parent"
                );
            }
            Some(_) => {}
        }
    }

    /// The parent at hand, if it is a good one and another than the one that a question went out with.
    fn replaced(&self, asked_with: &str) -> Option<String> {
        let parent = self.tree.parent().filter(|parent| !parent.refused)?;
        Some(parent.access_token.expose().to_owned()).filter(|now| now != asked_with)
    }

    fn check_replaced(&self, before: Option<String>) {
        if let (Some(before), Some(parent)) = (before, self.tree.parent()) {
            let held_against_it = parent.access_token.expose() == before && parent.refused;
            assert!(!held_against_it, "the answer to a former parent is held against the new one");
        }
    }

    fn answer(&mut self, which: usize, outcome: Outcome) {
        if self.pending.is_empty() {
            return;
        }
        let life = if matches!(outcome, Outcome::Short) { 20 } else { 604_800 };
        match self.pending.remove(which % self.pending.len()) {
            Pending::Load => {
                let result = match outcome {
                    Outcome::Fine => Ok(None),
                    // Another client has linked the player.
                    Outcome::Short => {
                        let NewParent { parent, revision, .. } = self.new_parent(true, life);
                        let (children, session_refresh_token) = (BTreeMap::new(), None);
                        Ok(Some(Restored { parent, revision, children, session_refresh_token }))
                    }
                    _ => Err(error(KINPASS_ERROR_STORE_FAILED)),
                };
                self.feed(Input::Loaded(result));
            }
            Pending::Refresh { epoch, refresh_token } => {
                let result = match outcome.status(KINPASS_ERROR_INVALID_GRANT) {
                    Some(status) => Err(error(status)),
                    None => {
                        // Of a former link: spent all the same.
                        self.spent.insert(refresh_token);
                        Ok(self.new_parent(true, life))
                    }
                };
                self.feed(Input::Refreshed { epoch, result });
            }
            Pending::Exchange { epoch, application, parent } => {
                let replaced = self.replaced(&parent);
                let name = self.issue();
                let result = match outcome.status(KINPASS_ERROR_UNAUTHORIZED) {
                    Some(status) => Err(error(status)),
                    None => Ok(token(TokenKind::Child, &name, None, life)),
                };
                self.feed(Input::Exchanged { epoch, application, result });
                self.check_replaced(replaced);
            }
            Pending::StartSession { epoch } => {
                let result = self.session(outcome, KINPASS_ERROR_UNAUTHORIZED);
                self.feed(Input::SessionStarted { epoch, result });
            }
            Pending::RefreshSession { epoch } => {
                let stale = epoch != self.tree.epoch();
                let result = self.session(outcome, KINPASS_ERROR_SESSION_EXPIRED);
                let refused = matches!(outcome, Outcome::Refused);
                self.feed(Input::SessionRefreshed { epoch, result });
                assert!(stale || !refused || self.tree.session_refresh_token().is_none(), "no way to a fresh start");
            }
            Pending::Probe { epoch, parent } => {
                let replaced = self.replaced(&parent);
                let result = outcome.status(KINPASS_ERROR_UNAUTHORIZED).map_or(Ok(()), |status| Err(error(status)));
                self.feed(Input::Probed { epoch, result });
                self.check_replaced(replaced);
            }
            // Its host may have cancelled it while it was under way.
            Pending::Erase { epoch } => {
                let result = match outcome {
                    Outcome::Fine | Outcome::Short => Ok(()),
                    _ => Err(error(KINPASS_ERROR_STORE_FAILED)),
                };
                self.feed(Input::Erased { epoch, result });
            }
            Pending::SignOut { operation } => drop(self.completed.insert(operation)),
        }
    }

    fn session(&mut self, outcome: Outcome, refused: Status) -> Result<Session> {
        let (name, refresh) = (self.issue(), self.issue());
        match outcome.status(refused) {
            Some(status) => Err(error(status)),
            None => Ok(session(&name, Some(&refresh))),
        }
    }

    fn play(&mut self, step: Move) {
        match step {
            Move::Child { beta, min_validity, force } => {
                let (operation, application) = (self.operation(), Some(if beta { "12" } else { "11" }.to_owned()));
                let min_validity = seconds(min_validity);
                self.ask(operation, Ask::ChildToken(ChildToken { application_id: application, min_validity, force }));
            }
            Move::Session => {
                let operation = self.operation();
                self.ask(operation, Ask::Session);
            }
            Move::RefreshSession => {
                let operation = self.operation();
                self.ask(operation, Ask::RefreshSession);
            }
            Move::SignIn => {
                let operation = self.operation();
                self.ask(operation, sign_in(SignInMethod::Silent));
            }
            Move::SignOut => {
                let operation = self.operation();
                self.ask(operation, Ask::SignOut { revoke: true });
            }
            Move::Link { refreshable, life } => {
                let (operation, new) = (self.operation(), self.new_parent(refreshable, life));
                self.feed(Input::Linked { operation, result: Ok(new) });
            }
            Move::Pass { seconds } => {
                self.at += seconds;
                self.feed(Input::Tick);
            }
            Move::Answer { which, outcome } => self.answer(which, outcome),
            Move::Cancel { which } => {
                let open: Vec<u64> = (1..=self.operations).filter(|it| !self.completed.contains(it)).collect();
                if let Some(operation) = open.get(which % open.len().max(1)).copied() {
                    self.completed.insert(operation);
                    self.feed(Input::Cancelled { operation });
                }
            }
            Move::Clock { ahead } => {
                let at = moment(self.at);
                self.time = ServiceTime::told(self.time.unix(at) + ahead, at);
                self.feed(Input::Tick);
            }
        }
    }

    /// Every answer comes, and it is a good one: nobody may be left waiting.
    fn finish(&mut self) {
        for _ in 0..1000 {
            if self.pending.is_empty() {
                break;
            }
            self.answer(0, Outcome::Fine);
        }
        assert!(self.pending.is_empty(), "it never comes to rest");
        assert_eq!(self.completed.len() as u64, self.operations, "an operation is left waiting");
    }
}

fn moves() -> impl Strategy<Value = (bool, Move)> {
    let outcome = prop_oneof![
        6 => Just(Outcome::Fine),
        1 => Just(Outcome::Short),
        2 => Just(Outcome::NoNetwork),
        2 => Just(Outcome::Refused),
        1 => Just(Outcome::Lost),
        1 => Just(Outcome::Failing),
        1 => Just(Outcome::Banned),
    ];
    let step = prop_oneof![
        6 => (any::<bool>(), prop_oneof![Just(60u64), Just(86_400), Just(600_000)], any::<bool>())
            .prop_map(|(beta, min_validity, force)| Move::Child { beta, min_validity, force }),
        3 => Just(Move::Session),
        2 => Just(Move::RefreshSession),
        2 => Just(Move::SignIn),
        1 => Just(Move::SignOut),
        2 => (any::<bool>(), prop_oneof![Just(0u64), Just(30), Just(3600), Just(604_800)])
            .prop_map(|(refreshable, life)| Move::Link { refreshable, life }),
        3 => prop_oneof![Just(1u64), Just(600), Just(86_400), Just(604_800)].prop_map(|seconds| Move::Pass { seconds }),
        12 => (any::<usize>(), outcome).prop_map(|(which, outcome)| Move::Answer { which, outcome }),
        2 => any::<usize>().prop_map(|which| Move::Cancel { which }),
        1 => prop_oneof![Just(-3600i64), Just(3600), Just(700_000)].prop_map(|ahead| Move::Clock { ahead }),
    ];
    (any::<bool>(), step)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens(steps in prop::collection::vec(moves(), 1..120)) {
        let mut worlds = [World::new("ada"), World::new("bob")];
        for (second, step) in steps {
            worlds[usize::from(second)].play(step);
        }
        worlds.iter_mut().for_each(World::finish);
    }
}
