//! `sam status`: what there is. Reads the store and nothing else: no engine, no request, no
//! keychain, so that it answers at once.

use std::process::ExitCode;

use api::{Api, ApiError, Caller, offline};
use serde_json::{Value, json};

use crate::home::At;
use crate::tell::Tell;

/// Looks and tells.
pub(crate) async fn status(at: &At, tell: &Tell) -> Result<ExitCode, ApiError> {
    let store = &at.places.store;
    if !store.exists() {
        let path = store.display().to_string();
        tell.object(
            &json!({ "store": path, "exists": false, "engine": { "running": false }, "shops": [] }),
        );
        tell.line(&tell.words("status.no_store", &[("store", path)]));
        return Ok(ExitCode::SUCCESS);
    }
    let running = offline::in_use(store)?;
    let api = Api::open(at.looking()).await?;
    let session = api.call(&Caller::OWNER, "session_get", json!({})).await;
    let shops = api.call(&Caller::OWNER, "shops_list", json!({})).await;
    api.close().await;
    let (session, shops) = (session?, shops?);
    tell.object(&object(&session, &shops, running));
    for line in lines(tell, &session, &shops, running) {
        tell.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

fn object(session: &Value, shops: &Value, running: bool) -> Value {
    let part = |path: &str| session.pointer(path).cloned().unwrap_or(Value::Null);
    let shop = |shop: &Value| {
        json!({
            "id": shop["id"], "marketplace": shop["marketplace"], "name": shop["name"], "state": shop["state"],
            "demo": shop["demo"], "problem": shop["problem"], "feeds": shop["feeds"],
        })
    };
    let shops: Vec<Value> = shops.as_array().into_iter().flatten().map(shop).collect();
    json!({
        "store": part("/store"), "exists": true, "version": part("/version"),
        "engine": {
            "running": running, "host": part("/engine_owner/host"), "pid": part("/engine_owner/pid"),
            "heartbeat_at": part("/engine_owner/heartbeat_at"),
        },
        "paused": part("/paused"), "shops": shops, "counts": part("/counts"), "journal": part("/journal"),
        "spend_today": part("/spend_today"), "spend_cap": part("/spend_cap"),
    })
}

fn lines(tell: &Tell, session: &Value, shops: &Value, running: bool) -> Vec<String> {
    let text = |path: &str| match session.pointer(path) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => "-".to_owned(),
    };
    let engine = match running {
        true => tell.words(
            "status.running",
            &[
                ("host", text("/engine_owner/host")),
                ("pid", text("/engine_owner/pid")),
            ],
        ),
        false => tell.words("status.not_running", &[]),
    };
    let mut lines = vec![text("/store"), engine];
    for shop in shops.as_array().into_iter().flatten() {
        let of = |name: &str| shop.get(name).and_then(Value::as_str).unwrap_or_default();
        let id = shop.get("id").and_then(Value::as_i64).unwrap_or(0);
        let (marketplace, name, state) = (of("marketplace"), of("name"), of("state"));
        lines.push(format!(
            "{id:>4} {marketplace:<12} {name:<24} {}",
            tell.words(&format!("state.{state}"), &[])
        ));
    }
    let values = [
        "waiting",
        "reviews_open",
        "questions_open",
        "alerts",
        "products",
    ]
    .map(|name| (name, text(&format!("/counts/{name}"))));
    lines.push(tell.words("status.counts", &values));
    lines
}
