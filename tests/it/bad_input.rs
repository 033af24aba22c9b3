//! Bad stores, bad disks, bad keys and bad answers: each is told by its code, and nothing is lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::view::alert::{Alert, AlertKind};
use api::view::session::Session;
use api::view::settings::Settings;
use api::view::shop::{CellState, Shop, ShopState};
use api::{Api, Caller, Code, Places};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use journeys::stage::{crypto, get, world};
use journeys::{Stage, proof};
use sandbox::{DemoAccount, Fault, FaultRule, Times};
use secrets::Memory;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use store::backup;

/// Opens a seller's installation.
async fn open(home: &Path) -> Result<Api, api::ApiError> {
    crypto();
    let options = api::Options {
        places: Places::below(home),
        demo: None,
        secrets: Some(Arc::new(Memory::default())),
        engine: true,
    };
    Api::open(options).await
}

/// A store in which a name was set before the copy was made, and another one after it.
async fn lived_in(home: &Path) -> PathBuf {
    let api = open(home).await.expect("a new store");
    let set = async |name: &str| {
        let _: Value = get(
            &api,
            &Caller::OWNER,
            "settings_set",
            json!({ "partner_name": name }),
        )
        .await;
    };
    set("Before").await;
    let _: Value = get(&api, &Caller::OWNER, "backup_create", json!({})).await;
    set("After").await;
    let path = api.store_path().await;
    api.close().await;
    path
}

/// Changes a closed store from outside.
async fn tamper(store: &Path, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(store);
    let mut conn = SqliteConnection::connect_with(&options)
        .await
        .expect("it opens");
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut conn)
        .await;
    done.expect("it is changed");
    conn.close().await.expect("it closes");
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[tokio::test]
async fn a_store_from_a_newer_version_is_left_as_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let store = lived_in(home.path()).await;
    tamper(&store, "PRAGMA user_version = 999").await;
    let before = bytes(&store);
    let error = open(home.path()).await.err().expect("an older program");
    assert_eq!(error.code, Code::StoreNewer, "{error:?}");
    assert_eq!(
        error.detail.get("path").map(String::as_str),
        store.to_str(),
        "which file"
    );
    assert!(bytes(&store) == before, "not a byte was changed");
}

/// Ruins the head of the file: it is no database any more.
fn no_database(store: &Path) {
    let mut ruined = bytes(store);
    ruined[..200].fill(b'#');
    std::fs::write(store, ruined).expect("written");
}

/// Ruins every page but the first few.
fn holes(store: &Path) {
    let mut ruined = bytes(store);
    let from = ruined.len() / 4;
    ruined[from..].fill(0xAA);
    std::fs::write(store, ruined).expect("written");
}

#[tokio::test]
async fn a_damaged_store_comes_back_from_its_copy_and_says_so() {
    for (what, ruin, cut_off) in [
        ("head", no_database as fn(&Path), false),
        ("pages of a store that was not closed", holes, true),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let store = lived_in(home.path()).await;
        if cut_off {
            tamper(&store, "UPDATE engine_lock SET clean = 0").await;
        }
        ruin(&store);
        let damaged = bytes(&store);
        let api = open(home.path())
            .await
            .unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let settings: Settings = get(&api, &Caller::OWNER, "settings_get", json!({})).await;
        assert_eq!(
            settings.partner_name, "Before",
            "{what}: as it was when the copy was made"
        );
        let alerts: Vec<Alert> = get(&api, &Caller::OWNER, "alerts_list", json!({})).await;
        let told = alerts.iter().find(|alert| alert.kind == AlertKind::Store);
        let told = told.unwrap_or_else(|| panic!("{what}: the seller is told: {alerts:?}"));
        assert_eq!(
            told.title_key, "alert.store_restored",
            "{what}: what happened"
        );
        assert!(
            told.detail.contains_key("since"),
            "{what}: since when things are missing"
        );
        let name = store
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let folder = std::fs::read_dir(store.parent().expect("a folder")).expect("readable");
        let aside = folder.flatten().map(|entry| entry.path()).find(|path| {
            let of = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            of.starts_with(&format!("{name}.damaged"))
                && !of.ends_with("-wal")
                && !of.ends_with("-shm")
        });
        let aside = aside.unwrap_or_else(|| panic!("{what}: the damaged file is kept aside"));
        assert!(bytes(&aside) == damaged, "{what}: as it was found");
        api.close().await;
    }
}

#[tokio::test]
async fn a_damaged_store_without_a_copy_is_an_error_and_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let store = lived_in(home.path()).await;
    std::fs::remove_dir_all(backup::folder(&store)).expect("the copies are gone");
    no_database(&store);
    let damaged = bytes(&store);
    let error = open(home.path())
        .await
        .err()
        .expect("nothing to restore from");
    assert_eq!(error.code, Code::StoreCorrupt, "{error:?}");
    assert_eq!(
        error.detail.get("path").map(String::as_str),
        store.to_str(),
        "which file"
    );
    assert!(
        bytes(&store) == damaged,
        "somebody may still save something from it"
    );
}

/// A token of the same seller with other claims.
fn forged(account: &mut DemoAccount, change: impl Fn(&mut Value)) {
    let token = account.fields.get_mut("token").expect("a token");
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let claims = URL_SAFE_NO_PAD.decode(&parts[1]).expect("a JWT");
    let mut claims: Value = serde_json::from_slice(&claims).expect("claims");
    change(&mut claims);
    parts[1] = URL_SAFE_NO_PAD.encode(claims.to_string());
    *token = parts.join(".");
}

async fn shop(stage: &Stage, marketplace: &str) -> Shop {
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    let shop = shops
        .into_iter()
        .find(|shop| shop.marketplace == marketplace);
    shop.expect("it is connected, whatever is wrong with it")
}

/// The problem of a shop, or of one of its feeds.
fn problem(shop: &Shop) -> Option<Code> {
    let feeds = shop.feeds.iter().filter_map(|feed| feed.problem.as_ref());
    let first = shop.problem.as_ref().or_else(|| feeds.into_iter().next());
    first.map(|problem| problem.code)
}

async fn until_problem(stage: &Stage, marketplace: &str, code: Code) -> Shop {
    stage
        .until("the problem is told", || async {
            let shop = shop(stage, marketplace).await;
            match problem(&shop) {
                Some(found) if found == code => Vec::new(),
                other => vec![format!("{marketplace}: {code:?}, not {other:?}")],
            }
        })
        .await;
    shop(stage, marketplace).await
}

/// Waits until the shop itself has failed for that reason, so that only a person can help.
async fn until_failed(stage: &Stage, marketplace: &str, code: Code) {
    stage
        .until("the shop has failed", || async {
            let shop = shop(stage, marketplace).await;
            let found = shop.problem.map(|problem| problem.code);
            match (shop.state, found) {
                (ShopState::Failed, Some(found)) if found == code => Vec::new(),
                other => vec![format!("{marketplace}: failed by {code:?}, not {other:?}")],
            }
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_connection_is_told_and_disturbs_no_other() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let closed = nobody.local_addr().expect("its address");
    drop(nobody);
    let change = |account: &mut DemoAccount| match account.marketplace.as_str() {
        "wildberries" => forged(account, |claims| claims["exp"] = json!(1_700_000_000)),
        "yandex" => {
            let nowhere = format!("http://{closed}/yandex");
            account.base = nowhere.parse().expect("an address");
        }
        "uzum" => {
            account.fields.insert(
                "token".to_owned(),
                "NobodyGaveThisOut0123456789abcdef".to_owned(),
            );
        }
        _ => {}
    };
    let stage = Stage::with(world(4, 240.0), change).await;
    until_failed(&stage, "wildberries", Code::ExpiredKey).await;
    until_failed(&stage, "uzum", Code::UnauthorisedKey).await;
    let gone = until_problem(&stage, "yandex", Code::Unreachable).await;
    assert_ne!(gone.state, ShopState::Failed, "that passes by itself");
    let alerts: Vec<Alert> = stage.partner("alerts_list", json!({})).await;
    for name in ["wildberries", "uzum"] {
        let told = alerts
            .iter()
            .any(|alert| alert.marketplace.as_deref() == Some(name));
        assert!(told, "{name}: the seller is told: {alerts:?}");
    }
    stage
        .until("the shop that works is read", || async {
            let shop = shop(&stage, "ozon").await;
            match (shop.state, shop.problem) {
                (ShopState::Ok, None) => Vec::new(),
                other => vec![format!("{other:?}")],
            }
        })
        .await;
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_a_cell_and_the_rest_works() {
    let change = |account: &mut DemoAccount| {
        if account.marketplace == "wildberries" {
            forged(account, |claims| {
                let scopes = claims["s"].as_u64().expect("scopes");
                claims["s"] = json!(scopes & !(1 << 7));
            });
        }
    };
    let stage = Stage::with(world(4, 240.0), change).await;
    stage
        .until("the key is checked and the catalogue read", || async {
            let shop = shop(&stage, "wildberries").await;
            let read = shop
                .feeds
                .iter()
                .any(|feed| feed.feed == "catalogue" && feed.rows > 0);
            match (shop.state, read) {
                (ShopState::Attention, true) => Vec::new(),
                other => vec![format!("{other:?}")],
            }
        })
        .await;
    let shop = shop(&stage, "wildberries").await;
    let cell = |name: &str| {
        let row = shop.capabilities.iter().find(|row| row.capability == name);
        row.expect("a row for each capability").read.state
    };
    assert_eq!(
        cell("reviews"),
        CellState::MissingScope,
        "what the key lacks"
    );
    assert_eq!(cell("catalogue"), CellState::Works, "what it has");
    let passport = shop.passport.expect("the key tells about itself");
    assert!(!passport.scopes.is_empty(), "with its scopes");
    let store = stage.store().await;
    let settled: i64 = sqlx::query_scalar("SELECT count(*) FROM listings")
        .fetch_one(&mut *store.read().await.expect("a reader"))
        .await
        .expect("counted");
    assert!(settled > 0, "products are there");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_nobody_can_read_are_told_and_caught_up() {
    let stage = Stage::open(world(4, 240.0)).await;
    let garble = |path: &str| {
        let rule = FaultRule::new(Fault::Garble, Times::Always).at("ozon");
        stage.sandbox.faults().set(rule.on(path));
    };
    garble("/v2/review/list");
    garble("/v1/question/list");
    let shop = until_problem(&stage, "ozon", Code::UnreadableAnswer).await;
    assert_ne!(shop.state, ShopState::Failed, "no key needs to be changed");
    stage
        .until("others go on meanwhile", || async {
            let writes = stage.sandbox.ledger().writes();
            match writes.iter().any(|write| write.marketplace != "ozon") {
                true => Vec::new(),
                false => vec!["an answer elsewhere".to_owned()],
            }
        })
        .await;
    let at_ozon = stage.sandbox.ledger().writes();
    assert!(
        !at_ozon.iter().any(|write| write.marketplace == "ozon"),
        "nothing could be read there"
    );
    stage.sandbox.faults().clear();
    proof::agreement(&stage).await;
    let session: Session = stage.partner("session_get", json!({})).await;
    assert_eq!(session.counts.shops, 4, "all four are there");
    stage.close().await;
}
