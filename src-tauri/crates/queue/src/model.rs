//! The queue against a model of it that a child could check: any sequence of
//! pushes, claims, endings, losses and decisions leaves both in the same state.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::{ErrorClass, TaskId, TaskState};
use proptest::prelude::*;

use crate::fixture::{Tables, start};
use crate::{
    Backoff, Failure, Fate, Leased, QueueError, await_approval, cancel, complete, ended, fail, get,
    replay, rescue_expired, rescue_other_boots, snooze, unknown_effect, wake,
};

#[derive(Debug, Clone)]
enum Move {
    Push(i64, u8),
    Claim(usize),
    Complete(usize),
    Fail(usize, u8),
    Snooze(usize, i64),
    Await(usize),
    Unknown(usize),
    /// Completes with the token of a lease that is over.
    Late(usize),
    Wake(usize),
    Cancel(usize),
    Replay(usize),
    Wait(i64),
    Restart,
    Expire,
}

#[derive(Debug, Clone, PartialEq)]
struct Modelled {
    state: TaskState,
    attempts: u32,
    run_at: DateTime<Utc>,
    unknown: bool,
    leased_until: Option<DateTime<Utc>>,
}

struct World {
    tables: Tables,
    now: DateTime<Utc>,
    tasks: BTreeMap<i64, Modelled>,
    held: Vec<Leased>,
    over: Vec<Leased>,
}

fn pick<T: Clone>(list: &[T], which: usize) -> Option<T> {
    list.get(which.checked_rem(list.len())?).cloned()
}

impl World {
    async fn new() -> Self {
        let tables = Tables::new().await;
        Self {
            tables,
            now: start(),
            tasks: BTreeMap::new(),
            held: Vec::new(),
            over: Vec::new(),
        }
    }

    /// Takes a lease out of the worker's hands.
    fn put_down(&mut self, which: usize) -> Option<Leased> {
        let leased = pick(&self.held, which)?;
        self.held.retain(|other| other.task.id != leased.task.id);
        self.over.push(leased.clone());
        Some(leased)
    }

    fn task(&mut self, id: TaskId) -> &mut Modelled {
        self.tasks.get_mut(&id.0).unwrap()
    }

    fn lose(&mut self, lost: impl Fn(&Modelled) -> bool) {
        for task in self
            .tasks
            .values_mut()
            .filter(|task| task.state == TaskState::Leased && lost(task))
        {
            task.state = if task.unknown {
                TaskState::UnknownEffect
            } else {
                TaskState::Ready
            };
            task.attempts -= 1;
            task.leased_until = None;
            task.run_at = start();
        }
        let alive = &self.tasks;
        let (held, over): (Vec<_>, Vec<_>) = self.held.drain(..).partition(|leased| {
            alive
                .get(&leased.task.id.0)
                .is_some_and(|task| task.state == TaskState::Leased)
        });
        self.held = held;
        self.over.extend(over);
    }

    async fn apply(&mut self, next: Move) {
        match next {
            Move::Push(partner, key) => self.push(partner, key).await,
            Move::Claim(limit) => self.claim(limit).await,
            Move::Late(which) => self.late(which).await,
            Move::Wait(seconds) => self.now += Duration::seconds(seconds),
            Move::Restart => {
                let rescued = rescue_other_boots(&mut self.tables, "next", self.now)
                    .await
                    .unwrap();
                assert_eq!(
                    rescued.len(),
                    self.held.len(),
                    "every lease of the old boot returns"
                );
                self.lose(|_| true);
            }
            Move::Expire => {
                rescue_expired(&mut self.tables, self.now).await.unwrap();
                let now = self.now;
                self.lose(|task| task.leased_until.is_some_and(|end| end < now));
            }
            Move::Wake(which) | Move::Cancel(which) | Move::Replay(which) => {
                self.decide(next, which).await;
            }
            Move::Complete(which)
            | Move::Fail(which, _)
            | Move::Snooze(which, _)
            | Move::Await(which)
            | Move::Unknown(which) => self.end(next, which).await,
        }
    }

    async fn push(&mut self, partner: i64, key: u8) {
        let id = self.tables.push(partner, &format!("{partner}-{key}")).await;
        self.tasks.entry(id.0).or_insert(Modelled {
            state: TaskState::Ready,
            attempts: 0,
            run_at: start(),
            unknown: false,
            leased_until: None,
        });
    }

    async fn claim(&mut self, limit: usize) {
        let waiting = [
            TaskState::Ready,
            TaskState::Snoozed,
            TaskState::UnknownEffect,
        ];
        let now = self.now;
        let due = self
            .tasks
            .values()
            .filter(|task| waiting.contains(&task.state) && task.run_at <= now);
        let expected = due.count().min(limit);
        let claimed = self.tables.claim_at(now, limit).await.tasks;
        assert_eq!(
            claimed.len(),
            expected,
            "everything due is claimed, up to the limit"
        );
        for leased in claimed {
            let task = self.task(leased.task.id);
            assert!(
                waiting.contains(&task.state) && task.run_at <= now,
                "only what is due"
            );
            assert_eq!(
                leased.task.unknown, task.unknown,
                "the worker knows whether to read first"
            );
            task.state = TaskState::Leased;
            task.attempts += 1;
            task.leased_until = Some(leased.until);
            self.held.push(leased);
        }
    }

    async fn late(&mut self, which: usize) {
        let Some(leased) = pick(&self.over, which) else {
            return;
        };
        let (id, now) = (leased.task.id, self.now);
        let answer = complete(&mut self.tables, id, &leased.token, 0, now).await;
        assert!(
            matches!(answer, Err(QueueError::Stale(_))),
            "a lease that is over ends nothing"
        );
    }

    async fn end(&mut self, next: Move, which: usize) {
        let Some(leased) = self.put_down(which) else {
            return;
        };
        let (id, now, tables) = (leased.task.id, self.now, &mut self.tables);
        let held = (id, &leased.token);
        let mut after = self.tasks.get(&id.0).unwrap().clone();
        after.leased_until = None;
        match next {
            Move::Complete(_) => {
                complete(tables, id, &leased.token, 0, now).await.unwrap();
                after.state = TaskState::Done;
            }
            Move::Snooze(_, seconds) => {
                let until = now + Duration::seconds(seconds);
                snooze(tables, held, until, None, 0, now).await.unwrap();
                (after.state, after.run_at) = (TaskState::Snoozed, until);
                after.attempts -= 1;
            }
            Move::Await(_) => {
                await_approval(tables, id, &leased.token, 0, now)
                    .await
                    .unwrap();
                after.state = TaskState::AwaitingApproval;
                after.attempts -= 1;
            }
            Move::Unknown(_) => {
                unknown_effect(tables, held, now, None, 0, now)
                    .await
                    .unwrap();
                (after.state, after.run_at, after.unknown) = (TaskState::UnknownEffect, now, true);
                after.attempts -= 1;
            }
            Move::Fail(_, class) => {
                let classes = [
                    ErrorClass::Retry,
                    ErrorClass::Reject,
                    ErrorClass::Auth,
                    ErrorClass::Unknown,
                    ErrorClass::Outage,
                ];
                let problem = serde_json::json!({"code": "x"});
                let class = pick(&classes, usize::from(class)).unwrap();
                let failure = Failure {
                    class,
                    problem,
                    retry_after: None,
                    cost: 0,
                };
                let mut rng = tables.rng.clone();
                let fate = fail(tables, held, &failure, &Backoff::default(), &mut rng, now).await;
                self.failed(&mut after, class, fate.unwrap());
            }
            _ => {}
        }
        self.tasks.insert(id.0, after);
    }

    fn failed(&self, after: &mut Modelled, class: ErrorClass, fate: Fate) {
        match (class, fate) {
            (ErrorClass::Retry, Fate::Retry(at)) => {
                assert!(after.attempts < 8, "the eighth failure is the last");
                (after.state, after.run_at) = (TaskState::Ready, at);
            }
            (ErrorClass::Retry, Fate::Dead) => {
                assert_eq!(after.attempts, 8, "not before its attempts are used up");
                after.state = TaskState::Dead;
            }
            (ErrorClass::Reject, Fate::Dead) => after.state = TaskState::Dead,
            (ErrorClass::Auth, Fate::Auth(at)) => {
                (after.state, after.run_at) = (TaskState::Snoozed, at);
                after.attempts -= 1;
            }
            (ErrorClass::Unknown, Fate::Unknown(at)) => {
                (after.state, after.run_at, after.unknown) = (TaskState::UnknownEffect, at, true);
                after.attempts -= 1;
            }
            (ErrorClass::Outage, Fate::Outage(at)) => {
                (after.state, after.run_at) = (TaskState::Snoozed, at);
                after.attempts -= 1;
            }
            other => panic!("{other:?} does not fit"),
        }
    }

    async fn decide(&mut self, next: Move, which: usize) {
        let ids: Vec<i64> = self.tasks.keys().copied().collect();
        let Some(id) = pick(&ids, which).map(TaskId) else {
            return;
        };
        let now = self.now;
        let mut after = self.task(id).clone();
        let live = !matches!(after.state, TaskState::Done | TaskState::Dead);
        match next {
            Move::Wake(_) => {
                let woken = wake(&mut self.tables, id, now).await.unwrap();
                assert_eq!(
                    woken,
                    live && after.state != TaskState::Leased,
                    "what sleeps is woken"
                );
                if woken {
                    after.state = if after.unknown {
                        TaskState::UnknownEffect
                    } else {
                        TaskState::Ready
                    };
                    after.run_at = after.run_at.min(now);
                }
            }
            Move::Cancel(_) => {
                assert_eq!(
                    cancel(&mut self.tables, id, now).await.unwrap(),
                    live,
                    "what lives is cancelled"
                );
                if let Some(at) = self.held.iter().position(|leased| leased.task.id == id) {
                    let leased = self.held.remove(at);
                    self.over.push(leased);
                }
                if live {
                    after.state = TaskState::Dead;
                    after.leased_until = None;
                }
            }
            _ => {
                let dead = after.state == TaskState::Dead;
                assert_eq!(
                    replay(&mut self.tables, id, now).await.is_ok(),
                    dead,
                    "the dead are replayed"
                );
                if dead {
                    after.state = if after.unknown {
                        TaskState::UnknownEffect
                    } else {
                        TaskState::Ready
                    };
                    (after.attempts, after.run_at) = (0, now);
                }
            }
        }
        self.tasks.insert(id.0, after);
    }

    async fn agree(&mut self) {
        for (id, wanted) in &self.tasks {
            let id = TaskId(*id);
            let (state, attempts) = match wanted.state {
                TaskState::Done | TaskState::Dead => {
                    let task = ended(&mut self.tables, id).await.unwrap();
                    (task.state, task.attempts)
                }
                _ => {
                    let task = get(&mut self.tables, id).await.unwrap();
                    (task.state, task.attempts)
                }
            };
            assert_eq!(
                (state, attempts),
                (wanted.state, wanted.attempts),
                "task {id}"
            );
        }
        let counters: (i64, i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT coalesce(sum(due), 0) FROM task_backlog), (SELECT coalesce(sum(due), 0) FROM task_shares),
                 (SELECT count(*) FROM tasks WHERE due = 1),
                 (SELECT count(*) FROM task_backlog AS b WHERE b.due <> (SELECT count(*) FROM tasks AS t WHERE t.due = 1
                    AND t.partner_id = b.partner_id AND t.account_id = b.account_id AND t.lane = b.lane AND t.kind = b.kind))",
        )
        .fetch_one(&mut *self.tables)
        .await
        .unwrap();
        assert_eq!(
            (counters.0, counters.1, counters.3),
            (counters.2, counters.2, 0),
            "counters fit their rows"
        );
    }
}

fn any_move() -> impl Strategy<Value = Move> {
    let which = 0_usize..32;
    prop_oneof![
        4 => (1_i64..4, 0_u8..6).prop_map(|(partner, key)| Move::Push(partner, key)),
        4 => (1_usize..5).prop_map(Move::Claim),
        2 => which.clone().prop_map(Move::Complete),
        3 => (which.clone(), 0_u8..5).prop_map(|(at, class)| Move::Fail(at, class)),
        1 => (which.clone(), 0_i64..60).prop_map(|(at, seconds)| Move::Snooze(at, seconds)),
        1 => which.clone().prop_map(Move::Await),
        1 => which.clone().prop_map(Move::Unknown),
        2 => which.clone().prop_map(Move::Late),
        1 => which.clone().prop_map(Move::Wake),
        1 => which.clone().prop_map(Move::Cancel),
        1 => which.prop_map(Move::Replay),
        3 => (1_i64..4000).prop_map(Move::Wait),
        1 => Just(Move::Restart),
        1 => Just(Move::Expire),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_queue_does_what_its_model_does(moves in prop::collection::vec(any_move(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new().await;
            for next in moves {
                world.apply(next).await;
            }
            world.agree().await;
        });
    }
}
