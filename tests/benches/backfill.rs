//! The first reading of a large shop, end to end: three months of orders and reviews out of a
//! sandbox in a process of its own, over HTTP, through the connectors, into the store.
//!
//! Reviews are Wildberries' alone: Ozon and Yandex tell a seller's answer only review by review,
//! so that there the documented limits decide, not we.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot set its scene has nothing to measure"
)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{AccountId, Clock as _, Feed, SystemClock};
use engine::{Engine, NewShop, accounts};
use journeys::time::WorldTime;
use sandbox::WorldClock;
use secrets::{Memory, Sensitive};
use serde_json::{Value, json};
use store::{OpenOptions, Store};

/// As in the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// World seconds in a real one, so that limits of so many a minute do not decide.
const SPEED: f64 = 120.0;
/// How many times a small seller's orders and reviews: a million lines, 200,000 reviews.
const ORDERS: u32 = 250;
const REVIEWS: u32 = 450;
/// Shops that are read side by side, and what of them.
const SHOPS: [(&str, &[Feed]); 3] = [
    ("wildberries", &[Feed::Orders, Feed::Reviews]),
    ("yandex", &[Feed::Orders]),
    ("ozon", &[Feed::Orders]),
];

/// Rows that are aimed at in a second, and the most memory.
const AIM_RATE: f64 = 20_000.0;
const AIM_MIB: f64 = 300.0;

fn main() {
    let Some(sam) = std::env::var_os("SAM_BENCH_SAM") else {
        println!("no release build to read from: run `cargo xtask bench`");
        return;
    };
    journeys::stage::crypto();
    let world = World::start(Path::new(&sam));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (rows, took) = runtime.block_on(read(&world));
    let rate = rows as f64 / took.as_secs_f64();
    println!("{rows} rows in {took:?}: {rate:.0} per second");
    let name = "first reading of a million order lines and 200,000 reviews";
    let mut figures = vec![figure(name, "rows/s", rate, ("at least", AIM_RATE))];
    if let Some(mib) = peak() {
        let name = "the same, memory of the reader at most";
        figures.push(figure(name, "MiB", mib, ("at most", AIM_MIB)));
    }
    leave(&figures);
}

/// A sandbox in a process of its own; it ends with its value.
struct World {
    child: Child,
    about: Value,
    clock: WorldClock,
}

impl World {
    fn start(sam: &Path) -> Self {
        let (orders, reviews) = (ORDERS.to_string(), REVIEWS.to_string());
        let speed = SPEED.to_string();
        let mut child = Command::new(sam)
            .args(["sandbox", "--history", "90", "--speed", &speed])
            .args(["--orders", &orders, "--reviews", &reviews])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the sandbox starts");
        let begun = SystemClock.now();
        let mut line = String::new();
        let out = child.stdout.take().expect("its first line");
        BufReader::new(out).read_line(&mut line).expect("a line");
        Self {
            child,
            about: serde_json::from_str(&line).expect("where it serves"),
            clock: WorldClock::running(begun, SPEED),
        }
    }

    fn shop(&self, marketplace: &str) -> &Value {
        let shops = self.about["accounts"].as_array().expect("shops");
        let mut shops = shops.iter();
        let found = shops.find(|shop| shop["marketplace"] == marketplace);
        found.expect("each marketplace is served")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Order lines and reviews in the store, and how long it took to read them.
async fn read(world: &World) -> (i64, Duration) {
    let home = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(WorldTime(world.clock.clone()));
    let options = OpenOptions::engine(clock.clone(), "bench");
    let file = home.path().join("store.sqlite3");
    let opened = Store::open(&file, options).await.expect("a store");
    let keys = Arc::new(Memory::default());
    let engine = Engine::new(opened.store.clone(), clock, keys, engine::Packs::default());
    let engine = engine.expect("an engine");
    let shops = connect(&engine, world).await;
    let begun = Instant::now();
    // As the running engine does: every feed of every shop is a task.
    let engine = Arc::new(engine);
    let rounds = shops
        .iter()
        .flat_map(|(id, feeds)| feeds.iter().map(|feed| (*id, *feed)));
    let read = rounds.map(|(id, feed)| {
        let engine = Arc::clone(&engine);
        tokio::spawn(async move { one(&engine, id, feed, begun).await })
    });
    for feed in futures::future::join_all(read).await {
        feed.expect("the feed is read");
    }
    let took = begun.elapsed();
    (count(&opened.store).await, took)
}

async fn one(engine: &Engine, id: AccountId, feed: Feed, begun: Instant) {
    let read = engine.read_once(id, &[feed]).await;
    for round in read.expect("the shop is read") {
        let (rows, bad) = round.outcome.expect("the feed is read").expect("offered");
        assert_eq!(bad, 0, "every row of the sandbox can be read");
        let took = begun.elapsed();
        println!(
            "shop {id:?}, {}: {rows} rows after {took:?}",
            round.feed.as_str()
        );
    }
}

/// Connects the shops and reads their catalogues, which is not measured.
async fn connect(engine: &Engine, world: &World) -> Vec<(AccountId, &'static [Feed])> {
    let room = engine.room();
    let now = room.now();
    let partner = room
        .store
        .write(move |tx| Box::pin(async move { store::partner::add(tx, "Dilnoza", now).await }));
    let partner = partner.await.expect("a partner");
    let mut shops = Vec::new();
    for (marketplace, feeds) in SHOPS {
        let told = world.shop(marketplace);
        let new = NewShop {
            partner,
            marketplace: marketplace.into(),
            name: marketplace.to_owned(),
            base: told["base"].as_str().map(str::to_owned),
            demo: true,
        };
        let fields = told["fields"].as_object().expect("keys").iter();
        let fields = fields.map(|(name, key)| {
            let key = key.as_str().unwrap_or_default();
            (name.clone(), Sensitive::from(key))
        });
        let id = accounts::connect(room, new, fields.collect()).await;
        let id = id.expect("the shop is connected");
        engine
            .read_once(id, &[Feed::Catalogue])
            .await
            .expect("read");
        shops.push((id, feeds));
    }
    shops
}

async fn count(store: &Store) -> i64 {
    let sql = "SELECT (SELECT count(*) FROM order_lines) + (SELECT count(*) FROM reviews)";
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_scalar(sql).fetch_one(&mut *conn).await;
    rows.expect("rows can be counted")
}

/// The most mebibytes that this process ever had, where the system tells (Linux).
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

fn figure(name: &str, unit: &str, value: f64, (side, aim): (&str, f64)) -> Value {
    let met = if side == "at least" {
        value >= aim
    } else {
        value <= aim
    };
    json!({
        "name": name, "reading": format!("{value:.0} {unit}"),
        "aim": format!("{side} {aim:.0} {unit}"), "met": met,
    })
}

fn leave(figures: &[Value]) {
    let folder = std::env::var_os("SAM_FIGURES").map(PathBuf::from);
    let folder = folder.expect("the folder of figures");
    std::fs::create_dir_all(&folder).expect("the folder");
    for (at, figure) in figures.iter().enumerate() {
        let file = folder.join(format!("backfill-{at}.json"));
        std::fs::write(file, figure.to_string()).expect("written");
    }
}
