//! Advertising: the world's campaigns with what the seller changes.

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::Campaign;

const HOST: &str = "advert-api";
const ADVERTS: Limit = Limit::new("adverts", 5, 1, 5);
const BIDS: Limit = Limit::new("ad-bids", 5, 1, 5);
const TURN: Limit = Limit::new("ad-turn", 5, 1, 5);
const BUDGET: Limit = Limit::new("ad-budget", 20, 60, 4);
const DEPOSIT: Limit = Limit::new("ad-deposit", 1, 1, 5);
const BALANCE: Limit = Limit::new("ad-balance", 1, 1, 5);
const CREATE: Limit = Limit::new("ad-create", 5, 60, 5);
/// Pages of the book: statuses, bids and money by campaign, and campaigns that the seller made.
const STATUS: &str = "ad status";
const BID: &str = "ad bids";
const MONEY: &str = "ad money";
const MADE: &str = "ads";
/// The lowest bid, kopecks.
pub(super) const LEAST: i64 = 150;
/// Numbers of campaigns begin here.
const FIRST: u64 = 24_000_000;
/// Roubles that a campaign has at first.
const PURSE: i64 = 5000;

pub(super) fn routes() -> Vec<Route> {
    let get = |path, limit, handler| Route::read(Method::GET, HOST, path, limit, handler);
    let post = |path, limit, handler| Route::read(Method::POST, HOST, path, limit, handler);
    let turn = |path, handler| Route::write(Method::GET, HOST, path, &TURN, handler);
    vec![
        get("/adv/v1/promotion/count", &ADVERTS, count),
        get("/api/advert/v2/adverts", &ADVERTS, adverts),
        get("/adv/v1/balance", &BALANCE, balance),
        post("/api/advert/v2/budget", &BUDGET, budget),
        turn("/adv/v0/start", start),
        turn("/adv/v0/pause", pause),
        turn("/adv/v0/stop", stop),
        Route::write(Method::PATCH, HOST, "/api/advert/v1/bids", &BIDS, bids),
        Route::write(
            Method::POST,
            HOST,
            "/adv/v1/budget/deposit",
            &DEPOSIT,
            deposit,
        ),
        Route::write(
            Method::POST,
            HOST,
            "/adv/v2/seacat/save-ad",
            &CREATE,
            create,
        ),
    ]
}

pub(super) fn id(campaign: &Campaign) -> u64 {
    FIRST + campaign.number % 1_000_000
}

/// The world's campaigns and those that the seller made.
pub(super) fn all(bazaar: &Bazaar) -> Vec<Campaign> {
    let mut all = bazaar.world.campaigns(&STALL);
    for (key, entry) in bazaar.book.all(STALL.id, MADE) {
        let number = key.parse::<u64>().unwrap_or(0).saturating_sub(FIRST);
        let nms = entry.value.get("nms").and_then(Value::as_array);
        let goods = nms.into_iter().flatten().filter_map(Value::as_u64);
        let name = entry.value.get("name").and_then(Value::as_str);
        all.push(Campaign {
            number,
            name: name.unwrap_or_default().to_owned(),
            products: goods
                .filter_map(|nm| Some(ids::product(bazaar, nm)?.number))
                .collect(),
            made: entry.at,
            bid: 0,
            budget: 0,
        });
    }
    all
}

pub(super) fn status(bazaar: &Bazaar, campaign: &Campaign) -> i64 {
    let written = bazaar.book.get(STALL.id, STATUS, &id(campaign).to_string());
    let written = written.and_then(|entry| entry.value.as_i64());
    written.unwrap_or(if campaign.bid > 0 { 9 } else { 4 })
}

pub(super) fn bid(bazaar: &Bazaar, campaign: &Campaign, nm: u64) -> i64 {
    let key = format!("{}:{nm}", id(campaign));
    let written = bazaar.book.get(STALL.id, BID, &key);
    written
        .and_then(|entry| entry.value.as_i64())
        .unwrap_or(campaign.bid)
}

fn money(bazaar: &Bazaar, campaign: &Campaign) -> i64 {
    let written = bazaar.book.get(STALL.id, MONEY, &id(campaign).to_string());
    let written = written.and_then(|entry| entry.value.as_i64());
    written.unwrap_or(if campaign.bid > 0 { PURSE } else { 0 })
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(super) fn bad(call: &Call, title: &str, detail: &str) -> Reply {
    refuse::advert(StatusCode::BAD_REQUEST, title, detail, call)
}

fn plain(text: &str) -> Reply {
    Reply::status_json(StatusCode::BAD_REQUEST, &json!({ "error": text }))
}

/// GET /adv/v1/promotion/count.
fn count(bazaar: &Bazaar, _: &Call) -> Reply {
    let all = all(bazaar);
    let groups = [4, 7, 9, 11].into_iter().filter_map(|wanted| {
        let own = all.iter().filter(|one| status(bazaar, one) == wanted);
        let list: Vec<Value> = own
            .map(|one| json!({"advertId": id(one), "changeTime": moment(one.made)}))
            .collect();
        let group = json!({
            "type": 9, "status": wanted, "count": list.len(), "advert_list": list,
        });
        (!list.is_empty()).then_some(group)
    });
    Reply::json(&json!({"adverts": groups.collect::<Vec<_>>(), "all": all.len()}))
}

/// Campaigns of a list of numbers, at most 50.
pub(super) fn named(bazaar: &Bazaar, call: &Call) -> Option<Vec<Campaign>> {
    let wanted = call.query("ids")?.split(',').map(str::parse::<u64>);
    let wanted: Vec<u64> = wanted.collect::<Result<_, _>>().ok()?;
    let fits = (1..=50).contains(&wanted.len());
    let own = all(bazaar)
        .into_iter()
        .filter(|one| wanted.contains(&id(one)));
    fits.then(|| own.collect())
}

/// GET /api/advert/v2/adverts.
fn adverts(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(found) = named(bazaar, call) else {
        return bad(call, "invalid payload", "invalid ids value");
    };
    let rows = found.iter().map(|one| advert(bazaar, one));
    Reply::json(&json!({"adverts": rows.collect::<Vec<_>>()}))
}

fn advert(bazaar: &Bazaar, campaign: &Campaign) -> Value {
    let goods = campaign.products.iter();
    let goods = goods.filter_map(|place| bazaar.world.products().get(*place));
    let cards = goods.map(|product| {
        let nm = ids::nm(bazaar, product);
        json!({
            "bids_kopecks": {"search": bid(bazaar, campaign, nm), "recommendations": 0},
            "subject": {"id": ids::subject(product), "name": ids::subject_name(product)},
            "nm_id": nm,
        })
    });
    let made = moment(campaign.made);
    json!({
        "bid_type": "manual",
        "currency": "RUB",
        "id": id(campaign),
        "nm_settings": cards.collect::<Vec<_>>(),
        "settings": {
            "payment_type": "cpc",
            "name": campaign.name,
            "placements": {"search": true, "recommendations": false},
        },
        "restrictions": {"can_change_nms": true},
        "status": status(bazaar, campaign),
        "timestamps": {
            "created": made, "updated": made, "started": made,
            "deleted": "2100-01-01T00:00:00+03:00",
        },
    })
}

/// GET /adv/v1/balance.
fn balance(_: &Bazaar, _: &Call) -> Reply {
    Reply::json(&json!({
        "balance": 12_400, "net": 8_150, "bonus": 300, "currency": "RUB",
        "cashbacks": [{"sum": 5000, "percent": 50, "expiration_date": "2027-01-31"}],
    }))
}

/// POST /api/advert/v2/budget.
fn budget(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let list = body.get("advertIds").and_then(Value::as_array);
    let Some(list) = list.filter(|list| (1..=50).contains(&list.len())) else {
        return bad(call, "invalid payload", "invalid advertIds value");
    };
    let own = all(bazaar)
        .into_iter()
        .filter(|one| list.iter().any(|wanted| wanted.as_u64() == Some(id(one))));
    let rows = own
        .map(|one| json!({"advertId": id(&one), "currency": "RUB", "total": money(bazaar, &one)}));
    Reply::json(&json!({"adverts": rows.collect::<Vec<_>>()}))
}

/// A turn of a campaign into another status.
fn turned(bazaar: &Bazaar, call: &Call, from: &[i64], to: i64) -> Reply {
    let wanted = call.query("id").and_then(|text| text.parse::<u64>().ok());
    let mut all = all(bazaar).into_iter();
    let Some(campaign) = all.find(|one| Some(id(one)) == wanted) else {
        return plain("AdvertChangeStatus: Not Found: advert not found");
    };
    if !from.contains(&status(bazaar, &campaign)) {
        let words = json!("Статус кампании не изменен");
        return Reply::status_json(StatusCode::UNPROCESSABLE_ENTITY, &words);
    }
    if to == 9 && money(bazaar, &campaign) == 0 {
        return plain("AdvertChangeStatus: Low Budget: not enough budget");
    }
    bazaar.change(call, STATUS, &id(&campaign).to_string(), &json!(to));
    Reply::empty(StatusCode::OK)
}

/// GET /adv/v0/start.
fn start(bazaar: &Bazaar, call: &Call) -> Reply {
    turned(bazaar, call, &[4, 11], 9)
}

/// GET /adv/v0/pause.
fn pause(bazaar: &Bazaar, call: &Call) -> Reply {
    turned(bazaar, call, &[9], 11)
}

/// GET /adv/v0/stop.
fn stop(bazaar: &Bazaar, call: &Call) -> Reply {
    turned(bazaar, call, &[9, 11], 7)
}

/// PATCH /api/advert/v1/bids. All of them or none.
fn bids(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let list = body.get("bids").and_then(Value::as_array);
    let Some(list) = list.filter(|list| (1..=50).contains(&list.len())) else {
        return bad(call, "invalid payload", "invalid bids value");
    };
    let campaigns = all(bazaar);
    let mut wanted = Vec::new();
    for one in list {
        let advert = one.get("advert_id").and_then(Value::as_u64);
        let campaign = campaigns.iter().find(|own| Some(id(own)) == advert);
        let cards = one.get("nm_bids").and_then(Value::as_array);
        for card in cards.into_iter().flatten() {
            let number = |name: &str| card.get(name).and_then(Value::as_i64).unwrap_or(0);
            let (nm, bid) = (number("nm_id"), number("bid_kopecks"));
            let listed = u64::try_from(nm)
                .ok()
                .and_then(|nm| ids::product(bazaar, nm));
            let listed = campaign
                .zip(listed)
                .filter(|(own, product)| own.products.contains(&product.number));
            let place = card.get("placement").and_then(Value::as_str);
            if listed.is_none() || place != Some("search") {
                return bad(call, "invalid payload", "nm not found in advert");
            }
            if bid < LEAST {
                let detail = format!("wrong bid value: {bid}; min: {LEAST}");
                return bad(call, "invalid payload", &detail);
            }
            wanted.push((format!("{}:{nm}", advert.unwrap_or(0)), bid));
        }
    }
    for (key, bid) in wanted {
        bazaar.change(call, BID, &key, &json!(bid));
    }
    Reply::json(&json!({"bids": list, "currency": "RUB"}))
}

/// POST /adv/v1/budget/deposit.
fn deposit(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let sum = body.get("sum").and_then(Value::as_i64).unwrap_or(0);
    let wanted = call.query("id").and_then(|text| text.parse::<u64>().ok());
    let mut all = all(bazaar).into_iter();
    let Some(campaign) = all.find(|one| Some(id(one)) == wanted) else {
        return plain("Invalid Advert: invalid advert");
    };
    if sum < 1000 {
        return plain("Invalid Params: minimum deposit amount is 1000");
    }
    let total = money(bazaar, &campaign) + sum;
    bazaar.change(call, MONEY, &id(&campaign).to_string(), &json!(total));
    Reply::json(&json!({"total": total, "currency": "RUB"}))
}

/// POST /adv/v2/seacat/save-ad: answered with the number alone.
fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let nms = body.get("nms").and_then(Value::as_array);
    let named = body
        .get("name")
        .and_then(Value::as_str)
        .is_some_and(|name| !name.is_empty());
    if !named || !nms.is_some_and(|nms| (1..=50).contains(&nms.len())) {
        return Reply::status_json(StatusCode::BAD_REQUEST, &json!("Некорректный запрос"));
    }
    let made = u64::try_from(bazaar.book.len(STALL.id, MADE)).unwrap_or(0);
    let number = FIRST + 900_000 + made;
    bazaar.change(call, MADE, &number.to_string(), &body);
    Reply::json(&json!(number))
}
