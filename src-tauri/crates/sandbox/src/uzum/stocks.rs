//! GET /v3/fbs/sku/stocks: by page (falling SKU numbers) or by cursor (rising), never both.

use http::StatusCode;
use serde_json::{Value, json};

use super::orders::wrapped;
use super::{STALL, refuse, sku_id, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let bad =
        |code: &str, message: &str| refuse::refuse(StatusCode::BAD_REQUEST, code, message, call);
    let (page, from, size) = (
        call.whole("page"),
        call.whole("skuIdFrom"),
        call.whole("size"),
    );
    let (Ok(page), Ok(from), Ok(size)) = (page, from, size) else {
        return bad("illegal-argument-001", "Ошибка валидации параметров");
    };
    let (Ok(page_number), Ok(after), Some(size)) = (
        usize::try_from(page.unwrap_or(0)),
        u64::try_from(from.unwrap_or(0)),
        usize::try_from(size.unwrap_or(50))
            .ok()
            .filter(|size| (1..=100).contains(size)),
    ) else {
        return bad("illegal-argument-001", "Ошибка валидации параметров");
    };
    if page.is_some() && from.is_some() {
        return bad(
            "fbs-12-illegal-argument",
            "page и skuIdFrom переданы одновременно",
        );
    }
    let shelves = bazaar.world.stock(&STALL, call.now);
    let mut rows: Vec<(u64, Value)> = bazaar
        .world
        .products()
        .iter()
        .zip(&shelves)
        .map(|(product, shelf)| (sku_id(bazaar, product), row(bazaar, product, shelf)))
        .collect();
    rows.sort_by_key(|(sku, _)| *sku);
    if from.is_some() {
        rows.retain(|(sku, _)| *sku > after);
    } else {
        rows.reverse();
        rows = rows
            .into_iter()
            .skip(page_number.saturating_mul(size))
            .collect();
    }
    let list: Vec<Value> = rows.into_iter().take(size).map(|(_, row)| row).collect();
    wrapped(call, &json!({"skuAmountList": list}))
}

fn row(bazaar: &Bazaar, product: &Product, shelf: &Shelf) -> Value {
    json!({
        "skuId": sku_id(bazaar, product),
        "skuTitle": sku_title(product),
        "productTitle": product.name.uz,
        "barcode": product.barcode().to_string(),
        "amount": shelf.available,
        "fbsAllowed": true,
        "dbsAllowed": false,
        "fbsLinked": true,
        "dbsLinked": false,
        "sellerSkuCode": product.article,
    })
}
