//! What a card says: `/v3/product/info/list` rows and `/v4/product/info/attributes`.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::dictionary::{ANNOTATION, BRAND, COLOUR, FACTS, NAME, category, kind, value_id};
use super::goods::{self, product_id, sku};
use super::{card_archive, card_writes, price, refuse, shelf, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

/// One row of `/v3/product/info/list`.
pub(super) fn info(
    bazaar: &Bazaar,
    product: &Product,
    shelves: &[Shelf],
    (made, at): (DateTime<Utc>, DateTime<Utc>),
) -> Value {
    let cost = price::cost(bazaar, product);
    let has_stock =
        shelf::units(shelves, product, true) + shelf::units(shelves, product, false) > 0;
    let mut row = facts_of_info(product, made, has_stock);
    if let Some(row) = row.as_object_mut() {
        if let Some((card, changed)) = card_writes::written(bazaar, product, at) {
            lay(&card, row);
            row.insert("updated_at".to_owned(), json!(stamp(changed)));
        }
        let archived = card_archive::is_archived(bazaar, product);
        row.insert("is_archived".to_owned(), json!(archived));
        row.insert("price".to_owned(), json!(money(cost.price)));
        row.insert("old_price".to_owned(), json!(money(cost.old)));
        row.insert("min_price".to_owned(), json!(money(cost.least)));
        row.insert("currency_code".to_owned(), json!("RUB"));
        row.insert(
            "stocks".to_owned(),
            json!({"has_stock": has_stock, "stocks": shelf::short(shelves, product)}),
        );
    }
    row
}

/// Lays what the seller wrote over a row.
fn lay(card: &Map<String, Value>, row: &mut Map<String, Value>) {
    for name in ["name", "images", "barcodes"] {
        row.extend(card.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    for name in ["primary_image", "color_image"] {
        let value = card.get(name).map(one);
        row.extend(value.map(|value| (name.to_owned(), value)));
    }
    let sides = ["depth", "width", "height"].map(|name| card.get(name)?.as_f64());
    let volume: Option<f64> = sides.into_iter().product();
    let weight = volume.map(|volume| json!(0.1 * (volume / 500_000.0).floor()));
    row.extend(weight.map(|weight| ("volume_weight".to_owned(), weight)));
}

/// A list of the one address that stands there, empty without.
pub(super) fn one(address: &Value) -> Value {
    let address = address.as_str().filter(|address| !address.is_empty());
    json!(Vec::from_iter(address))
}

fn facts_of_info(product: &Product, made: DateTime<Utc>, has_stock: bool) -> Value {
    json!({
        "availabilities": [],
        "barcodes": [product.barcode().to_string()],
        "color_image": [],
        "commissions": [
            {"delivery_amount": 63.0, "percent": 17.0, "return_amount": 63.0,
             "sale_schema": "FBO", "value": 0.0},
            {"delivery_amount": 83.0, "percent": 19.0, "return_amount": 83.0,
             "sale_schema": "FBS", "value": 0.0},
        ],
        "created_at": stamp(made),
        "description_category_id": category(product),
        "discounted_fbo_stocks": 0,
        "errors": [],
        "has_discounted_fbo_item": false,
        "id": product_id(product),
        "images": [picture(product)],
        "is_archived": false,
        "is_autoarchived": false,
        "is_discounted": false,
        "is_kgt": false,
        "is_super": false,
        "model_info": {"count": 1, "model_id": 300_000_000 + sku(product)},
        "name": product.name.ru,
        "offer_id": product.article,
        "primary_image": [picture(product)],
        "promotions": [],
        "sku": sku(product),
        "sources": [{"created_at": stamp(made), "quant_code": "", "sku": sku(product),
                     "shipment_type": "SHIPMENT_TYPE_GENERAL", "source": "sds"}],
        "statuses": {
            "is_created": true, "moderate_status": "approved", "status": "price_sent",
            "status_description": "", "status_failed": "", "status_name": "Продается",
            "status_tooltip": "", "status_updated_at": stamp(made),
            "validation_status": "success",
        },
        "type_id": kind(product),
        "updated_at": stamp(made),
        "vat": "0.0",
        "visibility_details": {"has_price": true, "has_stock": has_stock},
        "volume_weight": 0.1 * f64::from(
            product.length_cm * product.width_cm * product.height_cm / 500),
    })
}

/// `/v4/product/info/attributes`: values by attribute number; the dictionary tells names.
pub(super) fn attributes(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let chosen = goods::chosen(bazaar, (&ask, call.now), "/filter", "sku")?;
    let limit = goods::limit(&ask, false)?;
    let after = goods::after(&ask)?;
    let mut all = chosen.unwrap_or_else(|| goods::shown(bazaar, call.now));
    goods::within(bazaar, &ask, &mut all);
    let total = all.len();
    all.retain(|product| product_id(product) > after);
    all.truncate(limit);
    let last = all.last().map(|product| goods::last_id(product));
    let row = |product: &Cow<'_, Product>| Value::Object(now(bazaar, product, call.now));
    Ok(Reply::json(&json!({
        "result": all.iter().map(row).collect::<Vec<_>>(),
        "last_id": last.unwrap_or_default(),
        "total": total.to_string(),
    })))
}

/// The card as it is told at `at`.
pub(super) fn now(bazaar: &Bazaar, product: &Product, at: DateTime<Utc>) -> Map<String, Value> {
    let mut card = described(bazaar, product);
    if let Some((written, _)) = card_writes::written(bazaar, product, at) {
        card.extend(written);
    }
    card
}

/// The card as the world has it.
pub(super) fn described(bazaar: &Bazaar, product: &Product) -> Map<String, Value> {
    let card = json!({
        "id": product_id(product),
        "barcode": product.barcode().to_string(),
        "barcodes": [product.barcode().to_string()],
        "name": product.name.ru,
        "offer_id": product.article,
        "height": product.height_cm * 10,
        "depth": product.length_cm * 10,
        "width": product.width_cm * 10,
        "dimension_unit": "mm",
        "weight": product.weight_g,
        "weight_unit": "g",
        "description_category_id": category(product),
        "type_id": kind(product),
        "sku": sku(product).to_string(),
        "primary_image": picture(product),
        "images": [],
        "color_image": "",
        "model_info": {"model_id": 300_000_000 + sku(product), "count": 1},
        "pdf_list": [],
        "attributes": values(bazaar, product),
        "attributes_with_defaults": [],
        "complex_attributes": [],
    });
    card.as_object().cloned().unwrap_or_default()
}

fn values(bazaar: &Bazaar, product: &Product) -> Vec<Value> {
    let one = |id: i64, value: &str| {
        let number = value_id(bazaar, id, value);
        let values = [json!({"dictionary_value_id": number, "value": value})];
        json!({"id": id, "complex_id": 0, "values": values})
    };
    let mut all = vec![
        one(BRAND, &product.brand),
        one(NAME, &product.name.ru),
        one(ANNOTATION, &product.description.ru),
        one(COLOUR, &product.colour.ru),
    ];
    all.extend(FACTS.iter().filter_map(|(key, id)| {
        let fact = product.fact(key)?;
        Some(one(*id, &fact.value.ru))
    }));
    all
}

/// Sums in texts: `1234.00`.
pub(super) fn money(kopecks: i64) -> String {
    format!("{}.{:02}", kopecks / 100, kopecks % 100)
}

fn picture(product: &Product) -> String {
    format!("https://images.example/ozon/{}.jpg", product.article)
}
