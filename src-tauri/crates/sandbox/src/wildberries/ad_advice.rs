//! What WB says about bids: the least that it takes, and what it advises for a card of a campaign
//! that is paid for by the click.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::adverts::{LEAST, all, bad, bid, id};
use super::ids;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::Campaign;

const HOST: &str = "advert-api";
const ADVICE: Limit = Limit::new("ad-advice", 5, 60, 5);
const LEAST_BIDS: Limit = Limit::new("ad-least", 20, 60, 5);

pub(super) fn routes() -> Vec<Route> {
    let advice = "/api/advert/v0/bids/recommendations";
    vec![
        Route::read(Method::GET, HOST, advice, &ADVICE, advised),
        Route::read(
            Method::POST,
            HOST,
            "/api/advert/v1/bids/min",
            &LEAST_BIDS,
            least,
        ),
    ]
}

fn campaign(bazaar: &Bazaar, wanted: Option<u64>) -> Option<Campaign> {
    let mut all = all(bazaar).into_iter();
    all.find(|one| Some(id(one)) == wanted)
}

fn has(bazaar: &Bazaar, campaign: &Campaign, nm: u64) -> bool {
    let product = ids::product(bazaar, nm);
    product.is_some_and(|product| campaign.products.contains(&product.number))
}

/// GET /api/advert/v0/bids/recommendations.
fn advised(bazaar: &Bazaar, call: &Call) -> Reply {
    let number = |name: &str| call.query(name).and_then(|text| text.parse::<u64>().ok());
    let own = campaign(bazaar, number("advertId"));
    let card = number("nmId").zip(own);
    let Some((nm, campaign)) = card.filter(|(nm, own)| has(bazaar, own, *nm)) else {
        let words = json!("some nms are not belong to advert");
        return Reply::status_json(StatusCode::BAD_REQUEST, &words);
    };
    let stands = bid(bazaar, &campaign, nm).max(LEAST);
    let step = |percent: i64| json!({"bidKopecks": stands * percent / 100});
    Reply::json(&json!({
        "advertId": id(&campaign),
        "nmId": nm,
        "paymentType": "cpc",
        "levels": [{
            "range1To2": step(210),
            "range3To10": step(150),
            "range11To34": step(115),
        }],
    }))
}

/// POST /api/advert/v1/bids/min.
fn least(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let own = campaign(bazaar, body.get("advert_id").and_then(Value::as_u64));
    let list = |name: &str| body.get(name).and_then(Value::as_array).cloned();
    let (Some(campaign), Some(cards), Some(places)) =
        (own, list("nm_ids"), list("placement_types"))
    else {
        return bad(call, "Invalid Params", "advert_id, nm_ids, placement_types");
    };
    let known = |place: &Value| {
        let words = ["search", "recommendation", "combined"];
        place.as_str().is_some_and(|place| words.contains(&place))
    };
    if body.get("payment_type") != Some(&json!("cpc")) || !places.iter().all(known) {
        return bad(call, "Invalid Params", "payment_type, placement_types");
    }
    let in_it = |nm: &Value| nm.as_u64().is_some_and(|nm| has(bazaar, &campaign, nm));
    if !cards.iter().all(in_it) {
        return bad(call, "Invalid Params", "some nms are not belong to advert");
    }
    let bids: Vec<Value> = places
        .iter()
        .map(|place| json!({"type": place, "value": LEAST, "currency": "RUB"}))
        .collect();
    let rows = cards.iter().map(|nm| json!({"nm_id": nm, "bids": bids}));
    Reply::json(&json!({"bids": rows.collect::<Vec<_>>()}))
}
