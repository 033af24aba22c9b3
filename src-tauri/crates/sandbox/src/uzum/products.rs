//! GET /v1/product/shop/{shopId}: products with their SKUs, bare.

use http::StatusCode;
use serde_json::{Value, json};

use super::{STALL, product_id, refuse, shop, sku_id, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

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
    let shelves = bazaar.world.stock(&STALL, call.now);
    let found: Vec<Value> = bazaar
        .world
        .products()
        .iter()
        .zip(&shelves)
        .filter(|(product, _)| product.name.uz.to_lowercase().contains(&search))
        .filter(|(_, shelf)| match filter {
            "ALL" | "WITH_SKU" => true,
            "ACTIVE" => shelf.available > 0,
            "INACTIVE" => shelf.available == 0,
            _ => false,
        })
        .map(|(product, shelf)| shape(bazaar, product, shelf))
        .collect();
    let total = found.len();
    let rows: Vec<Value> = found
        .into_iter()
        .skip(page.saturating_mul(size))
        .take(size)
        .collect();
    Reply::json(&json!({"productList": rows, "totalProductsAmount": total}))
}

fn shape(bazaar: &Bazaar, product: &Product, shelf: &Shelf) -> Value {
    let (value, title) = match shelf.available {
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
        "quantityActive": 0,
        "quantityFbs": shelf.available,
        "skuList": [sku(bazaar, product, shelf)],
    })
}

/// Money is whole so'm; the barcode is a number here and a text in the stocks.
fn sku(bazaar: &Bazaar, product: &Product, shelf: &Shelf) -> Value {
    let price = bazaar.world.price(&STALL, product);
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
        "quantityActive": 0,
        "quantityArchived": 0,
        "quantityCreated": 500,
        "quantityDefected": 0,
        "quantityFbs": shelf.available,
        "quantityPending": shelf.reserved,
        "quantityReturned": shelf.from_buyers,
        "archived": false,
        "blocked": false,
        "hasStudioPhoto": false,
        "previewImage": image(product),
        "pstorage": false,
        "dimensionalGroup": group,
        "actualDimensionalGroup": {"group": group, "title": group},
    })
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
