//! `sam demo`: what it promises to scripts, and what stays behind.

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::sam::{Ended, Home};

const SHOP: [&str; 6] = [
    "products",
    "stock_rows",
    "orders",
    "reviews_synced",
    "reviews_answered",
    "questions_answered",
];

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

fn number(value: &Value, path: &str) -> i64 {
    let found = value.pointer(path).and_then(Value::as_i64);
    found.unwrap_or_else(|| panic!("{path} is a number in {value}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_tells_the_story_and_leaves_a_log_that_can_be_proven() {
    let home = Home::new();
    let store = home.path().join("demo").join("demo.sqlite3");
    let path = store.to_str().expect("a plain path");
    let args = [
        "demo", "--for", "60s", "--speed", "60", "--json", "--store", path,
    ];
    let ended = home.run(&args).await;
    assert_eq!(ended.code, Some(0), "it ends well: {ended:?}");
    told_as_promised(&ended.json(), path);

    let again = home
        .run(&["demo", "--for", "5s", "--json", "--store", path])
        .await;
    assert_eq!(
        again.code,
        Some(0),
        "a store can be gone on with: {again:?}"
    );
    let (first, second) = (ended.json(), again.json());
    for path in ["/ledger/duplicates", "/ledger/lost"] {
        assert_eq!(
            number(&second, path),
            0,
            "what was answered stays answered: {second}"
        );
    }
    let writes = |sum: &Value| number(sum, "/ledger/writes");
    assert!(
        writes(&second) >= writes(&first),
        "the ledger goes on: {first} {second}"
    );

    looked_at_from_outside(&home, path, &second).await;
    changed_rows_are_found(&home, path).await;
}

/// The object that scripts rely on.
fn told_as_promised(sum: &Value, store: &str) {
    let parts = [
        "marketplaces",
        "waiting_approval",
        "refused_injection",
        "alerts",
        "ledger",
        "journal",
        "store",
    ];
    assert_eq!(keys(sum), parts, "exactly these members");
    assert_eq!(
        keys(&sum["marketplaces"]),
        ["ozon", "uzum", "wildberries", "yandex"],
        "all four shops"
    );
    for (name, shop) in sum["marketplaces"].as_object().expect("an object") {
        assert_eq!(keys(shop), SHOP, "{name} has exactly these members");
        for part in ["products", "stock_rows", "orders"] {
            assert!(
                number(shop, &format!("/{part}")) > 0,
                "{name} has {part}: {sum}"
            );
        }
        let read = number(shop, "/reviews_synced") > 0;
        assert_eq!(
            read,
            name != "uzum",
            "Uzum's API has no reviews, the others have: {sum}"
        );
        for part in ["reviews_answered", "questions_answered"] {
            let answered = number(shop, &format!("/{part}")) > 0;
            assert_eq!(
                answered,
                name != "uzum",
                "answered where it can be done: {name} {part} {sum}"
            );
        }
    }
    for part in [
        "/waiting_approval",
        "/refused_injection",
        "/alerts",
        "/ledger/writes",
        "/journal/rows",
    ] {
        assert!(number(sum, part) > 0, "{part}: {sum}");
    }
    assert_eq!(number(sum, "/ledger/duplicates"), 0, "exactly once: {sum}");
    assert_eq!(number(sum, "/ledger/lost"), 0, "and at least once: {sum}");
    assert_eq!(sum["journal"]["verified"], true, "the log is whole: {sum}");
    assert_eq!(sum["store"], store, "the store that was asked for");
}

async fn looked_at_from_outside(home: &Home, store: &str, sum: &Value) {
    let status = home
        .run(&["status", "--json", "--store", store])
        .await
        .json();
    assert_eq!(
        status["engine"]["running"], false,
        "nobody works on it: {status}"
    );
    assert_eq!(
        status["counts"]["waiting"], sum["waiting_approval"],
        "the same figures: {status}"
    );
    let folder = home.path().join("taken-out");
    let to = folder.to_str().expect("a plain path");
    let exported = home
        .run(&["export", "--to", to, "--json", "--store", store])
        .await;
    assert_eq!(
        exported.code,
        Some(0),
        "rows can be taken out: {exported:?}"
    );
    let reviews = std::fs::read_to_string(folder.join("reviews.csv")).expect("a file");
    assert!(
        reviews.starts_with("\u{feff}marketplace;shop;review;"),
        "as spreadsheets here open it"
    );
    let journal = std::fs::read_to_string(folder.join("journal.jsonl")).expect("a file");
    let rows: Vec<Value> = journal
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        rows.len() as i64,
        number(sum, "/journal/rows"),
        "every row of the log"
    );
}

/// Any column of any row, and a row cut off at the end.
async fn changed_rows_are_found(home: &Home, path: &str) {
    let intact = home.run(&["verify-log", "--json", "--store", path]).await;
    assert_eq!(intact.code, Some(0), "nobody has touched it: {intact:?}");
    for column in [
        "subject",
        "why",
        "at",
        "outcome",
        "steps",
        "prev_hash",
        "hash",
        "act",
    ] {
        let copy = home.path().join(format!("{column}.sqlite3"));
        std::fs::copy(path, &copy).expect("a copy");
        let file = copy.to_str().expect("a plain path");
        let mut conn = SqliteConnection::connect(file).await.expect("it opens");
        let change = format!(
            "UPDATE activity SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1
             ELSE {column} || ' ' END WHERE id = (SELECT max(id) / 2 FROM activity)"
        );
        let done = sqlx::query(AssertSqlSafe(change))
            .execute(&mut conn)
            .await
            .expect("it is changed");
        assert_eq!(done.rows_affected(), 1, "one row");
        conn.close().await.expect("it closes");
        let found = home.run(&["verify-log", "--json", "--store", file]).await;
        assert_eq!(
            found.code,
            Some(8),
            "a changed {column} is found: {found:?}"
        );
        assert_eq!(found.json()["intact"], false, "and said: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(unix)]
async fn ctrl_c_ends_it_with_its_summary_and_nobody_else_works_on_its_store() {
    use std::time::Duration;
    let home = Home::new();
    let store = home.store();
    let path = store.to_str().expect("a plain path");
    let child = home
        .command(&["demo", "--json", "--store", path])
        .spawn()
        .expect("sam starts");
    let pid = child.id().expect("it runs").to_string();
    loop {
        let status = home.run(&["status", "--json", "--store", path]).await;
        if status.code == Some(0) && status.json()["counts"]["products"].as_i64() > Some(0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for args in [
        ["demo", "--store", path, "--locale=ru"],
        ["engine", "--store", path, "--locale=ru"],
    ] {
        let second = home.run(&args).await;
        assert_eq!(second.code, Some(6), "one engine per store: {second:?}");
        assert!(
            second.err.contains("другой процесс") && second.err.contains(&pid),
            "it says who, in the language: {second:?}"
        );
    }
    let copy = home.run(&["backup", "--json", "--store", path]).await;
    assert_eq!(copy.code, Some(0), "a backup disturbs nobody: {copy:?}");
    let copy = copy.json()["path"].as_str().expect("a path").to_owned();
    let restored = home.run(&["restore", &copy, "--store", path]).await;
    assert_eq!(
        restored.code,
        Some(6),
        "nothing is put under a running engine: {restored:?}"
    );

    let told = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(told.expect("kill").success(), "the terminal's Ctrl+C");
    let ended = Ended::of(child).await;
    assert_eq!(ended.code, Some(0), "a clean end: {ended:?}");
    assert_eq!(
        number(&ended.json(), "/ledger/lost"),
        0,
        "with its summary: {ended:?}"
    );

    let restored = home
        .run(&["restore", &copy, "--json", "--store", path])
        .await;
    assert_eq!(
        restored.code,
        Some(0),
        "now it can be put back: {restored:?}"
    );
    let aside = restored.json()["aside"]
        .as_str()
        .expect("a path")
        .to_owned();
    assert!(
        std::path::Path::new(&aside).exists(),
        "what was there is kept: {aside}"
    );
    assert_eq!(
        home.run(&["verify-log", "--store", path]).await.code,
        Some(0),
        "the copy is whole"
    );
}
