//! `sam probe` tells why there is no data, and `sam rules` which rules hold.

use domain::{Clock as _, SystemClock};
use journeys::stage::crypto;
use sandbox::{Fault, FaultRule, Options, Sandbox, Times};
use serde_json::Value;

use crate::sam::{Ended, Home};

const PHRASE: &str = "seven birds over the bazaar";

async fn sandbox() -> Sandbox {
    crypto();
    let options = Options {
        speed: 60.0,
        ..Options::at(SystemClock.now())
    };
    Sandbox::start(options).await.expect("a sandbox")
}

/// A home with a shop of that marketplace.
async fn shop(sandbox: &Sandbox, marketplace: &str, fields: &[&str]) -> Home {
    let home = Home::new().at(sandbox.address().port());
    let mut accounts = sandbox.accounts().into_iter();
    let account = accounts.find(|account| account.marketplace == marketplace);
    let account = account.expect("a shop");
    let typed: Vec<&str> = fields
        .iter()
        .map(|name| account.fields.get(*name).map_or("", String::as_str))
        .collect();
    let add = [
        "accounts",
        "add",
        marketplace,
        "--name",
        "My shop",
        "--passphrase-stdin",
    ];
    let input = format!("{PHRASE}\n{}\n", typed.join("\n"));
    let added = home.run_with(&add, &input).await;
    assert_eq!(added.code, Some(0), "the key is accepted: {added:?}");
    home
}

async fn probe(home: &Home, more: &[&str]) -> Ended {
    let args = [&["probe", "1", "--json", "--passphrase-stdin"], more].concat();
    home.run_with(&args, &format!("{PHRASE}\n")).await
}

fn one<'a>(told: &'a Value, what: &str) -> &'a Value {
    let probed = told["probed"].as_array().expect("what was asked");
    let mut found = probed.iter().filter(|one| one["what"] == what);
    found
        .next()
        .unwrap_or_else(|| panic!("{what} is asked: {told}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_probe_says_what_came_of_each_request() {
    let sandbox = sandbox().await;
    let home = shop(&sandbox, "uzum", &["token"]).await;
    let whole = probe(&home, &[]).await;
    assert_eq!(whole.code, Some(0), "nothing is wrong: {whole:?}");
    let told = whole.json();
    for what in ["check", "catalogue", "stock", "orders"] {
        let asked = one(&told, what);
        let operations = asked["operations"].as_array().expect("its requests");
        assert!(!operations.is_empty(), "{what} takes a request: {asked}");
        assert!(
            operations.iter().all(|one| one["status"] == 200),
            "{what}: {asked}"
        );
    }
    assert!(
        one(&told, "catalogue")["rows"].as_u64() > Some(0),
        "goods are there: {told}"
    );
    let garble = FaultRule::new(Fault::Garble, Times::Always).at("uzum");
    sandbox.faults().set(garble.on("/v2/fbs/orders"));
    let broken = probe(&home, &[]).await;
    assert_eq!(
        broken.code,
        Some(4),
        "the worst is told by its code: {broken:?}"
    );
    let told = broken.json();
    let problem = &one(&told, "orders")["problem"];
    assert_eq!(
        problem["code"], "unreadable_answer",
        "what is wrong: {told}"
    );
    assert!(
        one(&told, "stock")["problem"].is_null(),
        "and only there: {told}"
    );
    let words = told.to_string();
    let key = &home_key(&sandbox);
    assert!(!words.contains(key), "no key in what support is sent");
    sandbox.stop().await;
}

fn home_key(sandbox: &Sandbox) -> String {
    let mut accounts = sandbox.accounts().into_iter();
    let account = accounts.find(|account| account.marketplace == "uzum");
    account.expect("a shop").fields["token"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_probe_sends_no_key_to_another_machine() {
    let sandbox = sandbox().await;
    let home = shop(&sandbox, "uzum", &["token"]).await;
    let elsewhere = probe(&home, &["--base-url", "http://192.0.2.7:9/uzum"]).await;
    assert_ne!(
        elsewhere.code,
        Some(0),
        "not on this machine: {elsewhere:?}"
    );
    let told = elsewhere.json();
    assert!(
        told["error"]["message"].is_string(),
        "and it is said: {told}"
    );
    let here = format!("http://127.0.0.1:{}/uzum", sandbox.address().port());
    let own = probe(&home, &["--base-url", &here]).await;
    assert_eq!(
        own.code,
        Some(0),
        "an address on this machine is taken: {own:?}"
    );
    sandbox.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_were_dropped_in_are_told_and_broken_ones_left_aside() {
    let home = Home::new();
    let built_in = home.run_with(&["rules", "--json"], "").await;
    assert_eq!(built_in.code, Some(0), "the built-in ones: {built_in:?}");
    let told = built_in.json();
    let packs = told["packs"].as_array().expect("packs");
    assert_eq!(packs.len(), 4, "one for each marketplace: {told}");
    assert!(
        packs.iter().all(|pack| pack["file"].is_null()),
        "none was dropped in: {told}"
    );
    let folder = home.path().join("rules");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("ozon.toml"), "date = 7").expect("a file");
    let broken = home.run_with(&["rules", "--json"], "").await;
    assert_eq!(broken.code, Some(1), "a broken pack is told of: {broken:?}");
    let told = broken.json();
    assert_eq!(
        told["problems"][0]["file"], "ozon.toml",
        "by its name: {told}"
    );
}
