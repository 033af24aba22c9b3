//! An installation for the tests of this crate: its clock stands still, nothing runs in it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::{
    AccountId, Currency, Listing, ListingStatus, ManualClock, Money, Order, OrderLine, OrderStatus,
    PartnerId, Scheme, StockLevel,
};
use secrets::Memory;
use serde_json::Value;
use store::account::NewAccount;
use store::usage::NewUsage;
use store::{StoreError, Tx};

use crate::api::{Api, Options};
use crate::caller::Caller;
use crate::error::ApiError;
use crate::house::{House, Opening};
use crate::places::Places;

/// 23 November 2026, 10:00 in Tashkent.
pub(crate) fn morning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 5, 0, 0).unwrap()
}

/// An open installation in a folder that goes away with it.
pub(crate) struct Room {
    _dir: tempfile::TempDir,
    pub(crate) api: Api,
    pub(crate) accounts: Vec<AccountId>,
}

impl Room {
    /// With a partner and these shops, all in Tashkent.
    pub(crate) async fn with(shops: &[&'static str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            places: Places::below(dir.path()),
            demo: None,
            secrets: Some(Arc::new(Memory::default())),
            engine: false,
        };
        let opening = Opening {
            clock: ManualClock::at(morning()),
            places: options.places.clone(),
            secrets: options.secrets.clone(),
            demo: None,
            boot: "boot".to_owned(),
            viewer: false,
        };
        let house = House::open(opening).await.unwrap();
        let shops = shops.to_vec();
        let accounts = house
            .store()
            .write(move |tx| Box::pin(async move { furnish(tx, &shops).await }))
            .await
            .unwrap();
        Self {
            _dir: dir,
            api: Api::new(options, house, 1),
            accounts,
        }
    }

    /// Stores orders of the first shop: when, and for how much.
    pub(crate) async fn sold(&self, orders: &[(DateTime<Utc>, i64)]) {
        let account = self.accounts[0];
        let rows: Vec<Order> = orders
            .iter()
            .enumerate()
            .map(|(place, (at, minor))| order(place, *at, *minor))
            .collect();
        let zone = chrono_tz::Asia::Tashkent;
        self.api
            .house()
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    store::upsert_orders(tx, account, zone, &rows, morning()).await?;
                    Ok::<(), StoreError>(())
                })
            })
            .await
            .unwrap();
    }

    /// Listings of the first shop that sell a piece a day and have one left.
    pub(crate) async fn stocked(&self, listings: usize) {
        let account = self.accounts[0];
        let zone = chrono_tz::Asia::Tashkent;
        let names: Vec<String> = (0..listings).map(|place| format!("l{place}")).collect();
        let orders: Vec<Order> = names.iter().flat_map(|name| a_week_of(name)).collect();
        let cards: Vec<Listing> = names.iter().map(|name| listing(name)).collect();
        let levels: Vec<StockLevel> = names.iter().map(|name| one_left(name)).collect();
        self.api
            .house()
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    store::upsert_listings(tx, account, &cards, morning()).await?;
                    store::upsert_orders(tx, account, zone, &orders, morning()).await?;
                    store::upsert_stock(tx, account, &levels, morning()).await?;
                    Ok::<(), StoreError>(())
                })
            })
            .await
            .unwrap();
    }

    /// Calls of models today, by model and millionths of a dollar.
    pub(crate) async fn spent(&self, calls: &[(&'static str, i64)]) {
        let (account, calls) = (self.accounts[0], calls.to_vec());
        self.api
            .house()
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    for (model, cost_micros) in calls {
                        let new = usage(account, model, cost_micros);
                        store::usage::add(tx, &new, morning(), "2026-11-23").await?;
                    }
                    Ok::<(), StoreError>(())
                })
            })
            .await
            .unwrap();
    }

    /// The answer of a call.
    pub(crate) async fn call(&self, name: &str, args: Value) -> Value {
        self.asked(name, args).await.unwrap()
    }

    pub(crate) async fn asked(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        self.api.call(&Caller::OWNER, name, args).await
    }
}

async fn furnish(tx: &mut Tx, shops: &[&'static str]) -> Result<Vec<AccountId>, StoreError> {
    let partner = store::partner::add(tx, "Dilnoza", morning()).await?;
    let mut accounts = Vec::new();
    for shop in shops {
        let new = NewAccount {
            partner,
            marketplace: (*shop).into(),
            name: format!("Dilnoza {shop}"),
            base_url: None,
            zone: chrono_tz::Asia::Tashkent,
            demo: false,
            external_id: None,
        };
        accounts.push(store::account::add(tx, &new, morning()).await?);
    }
    Ok(accounts)
}

fn order(place: usize, placed_at: DateTime<Utc>, minor: i64) -> Order {
    Order {
        external_id: format!("o{place}").as_str().into(),
        status: OrderStatus::New,
        scheme: Scheme::Seller,
        placed_at,
        updated_at: None,
        lines: vec![line("l1", minor)],
    }
}

fn a_week_of(listing: &str) -> Vec<Order> {
    (1..8)
        .map(|days| Order {
            external_id: format!("{listing}-{days}").as_str().into(),
            lines: vec![line(listing, 500)],
            ..order(0, morning() - TimeDelta::days(days), 500)
        })
        .collect()
}

fn line(listing: &str, minor: i64) -> OrderLine {
    OrderLine {
        listing: listing.into(),
        title: "Choynak".to_owned(),
        quantity: 1,
        price: Money::new(minor, Currency::UZS),
    }
}

fn listing(name: &str) -> Listing {
    Listing {
        external_id: name.into(),
        article: format!("art-{name}"),
        title: format!("Choynak {name}"),
        brand: None,
        category: None,
        description: None,
        attributes: Vec::new(),
        aliases: Vec::new(),
        price: Some(Money::new(500, Currency::UZS)),
        url: None,
        image: None,
        status: ListingStatus::Active,
        updated_at: None,
    }
}

fn one_left(listing: &str) -> StockLevel {
    StockLevel {
        listing: listing.into(),
        warehouse: "Toshkent".to_owned(),
        scheme: Scheme::Seller,
        available: 1,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    }
}

fn usage(account: AccountId, model: &str, cost_micros: i64) -> NewUsage {
    NewUsage {
        partner: PartnerId(1),
        account: Some(account),
        task: None,
        purpose: "answer_review".to_owned(),
        provider: "claude".to_owned(),
        model: model.to_owned(),
        input_tokens: 100,
        output_tokens: 10,
        cached_tokens: 0,
        cost_micros,
        stop: None,
    }
}
