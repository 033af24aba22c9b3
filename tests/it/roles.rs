//! Who may do what: a partner looks and decides, a second process on the same store only looks,
//! and a call that makes no sense is told so without repeating what was typed.

use std::sync::Arc;

use api::calls::CALLS;
use api::view::session::{Mode, Session};
use api::{Api, Caller, Code, Places, Role};
use journeys::Stage;
use journeys::stage::{PARTNER, get, world};
use secrets::Memory;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_is_refused_whatever_an_owner_decides() {
    let stage = Stage::open(world(1, 60.0)).await;
    let rows = async || journal_rows(&stage).await;
    let before: Session = stage.partner("session_get", json!({})).await;
    let owners: Vec<_> = CALLS
        .iter()
        .filter(|call| call.role > Role::Partner)
        .collect();
    assert!(
        owners.len() > 10,
        "the table has such calls: {}",
        owners.len()
    );
    let known = rows().await;
    for call in owners {
        let error = stage
            .api
            .call(&PARTNER, call.name, plausible(call.name))
            .await;
        let error = error.expect_err(call.name);
        assert_eq!(error.code, Code::Forbidden, "{}: {error:?}", call.name);
    }
    let after: Session = stage.partner("session_get", json!({})).await;
    assert_eq!(after.demo, before.demo, "the demo was not left");
    assert_eq!(after.paused, before.paused, "nothing was paused");
    assert_eq!(
        after.counts.shops, before.counts.shops,
        "no shop came or went"
    );
    let removed = rows()
        .await
        .iter()
        .filter(|act| !known.contains(act))
        .any(|act| ["removed_shop", "connected_shop"].contains(&act.as_str()));
    assert!(!removed, "the journal tells of no such act");
    stage.close().await;
}

/// Arguments with which the call would work for an owner.
fn plausible(call: &str) -> Value {
    match call {
        "settings_set" => json!({ "delay_seconds": 0 }),
        "ai_key_set" => json!({ "key": "sk-test" }),
        "secrets_choose_sealed_file" => json!({ "passphrase": "long enough words" }),
        "shop_check" | "shop_sync" | "shop_remove" => json!({ "id": 1 }),
        "job_stop" | "job_dismiss" => json!({ "id": "1" }),
        _ => json!({}),
    }
}

async fn journal_rows(stage: &Stage) -> Vec<String> {
    let store = stage.store().await;
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_scalar("SELECT act FROM activity ORDER BY id")
        .fetch_all(&mut *conn)
        .await;
    rows.expect("the journal")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_is_a_viewer_and_says_who_the_engine_is() {
    let stage = Stage::open(world(1, 60.0)).await;
    stage
        .until("the engine has written something", || async {
            let session: Session = stage.partner("session_get", json!({})).await;
            match session.counts.shops {
                0 => vec!["shops".to_owned()],
                _ => Vec::new(),
            }
        })
        .await;
    let options = api::Options {
        places: Places::of_store(stage.api.store_path().await),
        demo: None,
        secrets: Some(Arc::new(Memory::default())),
        engine: true,
    };
    let second = Api::open(options).await.expect("a second process may look");
    let session: Session = get(&second, &Caller::OWNER, "session_get", json!({})).await;
    assert_eq!(session.mode, Mode::Viewer, "one engine per store");
    let owner = session.engine_owner.expect("it knows who the engine is");
    assert_eq!(owner.pid, std::process::id(), "this process, in this test");
    assert!(
        !owner.host.is_empty() && !owner.heartbeat_at.is_empty(),
        "where, and when last seen"
    );
    assert_eq!(session.counts.shops, 4, "it sees what the engine sees");
    let mut silent = Vec::new();
    for call in CALLS {
        let writes = !call.invalidates.is_empty() || call.role > Role::Partner;
        // Leaving for the demo and asking a viewer for copies touches no row of this store.
        let elsewhere = ["demo_start", "demo_stop", "journal_verify"].contains(&call.name);
        if writes && !elsewhere {
            let args = plausible_for_viewer(call.name);
            match second.call(&Caller::OWNER, call.name, args).await {
                Err(error) if error.code == Code::ViewerOnly => {}
                other => silent.push(format!("{}: {other:?}", call.name)),
            }
        }
    }
    assert!(
        silent.is_empty(),
        "a viewer says that it cannot write: {silent:#?}"
    );
    let mut changes = second.changes();
    let _: Value = stage
        .owner("settings_set", json!({ "delay_seconds": 77 }))
        .await;
    let seen = tokio::time::timeout(std::time::Duration::from_secs(30), changes.recv()).await;
    assert!(
        matches!(seen, Ok(Ok(_))),
        "it hears of the engine's commits: {seen:?}"
    );
    second.close().await;
    stage.close().await;
}

fn plausible_for_viewer(call: &str) -> Value {
    match call {
        "answer_approve" => json!({ "draft": 1, "text": null }),
        "answer_reject" => json!({ "draft": 1, "reason": "no" }),
        "answer_regenerate" => json!({ "kind": "review", "id": 1 }),
        "answer_cancel" => json!({ "draft": 1 }),
        "answers_approve_confident" => json!({ "kind": "review", "account": null }),
        "activity_undo" => json!({ "id": 1, "text": null }),
        "alert_snooze" => json!({ "id": 1, "hours": 1 }),
        "alert_close" => json!({ "id": 1 }),
        other => plausible(other),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_told_so_and_not_repeated() {
    let stage = Stage::open(world(1, 60.0)).await;
    let error = stage
        .api
        .call(&Caller::OWNER, "sell_everything", json!({}))
        .await;
    let error = error.expect_err("there is no such call");
    assert_eq!(error.code, Code::NotFound, "{error:?}");
    let typed = "sk-ant-TYPED-INTO-THE-WRONG-FIELD";
    for (call, args) in [
        ("answer_approve", json!({ "draft": typed, "text": null })),
        ("settings_set", json!({ "delay_seconds": typed })),
        ("settings_set", json!({ typed: 1 })),
        ("ai_key_set", json!({ "kee": typed })),
        (
            "shop_connect",
            json!({ "marketplace": typed, "name": "x", "fields": { "token": typed } }),
        ),
        (
            "shop_inspect",
            json!({ "marketplace": "wildberries", "fields": { "token": typed } }),
        ),
        ("answers_list", json!([typed])),
        ("activity_list", json!(typed)),
        ("search", json!({ "words": typed })),
    ] {
        let said = match stage.api.call(&Caller::OWNER, call, args).await {
            Err(error) => {
                let expected = [Code::BadInput, Code::Conflict].contains(&error.code);
                assert!(expected, "{call}: {error:?}");
                format!("{error:?} {error}")
            }
            Ok(value) => value.to_string(),
        };
        assert!(
            !said.contains(typed),
            "{call} repeats what was typed: {said}"
        );
    }
    stage.close().await;
}
