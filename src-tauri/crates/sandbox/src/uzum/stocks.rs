//! GET /v3/fbs/sku/stocks: by page (falling SKU numbers) or by cursor (rising), never both.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};

use super::orders::wrapped;
use super::shelf::{self, AMOUNTS};
use super::{STALL, at, refuse, sku_id, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

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
    let mut rows: Vec<(u64, Value)> = shelf::all(bazaar, call.now)
        .iter()
        .map(|(product, shelves)| {
            let available = shelves.own.available;
            (sku_id(bazaar, product), row(bazaar, product, available))
        })
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

/// POST /v2/fbs/sku/stocks: quantities by barcode. A link that is not sent is taken off.
pub(super) fn write(bazaar: &Bazaar, call: &Call) -> Reply {
    let bad = |message: &str| {
        let code = "storage-service-05";
        refuse::refuse(StatusCode::BAD_REQUEST, code, message, call)
    };
    let body = call.json();
    let Some(rows) = at(&body, "skuAmountList")
        .as_array()
        .filter(|rows| !rows.is_empty())
    else {
        return bad("skuAmountList is required");
    };
    let products = bazaar.world.products();
    let mut meant = BTreeMap::new();
    for row in rows {
        let (Some(barcode), Some(amount)) =
            (at(row, "barcode").as_str(), at(row, "amount").as_u64())
        else {
            return bad("barcode and amount are required");
        };
        let mut own = products.iter();
        let Some(product) = own.find(|one| one.barcode().to_string() == barcode) else {
            let message = "нет доступа к переданным товарам, необходимы права 'SKU_UPDATE'";
            let code = "fbs-2-seller-access-denied";
            return refuse::refuse(StatusCode::FORBIDDEN, code, message, call);
        };
        let links = json!({
            "amount": amount,
            "fbsLinked": *at(row, "fbsLinked") == true,
            "dbsLinked": *at(row, "dbsLinked") == true,
        });
        if meant.insert(sku_id(bazaar, product), links).is_some() {
            return bad("barcodes must be unique");
        }
    }
    for (sku, value) in meant {
        bazaar.change(call, AMOUNTS, &sku.to_string(), &value);
    }
    wrapped(call, &json!({}))
}

fn row(bazaar: &Bazaar, product: &Product, available: u32) -> Value {
    let sku = sku_id(bazaar, product);
    let written = bazaar.book.get(STALL.id, AMOUNTS, &sku.to_string());
    let written = written.map_or(Value::Null, |entry| entry.value);
    let linked = |name: &str, before: bool| at(&written, name).as_bool().unwrap_or(before);
    json!({
        "skuId": sku,
        "skuTitle": sku_title(product),
        "productTitle": product.name.uz,
        "barcode": product.barcode().to_string(),
        "amount": available,
        "fbsAllowed": true,
        "dbsAllowed": true,
        "fbsLinked": linked("fbsLinked", true),
        "dbsLinked": linked("dbsLinked", product.number.is_multiple_of(2)),
        "sellerSkuCode": product.article,
    })
}
