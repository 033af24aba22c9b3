//! POST /api/analytics/v1/order-feed: one row per unit sold, in the state of a snapshot.

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};

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
    let mut rows: Vec<(DateTime<Utc>, String, Value)> = bazaar
        .world
        .orders(&STALL, asked.snapshot)
        .iter()
        .flat_map(|order| units(bazaar, order, asked.snapshot))
        .filter(|(at, ..)| *at >= asked.start && *at <= asked.end)
        .filter(|(.., row)| asked.wants(row))
        .collect();
    rows.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let page = rows
        .into_iter()
        .skip(asked.offset)
        .take(asked.limit)
        .map(|(.., row)| row);
    Reply::json(&json!({"data": {
        "snapshotTime": asked.snapshot.to_rfc3339_opts(chrono::SecondsFormat::Nanos, true),
        "currency": "RUB",
        "orders": page.collect::<Vec<_>>(),
    }}))
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

    fn wants(&self, row: &Value) -> bool {
        let nm = row.get("nmId").and_then(Value::as_u64).unwrap_or(0);
        self.articles.is_empty() || self.articles.contains(&nm)
    }
}

/// The rows of an order with the instants of their states.
fn units(
    bazaar: &Bazaar,
    order: &Order,
    snapshot: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, String, Value)> {
    let (stage, since) = order.stage(snapshot);
    let (status, at) = match stage {
        Stage::Completed => ("buyout", since),
        Stage::Cancelled => ("cancel", since),
        Stage::Returned if order.number.is_multiple_of(6) => ("returnDefective", since),
        Stage::Returned => ("return", since),
        _ => ("created", order.created),
    };
    (0..)
        .zip(&order.lines)
        .flat_map(|(place, line)| (0..line.quantity).map(move |unit| (place, unit, line)))
        .filter_map(|(place, unit, line)| {
            let number = i64::try_from(order.number).unwrap_or(0);
            let basket = bazaar.world.number("wildberries srid", number) >> 1;
            let srid = format!("{basket}.{place}.{unit}");
            let row = row(bazaar, order, line, &srid, status, at)?;
            Some((at, srid, row))
        })
        .collect()
}

fn row(
    bazaar: &Bazaar,
    order: &Order,
    line: &Line,
    srid: &str,
    status: &str,
    at: DateTime<Utc>,
) -> Option<Value> {
    let product = bazaar.world.products().get(line.product)?;
    let own = order.warehouse.own;
    let mut row = json!({
        "nmId": ids::nm(bazaar, product),
        "chrtId": ids::chrt(bazaar, product),
        "srid": srid,
        "createdAt": ids::moscow(order.created),
        "updatedAt": ids::moscow(at),
        "status": status,
        "warehouseName": order.warehouse.name,
        "warehouseRegion": if own { "Узбекистан" } else { "" },
        "isMp": own,
        "destinationCity": order.city,
        "destinationDistrict": order.region,
        "sellerPrice": line.price / 100,
        "isB2b": false,
    });
    if status == "cancel" {
        let kind = if order.by_buyer { "app" } else { "other" };
        row.as_object_mut()?
            .insert("cancelType".to_owned(), kind.into());
    }
    Some(row)
}
