//! What the page may do, and that it is all.

use serde_json::{Value, json};

use crate::stage::Stage;

/// Refused by the access list: Tauri says so in a text, never by our errors.
fn refused(outcome: Result<Value, Value>) -> bool {
    let Err(Value::String(said)) = outcome else {
        return false;
    };
    said.contains("not allowed") || said.contains("not found")
}

#[test]
fn the_page_may_make_calls() {
    let stage = Stage::open();
    let session = stage.call("session_get", &json!({})).expect("a session");
    assert_eq!(
        session["first_run"],
        json!(true),
        "the store is new: {session}"
    );
    assert_eq!(
        session["role"],
        json!("owner"),
        "the person at this machine owns it"
    );
}

#[test]
fn commands_of_windows_events_and_plugins_are_refused() {
    let stage = Stage::open();
    let commands = [
        ("plugin:window|set_title", json!({ "value": "x" })),
        ("plugin:window|close", json!({})),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "x" } }),
        ),
        (
            "plugin:event|emit",
            json!({ "event": "changed", "payload": [] }),
        ),
        (
            "plugin:event|emit_to",
            json!({ "target": { "kind": "Any" }, "event": "open" }),
        ),
        ("plugin:app|version", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        ("plugin:tray|new", json!({})),
        ("plugin:updater|check", json!({})),
        ("plugin:updater|download_and_install", json!({ "rid": 0 })),
        (
            "plugin:window-state|save_window_state",
            json!({ "flags": 1 }),
        ),
        ("plugin:opener|open_path", json!({ "path": "/etc/passwd" })),
        (
            "plugin:opener|reveal_item_in_dir",
            json!({ "paths": ["/etc/passwd"] }),
        ),
        ("plugin:fs|read_text_file", json!({ "path": "/etc/passwd" })),
        ("plugin:shell|execute", json!({ "program": "id" })),
        ("plugin:http|fetch", json!({})),
        ("greet", json!({})),
    ];
    for (command, args) in commands {
        let outcome = stage.invoke(command, args);
        assert!(refused(outcome.clone()), "{command} answered {outcome:?}");
    }
}

#[test]
fn only_https_pages_are_opened_outside() {
    let stage = Stage::open();
    for url in [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:x@example.org",
        "tel:112",
        "smb://host/share",
        "/usr/bin/id",
        "https:/etc/passwd",
    ] {
        let outcome = stage.invoke("plugin:opener|open_url", json!({ "url": url }));
        let said = outcome.expect_err(url).to_string();
        assert!(said.contains("Not allowed to open url"), "{url}: {said}");
    }
}

#[test]
fn a_file_is_named_by_its_number_and_by_nothing_else() {
    let stage = Stage::open();
    let unknown = stage.invoke("open_file", json!({ "id": 1 }));
    let said = unknown.expect_err("there is no such file");
    assert_ne!(said["code"], json!(null), "an error of ours: {said}");
    for args in [
        json!({ "id": "/etc/passwd" }),
        json!({ "path": "/etc/passwd" }),
    ] {
        let outcome = stage.invoke("open_file", args.clone());
        let said = outcome.expect_err("no path is taken").to_string();
        assert!(said.contains("invalid args"), "{args}: {said}");
    }
}

#[test]
fn another_page_in_the_window_may_do_nothing() {
    let stage = Stage::open();
    for page in ["https://evil.example/", "http://localhost:8080/"] {
        let outcome = stage.invoke_from(page, "call", json!({ "name": "session_get" }));
        assert!(refused(outcome.clone()), "{page} got {outcome:?}");
    }
}
