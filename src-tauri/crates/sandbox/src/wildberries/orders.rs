//! POST /api/analytics/v1/order-feed: one row per unit sold, in the state of a snapshot.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::{STALL, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Line, Order, Stage};

/// How far back the feed reaches; the day that is 31 days ago is still in it.
const REACH: TimeDelta = TimeDelta::days(31);

pub(super) fn feed(bazaar: &Bazaar, call: &Call) -> Reply {
    let asked = match Asked::read(call) {
        Ok(asked) => asked,
        Err(detail) => {
            let title = "Invalid request body";
            return refuse::titled(
                StatusCode::BAD_REQUEST,
                "analytic-open-api",
                title,
                &detail,
                call,
            );
        }
    };
    let begin = DateTime::<Utc>::MIN_UTC;
    let mut rows: Vec<Unit> = bazaar
        .world
        .each_order(&STALL, begin, asked.snapshot)
        .flat_map(|order| units(&order, asked.snapshot))
        .filter(|unit| unit.at >= asked.start && unit.at <= asked.end)
        .filter(|unit| asked.wants(bazaar, unit))
        .collect();
    rows.sort_by_key(|unit| (unit.at, unit.order.number, unit.place));
    let page = rows.iter().skip(asked.offset).take(asked.limit);
    let page = page.filter_map(|unit| row(bazaar, unit));
    let data = Snapshot {
        snapshot_time: asked
            .snapshot
            .to_rfc3339_opts(chrono::SecondsFormat::Nanos, true),
        currency: "RUB",
        orders: page.collect(),
    };
    Reply::told(&Data { data })
}

#[derive(Serialize)]
struct Data<'a> {
    data: Snapshot<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot<'a> {
    snapshot_time: String,
    currency: &'static str,
    orders: Vec<Row<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    nm_id: u64,
    chrt_id: u64,
    srid: String,
    created_at: String,
    updated_at: String,
    status: &'static str,
    warehouse_name: &'static str,
    warehouse_region: &'static str,
    is_mp: bool,
    destination_city: &'a str,
    destination_district: &'a str,
    seller_price: i64,
    is_b2b: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_type: Option<&'static str>,
}

struct Asked {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    articles: Vec<u64>,
    snapshot: DateTime<Utc>,
    offset: usize,
    limit: usize,
}

impl Asked {
    fn read(call: &Call) -> Result<Self, String> {
        let body = call.json();
        let instant = |path: &str| match body.pointer(path) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value
                .as_str()
                .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
                .map(|at| Some(at.with_timezone(&Utc)))
                .ok_or_else(|| format!("code=400, message=invalid: {path} (not a date-time)")),
        };
        let size = |path: &str, or: usize| match body.pointer(path) {
            None => Ok(or),
            Some(value) => value
                .as_u64()
                .and_then(|number| usize::try_from(number).ok())
                .ok_or_else(|| format!("code=400, message=invalid: {path} (not a number)")),
        };
        let start = instant("/selectedPeriod/start")?
            .ok_or("code=400, message=invalid: selectedPeriod (field required)")?;
        let end = instant("/selectedPeriod/end")?.unwrap_or(call.now);
        let (offset, limit) = (
            size("/pagination/offset", 0)?,
            size("/pagination/limit", 50)?,
        );
        let snapshot = instant("/pagination/snapshotTime")?;
        if start < call.now - REACH - TimeDelta::days(1) || start > end {
            return Err("code=400, message=invalid: selectedPeriod.start".to_owned());
        }
        if !(1..=10_000).contains(&limit) {
            return Err("code=400, message=invalid: pagination.limit".to_owned());
        }
        if offset > 0 && snapshot.is_none() {
            return Err("code=400, message=invalid: pagination.snapshotTime".to_owned());
        }
        let articles = body
            .get("nmIds")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let articles = articles.filter_map(Value::as_u64).collect();
        let snapshot = snapshot.unwrap_or(call.now).min(call.now);
        Ok(Self {
            start,
            end,
            articles,
            snapshot,
            offset,
            limit,
        })
    }

    fn wants(&self, bazaar: &Bazaar, unit: &Unit) -> bool {
        let product = || bazaar.world.products().get(unit.product);
        let nm = || product().map(|product| ids::nm(bazaar, product));
        self.articles.is_empty() || nm().is_some_and(|nm| self.articles.contains(&nm))
    }
}

/// One unit sold, in the state of the snapshot.
struct Unit {
    /// When the state began.
    at: DateTime<Utc>,
    status: &'static str,
    order: Arc<Order>,
    /// Its number within the order.
    place: usize,
    product: usize,
}

/// The units of an order in their state.
fn units(order: &Arc<Order>, snapshot: DateTime<Utc>) -> Vec<Unit> {
    let (stage, since) = order.stage(snapshot);
    let (status, at) = match stage {
        Stage::Completed => ("buyout", since),
        Stage::Cancelled => ("cancel", since),
        Stage::Returned if order.number.is_multiple_of(6) => ("returnDefective", since),
        Stage::Returned => ("return", since),
        _ => ("created", order.created),
    };
    let lines = order.lines.iter();
    let products = lines.flat_map(|line| (0..line.quantity).map(|_| line.product));
    let unit = |(place, product)| Unit {
        at,
        status,
        order: Arc::clone(order),
        place,
        product,
    };
    products.enumerate().map(unit).collect()
}

/// The units of an order by their identities.
pub(super) fn srids<'a>(bazaar: &Bazaar, order: &'a Order) -> Vec<(String, &'a Line)> {
    let number = i64::try_from(order.number).unwrap_or(0);
    let basket = bazaar.world.number("wildberries srid", number) >> 1;
    (0..)
        .zip(&order.lines)
        .flat_map(|(place, line)| (0..line.quantity).map(move |unit| (place, unit, line)))
        .map(|(place, unit, line)| (format!("{basket}.{place}.{unit}"), line))
        .collect()
}

fn row<'a>(bazaar: &Bazaar, unit: &'a Unit) -> Option<Row<'a>> {
    let product = bazaar.world.products().get(unit.product)?;
    let order = unit.order.as_ref();
    let (srid, line) = srids(bazaar, order).into_iter().nth(unit.place)?;
    let own = order.warehouse.own;
    let cancelled = unit.status == "cancel";
    Some(Row {
        nm_id: ids::nm(bazaar, product),
        chrt_id: ids::chrt(bazaar, product),
        srid,
        created_at: ids::moscow(order.created),
        updated_at: ids::moscow(unit.at),
        status: unit.status,
        warehouse_name: order.warehouse.name,
        warehouse_region: if own { "Узбекистан" } else { "" },
        is_mp: own,
        destination_city: &order.city,
        destination_district: &order.region,
        seller_price: line.price / 100,
        is_b2b: false,
        cancel_type: cancelled.then_some(if order.by_buyer { "app" } else { "other" }),
    })
}
