//! Campaigns that are paid for by the click: the world's with what the seller changes.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::ads::{HOST, LIMIT, bad, paged, refuse};
use super::goods::sku;
use super::{STALL, ad_orders, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::{AdDay, Campaign, Product};

/// Pages of the book: whether a campaign runs, kopecks of a week, bids by campaign and product, and
/// campaigns that the seller made.
const RUNS: &str = "ad runs";
const WEEK: &str = "ad week";
const BID: &str = "ad bids";
const MADE: &str = "ads";

/// The lowest bid, and the one that Ozon chooses itself, kopecks.
pub(super) const LEAST: i64 = 300;
const CHOSEN: i64 = 850;

/// Numbers of campaigns that the seller made begin here.
const FIRST: u64 = 95_000_000;

/// Millionths of a rouble in a kopeck.
pub(super) const MICRO: i64 = 10_000;

pub(super) fn routes() -> Vec<Route> {
    let read = |method, path, handler| Route::read(method, HOST, path, &LIMIT, handler);
    let write = |method, path, handler| Route::write(method, HOST, path, &LIMIT, handler);
    vec![
        read(Method::GET, "/api/client/campaign", list),
        read(
            Method::GET,
            "/api/client/campaign/{campaignId}/v2/products",
            products,
        ),
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
        write(
            Method::POST,
            "/api/client/campaign/{campaignId}/products",
            add,
        ),
        write(
            Method::PUT,
            "/api/client/campaign/{campaignId}/products",
            rebid,
        ),
        write(
            Method::POST,
            "/api/client/campaign/{campaignId}/products/delete",
            remove,
        ),
    ]
}

/// The world's campaigns and those that the seller made, oldest first.
pub(super) fn all(bazaar: &Bazaar) -> Vec<Campaign> {
    let mut all = bazaar.world.campaigns(&STALL);
    for (key, entry) in bazaar.book.all(STALL.id, MADE) {
        let title = entry.value.get("title").and_then(Value::as_str);
        all.push(Campaign {
            number: key.parse().unwrap_or_default(),
            name: title.unwrap_or_default().to_owned(),
            products: Vec::new(),
            made: entry.at,
            bid: CHOSEN,
            budget: 100_000,
        });
    }
    for campaign in &mut all {
        campaign.products = listed(bazaar, campaign);
    }
    all
}

/// Catalogue numbers of what a campaign advertises now.
fn listed(bazaar: &Bazaar, campaign: &Campaign) -> Vec<usize> {
    let is_in = |product: &&Product| match written_bid(bazaar, campaign, product) {
        Some(bid) => bid > 0,
        None => campaign.products.contains(&product.number),
    };
    let goods = bazaar.world.products().iter().filter(is_in);
    goods.map(|product| product.number).collect()
}

fn written_bid(bazaar: &Bazaar, campaign: &Campaign, product: &Product) -> Option<i64> {
    let key = format!("{}:{}", campaign.number, sku(product));
    bazaar.book.get(STALL.id, BID, &key)?.value.as_i64()
}

/// Kopecks a click.
pub(super) fn bid(bazaar: &Bazaar, campaign: &Campaign, product: &Product) -> i64 {
    let written = written_bid(bazaar, campaign, product);
    written.unwrap_or(campaign.bid)
}

/// Kopecks that may be spent in a week.
fn week(bazaar: &Bazaar, campaign: &Campaign) -> i64 {
    let number = campaign.number.to_string();
    let written = bazaar.book.get(STALL.id, WEEK, &number);
    let written = written.and_then(|entry| entry.value.as_i64());
    written.unwrap_or(campaign.budget * 7)
}

/// Whether its owner lets it run, and since when.
pub(super) fn runs(bazaar: &Bazaar, campaign: &Campaign) -> (bool, DateTime<Utc>) {
    let number = campaign.number.to_string();
    match bazaar.book.get(STALL.id, RUNS, &number) {
        Some(entry) => (entry.value == json!(true), entry.at),
        None => (campaign.number < FIRST, campaign.made),
    }
}

/// A campaign whose week is spent stands until the next one.
fn state(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> &'static str {
    match runs(bazaar, campaign) {
        (false, _) => "CAMPAIGN_STATE_INACTIVE",
        (true, _) if spent(bazaar, campaign, now) >= week(bazaar, campaign) => {
            "CAMPAIGN_STATE_STOPPED"
        }
        (true, _) => "CAMPAIGN_STATE_RUNNING",
    }
}

/// What the days of this week have cost so far.
fn spent(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> i64 {
    let today = day(now);
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let days = monday.iter_days().take_while(|date| *date <= today);
    let of_day = |date| {
        let goods = goods(bazaar, campaign).into_iter();
        goods.map(move |product| figures(bazaar, campaign, product, date, now).spend)
    };
    days.flat_map(of_day).sum()
}

/// The day in Moscow.
pub(super) fn day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(3)).date_naive()
}

pub(super) fn goods<'a>(bazaar: &'a Bazaar, campaign: &Campaign) -> Vec<&'a Product> {
    let all = bazaar.world.products();
    let own = campaign.products.iter();
    own.filter_map(|number| all.get(*number)).collect()
}

/// What a product's day brought; of today what there is so far. Nothing while it was stopped.
pub(super) fn figures(
    bazaar: &Bazaar,
    campaign: &Campaign,
    product: &Product,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> AdDay {
    let (runs, since) = runs(bazaar, campaign);
    if date > day(now) || (!runs && date > day(since)) {
        return AdDay::default();
    }
    let bid = bid(bazaar, campaign, product);
    let whole = bazaar
        .world
        .ad_day(&STALL, campaign, product.number, date, bid);
    if date < day(now) {
        return whole;
    }
    let begun = u64::from((now + TimeDelta::hours(3)).num_seconds_from_midnight());
    let part = |count: u64| count * begun / 86_400;
    let clicks = part(whole.clicks);
    let orders = part(whole.orders).min(clicks);
    AdDay {
        views: part(whole.views),
        clicks,
        carts: part(whole.carts),
        orders,
        spend: bid * i64::try_from(clicks).unwrap_or(0),
        revenue: whole.revenue * i64::try_from(orders).unwrap_or(0)
            / i64::try_from(whole.orders.max(1)).unwrap_or(1),
    }
}

/// The campaign of the path.
pub(super) fn named(bazaar: &Bazaar, call: &Call) -> Result<Campaign, Reply> {
    let wanted = call.name("campaignId");
    let mut all = all(bazaar).into_iter();
    let found = all.find(|one| one.number.to_string() == wanted);
    found.ok_or_else(|| refuse(StatusCode::NOT_FOUND, "campaign not found"))
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

fn row(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> Value {
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
