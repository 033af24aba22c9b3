//! `sam accounts` and `sam sync` against a sandbox: keys that work, keys that do not, and where a
//! key is found afterwards.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::sam::{Home, Shops, files_with};

const PHRASE: &str = "seven birds over the bazaar";

fn add(marketplace: &str) -> [&str; 6] {
    [
        "accounts",
        "add",
        marketplace,
        "--name",
        "My shop",
        "--passphrase-stdin",
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_is_connected_read_and_removed_and_its_key_lies_sealed() {
    let outside = Home::new();
    let shops = Shops::open(&outside).await;
    let home = Home::new().at(shops.port);
    let keys = [
        ("wildberries", vec![shops.key("wildberries", "token")]),
        (
            "ozon",
            vec![shops.key("ozon", "client_id"), shops.key("ozon", "api_key")],
        ),
    ];
    for (marketplace, fields) in &keys {
        let input = format!("{PHRASE}\n{}\n", fields.join("\n"));
        let added = home.run_with(&add(marketplace), &input).await;
        assert_eq!(
            added.code,
            Some(0),
            "{marketplace} accepts its key: {added:?}"
        );
    }
    let list = home.run(&["accounts", "list", "--json"]).await.json();
    let states: Vec<_> = list["shops"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|s| &s["state"])
        .collect();
    assert_eq!(states, ["ok", "ok"], "both work: {list}");

    for (marketplace, fields) in &keys {
        let input = format!("{PHRASE}\n{}\n", fields.join("\n"));
        let twice = home.run_with(&add(marketplace), &input).await;
        assert_eq!(twice.code, Some(1), "{marketplace} is there: {twice:?}");
        assert!(
            twice.err.contains("already connected") && twice.err.contains("My shop"),
            "it says so and as what: {twice:?}"
        );
    }
    let rekey = ["accounts", "rekey", "2", "--passphrase-stdin"];
    let fields = &keys[1].1;
    let input = |key: &str| format!("{PHRASE}\n{}\n{key}\n", fields[0]);
    let wrong = home.run_with(&rekey, &input("no-such-key")).await;
    assert_eq!(
        wrong.code,
        Some(3),
        "a wrong key replaces nothing: {wrong:?}"
    );
    let right = home.run_with(&rekey, &input(&fields[1])).await;
    assert_eq!(right.code, Some(0), "a right one does: {right:?}");

    // Others may be asked for once a minute.
    let first = ["catalogue", "stock", "orders", "reviews", "questions"];
    let feeds = first.map(|feed| ["--feed", feed]);
    let sync = ["sync", "--shop", "1", "--json", "--passphrase-stdin"];
    let sync = [&sync, feeds.as_flattened()].concat();
    let read = home.run_with(&sync, &format!("{PHRASE}\n")).await;
    assert_eq!(read.code, Some(0), "every feed is read: {read:?}");
    let feeds = read.json();
    let rows = |feed: &&Value| feed["rows"].as_u64() > Some(0);
    let feeds = feeds["feeds"].as_array().expect("feeds");
    let offered = feeds.iter().filter(|feed| feed["not_offered"] == false);
    let empty: Vec<&Value> = offered.clone().filter(|feed| !rows(feed)).collect();
    assert!(
        offered.count() == first.len() && empty.is_empty(),
        "each brought rows, but not {empty:?}"
    );

    let secrets = keys
        .iter()
        .flat_map(|(_, fields)| fields)
        .filter(|field| field.len() > 12);
    for secret in secrets.map(String::as_str).chain([PHRASE]) {
        let found = files_with(home.path(), secret.as_bytes());
        assert!(found.is_empty(), "a secret lies open in {found:?}");
        assert!(
            !read.err.contains(secret) && !read.out.contains(secret),
            "nor is it printed"
        );
    }
    let log = std::fs::read_dir(home.path().join("logs"))
        .expect("a folder")
        .count();
    assert!(log > 0, "there is a log, else nothing was searched");

    let check = ["accounts", "check", "2", "--passphrase-stdin"];
    let checked = home.run_with(&check, &format!("{PHRASE}\n")).await;
    assert_eq!(checked.code, Some(0), "the key still works: {checked:?}");
    let remove = ["accounts", "remove", "2", "--passphrase-stdin"];
    let asked = home.run_with(&remove, &format!("{PHRASE}\n")).await;
    assert_eq!(asked.code, Some(2), "nobody was there to ask: {asked:?}");
    let remove = ["accounts", "remove", "2", "--yes", "--passphrase-stdin"];
    let removed = home.run_with(&remove, &format!("{PHRASE}\n")).await;
    assert_eq!(removed.code, Some(0), "it is removed: {removed:?}");
    let list = home.run(&["accounts", "list", "--json"]).await.json();
    assert_eq!(
        list["shops"].as_array().map(Vec::len),
        Some(1),
        "one is left: {list}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_does_not_work_is_told_and_not_kept() {
    let outside = Home::new();
    let shops = Shops::open(&outside).await;
    let home = Home::new().at(shops.port);
    let expired = expired_token();
    for (marketplace, key, code, words) in [
        ("yandex", "ACMA:nobody:knows", 3, "did not accept the key"),
        ("uzum", "nobody-knows-this-key", 3, "did not accept the key"),
        ("wildberries", "no-token", 3, "did not accept the key"),
        ("wildberries", expired.as_str(), 3, "key has expired"),
        ("amazon", "x", 2, "no such marketplace"),
    ] {
        let ended = home
            .run_with(&add(marketplace), &format!("{PHRASE}\n{key}\n"))
            .await;
        assert_eq!(ended.code, Some(code), "{marketplace} {key}: {ended:?}");
        assert!(
            ended.err.contains(words),
            "{marketplace} is told in words: {ended:?}"
        );
        assert!(
            !ended.err.contains(key) || key.len() < 5,
            "without the key: {ended:?}"
        );
    }
    let nowhere = Home::new().at(9);
    let ended = nowhere
        .run_with(&add("yandex"), &format!("{PHRASE}\nACMA:some:key\n"))
        .await;
    assert_eq!(ended.code, Some(4), "nobody answers there: {ended:?}");
    let list = home.run(&["accounts", "list", "--json"]).await.json();
    assert_eq!(
        list["shops"].as_array().map(Vec::len),
        Some(0),
        "nothing was kept: {list}"
    );

    let wrong = home.run_with(&add("uzum"), "another phrase\nkey\n").await;
    assert_eq!(wrong.code, Some(2), "the file stays sealed: {wrong:?}");
    let argument = [
        "accounts", "add", "uzum", "--name", "x", "--token", "secret",
    ];
    let ended = home.run(&argument).await;
    assert_eq!(ended.code, Some(2), "a key is no argument: {ended:?}");
}

/// A well-formed token whose life is over.
fn expired_token() -> String {
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let head = part(r#"{"alg":"ES256","typ":"JWT"}"#);
    let claims = part(r#"{"acc":3,"exp":1700000000,"id":"x","s":190,"sid":"y","t":false}"#);
    format!("{head}.{claims}.{}", part("no signature"))
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn without_a_keychain_nothing_is_kept_unless_the_owner_chooses_a_file() {
    let home = Home::new();
    let ended = home
        .run_with(&["accounts", "add", "uzum", "--name", "x"], "key\n")
        .await;
    assert_eq!(ended.code, Some(7), "there is no keychain here: {ended:?}");
    assert!(
        ended.err.contains("--passphrase-stdin"),
        "it names the way out: {ended:?}"
    );
    let ended = home.run(&["engine"]).await;
    assert_eq!(ended.code, Some(7), "nor does the engine guess: {ended:?}");
    let sealed = std::fs::read_dir(home.path()).expect("a folder").flatten();
    let names: Vec<_> = sealed.map(|entry| entry.file_name()).collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().contains("sealed")),
        "no file was made: {names:?}"
    );
}
