//! Deliveries to Ozon's warehouse: `/v3/supply-order/list`, `/v3/supply-order/get`. One a week, the
//! next one still ahead.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{STALL, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// Deliveries so far back.
const WEEKS: i64 = 12;

/// A delivery.
struct Delivery {
    id: i64,
    made: DateTime<Utc>,
    at: DateTime<Utc>,
}

impl Delivery {
    fn state(&self, now: DateTime<Utc>) -> &'static str {
        match now - self.at {
            past if past > TimeDelta::days(2) => "COMPLETED",
            past if past > TimeDelta::hours(3) => "ACCEPTANCE_AT_STORAGE_WAREHOUSE",
            past if past > TimeDelta::zero() => "IN_TRANSIT",
            _ => "READY_TO_SUPPLY",
        }
    }
}

/// All that were made by now, the newest first.
fn all(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Delivery> {
    let start = bazaar.clock.start();
    let since = (now - start).num_weeks();
    let weeks = (-WEEKS..=since + 1).rev();
    let made = weeks.map(|week| Delivery {
        id: 84_882_285 + 137 * (week + WEEKS),
        made: start + TimeDelta::weeks(week) - TimeDelta::days(6),
        at: start + TimeDelta::weeks(week) + TimeDelta::hours(2),
    });
    made.filter(|one| one.made <= now).collect()
}

/// `/v3/supply-order/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let states = ask.texts("/filter/states");
    if states.is_empty() || !ask.has("/sort_by") {
        return refuse::invalid("filter.states, sort_by: value is required");
    }
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=100).contains(limit));
    let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else {
        return refuse::invalid("limit: value must be inside range [1, 100]");
    };
    let after: Option<i64> = ask.text("/last_id").and_then(|last| last.parse().ok());
    let mut found = all(bazaar, call.now);
    found.retain(|one| {
        states.contains(&one.state(call.now)) && after.is_none_or(|after| one.id < after)
    });
    found.truncate(limit);
    let ids: Vec<String> = found.iter().map(|one| one.id.to_string()).collect();
    let last = ids.last().cloned().unwrap_or_default();
    Reply::json(&json!({"last_id": last, "order_ids": ids}))
}

/// `/v3/supply-order/get`.
pub(super) fn get(bazaar: &Bazaar, call: &Call) -> Reply {
    let ids = Ask::of(call)
        .map(|ask| ask.wholes("/order_ids"))
        .unwrap_or_default();
    if !(1..=50).contains(&ids.len()) {
        return refuse::invalid("order_ids: value must contain between 1 and 50 items");
    }
    let found = all(bazaar, call.now)
        .into_iter()
        .filter(|one| ids.contains(&one.id));
    let rows: Vec<Value> = found.map(|one| row(&one, call.now)).collect();
    Reply::json(&json!({"orders": rows}))
}

fn row(one: &Delivery, now: DateTime<Utc>) -> Value {
    let state = one.state(now);
    let place = STALL.warehouses.iter().find(|place| !place.own);
    // The slot is told in the time of the place, three hours ahead of UTC.
    let local = one.at + TimeDelta::hours(3);
    json!({
        "created_date": stamp(one.made),
        "dropoff_warehouse": {
            "address": "Московская обл., г. Химки",
            "name": place.map(|place| place.name),
            "warehouse_id": place.map(|place| place.id),
        },
        "order_id": one.id,
        "order_number": format!("2000{:09}", one.id),
        "state": state,
        "state_updated_date": stamp(one.at.min(now)),
        "supplies": [{"bundle_id": format!("bundle-{}", one.id), "is_crossdock": false,
                      "macrolocal_cluster_id": 4007, "state": state, "supply_id": one.id + 1}],
        "timeslot": {
            "timeslot": {"from": stamp(local), "to": stamp(local + TimeDelta::hours(1))},
            "timezone_info": {"iana_name": "Europe/Moscow", "offset": "10800"},
        },
    })
}
