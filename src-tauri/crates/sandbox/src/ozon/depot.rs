//! What lies in Ozon's own warehouses, place by place: `/v1/analytics/stocks`.

use serde_json::{Value, json};

use super::goods::sku;
use super::{price, refuse, shelf};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

/// The most products of a request.
const MOST: usize = 100;

/// `/v1/analytics/stocks`.
pub(super) fn stocks(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let skus = ask.wholes("/skus");
    if !(1..=MOST).contains(&skus.len()) {
        return refuse::invalid("skus: value must contain between 1 and 100 items");
    }
    if ask.has("/cluster_ids") && ask.has("/macrolocal_cluster_ids") {
        return refuse::invalid("use only one of cluster_ids and macrolocal_cluster_ids");
    }
    let shelves = shelf::now(bazaar, call.now);
    let goods = bazaar.world.products().iter();
    let goods = goods.filter(|product| skus.contains(&sku(product)));
    let rows: Vec<Value> = goods
        .flat_map(|product| shelves_of(&shelves, product).map(move |shelf| row(product, shelf)))
        .collect();
    Reply::json(&json!({"items": rows}))
}

fn shelves_of<'a>(
    shelves: &'a [Shelf],
    product: &Product,
) -> impl Iterator<Item = &'a Shelf> + use<'a> {
    let number = product.number;
    let theirs = shelves.iter().filter(|shelf| !shelf.warehouse.own);
    theirs.filter(move |shelf| shelf.product == number)
}

/// Every warehouse of the demo is the only one of its cluster.
fn cluster(shelf: &Shelf) -> (i64, &'static str) {
    match shelf.warehouse.name {
        "САНКТ_ПЕТЕРБУРГ_РФЦ" => (2, "Санкт-Петербург и СЗО"),
        _ => (154, "Москва, МО и Дальние регионы"),
    }
}

fn row(product: &Product, shelf: &Shelf) -> Value {
    let (cluster, cluster_name) = cluster(shelf);
    // Thousandths of a piece a day.
    let pace = i64::try_from(product.pace).unwrap_or(1).max(1);
    let here = (pace * i64::from(shelf.warehouse.share) / 100).max(1);
    let lasts = |pace: i64| i64::from(shelf.available) * 1000 / pace;
    json!({
        "ads": price::major(pace / 10),
        "ads_cluster": price::major(here / 10),
        "available_stock_count": shelf.available,
        "cluster_id": cluster,
        "cluster_name": cluster_name,
        "days_without_sales": 0,
        "days_without_sales_cluster": 0,
        "excess_stock_count": 0,
        "expiring_stock_count": 0,
        "idc": lasts(pace),
        "idc_cluster": lasts(here),
        "item_tags": ["ITEM_ATTRIBUTE_NONE"],
        "macrolocal_cluster_id": 4000 + cluster,
        "name": product.name.ru,
        "offer_id": product.article,
        "other_stock_count": 0,
        "placement_zone": ["SORT"],
        "requested_stock_count": 0,
        "return_from_customer_stock_count": shelf.from_buyers,
        "return_to_seller_stock_count": 0,
        "sku": sku(product),
        "stock_defect_stock_count": 0,
        "transit_defect_stock_count": 0,
        "transit_stock_count": 0,
        "turnover_grade": "ACTUAL",
        "turnover_grade_cluster": grade(lasts(here)),
        "valid_stock_count": 0,
        "waiting_docs_stock_count": 0,
        "waiting_docs_to_export_stock_count": 0,
        "warehouse_id": shelf.warehouse.id,
        "warehouse_name": shelf.warehouse.name,
    })
}

/// By the days that the stock lasts, as the description grades them.
fn grade(days: i64) -> &'static str {
    match days {
        0..28 => "DEFICIT",
        28..56 => "POPULAR",
        56..=120 => "ACTUAL",
        _ => "SURPLUS",
    }
}
