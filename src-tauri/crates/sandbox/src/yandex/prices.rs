//! Prices, the quarantine and Market's advice: `offer-prices`, `price-quarantine`,
//! `offers/recommendations`.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::{cut, find, paging, roubles};
use super::member::at;
use super::{STALL, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Product;

/// Prices by article, as written by the seller.
const PRICES: &str = "prices";

/// Prices that are held, by article; null is none.
const HELD: &str = "quarantine";

/// A price in kopecks.
pub(super) struct Standing {
    pub(super) value: i64,
    pub(super) base: Option<i64>,
    least: Option<i64>,
    pub(super) at: DateTime<Utc>,
}

/// The price that stands.
pub(super) fn standing(bazaar: &Bazaar, product: &Product) -> Standing {
    let Some(entry) = bazaar.book.get(STALL.id, PRICES, &product.article) else {
        let value = bazaar.world.price(&STALL, product);
        return Standing {
            value,
            // Whole roubles.
            base: Some((value * 125 / 100 + 99) / 100 * 100),
            least: None,
            at: bazaar.clock.start() - TimeDelta::days(12),
        };
    };
    Standing {
        value: at(&entry.value, "/value").as_i64().unwrap_or_default(),
        base: at(&entry.value, "/base").as_i64(),
        least: at(&entry.value, "/least").as_i64(),
        at: entry.at,
    }
}

/// `POST /v2/businesses/{b}/offer-prices`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call, (250, 500), |product| {
        Some(row(bazaar, product))
    })
    .unwrap_or_else(|refusal| refusal)
}

/// `POST /v2/businesses/{b}/price-quarantine`.
pub(super) fn quarantine(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call, (100, 200), |product| held(bazaar, product))
        .unwrap_or_else(|refusal| refusal)
}

/// Rows of goods, by ids or page by page.
fn page(
    bazaar: &Bazaar,
    call: &Call,
    (usual, most): (i64, i64),
    row: impl Fn(&Product) -> Option<Value>,
) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let offers = ask.texts("/offerIds");
    if offers.len() > 200 {
        return Err(refuse::bad("offerIds: size must be between 1 and 200"));
    }
    let (limit, after) = cut(call, usual, most, !offers.is_empty())?;
    let goods = bazaar.world.products().iter();
    let meant =
        |product: &&Product| offers.is_empty() || offers.contains(&product.article.as_str());
    let rows = goods.filter(meant).filter_map(|product| {
        let number = product.number as u64;
        Some((number, row(product)?))
    });
    let place = |(number, _): &(u64, Value)| Place::of(DateTime::UNIX_EPOCH, *number);
    let page = Page::cut(rows.collect(), place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page.rows.into_iter().map(|(_, row)| row).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"offers": rows, "paging": paging(next)},
    })))
}

fn row(bazaar: &Bazaar, product: &Product) -> Value {
    let standing = standing(bazaar, product);
    let mut price = json!({
        "value": roubles(standing.value),
        "currencyId": "RUR",
        "updatedAt": stamp(standing.at),
    });
    let more = [
        ("discountBase", standing.base),
        ("minimumForBestseller", standing.least),
    ];
    for (name, kopecks) in more {
        if let (Some(kopecks), Some(price)) = (kopecks, price.as_object_mut()) {
            price.insert(name.to_owned(), roubles(kopecks));
        }
    }
    json!({"offerId": product.article, "price": price})
}

fn held(bazaar: &Bazaar, product: &Product) -> Option<Value> {
    let entry = bazaar.book.get(STALL.id, HELD, &product.article)?;
    let asked = at(&entry.value, "/value").as_i64()?;
    let last = standing(bazaar, product).value;
    let param = |name: &str, value: String| json!({"name": name, "value": value});
    let params = [
        param("CURRENT_PRICE", roubles(asked).to_string()),
        param("LAST_VALID_PRICE", roubles(last).to_string()),
        param("CURRENCY", "RUR".to_owned()),
    ];
    Some(json!({
        "offerId": product.article,
        "verdicts": [{"type": "PRICE_CHANGE", "params": params}],
    }))
}

/// `POST /v2/businesses/{b}/offer-prices/updates`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    match wishes(bazaar, call) {
        Ok(wishes) => {
            for wish in wishes {
                wish.fulfil(bazaar, call);
            }
            Reply::json(&json!({"status": "OK"}))
        }
        Err(refusal) => refusal,
    }
}

/// A price that is wanted, in kopecks.
struct Wish<'a> {
    product: &'a Product,
    value: i64,
    base: Option<i64>,
    least: Option<i64>,
}

fn wishes<'a>(bazaar: &'a Bazaar, call: &Call) -> Result<Vec<Wish<'a>>, Reply> {
    let body = call.json();
    let offers = at(&body, "/offers").as_array().cloned().unwrap_or_default();
    if !(1..=500).contains(&offers.len()) {
        return Err(refuse::bad("offers: size must be between 1 and 500"));
    }
    let mut seen = Vec::new();
    let mut wishes = Vec::new();
    for offer in &offers {
        let wish = wish(bazaar, offer)?;
        if seen.contains(&wish.product.number) {
            return Err(refuse::bad("offers: offerId must be unique"));
        }
        seen.push(wish.product.number);
        wishes.push(wish);
    }
    Ok(wishes)
}

fn wish<'a>(bazaar: &'a Bazaar, offer: &Value) -> Result<Wish<'a>, Reply> {
    let id = at(offer, "/offerId").as_str().unwrap_or_default();
    let product = find(bazaar, id).ok_or_else(|| refuse::bad("offerId: offer not found"))?;
    let price = at(offer, "/price");
    if at(price, "/currencyId") != "RUR" {
        return Err(refuse::bad("price.currencyId: must be RUR"));
    }
    let value = kopecks(at(price, "/value")).filter(|value| *value > 0);
    let value = value.ok_or_else(|| refuse::bad("price.value: must be greater than 0"))?;
    let base = kopecks(at(price, "/discountBase"));
    let fits = |base: i64| {
        let off = (base - value) * 100;
        base % 100 == 0 && off >= 5 * base && off <= 99 * base
    };
    if base.is_some_and(|base| !fits(base)) {
        return Err(refuse::bad(
            "price.discountBase: must be whole and give a discount of 5 to 99 percent",
        ));
    }
    let least = kopecks(at(price, "/minimumForBestseller"));
    Ok(Wish {
        product,
        value,
        base,
        least,
    })
}

impl Wish<'_> {
    /// A price that changes too sharply goes into quarantine, and the old one stands.
    fn fulfil(&self, bazaar: &Bazaar, call: &Call) {
        let article = &self.product.article;
        let last = standing(bazaar, self.product).value;
        let price = json!({"value": self.value, "base": self.base, "least": self.least});
        if self.value * 2 < last || self.value > last * 3 {
            bazaar.change(call, HELD, article, &price);
        } else {
            let book = &bazaar.book;
            book.put(STALL.id, HELD, article, Value::Null, call.now);
            bazaar.change(call, PRICES, article, &price);
        }
    }
}

/// Roubles as kopecks, rounded by their digits.
pub(super) fn kopecks(roubles: &Value) -> Option<i64> {
    let text = roubles.as_number()?.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    Some(whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?)
}

/// `POST /v2/businesses/{b}/offers/recommendations`.
pub(super) fn recommendations(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("market_yandex_go") {
        return refuse::not_for_go();
    }
    let reply = page(bazaar, call, (100, 200), |product| {
        Some(advice(bazaar, product))
    });
    reply.map_or_else(|refusal| refusal, |reply| renamed(&reply))
}

/// The list has another name here.
fn renamed(reply: &Reply) -> Reply {
    let mut body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    if let Some(result) = body.pointer_mut("/result").and_then(Value::as_object_mut) {
        let offers = result.remove("offers").unwrap_or_default();
        result.insert("offerRecommendations".to_owned(), offers);
    }
    Reply::json(&body)
}

fn advice(bazaar: &Bazaar, product: &Product) -> Value {
    let standing = standing(bazaar, product).value;
    let usual = bazaar.world.price(&STALL, product);
    let price = |kopecks: i64| json!({"value": roubles(kopecks), "currencyId": "RUR"});
    let (optimal, average) = (usual / 10_000 * 9_700, usual / 10_000 * 10_500);
    let grade = match standing {
        price if price <= optimal => "OPTIMAL",
        price if price <= average => "AVERAGE",
        _ => "LOW",
    };
    json!({
        "offer": {"offerId": product.article, "price": price(standing), "competitiveness": grade,
                  "shows": 40 + product.number * 7},
        "recommendation": {"offerId": product.article, "competitivenessThresholds":
            {"optimalPrice": price(optimal), "averagePrice": price(average)}},
    })
}
