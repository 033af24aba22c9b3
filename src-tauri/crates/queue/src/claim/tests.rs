use domain::TaskState;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::AssertSqlSafe;

use super::*;
use crate::fixture::{Tables, start};
use crate::{
    NewTask, Pause, Pushed, complete, get, pause, push, rescue_other_boots, resume, set_cap,
    set_weight, spend, wake_waiting,
};

async fn fill(tables: &mut Tables, partner: i64, count: usize) {
    for number in 0..count {
        tables.push(partner, &format!("p{partner}-{number}")).await;
    }
}

fn shares(claimed: &Claimed) -> BTreeMap<i64, usize> {
    let mut shares = BTreeMap::new();
    for leased in &claimed.tasks {
        *shares.entry(leased.task.partner.0).or_default() += 1;
    }
    shares
}

#[tokio::test]
async fn a_noisy_partner_does_not_delay_the_others() {
    let mut tables = Tables::new().await;
    fill(&mut tables, 1, 300).await;
    for partner in 2..=100 {
        fill(&mut tables, partner, 1).await;
    }
    let claimed = tables.claim_at(start(), 100).await;
    let shares = shares(&claimed);
    assert_eq!(
        shares.len(),
        100,
        "each partner is served in the first round"
    );
    assert!(shares.values().all(|count| *count == 1), "and nobody twice");
    let rest = tables.claim_at(start(), 50).await;
    assert_eq!(
        rest.tasks.len(),
        50,
        "then the noisy one has the room for itself"
    );
}

#[tokio::test]
async fn nobody_saves_up_turns_while_idle() {
    let mut tables = Tables::new().await;
    fill(&mut tables, 1, 100).await;
    assert_eq!(
        tables.claim_at(start(), 60).await.tasks.len(),
        60,
        "alone for a while"
    );
    fill(&mut tables, 2, 100).await;
    let shares = shares(&tables.claim_at(start(), 20).await);
    assert_eq!(
        shares,
        BTreeMap::from([(1, 10), (2, 10)]),
        "the late one gets its half, not all"
    );
}

#[tokio::test]
async fn high_priority_goes_first_within_its_partner_alone() {
    let mut tables = Tables::new().await;
    fill(&mut tables, 1, 3).await;
    fill(&mut tables, 2, 1).await;
    let urgent = NewTask {
        priority: 10,
        account: Some(AccountId(4)),
        ..NewTask::new(PartnerId(1), "other/1", "urgent", start())
    };
    push(&mut tables, &urgent, start()).await.unwrap();
    let claimed = tables.claim_at(start(), 2).await;
    let keys: Vec<&str> = claimed
        .tasks
        .iter()
        .map(|leased| leased.task.unique_key.as_str())
        .collect();
    assert_eq!(
        keys,
        ["urgent", "p2-0"],
        "first of its partner, over shops and kinds"
    );
}

#[tokio::test]
async fn a_unique_key_is_held_for_ever_or_while_live() {
    let mut tables = Tables::new().await;
    let once = NewTask::new(PartnerId(1), "work/1", "a", start());
    let recurring = NewTask {
        unique: crate::Unique::WhileLive,
        ..once.clone()
    };
    let id = push(&mut tables, &once, start()).await.unwrap().id();
    let again = push(&mut tables, &recurring, start()).await.unwrap();
    assert_eq!(
        again,
        Pushed::Existing(id, TaskState::Ready),
        "a live task holds its key"
    );
    let leased = tables.one().await;
    complete(&mut tables, id, &leased.token, 0, start())
        .await
        .unwrap();
    let done = push(&mut tables, &once, start()).await.unwrap();
    assert_eq!(
        done,
        Pushed::Existing(id, TaskState::Done),
        "what was done once is done"
    );
    assert!(
        push(&mut tables, &recurring, start())
            .await
            .unwrap()
            .is_new(),
        "recurring work recurs"
    );
}

#[tokio::test]
async fn what_stands_still_is_not_claimed() {
    let mut tables = Tables::new().await;
    let task = NewTask {
        account: Some(AccountId(7)),
        ..NewTask::new(PartnerId(1), "work/1", "a", start())
    };
    push(&mut tables, &task, start()).await.unwrap();
    let pauses = [
        Pause::All,
        Pause::Partner(PartnerId(1)),
        Pause::Account(AccountId(7)),
        Pause::Kind("work/1".to_owned()),
    ];
    for what in &pauses {
        pause(&mut tables, what, start()).await.unwrap();
        assert!(
            tables.claim_at(start(), 1).await.tasks.is_empty(),
            "{what:?} stands still"
        );
        assert!(resume(&mut tables, what).await.unwrap(), "{what:?} goes on");
    }
    for other in [
        Pause::Partner(PartnerId(2)),
        Pause::Account(AccountId(1)),
        Pause::Kind("x".to_owned()),
    ] {
        pause(&mut tables, &other, start()).await.unwrap();
    }
    assert_eq!(
        tables.claim_at(start(), 1).await.tasks.len(),
        1,
        "others' pauses are not its own"
    );
}

#[tokio::test]
async fn blocked_accounts_and_full_lanes_are_passed_over() {
    let mut tables = Tables::new().await;
    for (key, account, lane) in [
        ("a", 1, "ai"),
        ("b", 2, "ai"),
        ("c", 2, "sync"),
        ("d", 3, "ai"),
    ] {
        let task = NewTask {
            account: Some(AccountId(account)),
            lane: lane.to_owned(),
            ..NewTask::new(PartnerId(1), "work/1", key, start())
        };
        push(&mut tables, &task, start()).await.unwrap();
    }
    let lane = |name: &str, room| Lane {
        name: name.to_owned(),
        room,
        even_paused: false,
        per_account: usize::MAX,
    };
    let (lanes, budget) = ([lane("ai", 1), lane("sync", 5)], tables.budget.clone());
    let wanted = Claim {
        now: start(),
        boot: "boot",
        worker: "w",
        lanes: &lanes,
        blocked: &[AccountId(1)],
        running: &[],
        limit: 10,
        lease: Duration::seconds(30),
        budget: &budget,
    };
    let claimed = claim(&mut tables, &mut StdRng::seed_from_u64(1), &wanted)
        .await
        .unwrap();
    let keys: Vec<&str> = claimed
        .tasks
        .iter()
        .map(|leased| leased.task.unique_key.as_str())
        .collect();
    assert_eq!(keys, ["b", "c"], "account 1 is blocked, lane ai takes one");
}

#[tokio::test]
async fn one_shop_that_hangs_leaves_room_for_the_others() {
    let mut tables = Tables::new().await;
    for (key, account) in [("a", 1), ("b", 1), ("c", 1), ("d", 2)] {
        let task = NewTask {
            account: Some(AccountId(account)),
            lane: "write".to_owned(),
            ..NewTask::new(PartnerId(1), "work/1", key, start())
        };
        push(&mut tables, &task, start()).await.unwrap();
    }
    let lanes = [Lane {
        name: "write".to_owned(),
        room: 4,
        even_paused: false,
        per_account: 2,
    }];
    let budget = tables.budget.clone();
    let mut wanted = Claim {
        now: start(),
        boot: "boot",
        worker: "w",
        lanes: &lanes,
        blocked: &[],
        running: &[],
        limit: 4,
        lease: Duration::seconds(30),
        budget: &budget,
    };
    let mut rng = StdRng::seed_from_u64(1);
    let keys = |claimed: &Claimed| {
        let tasks = claimed.tasks.iter();
        tasks
            .map(|leased| leased.task.unique_key.clone())
            .collect::<Vec<_>>()
    };
    let claimed = claim(&mut tables, &mut rng, &wanted).await.unwrap();
    assert_eq!(keys(&claimed), ["a", "b", "d"], "two of one shop at once");
    let running = [("write".to_owned(), AccountId(1))];
    wanted.running = &running;
    let claimed = claim(&mut tables, &mut rng, &wanted).await.unwrap();
    assert_eq!(keys(&claimed), ["c"], "the next one when one of them ended");
}

#[tokio::test]
async fn some_lanes_run_even_while_all_stands_still() {
    let mut tables = Tables::new().await;
    for lane in ["ai", "undo"] {
        let task = NewTask {
            lane: lane.to_owned(),
            ..NewTask::new(PartnerId(1), "work/1", lane, start())
        };
        push(&mut tables, &task, start()).await.unwrap();
    }
    pause(&mut tables, &Pause::All, start()).await.unwrap();
    let lane = |name: &str, even_paused| Lane {
        name: name.to_owned(),
        room: 5,
        even_paused,
        per_account: usize::MAX,
    };
    let (lanes, budget) = (
        [lane("ai", false), lane("undo", true)],
        tables.budget.clone(),
    );
    let wanted = Claim {
        now: start(),
        boot: "boot",
        worker: "w",
        lanes: &lanes,
        blocked: &[],
        running: &[],
        limit: 10,
        lease: Duration::seconds(30),
        budget: &budget,
    };
    let mut rng = StdRng::seed_from_u64(1);
    let claimed = claim(&mut tables, &mut rng, &wanted).await.unwrap();
    let keys: Vec<_> = claimed
        .tasks
        .iter()
        .map(|leased| leased.task.unique_key.as_str())
        .collect();
    assert_eq!(keys, ["undo"], "who stopped all can still take back");
    resume(&mut tables, &Pause::All).await.unwrap();
    let claimed = claim(&mut tables, &mut rng, &wanted).await.unwrap();
    assert_eq!(claimed.tasks.len(), 1, "the rest goes on afterwards");
}

#[tokio::test]
async fn what_comes_too_late_is_given_up() {
    let mut tables = Tables::new().await;
    let task = NewTask {
        not_after: Some(start()),
        ..NewTask::new(PartnerId(1), "work/1", "a", start())
    };
    let id = push(&mut tables, &task, start()).await.unwrap().id();
    let claimed = tables.claim_at(start() + Duration::seconds(1), 1).await;
    assert_eq!(
        (claimed.tasks.len(), claimed.expired),
        (0, vec![id]),
        "its end has passed"
    );
}

#[tokio::test]
async fn a_new_price_counts_for_all_but_running_tasks() {
    let mut tables = Tables::new().await;
    for key in ["a", "b"] {
        let task = NewTask {
            cost_reserve: Some(600),
            ..NewTask::new(PartnerId(1), "work/1", key, start())
        };
        push(&mut tables, &task, start()).await.unwrap();
    }
    let running = tables.claim_at(start(), 1).await.tasks.pop().unwrap();
    let changed = crate::set_reserve(&mut tables, "work/1", 900)
        .await
        .unwrap();
    assert_eq!(changed, 1, "the one that waits");
    complete(&mut tables, running.task.id, &running.token, 5, start())
        .await
        .unwrap();
    let spent = spend(&mut tables, PartnerId(1), "2026-11-22")
        .await
        .unwrap();
    assert_eq!(spent.reserved, 0, "what it held is given back whole");
    let next = tables.claim_at(start(), 1).await.tasks.pop().unwrap();
    assert_eq!(
        next.task.cost_reserve, 900,
        "the next one holds the new price"
    );
}

#[tokio::test]
async fn a_task_over_budget_waits_for_the_next_day_or_a_higher_cap() {
    let mut tables = Tables::new().await;
    set_cap(&mut tables, PartnerId(1), Some(1000))
        .await
        .unwrap();
    for key in ["a", "b"] {
        let task = NewTask {
            cost_reserve: Some(600),
            ..NewTask::new(PartnerId(1), "work/1", key, start())
        };
        push(&mut tables, &task, start()).await.unwrap();
    }
    tables.push(1, "free").await;
    let claimed = tables.claim_at(start(), 5).await;
    let keys: Vec<&str> = claimed
        .tasks
        .iter()
        .map(|leased| leased.task.unique_key.as_str())
        .collect();
    assert_eq!(
        keys,
        ["a", "free"],
        "600 of 1000 are held; what costs nothing goes on"
    );
    assert_eq!(
        claimed.over_budget,
        [PartnerId(1)],
        "and somebody can be told"
    );
    let tasks = claimed.tasks;
    complete(&mut tables, tasks[0].task.id, &tasks[0].token, 100, start())
        .await
        .unwrap();
    assert!(
        tables.claim_at(start(), 5).await.tasks.is_empty(),
        "it sleeps until the next day"
    );
    assert_eq!(
        wake_waiting(&mut tables, "budget", None, start())
            .await
            .unwrap(),
        1,
        "unless woken"
    );
    assert_eq!(
        tables.claim_at(start(), 5).await.tasks.len(),
        1,
        "100 were spent, 600 fit"
    );
    let spent = spend(&mut tables, PartnerId(1), "2026-11-20")
        .await
        .unwrap();
    assert_eq!(
        (spent.spent, spent.reserved, spent.cap),
        (100, 600, Some(1000)),
        "the day's account"
    );
}

async fn plan(tables: &mut Tables, sql: &str) -> Vec<String> {
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
        .fetch_all(&mut **tables)
        .await
        .unwrap();
    steps.into_iter().map(|step| step.3).collect()
}

#[tokio::test]
async fn a_claim_seeks_and_scans_nothing() {
    let mut tables = Tables::new().await;
    let partners = plan(&mut tables, PARTNERS).await;
    assert!(
        partners
            .iter()
            .any(|step| step.contains("task_shares_active")),
        "{partners:?}"
    );
    assert!(
        !partners.iter().any(|step| step.contains("TEMP B-TREE")),
        "{partners:?} comes in order"
    );
    let head = plan(&mut tables, LEASE).await;
    let seek = "tasks_claim (partner_id=? AND account_id=? AND lane=? AND kind=?)";
    assert!(
        head.iter().any(|step| step.contains(seek)),
        "{head:?} seeks the head of each group"
    );
    assert!(
        head.iter()
            .any(|step| step.contains("SEARCH b USING PRIMARY KEY (partner_id=?)")),
        "{head:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn weights_share_the_work(weights in prop::collection::vec(1_u32..5, 2..6), rounds in 1_usize..6) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut tables = Tables::new().await;
            for (partner, weight) in weights.iter().enumerate() {
                set_weight(&mut tables, PartnerId(partner as i64), *weight).await.unwrap();
                fill(&mut tables, partner as i64, 5 * rounds).await;
            }
            let turn: u32 = weights.iter().sum();
            let mut got: BTreeMap<i64, usize> = BTreeMap::new();
            // In many small claims: the order is persisted between them.
            for _ in 0..rounds * turn as usize {
                for (partner, count) in shares(&tables.claim_at(start(), 1).await) {
                    *got.entry(partner).or_default() += count;
                }
            }
            for (partner, weight) in weights.iter().enumerate() {
                let count = got.get(&(partner as i64)).copied().unwrap_or(0);
                let due = *weight as usize * rounds;
                assert!(count.abs_diff(due) <= 1, "{count} of {due} for weight {weight}");
            }
        });
    }

    #[test]
    fn spending_never_passes_the_cap(
        cap in 0_i64..3000,
        moves in prop::collection::vec((0_u8..4, 0_i64..500, 0_usize..64), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut tables = Tables::new().await;
            set_cap(&mut tables, PartnerId(1), Some(cap)).await.unwrap();
            let mut held: Vec<Leased> = Vec::new();
            for (number, (kind, amount, which)) in moves.into_iter().enumerate() {
                match kind {
                    0 => {
                        let task = NewTask {
                            cost_reserve: Some(amount),
                            ..NewTask::new(PartnerId(1), "work/1", number.to_string(), start())
                        };
                        push(&mut tables, &task, start()).await.unwrap();
                    }
                    1 => held.extend(tables.claim_at(start(), 64).await.tasks),
                    2 if !held.is_empty() => {
                        let leased = held.swap_remove(which % held.len());
                        let cost = amount.min(leased.task.cost_reserve);
                        complete(&mut tables, leased.task.id, &leased.token, cost, start()).await.unwrap();
                    }
                    _ => {
                        rescue_other_boots(&mut tables, "next", start()).await.unwrap();
                        held.clear();
                    }
                }
                let now = spend(&mut tables, PartnerId(1), "2026-11-20").await.unwrap();
                assert!(now.spent + now.reserved <= cap, "{now:?}");
                let running: i64 = held.iter().map(|leased| leased.task.cost_reserve).sum();
                assert_eq!(now.reserved, running, "what is held is what runs");
            }
            for leased in held {
                assert!(get(&mut tables, leased.task.id).await.is_ok(), "leased tasks live");
            }
        });
    }
}
