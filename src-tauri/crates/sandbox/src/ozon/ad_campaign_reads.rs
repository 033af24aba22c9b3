//! What is told of campaigns that are paid for by the click.

use chrono::{DateTime, Utc};
use http::Method;
use serde_json::{Value, json};

use super::ad_campaigns::{MADE, MICRO, all, bid, day, goods, named, runs, state, week};
use super::ads::{HOST, LIMIT, bad, paged};
use super::goods::sku;
use super::{STALL, ad_orders, stamp};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::Campaign;

pub(super) fn routes() -> Vec<Route> {
    let read = |path, handler| Route::read(Method::GET, HOST, path, &LIMIT, handler);
    vec![
        read("/api/client/campaign", list),
        read("/api/client/campaign/{campaignId}/v2/products", products),
    ]
}

/// `GET /api/client/campaign`.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let mut rows = Vec::new();
    if matches!(call.query("advObjectType"), None | Some("SKU")) {
        let own = all(bazaar);
        rows.extend(own.iter().map(|one| row(bazaar, one, call.now)));
    }
    if matches!(call.query("advObjectType"), None | Some("SEARCH_PROMO")) {
        rows.push(ad_orders::campaign(bazaar));
    }
    let wanted: Vec<&str> = call.queries("campaignIds").collect();
    let meant = |row: &Value| {
        let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
        wanted.is_empty() || wanted.contains(&id)
    };
    rows.retain(meant);
    let (Ok(page), Ok(size)) = (call.whole("page"), call.whole("pageSize")) else {
        return bad("page, pageSize: whole numbers are expected");
    };
    let rows = paged(rows, page, size);
    Reply::json(&json!({ "list": rows }))
}

pub(super) fn row(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> Value {
    let number = campaign.number.to_string();
    let made = bazaar.book.get(STALL.id, MADE, &number);
    let strategy = made.and_then(|entry| entry.value.get("productAutopilotStrategy").cloned());
    let changed = runs(bazaar, campaign).1;
    json!({
        "id": number,
        "paymentType": "CPC",
        "title": campaign.name,
        "state": state(bazaar, campaign, now),
        "advObjectType": "SKU",
        "fromDate": day(campaign.made).to_string(),
        "toDate": "",
        "isAutocreated": false,
        "autostopStatus": "AUTOSTOP_STATUS_NONE",
        "budget": "0",
        "dailyBudget": "0",
        "weeklyBudget": (week(bazaar, campaign) * MICRO).to_string(),
        "placement": "PLACEMENT_SEARCH_AND_CATEGORY",
        "productAutopilotStrategy": strategy.unwrap_or_else(|| json!("NO_AUTO_STRATEGY")),
        "createdAt": stamp(campaign.made),
        "updatedAt": stamp(changed),
        "productCampaignMode": "PRODUCT_CAMPAIGN_MODE_MANUAL",
    })
}

/// `GET /api/client/campaign/{campaignId}/v2/products`.
fn products(bazaar: &Bazaar, call: &Call) -> Reply {
    let campaign = match named(bazaar, call) {
        Ok(campaign) => campaign,
        Err(refusal) => return refusal,
    };
    let (Ok(page), Ok(size)) = (call.whole("page"), call.whole("pageSize")) else {
        return bad("page, pageSize: whole numbers are expected");
    };
    let rows = goods(bazaar, &campaign).into_iter().map(|product| {
        json!({
            "sku": sku(product).to_string(),
            "bid": (bid(bazaar, &campaign, product) * MICRO).to_string(),
            "title": product.name.ru,
        })
    });
    Reply::json(&json!({ "products": paged(rows.collect(), page, size) }))
}
