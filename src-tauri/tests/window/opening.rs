//! A store that does not open: the page gets the code, and the next call tries again.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stage::Stage;

fn home() -> TempDir {
    TempDir::new().expect("a folder")
}

fn code(outcome: Result<Value, Value>) -> Value {
    outcome.expect_err("it must not open")["code"].clone()
}

/// A folder with a store that this version made.
fn used() -> TempDir {
    let stage = Stage::open();
    stage.call("session_get", &json!({})).expect("a session");
    stage.leave()
}

#[test]
fn a_store_of_a_newer_version_says_so_and_stays_as_it_is() {
    let home = used();
    let file = home.path().join("store.sqlite3");
    let mut bytes = fs::read(&file).expect("the store");
    // The header's user_version: a schema that does not exist yet.
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(&file, &bytes).expect("the store");
    let stage = Stage::on(home);
    assert_eq!(
        code(stage.call("session_get", &json!({}))),
        "store_newer",
        "the page words it by this code"
    );
    assert_eq!(
        fs::read(stage.home.path().join("store.sqlite3")).expect("the store"),
        bytes,
        "not a byte was changed"
    );
}

#[test]
fn a_damaged_store_without_a_copy_says_so() {
    let home = used();
    fs::remove_dir_all(home.path().join("backups")).expect("no copies");
    fs::write(home.path().join("store.sqlite3"), vec![7; 8192]).expect("damage");
    let stage = Stage::on(home);
    assert_eq!(
        code(stage.call("session_get", &json!({}))),
        "store_corrupt",
        "the page words it by this code"
    );
}

#[test]
fn a_damaged_store_comes_back_from_its_copy() {
    let home = used();
    fs::write(home.path().join("store.sqlite3"), vec![7; 8192]).expect("damage");
    let stage = Stage::on(home);
    stage
        .call("session_get", &json!({}))
        .expect("the latest copy is put in its place");
}

#[test]
fn what_was_mended_meanwhile_opens_at_the_next_call() {
    let home = home();
    // A folder where the file should be: nothing can be opened.
    fs::create_dir(home.path().join("store.sqlite3")).expect("a folder");
    let stage = Stage::on(home);
    let first = stage.call("session_get", &json!({}));
    assert!(first.is_err(), "it cannot open: {first:?}");
    fs::remove_dir(stage.home.path().join("store.sqlite3")).expect("mended");
    stage
        .call("session_get", &json!({}))
        .expect("\"Try again\" on the page opens it");
}

#[test]
fn an_unknown_call_is_an_answer_of_ours() {
    let stage = Stage::open();
    assert_eq!(
        code(stage.call("format_disk", &json!({}))),
        "not_found",
        "a code, so that the page can word it"
    );
}

#[test]
fn many_calls_at_once_do_not_wait_for_each_other() {
    let stage = Stage::open();
    for name in ["session_get", "settings_get", "shops_list"] {
        for outcome in stage.calls_at_once(name, 40) {
            assert!(
                outcome.is_ok(),
                "{name} ran out of connections: {outcome:?}"
            );
        }
    }
}
