//! `sam accounts`: shops. Keys come from a hidden prompt or from standard input, never from the
//! command line, where every process of the machine could read them.

use std::process::ExitCode;

use api::{Api, ApiError, Caller, Code};
use serde_json::{Map, Value, json};

use super::open_for_work;
use crate::args::{self, Account};
use crate::home::At;
use crate::tell::Tell;
use crate::typed::Typed;
use crate::words;

/// Does what is asked of the shops.
pub(crate) async fn accounts(
    at: &At,
    tell: &Tell,
    wish: args::Accounts,
) -> Result<ExitCode, ApiError> {
    if matches!(wish.what, Account::List) {
        return list(at, tell).await;
    }
    let api = open_for_work(at, tell, wish.keys, None).await?;
    let outcome = match wish.what {
        Account::Add { marketplace, name } => add(&api, tell, &marketplace, &name).await,
        Account::Check { id } => check(&api, tell, id).await,
        Account::Rekey { id } => rekey(&api, tell, id).await,
        Account::Remove { id, yes } => remove(&api, tell, id, yes).await,
        Account::List => Ok(()),
    };
    api.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn list(at: &At, tell: &Tell) -> Result<ExitCode, ApiError> {
    let api = Api::open(at.looking()).await?;
    let shops = api.call(&Caller::OWNER, "shops_list", json!({})).await;
    api.close().await;
    let shops = shops?;
    tell.object(&json!({ "shops": shops }));
    for shop in shops.as_array().into_iter().flatten() {
        tell.line(&line(tell, shop));
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks for each field, looks at the key on this machine, connects, and asks the marketplace. A
/// key that the marketplace refuses, or that could not be checked, is not kept.
async fn add(api: &Api, tell: &Tell, marketplace: &str, name: &str) -> Result<(), ApiError> {
    let profile = profile(api, marketplace).await?;
    let fields = fields(tell, &profile).await?;
    let inspect = json!({ "marketplace": marketplace, "fields": fields });
    let inspected = api.call(&Caller::OWNER, "shop_inspect", inspect).await?;
    if let Some(problem) = inspected
        .get("problem")
        .filter(|problem| !problem.is_null())
    {
        let shown = profile
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or(marketplace);
        let problem: Result<ApiError, _> = serde_json::from_value(problem.clone());
        return Err(problem.map_or_else(
            |_| ApiError::bad_input("key", "no such key"),
            |p| p.with("marketplace", shown),
        ));
    }
    let connect = json!({ "marketplace": marketplace, "name": name, "fields": fields });
    let shop = api.call(&Caller::OWNER, "shop_connect", connect).await?;
    let id = shop.get("id").and_then(Value::as_i64).unwrap_or(0);
    if let Err(error) = api.check_shop(id).await {
        api.call(&Caller::OWNER, "shop_remove", json!({ "id": id }))
            .await?;
        tell.note(&tell.words("accounts.not_kept", &[]));
        return Err(error);
    }
    show(api, tell, id, "accounts.added").await
}

async fn profile(api: &Api, marketplace: &str) -> Result<Value, ApiError> {
    let known = api
        .call(&Caller::OWNER, "marketplaces_list", json!({}))
        .await?;
    let id = |one: &Value| one.get("id").and_then(Value::as_str).map(str::to_owned);
    let all = || known.as_array().into_iter().flatten();
    let found = all().find(|one| id(one).as_deref() == Some(marketplace));
    found.cloned().ok_or_else(|| {
        let ids: Vec<String> = all().filter_map(id).collect();
        ApiError::bad_input("marketplace", format!("one of {}", ids.join(", ")))
    })
}

async fn fields(tell: &Tell, profile: &Value) -> Result<Map<String, Value>, ApiError> {
    let typed = Typed::new();
    let mut fields = Map::new();
    for field in profile
        .get("fields")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let text = |name: &str| field.get(name).and_then(Value::as_str).unwrap_or_default();
        let label = words::say(tell.locale(), text("label_key"));
        let hidden = text("kind") == "secret";
        let required = field.get("required").and_then(Value::as_bool) != Some(false);
        let value = match required {
            true => typed.field(label, hidden).await?,
            false => typed.optional(label, hidden).await?,
        };
        let value = value.trimmed();
        fields.insert(
            text("name").to_owned(),
            Value::String(value.expose().clone()),
        );
    }
    Ok(fields)
}

async fn check(api: &Api, tell: &Tell, id: i64) -> Result<(), ApiError> {
    api.check_shop(id).await?;
    show(api, tell, id, "accounts.checked").await
}

/// The marketplace is asked before the old key is replaced.
async fn rekey(api: &Api, tell: &Tell, id: i64) -> Result<(), ApiError> {
    let shop = find(api, id).await?;
    let marketplace = shop.get("marketplace").and_then(Value::as_str);
    let profile = profile(api, marketplace.unwrap_or_default()).await?;
    let fields = fields(tell, &profile).await?;
    let args = json!({ "id": id, "fields": fields });
    api.call(&Caller::OWNER, "shop_rekey", args).await?;
    show(api, tell, id, "accounts.rekeyed").await
}

async fn remove(api: &Api, tell: &Tell, id: i64, yes: bool) -> Result<(), ApiError> {
    let shop = find(api, id).await?;
    if !yes {
        let name = shop.get("name").and_then(Value::as_str).unwrap_or_default();
        let ask = tell.words("accounts.remove_ask", &[("name", name.to_owned())]);
        if !Typed::new().agrees(ask).await? {
            tell.note(&tell.words("accounts.not_removed", &[]));
            return Err(ApiError::new(Code::Conflict, "not removed").with("why", "declined"));
        }
    }
    api.call(&Caller::OWNER, "shop_remove", json!({ "id": id }))
        .await?;
    tell.object(&json!({ "removed": id }));
    tell.line(&tell.words("accounts.removed", &[("id", id.to_string())]));
    Ok(())
}

async fn find(api: &Api, id: i64) -> Result<Value, ApiError> {
    let shops = api.call(&Caller::OWNER, "shops_list", json!({})).await?;
    let is = |shop: &&Value| shop.get("id").and_then(Value::as_i64) == Some(id);
    let found = shops.as_array().into_iter().flatten().find(is).cloned();
    found.ok_or_else(|| ApiError::not_found("shop"))
}

async fn show(api: &Api, tell: &Tell, id: i64, key: &str) -> Result<(), ApiError> {
    let shop = find(api, id).await?;
    tell.object(&json!({ "shop": shop }));
    tell.line(&tell.words(key, &[("id", id.to_string())]));
    tell.line(&line(tell, &shop));
    Ok(())
}

fn line(tell: &Tell, shop: &Value) -> String {
    let text = |name: &str| shop.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = shop.get("id").and_then(Value::as_i64).unwrap_or(0);
    let state = tell.words(&format!("state.{}", text("state")), &[]);
    let until = shop.pointer("/passport/expires_at").and_then(Value::as_str);
    let until = until.map(|at| format!("  → {}", at.chars().take(10).collect::<String>()));
    let (marketplace, name) = (text("marketplace"), text("name"));
    format!(
        "{id:>4} {marketplace:<12} {name:<24} {state}{}",
        until.unwrap_or_default()
    )
}
