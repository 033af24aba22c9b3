//! The overview as a screen asks for it, through the API, on a store with a million order lines.
//! Criterion tells means; what a person notices are the slow ones, so single calls are kept, too.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot set its scene has nothing to measure"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use api::{Api, Caller, Options, Places};
use chrono::{DateTime, TimeDelta, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    AccountId, Clock as _, Currency, Money, Order, OrderLine, OrderStatus, Scheme, SystemClock,
};
use secrets::Memory;
use serde_json::{Value, json};
use store::account::NewAccount;
use store::{OpenOptions, Store, StoreError};
use tokio::runtime::Runtime;

#[path = "../../store/benches/scene/mod.rs"]
mod scene;

use scene::{LISTINGS, listings};

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Tashkent;
const LINES: usize = 1_000_000;
const PAGE: usize = 5000;
/// Single calls.
const CALLS: usize = 1000;
/// Calls before them, which fill the caches.
const WARM: usize = 50;
const AIM_SECONDS: f64 = 0.020;

/// The shops of the store: on each marketplace one.
const SHOPS: [&str; 4] = ["uzum", "wildberries", "yandex", "ozon"];

/// Orders of one line each, over the year before `now`.
fn order(number: usize, now: DateTime<Utc>) -> Order {
    let cancelled = number.is_multiple_of(11);
    let minutes = i64::try_from(number % 525_600).unwrap();
    Order {
        external_id: format!("order-{number}").into(),
        status: if cancelled {
            OrderStatus::Cancelled
        } else {
            OrderStatus::Delivered
        },
        scheme: Scheme::Seller,
        placed_at: now - TimeDelta::minutes(minutes),
        updated_at: None,
        lines: vec![OrderLine {
            listing: format!("b{}", number % LISTINGS).into(),
            title: "Choynak".to_owned(),
            quantity: 1,
            price: Money::new(120_000, Currency::RUB),
        }],
    }
}

async fn shop(store: &Store, marketplace: &'static str, now: DateTime<Utc>) -> AccountId {
    let listings = listings();
    let added = store.write(move |tx| {
        Box::pin(async move {
            let partners = store::partner::list(tx.conn()).await?;
            let partner = match partners.first() {
                Some(partner) => partner.id,
                None => store::partner::add(tx, "Dilnoza", now).await?,
            };
            let new = NewAccount {
                partner,
                marketplace: marketplace.into(),
                name: marketplace.to_owned(),
                base_url: None,
                zone: ZONE,
                demo: false,
                external_id: None,
            };
            let account = store::account::add(tx, &new, now).await?;
            store::upsert_listings(tx, account, &listings, now).await?;
            Ok::<_, StoreError>(account)
        })
    });
    added.await.unwrap()
}

/// Fills the store, an equal share of lines for each shop.
async fn fill(path: &Path) {
    let now = SystemClock.now();
    let options = OpenOptions::engine(Arc::new(SystemClock), "bench");
    let store = Store::open(path, options).await.unwrap().store;
    let share = LINES / SHOPS.len();
    for marketplace in SHOPS {
        let account = shop(&store, marketplace, now).await;
        for from in (0..share).step_by(PAGE) {
            let page: Vec<Order> = (from..from + PAGE).map(|n| order(n, now)).collect();
            let put = store.write(move |tx| {
                Box::pin(async move {
                    store::upsert_orders(tx, account, ZONE, &page, now).await?;
                    Ok::<_, StoreError>(())
                })
            });
            put.await.unwrap();
        }
    }
    store.close().await.unwrap();
}

async fn open(home: &Path) -> Api {
    let options = Options {
        places: Places::below(home),
        demo: None,
        secrets: Some(Arc::new(Memory::default())),
        engine: false,
    };
    Api::open(options).await.unwrap()
}

async fn overview(api: &Api) -> Value {
    let query = json!({ "period": "30d", "account": null });
    api.call(&Caller::OWNER, "overview_get", query)
        .await
        .unwrap()
}

/// Where `cargo xtask bench` looks for figures beside Criterion's.
fn figures() -> Option<PathBuf> {
    std::env::var_os("SAM_FIGURES").map(PathBuf::from)
}

async fn single_calls(api: &Api) {
    let Some(folder) = figures() else {
        return;
    };
    for _ in 0..WARM {
        overview(api).await;
    }
    let mut seconds = Vec::with_capacity(CALLS);
    for _ in 0..CALLS {
        let started = Instant::now();
        overview(api).await;
        seconds.push(started.elapsed().as_secs_f64());
    }
    let figure = json!({
        "name": "overview of 30 days, four shops, one million order lines, one call of the API",
        "seconds": seconds, "aim_p95": AIM_SECONDS,
    });
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("overview.json"), figure.to_string()).unwrap();
}

fn bench(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let home = tempfile::tempdir().unwrap();
    let api = runtime.block_on(async {
        fill(&Places::below(home.path()).store).await;
        open(home.path()).await
    });
    runtime.block_on(single_calls(&api));
    c.bench_function("overview_get on 1M order lines, through the API", |bench| {
        bench.iter(|| runtime.block_on(overview(&api)));
    });
    runtime.block_on(api.close());
}

criterion_group!(benches, bench);
criterion_main!(benches);
