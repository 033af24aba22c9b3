//! Stores that cannot be used: each is told with its own code, in the language, and left alone.

use sqlx::{Connection, SqliteConnection};

use crate::sam::Home;

/// A store as a first command leaves it.
async fn made(home: &Home) {
    let ended = home
        .run_with(&["sync", "--passphrase-stdin"], "some long phrase\n")
        .await;
    assert_eq!(
        ended.code,
        Some(0),
        "nothing to read, but a store: {ended:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_a_newer_version_is_told_and_not_touched() {
    let home = Home::new();
    made(&home).await;
    let path = home.store();
    let file = path.to_str().expect("a plain path");
    let mut conn = SqliteConnection::connect(file).await.expect("it opens");
    sqlx::query("PRAGMA user_version = 999")
        .execute(&mut conn)
        .await
        .expect("it is changed");
    conn.close().await.expect("it closes");
    let before = std::fs::read(&path).expect("a file");
    for (args, words) in [
        (["status", "--locale=uz-Latn"], "yangiroq versiyasida"),
        (["engine", "--locale=ru"], "более новой версией"),
        (["backup", "--locale=en"], "newer version"),
    ] {
        let ended = home.run(&args).await;
        assert_eq!(ended.code, Some(5), "{args:?}: {ended:?}");
        assert!(
            ended.err.contains(words),
            "{args:?} says so in its language: {ended:?}"
        );
    }
    let json = home.run(&["verify-log", "--json"]).await;
    assert_eq!(
        json.json()["error"]["code"],
        "store_newer",
        "and to scripts by its code"
    );
    assert_eq!(
        std::fs::read(&path).expect("a file"),
        before,
        "not a byte was touched"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_told_and_comes_back_from_its_backup() {
    let home = Home::new();
    made(&home).await;
    let copy = home.run(&["backup", "--json"]).await;
    assert_eq!(copy.code, Some(0), "a copy is made: {copy:?}");
    let path = home.store();
    std::fs::write(&path, vec![0x5a; 100_000]).expect("it is damaged");
    let ended = home.run(&["status"]).await;
    assert_eq!(ended.code, Some(5), "who only looks says so: {ended:?}");
    assert!(ended.err.contains("damaged"), "in words: {ended:?}");
    let backup = copy.json()["path"].as_str().expect("a path").to_owned();
    let restored = home.run(&["restore", &backup, "--json"]).await;
    assert!(
        ended.err.contains("sam engine"),
        "and what would mend it, for this one looked for no copy: {ended:?}"
    );
    assert_eq!(
        restored.code,
        Some(0),
        "the copy takes its place: {restored:?}"
    );
    let aside = restored.json()["aside"]
        .as_str()
        .expect("a path")
        .to_owned();
    let kept = std::fs::read(aside).expect("the damaged file");
    assert_eq!(kept.len(), 100_000, "what was there is kept as it was");
    assert_eq!(
        home.run(&["status"]).await.code,
        Some(0),
        "it can be used again"
    );

    std::fs::write(home.path().join("broken.db"), b"no backup").expect("a file");
    let broken = home.path().join("broken.db");
    let ended = home
        .run(&["restore", broken.to_str().expect("a plain path")])
        .await;
    assert_eq!(
        ended.code,
        Some(5),
        "a broken copy replaces nothing: {ended:?}"
    );
    assert!(
        ended.err.contains("This backup is damaged"),
        "nor is the store called so: {ended:?}"
    );
    assert_eq!(
        home.run(&["verify-log"]).await.code,
        Some(0),
        "the store is as it was"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_store_looking_makes_none() {
    let home = Home::new();
    let status = home.run(&["status", "--json"]).await;
    assert_eq!(
        status.code,
        Some(0),
        "nothing yet is no failure: {status:?}"
    );
    assert_eq!(status.json()["exists"], false, "it says so");
    for args in [vec!["verify-log"], vec!["backup"], vec!["accounts", "list"]] {
        let ended = home.run(&args).await;
        assert_eq!(
            ended.code,
            Some(1),
            "{args:?} has nothing to work on: {ended:?}"
        );
        assert!(
            ended.err.contains("no store here yet"),
            "{args:?} says what is missing: {ended:?}"
        );
    }
    assert_eq!(
        std::fs::read_dir(home.path()).expect("a folder").count(),
        0,
        "nothing was made"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_replaces_no_file() {
    let home = Home::new();
    made(&home).await;
    let folder = home.path().join("export");
    let to = folder.to_str().expect("a plain path");
    let first = home.run(&["export", "--to", to, "--json"]).await;
    assert_eq!(first.code, Some(0), "into a new folder: {first:?}");
    let file = folder.join("reviews.csv");
    std::fs::write(&file, "edited by hand").expect("a file");
    let second = home.run(&["export", "--to", to, "--json"]).await;
    assert_eq!(second.code, Some(2), "the files are there: {second:?}");
    assert_eq!(
        std::fs::read_to_string(&file).expect("a file"),
        "edited by hand",
        "what somebody did with them stays"
    );
    assert_eq!(
        second.json()["error"]["code"],
        "bad_input",
        "told to scripts, too"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_json_there_is_one_object_whatever_happens() {
    let home = Home::new();
    let wrong = home.run(&["--json", "sync", "--no-such-flag"]).await;
    assert_eq!(wrong.code, Some(2), "wrong arguments: {wrong:?}");
    assert_eq!(
        wrong.json()["error"]["code"],
        "bad_input",
        "a script reads why"
    );
    let plain = home.run(&["sync", "--no-such-flag"]).await;
    assert!(plain.out.is_empty(), "a person reads it beside: {plain:?}");
}
