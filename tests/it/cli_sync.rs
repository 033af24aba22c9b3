//! `sam sync` on a bad day: each trouble has its exit code, and what could be read is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Clock as _, SystemClock};
use journeys::stage::crypto;
use sandbox::{Fault, FaultRule, Options, Sandbox, Times};
use serde_json::{Value, json};

use crate::sam::{Ended, Home};

const PHRASE: &str = "seven birds over the bazaar";

/// Connects a shop with these fields, in the order of its form, and reads some feeds once.
async fn connected(home: &Home, marketplace: &str, fields: &[String]) -> Ended {
    let add = [
        "accounts",
        "add",
        marketplace,
        "--name",
        "My shop",
        "--passphrase-stdin",
    ];
    let input = format!("{PHRASE}\n{}\n", fields.join("\n"));
    let added = home.run_with(&add, &input).await;
    assert_eq!(added.code, Some(0), "the key is accepted: {added:?}");
    // Some other feeds may be asked for once a minute.
    let feeds = ["catalogue", "orders", "reviews"].map(|feed| ["--feed", feed]);
    let sync = [
        &["sync", "--json", "--passphrase-stdin"],
        feeds.as_flattened(),
    ]
    .concat();
    home.run_with(&sync, &format!("{PHRASE}\n")).await
}

fn field(sandbox: &Sandbox, marketplace: &str, name: &str) -> String {
    let mut accounts = sandbox.accounts().into_iter();
    let account = accounts.find(|account| account.marketplace == marketplace);
    account.expect("a shop").fields[name].clone()
}

/// The feed's code of trouble and its rows.
fn feed(read: &Value, name: &str) -> (Option<String>, u64) {
    let feeds = read["feeds"].as_array().expect("feeds");
    let found = feeds.iter().find(|feed| feed["feed"] == name);
    let found = found.expect("each feed is told");
    let code = found["problem"]["code"].as_str().map(str::to_owned);
    (code, found["rows"].as_u64().unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_trouble_has_its_exit_code_and_disturbs_no_other_feed() {
    crypto();
    let sandbox = Sandbox::start(Options {
        speed: 60.0,
        ..Options::at(SystemClock.now())
    });
    let sandbox = sandbox.await.expect("a sandbox");
    let port = sandbox.address().port();
    let ozon = ["client_id", "api_key"].map(|name| field(&sandbox, "ozon", name));
    let token = field(&sandbox, "wildberries", "token");
    let garble = FaultRule::new(Fault::Garble, Times::Always).at("ozon");
    sandbox.faults().set(garble.on("/v2/review/list"));
    let lame = vec![without_reviews(&token)];
    for (marketplace, fields, code, why, other) in [
        ("ozon", ozon.to_vec(), 4, "unreadable_answer", "orders"),
        ("wildberries", lame, 3, "missing_scope", "catalogue"),
    ] {
        let home = Home::new().at(port);
        let read = connected(&home, marketplace, &fields).await;
        assert_eq!(read.code, Some(code), "{marketplace}: {read:?}");
        let told = read.json();
        assert_eq!(
            feed(&told, "reviews").0.as_deref(),
            Some(why),
            "{marketplace} names the trouble: {told}"
        );
        let (problem, rows) = feed(&told, other);
        assert!(
            problem.is_none() && rows > 0,
            "{marketplace}: the rest is read all the same: {told}"
        );
    }
}

/// The same token without the right to reviews and questions.
fn without_reviews(token: &str) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let claims = URL_SAFE_NO_PAD.decode(&parts[1]).expect("a JWT");
    let mut claims: Value = serde_json::from_slice(&claims).expect("claims");
    let scopes = claims["s"].as_u64().expect("scopes");
    claims["s"] = json!(scopes & !(1 << 7));
    parts[1] = URL_SAFE_NO_PAD.encode(claims.to_string());
    parts.join(".")
}

/// With a limit on the size of files, as quotas do it.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_is_told_by_its_exit_code() {
    let home = Home::new();
    let ended = home
        .limited(&["sync", "--json", "--passphrase-stdin"], 100)
        .await;
    assert_eq!(ended.code, Some(5), "not even a store: {ended:?}");
    assert_eq!(
        ended.json()["error"]["code"],
        "disk_full",
        "by its own code: {ended:?}"
    );
}
