use chrono::Duration;

use super::*;
use crate::Store;
use crate::fixture::{self, start};

fn low(partner: PartnerId, level: AlertLevel, left: &str) -> NewAlert {
    NewAlert {
        partner,
        account: None,
        cause: "stock:17".to_owned(),
        kind: AlertKind::Stock,
        level,
        title_key: "alert.stock".to_owned(),
        detail: BTreeMap::from([("left".to_owned(), left.to_owned())]),
        page: "/overview".to_owned(),
    }
}

async fn raised(store: &Store, new: NewAlert) -> Raised {
    store
        .write(move |tx| Box::pin(async move { raise(tx, &new, start()).await }))
        .await
        .unwrap()
}

async fn open(store: &Store, partner: PartnerId) -> Vec<Alert> {
    list(&mut store.read().await.unwrap(), partner, start())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_cause_is_raised_once_and_its_words_follow() {
    let (_dir, store, partner, _) = fixture::shop().await;
    let first = raised(&store, low(partner, AlertLevel::Warn, "5")).await;
    assert!(matches!(first, Raised::New(_)), "tell the seller");
    let again = raised(&store, low(partner, AlertLevel::Warn, "4")).await;
    assert!(matches!(again, Raised::Known(_)), "told already");
    let shown = open(&store, partner).await;
    assert_eq!(shown.len(), 1, "one warning per cause");
    assert_eq!(
        shown[0].alert.detail["left"], "4",
        "with the figures of now"
    );
    let mut feed = store.changes();
    raised(&store, low(partner, AlertLevel::Warn, "4")).await;
    assert!(feed.try_recv().is_err(), "the same again changes nothing");
    let worse = raised(&store, low(partner, AlertLevel::Bad, "1")).await;
    assert!(matches!(worse, Raised::New(_)), "worse is told again");
}

#[tokio::test]
async fn a_closed_one_is_silent_until_its_cause_went_away() {
    let (_dir, store, partner, _) = fixture::shop().await;
    let Raised::New(id) = raised(&store, low(partner, AlertLevel::Warn, "5")).await else {
        panic!("the first is new");
    };
    let closed = store.write(move |tx| Box::pin(async move { close(tx, id, start()).await }));
    closed.await.map_err(|error: StoreError| error).unwrap();
    let muted = raised(&store, low(partner, AlertLevel::Warn, "4")).await;
    assert!(matches!(muted, Raised::Muted(_)), "a person closed it");
    assert!(
        open(&store, partner).await.is_empty(),
        "and sees it no more"
    );
    let cleared =
        store.write(move |tx| Box::pin(async move { clear(tx, "stock:17", start()).await }));
    assert!(
        cleared.await.map_err(|error: StoreError| error).unwrap(),
        "the stock came"
    );
    let back = raised(&store, low(partner, AlertLevel::Warn, "5")).await;
    assert!(matches!(back, Raised::New(_)), "and went again");
}

#[tokio::test]
async fn a_snoozed_one_comes_last_and_counts_not() {
    let (_dir, store, partner, _) = fixture::shop().await;
    let Raised::New(id) = raised(&store, low(partner, AlertLevel::Bad, "1")).await else {
        panic!("the first is new");
    };
    let other = NewAlert {
        cause: "stock:18".to_owned(),
        ..low(partner, AlertLevel::Info, "9")
    };
    raised(&store, other).await;
    let until = start() + Duration::hours(4);
    let snoozed = store.write(move |tx| Box::pin(async move { snooze(tx, id, until).await }));
    snoozed.await.map_err(|error: StoreError| error).unwrap();
    let causes: Vec<String> = open(&store, partner)
        .await
        .into_iter()
        .map(|row| row.alert.cause)
        .collect();
    assert_eq!(
        causes,
        ["stock:18", "stock:17"],
        "the snoozed one is last, though worse"
    );
    let mut conn = store.read().await.unwrap();
    let now = crate::counts::of(&mut conn, partner, start(), start())
        .await
        .unwrap();
    assert_eq!(now.alerts, 1, "it does not count");
    let later = crate::counts::of(&mut conn, partner, start(), until)
        .await
        .unwrap();
    assert_eq!(later.alerts, 2, "until its time is over");
}
