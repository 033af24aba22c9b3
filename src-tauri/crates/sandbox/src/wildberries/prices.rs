//! Prices: what stands, what waits in quarantine, and uploads that take a while.
//!
//! A card has a full price and a discount. An upload is worked on for half a minute; a price of
//! less than a third of the present one goes into quarantine, and the old one stays.

use chrono::{DateTime, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{PRICES, STALL, ids, promotions, refuse};
use crate::bazaar::Bazaar;
use crate::book::Entry;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::Product;

const HOST: &str = "discounts-prices-api";
const GOODS: &str = "/api/v2/list/goods/filter";
/// Page of the book: the card's article names what the seller last sent for it.
const PAGE: &str = "prices";
/// How long an upload is worked on.
pub(super) const WORK: TimeDelta = TimeDelta::seconds(30);
/// Rows of a page and cards of an upload.
const MOST: usize = 1000;

pub(super) fn routes() -> Vec<Route> {
    let (get, post) = (Method::GET, Method::POST);
    let read =
        |method: &Method, path, handler| Route::read(method.clone(), HOST, path, &PRICES, handler);
    let write = |path, handler| Route::write(Method::POST, HOST, path, &PRICES, handler);
    vec![
        read(&get, GOODS, list),
        read(&post, GOODS, named),
        read(&get, "/api/v2/quarantine/goods", quarantine),
        read(&get, "/api/v2/buffer/tasks", waiting),
        read(&get, "/api/v2/history/tasks", upload),
        read(&get, "/api/v2/history/goods/task", upload_goods),
        write("/api/v2/upload/task", set),
        write("/api/v2/upload/task/size", set),
    ]
}

/// A full price in roubles and a whole percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tag {
    price: i64,
    discount: i64,
}

impl Tag {
    /// Hundredths of a rouble that are paid.
    fn paid(self) -> i64 {
        self.price * (100 - self.discount)
    }
}

/// How a card's price stands.
struct Standing {
    tag: Tag,
    held: Option<Tag>,
}

/// Before the seller touched it: what the world sells at, most of it with a discount.
fn first(product: &Product) -> Tag {
    let price = product.price_rub;
    match product.number % 3 {
        0 => Tag { price, discount: 0 },
        _ if price % 4 == 0 => Tag {
            price: price * 5 / 4,
            discount: 20,
        },
        _ => Tag {
            price: price * 2,
            discount: 50,
        },
    }
}

fn standing(bazaar: &Bazaar, product: &Product, now: DateTime<Utc>) -> Standing {
    let nm = ids::nm(bazaar, product).to_string();
    let mut standing = Standing {
        tag: first(product),
        held: None,
    };
    for entry in bazaar.book.history(STALL.id, PAGE, &nm) {
        if entry.at + WORK > now {
            break;
        }
        standing.take(tag(&entry.value));
    }
    standing
}

impl Standing {
    /// An upload comes to its end for this card.
    fn take(&mut self, new: Tag) {
        if new.paid() * 3 < self.tag.paid() {
            self.held = Some(new);
        } else {
            (self.tag, self.held) = (new, None);
        }
    }
}

fn tag(value: &Value) -> Tag {
    let number = |name: &str| value.get(name).and_then(Value::as_i64).unwrap_or(0);
    Tag {
        price: number("price"),
        discount: number("discount"),
    }
}

/// The full price and the discount of a card now.
pub(super) fn tag_of(bazaar: &Bazaar, product: &Product, now: DateTime<Utc>) -> (i64, i64) {
    let Tag { price, discount } = standing(bazaar, product, now).tag;
    (price, discount)
}

/// Writes down what an upload sets.
pub(super) fn put(
    bazaar: &Bazaar,
    call: &Call,
    nm: u64,
    (price, discount): (i64, i64),
    upload: u64,
) {
    let value = json!({"price": price, "discount": discount, "upload": upload});
    bazaar.change(call, PAGE, &nm.to_string(), &value);
}

fn envelope(data: &Value) -> Reply {
    Reply::json(&json!({"data": data, "error": false, "errorText": ""}))
}

fn bad(text: &str, call: &Call) -> Reply {
    refuse::envelope(StatusCode::BAD_REQUEST, text, call)
}

/// The rows of a page, or the refusal.
fn paged<T>(call: &Call, all: impl Iterator<Item = T>) -> Result<Vec<T>, Reply> {
    let number = |name: &str| call.whole(name).ok().flatten();
    let size = |number: i64| usize::try_from(number).ok();
    let limit = number("limit")
        .and_then(size)
        .filter(|limit| (1..=MOST).contains(limit));
    let offset = size(number("offset").unwrap_or(0));
    match (limit, offset) {
        (Some(limit), Some(offset)) => Ok(all.skip(offset).take(limit).collect()),
        _ => Err(bad("Invalid request parameters", call)),
    }
}

fn goods(bazaar: &Bazaar, call: &Call, product: &Product) -> Value {
    let Standing { tag, .. } = standing(bazaar, product, call.now);
    let paid = match tag.paid() % 100 {
        0 => json!(tag.paid() / 100),
        _ => serde_json::from_str(&format!("{}.{:02}", tag.paid() / 100, tag.paid() % 100))
            .unwrap_or(Value::Null),
    };
    json!({
        "nmID": ids::nm(bazaar, product),
        "vendorCode": product.article,
        "sizes": [{
            "sizeID": ids::chrt(bazaar, product),
            "price": tag.price,
            "discountedPrice": paid,
            "clubDiscountedPrice": paid,
            "techSizeName": "0",
        }],
        "currencyIsoCode4217": "RUB",
        "discount": tag.discount,
        "clubDiscount": 0,
        "editableSizePrice": false,
    })
}

/// GET /api/v2/list/goods/filter.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted = call.whole("filterNmID").ok().flatten();
    let own = |product: &&Product| {
        wanted.is_none_or(|nm| i64::try_from(ids::nm(bazaar, product)) == Ok(nm))
    };
    let all = bazaar.world.products().iter().filter(own);
    match paged(call, all.map(|product| goods(bazaar, call, product))) {
        Ok(rows) => envelope(&json!({ "listGoods": rows })),
        Err(refusal) => refusal,
    }
}

/// POST /api/v2/list/goods/filter.
fn named(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let wanted = body.get("nmList").and_then(Value::as_array);
    let Some(wanted) = wanted.filter(|list| (1..=MOST).contains(&list.len())) else {
        return bad("Invalid request parameters", call);
    };
    let rows: Vec<Value> = wanted
        .iter()
        .filter_map(Value::as_u64)
        .filter_map(|nm| ids::product(bazaar, nm))
        .map(|product| goods(bazaar, call, product))
        .collect();
    envelope(&json!({ "listGoods": rows }))
}

/// GET /api/v2/quarantine/goods.
fn quarantine(bazaar: &Bazaar, call: &Call) -> Reply {
    let held = bazaar.world.products().iter().filter_map(|product| {
        let Standing { tag, held } = standing(bazaar, product, call.now);
        let new = held?;
        Some(json!({
            "nmID": ids::nm(bazaar, product),
            "sizeID": 0,
            "techSizeName": "",
            "currencyIsoCode4217": "RUB",
            "newPrice": new.price,
            "oldPrice": tag.price,
            "newDiscount": new.discount,
            "oldDiscount": tag.discount,
            "priceDiff": (new.paid() - tag.paid()) / 100,
        }))
    });
    match paged(call, held) {
        Ok(rows) => envelope(&json!({ "quarantineGoods": rows })),
        Err(refusal) => refusal,
    }
}

/// POST /api/v2/upload/task, and `/size`, where the discount is the card's.
fn set(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let Some(rows) = body.get("data").and_then(Value::as_array) else {
        return bad("Invalid data format", call);
    };
    if rows.is_empty() || rows.len() > MOST {
        return bad(
            "Upload limit exceeded: You can upload a maximum of 1 000 items",
            call,
        );
    }
    let mut wanted = Vec::new();
    for row in rows {
        match wish(bazaar, call, row) {
            Ok(wish) => wanted.push(wish),
            Err(words) => return bad(words, call),
        }
    }
    wanted.retain(|(product, tag)| standing(bazaar, product, call.now).tag != *tag);
    if wanted.is_empty() {
        return bad("The specified prices and discounts are already set", call);
    }
    let number = number(bazaar);
    for (product, tag) in wanted {
        let nm = ids::nm(bazaar, product);
        put(bazaar, call, nm, (tag.price, tag.discount), number);
    }
    envelope(&json!({"id": number, "alreadyExists": false}))
}

/// Numbers of uploads rise.
pub(super) fn number(bazaar: &Bazaar) -> u64 {
    let uploads = bazaar.book.all(STALL.id, PAGE).into_iter();
    let last = uploads.filter_map(|(_, entry)| entry.value.get("upload").and_then(Value::as_u64));
    let last = last.max().max(promotions::latest(bazaar));
    last.unwrap_or(395_643_564) + 1
}

fn wish<'a>(
    bazaar: &'a Bazaar,
    call: &Call,
    row: &Value,
) -> Result<(&'a Product, Tag), &'static str> {
    let nm = row.get("nmID").and_then(Value::as_u64);
    let product = nm.and_then(|nm| ids::product(bazaar, nm));
    let product = product.ok_or("Invalid item No.")?;
    let stands = standing(bazaar, product, call.now).tag;
    let number = |name: &str, or: i64| row.get(name).map_or(Some(or), Value::as_i64);
    let price = number("price", stands.price).ok_or("Price should be a whole number")?;
    let discount = number("discount", stands.discount).ok_or("Invalid discount value")?;
    if price <= 0 {
        return Err("Invalid price value");
    }
    match discount {
        0..100 => Ok((product, Tag { price, discount })),
        _ => Err("Invalid discount value"),
    }
}

/// The cards of an upload with what was sent for them, once it has been worked on.
fn uploaded<'a>(bazaar: &'a Bazaar, call: &Call) -> Option<Vec<(&'a Product, Entry)>> {
    let number = call.whole("uploadID").ok().flatten()?;
    let mut all = Vec::new();
    for product in bazaar.world.products() {
        let nm = ids::nm(bazaar, product).to_string();
        let sent = bazaar.book.history(STALL.id, PAGE, &nm).into_iter();
        let own = |entry: &Entry| {
            entry.value.get("upload").and_then(Value::as_i64) == Some(number)
                && entry.at + WORK <= call.now
        };
        all.extend(sent.filter(own).map(|entry| (product, entry)));
    }
    Some(all)
}

/// Whether WB put it into effect, rather than into quarantine.
fn took(bazaar: &Bazaar, product: &Product, entry: &Entry) -> bool {
    standing(bazaar, product, entry.at + WORK).tag == tag(&entry.value)
}

/// GET /api/v2/history/tasks.
fn upload(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(goods) = uploaded(bazaar, call) else {
        return bad("Invalid request parameters", call);
    };
    let Some((_, entry)) = goods.first() else {
        return envelope(&json!({}));
    };
    let well = goods
        .iter()
        .filter(|(product, entry)| took(bazaar, product, entry));
    let well = well.count();
    let status = match well {
        0 => 6,
        some if some < goods.len() => 5,
        _ => 3,
    };
    envelope(&json!({
        "uploadID": call.whole("uploadID").ok().flatten(),
        "status": status,
        "uploadDate": ids::moscow(entry.at),
        "activationDate": ids::moscow(entry.at + WORK),
        "overAllGoodsNumber": goods.len(),
        "successGoodsNumber": well,
    }))
}

/// GET /api/v2/buffer/tasks: discounts that wait for their promotion.
fn waiting(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(number) = call.whole("uploadID").ok().flatten() else {
        return bad("Invalid request parameters", call);
    };
    match promotions::waits(bazaar, number, call.now) {
        true => envelope(&json!({"uploadID": number, "status": 1})),
        false => envelope(&json!({})),
    }
}

/// GET /api/v2/history/goods/task.
fn upload_goods(bazaar: &Bazaar, call: &Call) -> Reply {
    const HELD: &str = "New price is several times lower than the current price. \
        Item has been moved to Price Quarantine";
    let Some(goods) = uploaded(bazaar, call) else {
        return bad("Invalid request parameters", call);
    };
    let row = |(product, entry): (&Product, Entry)| {
        let (took, sent) = (took(bazaar, product, &entry), tag(&entry.value));
        json!({
            "nmID": ids::nm(bazaar, product),
            "vendorCode": product.article,
            "sizeID": ids::chrt(bazaar, product),
            "techSizeName": "0",
            "price": sent.price,
            "currencyIsoCode4217": "RUB",
            "discount": sent.discount,
            "status": if took { 2 } else { 3 },
            "errorText": if took { "" } else { HELD },
        })
    };
    match paged(call, goods.into_iter().map(row)) {
        Ok(rows) => Reply::json(&json!({"data": {
            "uploadID": call.whole("uploadID").ok().flatten(),
            "historyGoods": rows,
        }})),
        Err(refusal) => refusal,
    }
}
