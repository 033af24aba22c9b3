//! `POST /v2/businesses/{b}/offer-mappings`: the catalogue.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::member::set;
use super::{offers, places, prices, refuse, stamp, stocks};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Product, Words};

/// The catalogue, page by page.
pub(super) fn mappings(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let wanted = ask.texts("/offerIds");
    let (limit, after) = cut(call, 50, 100, !wanted.is_empty())?;
    let archived = ask.flag("/archived") == Some(true);
    let meant = |article: &str| match wanted.is_empty() {
        true => offers::is_archived(bazaar, article) == archived,
        false => wanted.contains(&article),
    };
    let born = bazaar.world.products().iter();
    let born = born
        .filter(|product| meant(&product.article))
        .map(|product| (product.number as u64, row(bazaar, call, product)));
    let made = offers::made(bazaar, call.now).into_iter();
    let made = made
        .filter(|(_, article)| meant(article))
        .map(|(number, article)| (number, made_row(bazaar, call, &article)));
    let place = |(number, _): &(u64, Value)| Place::of(DateTime::UNIX_EPOCH, *number);
    let page = Page::cut(born.chain(made).collect(), place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page.rows.into_iter().map(|(_, row)| row).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"paging": paging(next), "offerMappings": rows},
    })))
}

/// Limit and place of the page that the query asks for. Pages and identifiers exclude each other.
pub(super) fn cut(
    call: &Call,
    usual: i64,
    most: i64,
    by_ids: bool,
) -> Result<(usize, Option<Place>), Reply> {
    let token = call.query("pageToken").or_else(|| call.query("page_token"));
    if by_ids && (token.is_some() || call.query("limit").is_some()) {
        return Err(refuse::bad(
            "Paging parameters must be empty when ids are given",
        ));
    }
    let limit = match call.whole("limit") {
        Ok(None) => usual,
        Ok(Some(limit)) if (1..=most).contains(&limit) => limit,
        _ => {
            return Err(refuse::bad(&format!("limit: must be between 1 and {most}")));
        }
    };
    let limit = if by_ids { most.max(1000) } else { limit };
    let bad = || refuse::bad("pageToken: malformed page token");
    let after = token.map(|token| Place::read(token).ok_or_else(bad));
    Ok((usize::try_from(limit).unwrap_or(1), after.transpose()?))
}

/// The member `paging`: without a token at the end.
pub(super) fn paging(next: Option<String>) -> Value {
    next.map_or_else(|| json!({}), |next| json!({"nextPageToken": next}))
}

/// The product of an offer.
pub(super) fn find<'a>(bazaar: &'a Bazaar, offer: &str) -> Option<&'a Product> {
    let mut goods = bazaar.world.products().iter();
    goods.find(|product| product.article == offer)
}

/// Market's number of the card.
pub(super) fn market_sku(product: &Product) -> u64 {
    103_800_000_000 + 211 * product.number as u64
}

/// Market's number of the category.
pub(super) fn category(product: &Product) -> u64 {
    let signs = product.category.ru.chars();
    90_500_000 + signs.map(|sign| u64::from(u32::from(sign))).sum::<u64>() % 10_000
}

fn row(bazaar: &Bazaar, call: &Call, product: &Product) -> Value {
    let uzbek = call.query("language") == Some("UZ");
    let said = |words: &Words| {
        let text = if uzbek { &words.uz } else { &words.ru };
        text.clone()
    };
    let price = prices::standing(bazaar, product);
    let mut offer = json!({
        "offerId": product.article,
        "name": said(&product.name),
        "marketCategoryId": category(product),
        "category": said(&product.category),
        "pictures": [format!("https://images.example/yandex/{}.jpg", product.article)],
        "vendor": product.brand,
        "barcodes": [product.barcode().to_string()],
        "description": said(&product.description),
        "weightDimensions": {
            "length": product.length_cm, "width": product.width_cm,
            "height": product.height_cm, "weight": f64::from(product.weight_g) / 1000.0,
        },
        "vendorCode": product.article,
        "params": params(product, said),
        "basicPrice": {"value": roubles(price.value), "currencyId": "RUR",
                       "updatedAt": stamp(price.at)},
        "cardStatus": offers::status(bazaar, &product.article, call.now),
        "campaigns": campaigns(bazaar, product, call.now),
        "sellingPrograms": [{"sellingProgram": "FBS", "status": "FINE"},
                            {"sellingProgram": "FBY", "status": "FINE"}],
        "archived": offers::is_archived(bazaar, &product.article),
    });
    if let (Some(base), Some(price)) = (price.base, offer.pointer_mut("/basicPrice")) {
        set(price, "discountBase", roubles(base));
    }
    if let Some(offer) = offer.as_object_mut() {
        add_origin(offer, product);
        lay_over(bazaar, call, &product.article, offer);
    }
    json!({
        "offer": offer,
        "mapping": {
            "marketSku": market_sku(product),
            "marketSkuName": product.name.ru,
            "marketModelName": product.name.ru,
            "marketCategoryId": category(product),
            "marketCategoryName": product.category.ru,
        },
    })
}

/// An offer that the seller made: what was sent is all that there is.
fn made_row(bazaar: &Bazaar, call: &Call, article: &str) -> Value {
    let mut offer = Map::new();
    offer.insert("offerId".to_owned(), json!(article));
    let status = offers::status(bazaar, article, call.now);
    offer.insert("cardStatus".to_owned(), json!(status));
    let archived = offers::is_archived(bazaar, article);
    offer.insert("archived".to_owned(), json!(archived));
    lay_over(bazaar, call, article, &mut offer);
    json!({"offer": offer, "mapping": {}})
}

/// What the seller wrote over an offer.
fn lay_over(bazaar: &Bazaar, call: &Call, article: &str, offer: &mut Map<String, Value>) {
    let uzbek = call.query("language") == Some("UZ");
    for name in ["name", "description"] {
        let text = offers::text(bazaar, article, uzbek, name, call.now);
        offer.extend(text.map(|text| (name.to_owned(), json!(text))));
    }
    let mut members = offers::members(bazaar, article, call.now);
    members.remove("parameterValues");
    offer.extend(members);
    let pictures = offer.get("pictures").and_then(Value::as_array);
    let files: Vec<Value> = pictures.into_iter().flatten().map(file).collect();
    if !files.is_empty() {
        offer.insert("mediaFiles".to_owned(), json!({"pictures": files}));
    }
}

/// A picture is fetched from its address, unless there is no such host (RFC 2606).
fn file(url: &Value) -> Value {
    let text = url.as_str().unwrap_or_default();
    let host = text.split('/').nth(2).unwrap_or_default();
    let state = match host.ends_with(".invalid") {
        true => "FAILED",
        false => "UPLOADED",
    };
    json!({"url": url, "uploadState": state})
}

fn add_origin(offer: &mut Map<String, Value>, product: &Product) {
    if let Some(country) = product.fact("country") {
        let name = "manufacturerCountries".to_owned();
        offer.insert(name, json!([country.value.ru]));
    }
    let months = product.fact("warranty").and_then(|fact| {
        let number = fact.value.ru.split(' ').next()?;
        number.parse::<u32>().ok()
    });
    if let Some(months) = months {
        let period = json!({"timePeriod": months, "timeUnit": "MONTH"});
        offer.insert("guaranteePeriod".to_owned(), period);
    }
}

fn params(product: &Product, said: impl Fn(&Words) -> String) -> Vec<Value> {
    let facts = product.facts.iter();
    facts
        .map(|fact| json!({"name": said(&fact.label), "value": said(&fact.value)}))
        .collect()
}

fn campaigns(bazaar: &Bazaar, product: &Product, now: DateTime<Utc>) -> Vec<Value> {
    let shelves = stocks::shelves(bazaar, now);
    let status = |own: bool| {
        let full = shelves.iter().any(|shelf| {
            shelf.product == product.number && shelf.warehouse.own == own && shelf.available > 0
        });
        if full { "PUBLISHED" } else { "NO_STOCKS" }
    };
    places::shops(bazaar)
        .into_iter()
        .map(|shop| json!({"campaignId": shop.id, "status": status(shop.own)}))
        .collect()
}

/// Kopecks as a decimal number of roubles, whole where it is whole.
pub(super) fn roubles(kopecks: i64) -> Value {
    if kopecks % 100 == 0 {
        return json!(kopecks / 100);
    }
    let (sign, kopecks) = (if kopecks < 0 { "-" } else { "" }, kopecks.abs());
    format!("{sign}{}.{:02}", kopecks / 100, kopecks % 100)
        .parse::<serde_json::Number>()
        .map_or(Value::Null, Value::Number)
}
