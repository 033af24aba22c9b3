//! Stores and rows for the tests of this crate.

use chrono::{DateTime, TimeZone, Utc};
use domain::{
    AccountId, Currency, Listing, ListingStatus, ManualClock, Money, Order, OrderLine, OrderStatus,
    PartnerId, Review, Scheme,
};

use crate::account::{self, NewAccount};
use crate::open::{OpenOptions, Store};
use crate::{StoreError, Tx, partner};

pub(crate) const ZONE: chrono_tz::Tz = chrono_tz::Asia::Tashkent;

pub(crate) fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 6, 0, 0).unwrap()
}

/// A store in a folder that goes away with the first value.
pub(crate) async fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let options = OpenOptions::engine(ManualClock::at(start()), "boot");
    let opened = Store::open(&dir.path().join("sam.db"), options)
        .await
        .unwrap();
    (dir, opened.store)
}

/// The same with a partner and a shop.
pub(crate) async fn shop() -> (tempfile::TempDir, Store, PartnerId, AccountId) {
    let (dir, store) = store().await;
    let (partner, account) = store
        .write(|tx| Box::pin(async move { new_shop(tx).await }))
        .await
        .unwrap();
    (dir, store, partner, account)
}

pub(crate) async fn new_shop(tx: &mut Tx) -> Result<(PartnerId, AccountId), StoreError> {
    let partner = partner::add(tx, "Dilnoza", start()).await?;
    let new = NewAccount {
        partner,
        marketplace: "wildberries".into(),
        name: "Dilnoza WB".to_owned(),
        external_id: None,
        base_url: None,
        zone: ZONE,
        demo: false,
    };
    Ok((partner, account::add(tx, &new, start()).await?))
}

pub(crate) fn listing(id: &str, aliases: &[&str]) -> Listing {
    Listing {
        external_id: id.into(),
        article: format!("art-{id}"),
        title: format!("Choynak {id}"),
        brand: None,
        category: None,
        description: None,
        attributes: Vec::new(),
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        price: Some(Money::new(120_000, Currency::RUB)),
        url: None,
        image: None,
        status: ListingStatus::Active,
        updated_at: None,
    }
}

pub(crate) fn order(id: &str, status: OrderStatus, lines: &[(&str, i64, i64)]) -> Order {
    Order {
        external_id: id.into(),
        status,
        scheme: Scheme::Seller,
        placed_at: start(),
        updated_at: None,
        lines: lines
            .iter()
            .map(|(listing, quantity, minor)| OrderLine {
                listing: (*listing).into(),
                title: "Choynak".to_owned(),
                quantity: *quantity,
                price: Money::new(*minor, Currency::RUB),
            })
            .collect(),
    }
}

pub(crate) fn review(id: &str, rating: u8, text: &str) -> Review {
    Review {
        external_id: id.into(),
        listing: Some("l1".into()),
        rating,
        author: Some("Aziza".to_owned()),
        text: text.to_owned(),
        pros: None,
        cons: None,
        photos: 0,
        created_at: start(),
        answer: None,
    }
}

/// The steps by which SQLite would run a query.
pub(crate) async fn plan(conn: &mut sqlx::SqliteConnection, sql: &str) -> Vec<String> {
    let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(conn).await.unwrap();
    steps.into_iter().map(|step| step.3).collect()
}
