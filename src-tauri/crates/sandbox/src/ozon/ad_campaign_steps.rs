//! What the seller does with campaigns that are paid for by the click.

use http::Method;
use serde_json::{Value, json};

use super::STALL;
use super::ad_campaign_reads::row;
use super::ad_campaigns::{BID, CHOSEN, FIRST, LEAST, MADE, MICRO, RUNS, WEEK, named};
use super::ads::{HOST, LIMIT, bad};
use super::goods::sku;
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;

pub(super) fn routes() -> Vec<Route> {
    let write = |method, path, handler| Route::write(method, HOST, path, &LIMIT, handler);
    let goods = "/api/client/campaign/{campaignId}/products";
    vec![
        write(Method::POST, "/api/client/campaign/cpc/v2/product", create),
        write(
            Method::POST,
            "/api/client/campaign/{campaignId}/activate",
            activate,
        ),
        write(
            Method::POST,
            "/api/client/campaign/{campaignId}/deactivate",
            deactivate,
        ),
        write(
            Method::PATCH,
            "/api/client/campaign/{campaignId}",
            parameters,
        ),
        write(Method::POST, goods, add),
        write(Method::PUT, goods, rebid),
        write(
            Method::POST,
            "/api/client/campaign/{campaignId}/products/delete",
            remove,
        ),
    ]
}

/// `POST /api/client/campaign/cpc/v2/product`: made, and not running.
fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    let placements = ["PLACEMENT_TOP_PROMOTION", "PLACEMENT_SEARCH_AND_CATEGORY"];
    if !ask
        .text("/placement")
        .is_some_and(|word| placements.contains(&word))
    {
        return bad("placement: value is required");
    }
    let made = u64::try_from(bazaar.book.len(STALL.id, MADE)).unwrap_or(0);
    let number = (FIRST + made).to_string();
    if let Some(week) = ask.whole("/weeklyBudget") {
        bazaar.change(call, WEEK, &number, &json!(week / MICRO));
    }
    bazaar.change(call, MADE, &number, &call.json());
    Reply::json(&json!({ "campaignId": number }))
}

fn turn(bazaar: &Bazaar, call: &Call, on: bool) -> Reply {
    let campaign = match named(bazaar, call) {
        Ok(campaign) => campaign,
        Err(refusal) => return refusal,
    };
    if on && campaign.products.is_empty() {
        return bad("campaign has no products");
    }
    let number = campaign.number.to_string();
    bazaar.change(call, RUNS, &number, &json!(on));
    Reply::json(&row(bazaar, &campaign, call.now))
}

/// `POST /api/client/campaign/{campaignId}/activate`.
fn activate(bazaar: &Bazaar, call: &Call) -> Reply {
    turn(bazaar, call, true)
}

/// `POST /api/client/campaign/{campaignId}/deactivate`.
fn deactivate(bazaar: &Bazaar, call: &Call) -> Reply {
    turn(bazaar, call, false)
}

/// `PATCH /api/client/campaign/{campaignId}`.
fn parameters(bazaar: &Bazaar, call: &Call) -> Reply {
    let campaign = match named(bazaar, call) {
        Ok(campaign) => campaign,
        Err(refusal) => return refusal,
    };
    let week = Ask::of(call).and_then(|ask| ask.whole("/weeklyBudget"));
    let Some(week) = week.filter(|week| *week > 0) else {
        return bad("weeklyBudget: value is required");
    };
    let number = campaign.number.to_string();
    bazaar.change(call, WEEK, &number, &json!(week / MICRO));
    Reply::json(&json!({ "campaignId": number }))
}

/// Bids of a request by product; none means that Ozon chooses.
fn bids(bazaar: &Bazaar, call: &Call) -> Result<Vec<(usize, i64, Option<i64>)>, Reply> {
    let body = call.json();
    let list = body.get("bids").and_then(Value::as_array);
    let list = list.filter(|list| (1..=500).contains(&list.len()));
    let list = list.ok_or_else(|| bad("bids: 1 to 500 are expected"))?;
    let read = |one: &Value| {
        let whole = |name: &str| one.get(name)?.as_str()?.parse::<i64>().ok();
        let wanted = whole("sku");
        let mut goods = bazaar.world.products().iter();
        let product = goods.find(|product| Some(sku(product)) == wanted);
        let product = product.ok_or_else(|| bad("sku not found"))?;
        let bid = whole("bid").map(|bid| bid / MICRO);
        match bid {
            Some(bid) if bid < LEAST => Err(bad("bid is lower than the minimum")),
            bid => Ok((product.number, sku(product), bid)),
        }
    };
    list.iter().map(read).collect()
}

fn put(bazaar: &Bazaar, call: &Call, inside: bool) -> Result<Reply, Reply> {
    let campaign = named(bazaar, call)?;
    let bids = bids(bazaar, call)?;
    let fits =
        |(number, ..): &(usize, i64, Option<i64>)| campaign.products.contains(number) == inside;
    if !bids.iter().all(fits) {
        return Err(bad("sku is in the campaign already, or is not yet"));
    }
    for (_, sku, bid) in bids {
        let key = format!("{}:{sku}", campaign.number);
        bazaar.change(call, BID, &key, &json!(bid.unwrap_or(CHOSEN)));
    }
    Ok(Reply::json(&json!({})))
}

/// `POST /api/client/campaign/{campaignId}/products`.
fn add(bazaar: &Bazaar, call: &Call) -> Reply {
    put(bazaar, call, false).unwrap_or_else(|refusal| refusal)
}

/// `PUT /api/client/campaign/{campaignId}/products`.
fn rebid(bazaar: &Bazaar, call: &Call) -> Reply {
    put(bazaar, call, true).unwrap_or_else(|refusal| refusal)
}

/// `POST /api/client/campaign/{campaignId}/products/delete`.
fn remove(bazaar: &Bazaar, call: &Call) -> Reply {
    let campaign = match named(bazaar, call) {
        Ok(campaign) => campaign,
        Err(refusal) => return refusal,
    };
    let gone = Ask::of(call).map(|ask| ask.wholes("/sku"));
    for sku in gone.unwrap_or_default() {
        let key = format!("{}:{sku}", campaign.number);
        bazaar.change(call, BID, &key, &json!(0));
    }
    Reply::json(&json!({}))
}
