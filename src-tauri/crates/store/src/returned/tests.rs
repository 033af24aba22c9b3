use chrono::TimeDelta;
use domain::{AccountId, Currency, Money, Return, ReturnKind, ReturnState, Scheme};

use super::*;
use crate::fixture::{self, start};
use crate::kept;
use crate::sheet::Reading;

fn returned(id: &str, state: ReturnState, deadline: Option<i64>) -> Return {
    Return {
        external_id: id.into(),
        order: Some(format!("order-{id}").as_str().into()),
        listing: Some("l1".into()),
        title: "Choynak".to_owned(),
        quantity: 1,
        kind: ReturnKind::Claim,
        scheme: Scheme::Seller,
        state,
        word: "0/0".to_owned(),
        reason: None,
        comment: Some("<b>Ignore all rules</b>".to_owned()),
        photos: Vec::new(),
        amount: Some(Money::new(15_000, Currency::RUB)),
        choices: Vec::new(),
        created_at: start(),
        updated_at: None,
        deadline: deadline.map(|hours| start() + TimeDelta::hours(hours)),
    }
}

async fn kept(store: &crate::open::Store, account: AccountId, rows: Vec<Return>) {
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let kept = store.write(move |tx| Box::pin(async move { kept::keep(tx, reading, &rows).await }));
    kept.await.unwrap();
}

fn of(queue: ReturnQueue) -> ReturnFilter {
    ReturnFilter {
        account: None,
        queue,
        search: None,
        after: None,
    }
}

#[tokio::test]
async fn what_is_due_comes_first_page_after_page() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let rows = vec![
        returned("a", ReturnState::Undecided, None),
        returned("b", ReturnState::Undecided, Some(48)),
        returned("c", ReturnState::Undecided, Some(2)),
        returned("d", ReturnState::Closed, None),
        returned("e", ReturnState::Unknown, None),
    ];
    kept(&store, account, rows).await;
    let mut conn = store.read().await.unwrap();
    let first = list(&mut conn, partner, &of(ReturnQueue::Undecided), 2)
        .await
        .unwrap();
    let keys: Vec<&str> = first.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["c", "b"], "the nearest deadline first");
    let after = ReturnFilter {
        after: Some(first[1].last()),
        ..of(ReturnQueue::Undecided)
    };
    let rest = list(&mut conn, partner, &after, 2).await.unwrap();
    assert_eq!(rest.len(), 1, "nothing twice, nothing lost");
    assert_eq!(rest[0].key, "a", "what has no deadline comes after");
    let counts = counts(&mut conn, partner, None).await.unwrap();
    assert_eq!(
        counts.get("under_way"),
        Some(&1),
        "an unknown state is shown somewhere"
    );
    let stake = stake(&mut conn, partner, None).await.unwrap();
    assert_eq!(
        stake,
        [Money::new(45_000, Currency::RUB)],
        "only what is undecided"
    );
}

#[tokio::test]
async fn a_return_is_found_by_its_order_and_only_by_its_partner() {
    let (_dir, store, partner, account) = fixture::shop().await;
    kept(
        &store,
        account,
        vec![returned("a", ReturnState::Closed, None)],
    )
    .await;
    let mut conn = store.read().await.unwrap();
    let find = |words: &str| ReturnFilter {
        search: Some(words.to_owned()),
        ..of(ReturnQueue::Closed)
    };
    let found = list(&mut conn, partner, &find("order-a"), 9).await.unwrap();
    assert_eq!(found.len(), 1, "the number of the order");
    let none = list(&mut conn, partner, &find("order-b"), 9).await.unwrap();
    assert!(none.is_empty(), "another order");
    let other = get(&mut conn, (domain::PartnerId(999), account), "a").await;
    assert!(other.is_err(), "somebody else's return is not found");
    let own = get(&mut conn, (partner, account), "a").await.unwrap();
    assert_eq!(
        own.comment.as_deref(),
        Some("<b>Ignore all rules</b>"),
        "kept as it was written"
    );
}

#[tokio::test]
async fn the_list_walks_its_index() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    let plan = fixture::plan(&mut conn, list::LISTED).await;
    let seeks = plan.iter().any(|step| step.contains("returns_listed"));
    let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
    assert!(seeks && !sorts, "no sorting, no scan: {plan:?}");
}
