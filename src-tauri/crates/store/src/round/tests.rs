use domain::Feed;

use super::*;
use crate::fixture::{self, start};
use crate::{Store, StoreError, feed};

const LONGEST: TimeDelta = TimeDelta::hours(2);

/// A try that reads one page with so many bad rows, and ends the round if it is the last.
async fn attempt(
    store: &Store,
    account: AccountId,
    bad: usize,
    last: bool,
    at: TimeDelta,
) -> (Round, bool) {
    let now = start() + at;
    let done = store.write(move |tx| {
        Box::pin(async move {
            let of = (account, Feed::Stock);
            feed::begin(tx, of.0, of.1, now).await?;
            let round = enter(tx, of, LONGEST, now).await?;
            feed::page(tx, of.0, of.1, (10, bad), now).await?;
            let whole = last && close(tx, of.0, of.1).await?;
            Ok::<_, StoreError>((round, whole))
        })
    });
    done.await.unwrap()
}

#[tokio::test]
async fn a_round_goes_on_where_a_try_ended() {
    let (_dir, store, _, account) = fixture::shop().await;
    let minute = TimeDelta::minutes;
    let (first, _) = attempt(&store, account, 0, false, minute(0)).await;
    assert!(!first.goes_on, "nothing was under way");
    let (second, whole) = attempt(&store, account, 0, true, minute(1)).await;
    assert_eq!(
        (second.number, second.goes_on, whole),
        (first.number, true, true),
        "the same round, to its end"
    );
    let (third, _) = attempt(&store, account, 0, true, minute(2)).await;
    assert_eq!(
        (third.number, third.goes_on),
        (first.number + 1, false),
        "then another"
    );
}

#[tokio::test]
async fn one_bad_row_anywhere_makes_the_round_partial_and_the_next_one_begins_clean() {
    let (_dir, store, _, account) = fixture::shop().await;
    let minute = TimeDelta::minutes;
    attempt(&store, account, 1, false, minute(0)).await;
    let (_, whole) = attempt(&store, account, 0, true, minute(1)).await;
    assert!(!whole, "a row of an earlier try was bad");
    let feeds = feed::list(&mut store.read().await.unwrap(), Some(account))
        .await
        .unwrap();
    assert_eq!(feeds[0].bad_in_round, 1, "and a screen can say so");
    let (_, whole) = attempt(&store, account, 0, true, minute(2)).await;
    assert!(whole, "the next round has its own count");
}

#[tokio::test]
async fn what_was_read_long_ago_or_given_up_is_not_gone_on_with() {
    let (_dir, store, _, account) = fixture::shop().await;
    let (first, _) = attempt(&store, account, 0, false, TimeDelta::zero()).await;
    let (late, _) = attempt(&store, account, 0, false, TimeDelta::hours(3)).await;
    assert_ne!(
        late.number, first.number,
        "three hours later the shelves look different"
    );
    let given_up =
        store.write(move |tx| Box::pin(async move { abandon(tx, account, Feed::Stock).await }));
    given_up.await.unwrap();
    let (anew, _) = attempt(&store, account, 0, false, TimeDelta::hours(3)).await;
    assert!(!anew.goes_on, "begun anew");
}
