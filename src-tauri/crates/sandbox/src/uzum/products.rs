//! GET /v1/product/shop/{shopId}: products with their SKUs, bare.

use http::StatusCode;
use serde_json::{Value, json};

use super::shelf::{self, Shelves};
use super::{STALL, at, product_id, refuse, shop, sku_id, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

/// Page of the book: what was sent for a SKU.
const PRICES: &str = "prices";

const FILTERS: [&str; 8] = [
    "ALL",
    "ACTIVE",
    "INACTIVE",
    "WARNING",
    "WITH_SKU",
    "ARCHIVE",
    "DEFECTED",
    "WITHOUT_REQUIRED_FILTERS",
];

pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let size = |name: &str| call.query(name).and_then(|text| text.parse::<usize>().ok());
    let filter = call.query("filter").unwrap_or("ALL");
    let (Some(size @ 1..), Some(page), true) =
        (size("size"), size("page"), FILTERS.contains(&filter))
    else {
        let message = "Required parameters: page, size; known filter";
        return refuse::refuse(StatusCode::BAD_REQUEST, "bad-request-001", message, call);
    };
    if call.name("shopId") != shop(bazaar).to_string() {
        let message = "У селлера нет доступа к магазину";
        return refuse::refuse(StatusCode::FORBIDDEN, "forbidden-001", message, call);
    }
    let search = call.query("searchQuery").unwrap_or_default().to_lowercase();
    let found: Vec<Value> = shelf::all(bazaar, call.now)
        .into_iter()
        .filter(|(product, _)| product.name.uz.to_lowercase().contains(&search))
        .filter(|(_, shelves)| match filter {
            "ALL" | "WITH_SKU" => true,
            "ACTIVE" => at_hand(shelves) > 0,
            "INACTIVE" => at_hand(shelves) == 0,
            _ => false,
        })
        .map(|(product, shelves)| shape(bazaar, product, &shelves))
        .collect();
    let total = found.len();
    let rows: Vec<Value> = found
        .into_iter()
        .skip(page.saturating_mul(size))
        .take(size)
        .collect();
    Reply::json(&json!({"productList": rows, "totalProductsAmount": total}))
}

fn at_hand(shelves: &Shelves) -> u32 {
    shelves.own.available + shelves.uzum.available
}

fn shape(bazaar: &Bazaar, product: &Product, shelves: &Shelves) -> Value {
    let (value, title) = match at_hand(shelves) {
        0 => ("RUN_OUT", "Tugagan"),
        _ => ("IN_STOCK", "Sotuvda"),
    };
    let image = image(product);
    json!({
        "productId": product_id(bazaar, product),
        "title": product.name.uz,
        "skuTitle": sku_title(product),
        "category": product.category.uz,
        "status": {"value": value, "title": title},
        "moderationStatus": {"value": "MODERATED", "title": "Moderatsiyadan o‘tgan", "hasAnySkuBlocked": false},
        "commission": 18.0,
        "commissionDto": {"maxCommission": 18.0, "minCommission": 18.0},
        "image": image,
        "previewImg": image,
        "rating": format!("4.{}", product.number % 10),
        "quantityActive": shelves.uzum.available,
        "quantityFbs": shelves.own.available,
        "skuList": [sku(bazaar, product, shelves)],
    })
}

/// Money is whole so'm; the barcode is a number here and a text in the stocks.
fn sku(bazaar: &Bazaar, product: &Product, shelves: &Shelves) -> Value {
    let price = price(bazaar, product);
    let pace = product.pace * STALL.share;
    let group = if product.weight_g > 3_000 {
        "LARGE"
    } else {
        "SMALL"
    };
    json!({
        "skuId": sku_id(bazaar, product),
        "skuTitle": sku_title(product),
        "skuFullTitle": format!("{}, {}", product.name.uz, product.colour.uz),
        "productTitle": product.name.uz,
        "barcode": product.barcode(),
        "article": sku_title(product),
        "sellerItemCode": product.article,
        "ikpu": format!("0630{:013}", 2_900_000 + product.number),
        "characteristics": characteristics(product),
        "price": price,
        "purchasePrice": price * 55 / 100,
        "commission": 18.0,
        "quantityActive": shelves.uzum.available,
        "quantityArchived": 0,
        "quantityCreated": 500,
        "quantityDefected": 0,
        "quantityFbs": shelves.own.available,
        "quantityPending": shelves.uzum.reserved,
        "quantityReturned": shelves.own.from_buyers + shelves.uzum.from_buyers,
        "avgdsales": per_day(pace),
        "rankInfo": {"rank": if pace > 100_000 { "A" } else { "B" }},
        "archived": false,
        "blocked": false,
        "hasStudioPhoto": false,
        "previewImage": image(product),
        "pstorage": false,
        "dimensionalGroup": group,
        "actualDimensionalGroup": {"group": group, "title": group},
    })
}

/// Pieces a day with two decimals, from thousandths of a piece times percent.
fn per_day(pace: u64) -> Value {
    let text = format!("{}.{:02}", pace / 100_000, pace / 1_000 % 100);
    serde_json::from_str(&text).unwrap_or_default()
}

/// What the seller set last, or the world's price.
pub(super) fn price(bazaar: &Bazaar, product: &Product) -> i64 {
    let key = sku_id(bazaar, product).to_string();
    let entry = bazaar.book.get(STALL.id, PRICES, &key);
    let written = entry.and_then(|entry| at(&entry.value, "sellPrice").as_i64());
    written.unwrap_or_else(|| bazaar.world.price(&STALL, product))
}

/// POST /v1/product/{shopId}/sendPriceData: prices of SKUs of one product; the answer is empty.
pub(super) fn reprice(bazaar: &Bazaar, call: &Call) -> Reply {
    let bad =
        |message: &str| refuse::refuse(StatusCode::BAD_REQUEST, "bad-request-001", message, call);
    if call.name("shopId") != shop(bazaar).to_string() {
        let message = "У селлера нет доступа к магазину";
        return refuse::refuse(StatusCode::FORBIDDEN, "forbidden-001", message, call);
    }
    let body = call.json();
    let mut products = bazaar.world.products().iter();
    let meant = products.find(|one| *at(&body, "productId") == product_id(bazaar, one));
    let (Some(product), Some(rows)) = (meant, at(&body, "skuList").as_array()) else {
        return bad("productId and skuList are required");
    };
    let within = |price: &Value| {
        let whole = price.as_i64();
        price.is_null() || whole.is_some_and(|price| (1..=999_999_000).contains(&price))
    };
    let fits = |row: &Value| {
        let full = at(row, "fullPrice").as_i64().unwrap_or(i64::MAX);
        *at(row, "skuId") == sku_id(bazaar, product)
            && within(at(row, "sellPrice"))
            && within(at(row, "fullPrice"))
            && at(row, "sellPrice").as_i64().unwrap_or(0) <= full
    };
    if rows.is_empty() || !rows.iter().all(fits) {
        return bad("skuId of the product, prices in 1..999999000, fullPrice >= sellPrice");
    }
    for row in rows {
        bazaar.change(call, PRICES, &at(row, "skuId").to_string(), row);
    }
    Reply::empty(StatusCode::OK)
}

/// Uzum has one text for all characteristics: the colour, then the card's facts.
fn characteristics(product: &Product) -> String {
    let facts = product
        .facts
        .iter()
        .map(|fact| format!("{}: {}", fact.label.uz, fact.value.uz));
    let all: Vec<String> = std::iter::once(format!("Rangi: {}", product.colour.uz))
        .chain(facts)
        .collect();
    all.join("; ")
}

/// A picture's address; nobody fetches it here.
pub(super) fn image(product: &Product) -> String {
    format!(
        "https://images.uzum.uz/sandbox{:02}/original.jpg",
        product.number
    )
}
