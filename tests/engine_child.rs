//! An engine in a process of its own, so that a journey can kill it, give it a full disk or a
//! keychain. Reads one line of JSON ([`Elsewhere`]) and ends when its standard input is closed.

#![expect(
    clippy::indexing_slicing,
    reason = "a member that is missing from JSON reads as null, which the journey sees"
)]

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use api::{Api, ApiError, Caller, Places};
use journeys::elsewhere::{AI_KEY, Elsewhere, PHRASE, Part};
use journeys::stage;
use serde_json::{Value, json};

type Ended = Result<(), Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Ended {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let told: Elsewhere = serde_json::from_str(&line)?;
    match told.part {
        Part::Keychain => return tell(&keychain(&told).await?),
        Part::Sealed => return tell(&sealed(&told).await?),
        Part::Work | Part::Undo | Part::Fill => {}
    }
    match stage::open(&told.home, Arc::new(told.clone())).await {
        Err(error) => tell(&failed(&error)),
        Ok(api) if told.part == Part::Fill => tell(&fill(&api, &told.home).await?),
        Ok(api) => {
            tell(&json!({ "open": true }))?;
            if told.part == Part::Undo {
                return take_back(&api).await;
            }
            let end = || std::io::stdin().lock().read_line(&mut String::new());
            tokio::task::spawn_blocking(end).await??;
            api.close().await;
            Ok(())
        }
    }
}

fn tell(what: &Value) -> Ended {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}")?;
    Ok(out.flush()?)
}

fn failed(error: &ApiError) -> Value {
    json!({ "code": error.code, "message": error.message })
}

/// Fills the disk until a setting cannot be changed, then makes room and tries again.
async fn fill(api: &Api, home: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let signature = |number: u32| format!("{number:0>90}");
    let mut kept = 0;
    set(api, &signature(kept)).await?;
    let full = loop {
        // Where the size of each file is limited, the store itself becomes too large.
        crowd(&home.join("crowd"));
        match set(api, &signature(kept + 1)).await {
            Ok(()) => kept += 1,
            Err(error) => break failed(&error),
        }
    };
    let copy = api.call(&Caller::OWNER, "backup_create", json!({})).await;
    let copy = copy.err().as_ref().map(failed);
    std::fs::remove_file(home.join("crowd"))?;
    let now = api.call(&Caller::OWNER, "settings_get", json!({})).await?;
    let again = set(api, "again").await.err().as_ref().map(failed);
    let journal = api.call(&Caller::OWNER, "journal_verify", json!({})).await;
    Ok(json!({
        "full": full, "copy": copy, "kept": signature(kept), "signature": now["signature"],
        "again": again, "journal": journal.unwrap_or_else(|error| failed(&error)),
    }))
}

/// Takes back whatever can be, for as long as the process lives.
async fn take_back(api: &Api) -> Ended {
    let query = json!({ "account": null, "act": null, "outcome": null, "undoable": true,
        "search": null, "after": null, "limit": 20 });
    loop {
        let page = owner(api, "activity_list", query.clone()).await?;
        let rows = page["rows"].as_array().into_iter().flatten();
        for row in rows.filter(|row| row["undo"] == "possible") {
            let detail = owner(api, "activity_get", json!({ "id": row["id"] })).await?;
            let replaces = detail["undo_note"] == "edit";
            let text = detail["after"].as_str().filter(|_| replaces);
            let text = text.map(|text| format!("{} .", text.trim()));
            // One that is refused is met again on the next round.
            let _ = owner(
                api,
                "activity_undo",
                json!({ "id": row["id"], "text": text }),
            )
            .await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

async fn set(api: &Api, signature: &str) -> Result<(), ApiError> {
    let change = json!({ "signature": signature });
    api.call(&Caller::OWNER, "settings_set", change)
        .await
        .map(|_| ())
}

/// Takes what is left of the disk, at most 64 MiB.
fn crowd(file: &Path) {
    let open = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file);
    let Ok(mut file) = open else { return };
    for size in [1 << 16, 1 << 12, 1] {
        let block = vec![0_u8; size];
        for _ in 0..1024 {
            if file.write_all(&block).is_err() {
                break;
            }
        }
    }
}

/// Connects a shop and sets the AI's key as an owner does, closes, opens again. The keys stay.
async fn keychain(told: &Elsewhere) -> Result<Value, Box<dyn std::error::Error>> {
    let first = open(&told.home).await?;
    let session = owner(&first, "session_get", json!({})).await?;
    let fields = told.fields("wildberries");
    let new = json!({ "marketplace": "wildberries", "name": "Zarafshon", "fields": fields });
    let shop = owner(&first, "shop_connect", new).await?;
    owner(&first, "ai_key_set", json!({ "key": AI_KEY })).await?;
    first.close().await;
    let second = open(&told.home).await?;
    let settings = owner(&second, "settings_get", json!({})).await?;
    let id = json!({ "id": shop["id"] });
    let checked = owner(&second, "shop_check", id.clone()).await?;
    tell(&json!({
        "kind": session["secrets"]["kind"], "state": checked["state"], "problem": checked["problem"],
        "key_present": settings["ai_key_present"],
    }))?;
    // The journey looks into the keychain meanwhile, and says when it has seen enough.
    let enough = || std::io::stdin().lock().read_line(&mut String::new());
    tokio::task::spawn_blocking(enough).await??;
    owner(&second, "ai_key_remove", json!({})).await?;
    owner(&second, "shop_remove", id).await?;
    let after = owner(&second, "settings_get", json!({})).await?;
    second.close().await;
    Ok(json!({ "key_present": after["ai_key_present"] }))
}

/// Without a keychain: what is refused before the owner chose a place, and what that place keeps.
async fn sealed(told: &Elsewhere) -> Result<Value, Box<dyn std::error::Error>> {
    let choose = async |api: &Api, passphrase: &str| {
        let choice = json!({ "passphrase": passphrase });
        owner(api, "secrets_choose_sealed_file", choice).await
    };
    let key = json!({ "key": AI_KEY });
    let first = open(&told.home).await?;
    let session = owner(&first, "session_get", json!({})).await?;
    let early = owner(&first, "ai_key_set", key.clone()).await;
    let short = choose(&first, "short").await;
    let chosen = choose(&first, PHRASE).await?;
    owner(&first, "ai_key_set", key).await?;
    let fields = told.fields("wildberries");
    let new = json!({ "marketplace": "wildberries", "name": "Zarafshon", "fields": fields });
    let shop = owner(&first, "shop_connect", new).await?;
    let id = json!({ "id": shop["id"] });
    let known = owner(&first, "shop_check", id.clone()).await?;
    first.close().await;
    let second = open(&told.home).await?;
    let waits = owner(&second, "session_get", json!({})).await?;
    // Long enough for every loop of the engine to have looked at the shop.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let shops = owner(&second, "shops_list", json!({})).await?;
    let alerts = owner(&second, "alerts_list", json!({})).await?;
    let removed = owner(&second, "shop_remove", id.clone()).await;
    let wrong = choose(&second, "another long phrase").await;
    let opened = choose(&second, PHRASE).await?;
    let settings = owner(&second, "settings_get", json!({})).await?;
    let checked = owner(&second, "shop_check", id).await?;
    second.close().await;
    let code = |refused: Result<Value, ApiError>| refused.err().as_ref().map(failed);
    Ok(json!({
        "kind": session["secrets"]["kind"], "closed": waits["secrets"]["problem"], "early": code(early), "short": code(short),
        "chosen": chosen["secrets"]["kind"], "waits": waits["secrets"]["kind"],
        "wrong": code(wrong), "opened": opened["secrets"]["kind"],
        "key_present": settings["ai_key_present"], "known": known["state"],
        "meanwhile": shops[0]["state"], "alerts": alerts, "removed": code(removed),
        "after": checked["state"],
    }))
}

async fn owner(api: &Api, call: &str, args: Value) -> Result<Value, ApiError> {
    api.call(&Caller::OWNER, call, args).await
}

/// The seller's own store, with the keys where the system keeps keys.
async fn open(home: &Path) -> Result<Api, ApiError> {
    stage::crypto();
    stage::log();
    let options = api::Options {
        places: Places::below(home),
        demo: None,
        secrets: None,
        engine: true,
    };
    Api::open(options).await
}
