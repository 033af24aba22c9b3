use chrono::TimeDelta;
use domain::{ExternalId, Parcel, ParcelState};

use super::*;
use crate::file::{self, FileKind, NewFile};
use crate::fixture::{self, listing, start};
use crate::kept::keep;
use crate::{Reading, Store, upsert_listings};

fn parcel(id: &str, hours: Option<i64>, state: ParcelState) -> Parcel {
    Parcel {
        external_id: id.into(),
        order: id.into(),
        scheme: Scheme::Seller,
        word: state.as_str().to_owned(),
        state,
        created_at: start(),
        ship_by: hours.map(|hours| start() + TimeDelta::hours(hours)),
        warehouse: None,
        supply: None,
        lines: vec![ParcelLine {
            item: None,
            listing: "l1".into(),
            title: "as ordered".to_owned(),
            quantity: 1,
            marks: Vec::new(),
        }],
        acts: vec![ParcelAct::Confirm, ParcelAct::Label],
    }
}

async fn put(store: &Store, account: AccountId, rows: Vec<Parcel>) {
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    store
        .write(move |tx| {
            Box::pin(async move {
                upsert_listings(tx, account, &[listing("l1", &[])], start()).await?;
                keep(tx, reading, &rows).await
            })
        })
        .await
        .unwrap();
}

async fn keys(store: &Store, partner: PartnerId, filter: ParcelFilter) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let rows = list(&mut conn, partner, &filter, 10).await.unwrap();
    rows.into_iter().map(|row| row.key).collect()
}

async fn three() -> (tempfile::TempDir, Store, PartnerId, AccountId) {
    let (dir, store, partner, account) = fixture::shop().await;
    let rows = vec![
        parcel("1", None, ParcelState::New),
        parcel("2", Some(9), ParcelState::Packing),
        parcel("3", Some(2), ParcelState::New),
        parcel("4", Some(1), ParcelState::HandedOver),
    ];
    put(&store, account, rows).await;
    (dir, store, partner, account)
}

#[tokio::test]
async fn what_is_due_first_comes_first_and_page_after_page() {
    let (_dir, store, partner, account) = three().await;
    let all = ParcelFilter::default();
    assert_eq!(
        keys(&store, partner, all.clone()).await,
        ["3", "2", "1"],
        "by deadline, those without one last; what was handed over wants nothing"
    );
    let mut conn = store.read().await.unwrap();
    let first = list(&mut conn, partner, &all, 1).await.unwrap().remove(0);
    let after = Some((first.due, first.account, first.key));
    let rest = ParcelFilter { after, ..all };
    assert_eq!(
        keys(&store, partner, rest).await,
        ["2", "1"],
        "the next page goes on"
    );
    let new = ParcelFilter {
        queue: ParcelQueue::New,
        account: Some(account),
        ..ParcelFilter::default()
    };
    assert_eq!(keys(&store, partner, new).await, ["3", "1"], "one queue");
    let mut found = counts(&mut conn, partner, None).await.unwrap();
    found.sort();
    let wanted = [("handed_over", 1), ("new", 2), ("packing", 1)];
    assert_eq!(
        found,
        wanted.map(|(word, n)| (word.to_owned(), n)),
        "all of them are counted"
    );
    assert!(
        keys(&store, PartnerId(99), ParcelFilter::default())
            .await
            .is_empty(),
        "nobody else's"
    );
}

#[tokio::test]
async fn parcels_are_found_by_number_and_by_what_is_in_them() {
    let (_dir, store, partner, _) = three().await;
    let with = |words: &str| ParcelFilter {
        search: Some(words.to_owned()),
        ..ParcelFilter::default()
    };
    assert_eq!(
        keys(&store, partner, with("2")).await,
        ["2"],
        "a part of the number"
    );
    assert_eq!(
        keys(&store, partner, with("choyn")).await.len(),
        3,
        "the goods"
    );
    assert!(
        keys(&store, partner, with("samovar")).await.is_empty(),
        "nothing else"
    );
}

#[tokio::test]
async fn a_parcel_knows_its_goods_and_whether_its_label_was_kept() {
    let (_dir, store, partner, account) = three().await;
    let new = NewFile {
        account,
        kind: FileKind::Labels,
        subjects: vec![ExternalId::from("3")],
        paper: String::new(),
        name: "label.pdf".to_owned(),
        place: "x/label.pdf".to_owned(),
        size: 1,
    };
    store
        .write(move |tx| Box::pin(async move { file::add(tx, &new, start()).await }))
        .await
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let row = get(&mut conn, partner, (account, "3")).await.unwrap();
    assert_eq!(row.label_at, Some(start()), "its label lies here");
    let other = get(&mut conn, partner, (account, "2")).await.unwrap();
    assert_eq!(other.label_at, None, "that of another does not");
    let goods = goods(&mut conn, &[row]).await.unwrap();
    let known = goods.get(&(account, "l1".to_owned()));
    assert_eq!(
        known.map(|one| one.title.as_str()),
        Some("Choynak l1"),
        "as the card calls it"
    );
}

#[tokio::test]
async fn the_list_seeks_its_rows() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    for queue in [ParcelQueue::ToDo, ParcelQueue::New] {
        let plan = fixture::plan(&mut conn, &list_sql(queue)).await;
        let used = |index: &str| plan.iter().any(|step| step.contains(index));
        assert!(
            used("USING INDEX parcels_due"),
            "only what is in hand is read: {plan:?}"
        );
        assert!(
            used("s USING PRIMARY KEY (account_id=? AND what=? AND subject=?)"),
            "labels are sought: {plan:?}"
        );
    }
}
