//! Rows of the lists.

use serde_json::{Value, json};

use super::super::tasks::{Task, goods};
use super::{KINDS, Way, planned};
use crate::bazaar::Bazaar;

/// Half of what the seller delivers goes to a pickup point.
pub(super) fn to_pickup_point(task: &Task) -> bool {
    task.id.is_multiple_of(2)
}

/// A task that waits for the seller.
pub(super) fn new_row(bazaar: &Bazaar, task: &Task) -> Option<Value> {
    let mut more = json!({ "salePrice": task.price, "requiredMeta": KINDS });
    if task.way == Way::Pickup {
        put_all(&mut more, json!({ "ddate": planned(task.created) }));
    }
    row(bazaar, task, more)
}

/// A task that has ended.
pub(super) fn ended_row(bazaar: &Bazaar, task: &Task) -> Option<Value> {
    let more = match task.way {
        Way::Dbs => json!({ "scanPrice": 0 }),
        _ => json!({}),
    };
    row(bazaar, task, more)
}

fn row(bazaar: &Bazaar, task: &Task, more: Value) -> Option<Value> {
    let mut row = goods(bazaar, task)?;
    put_all(&mut row, own(task));
    put_all(&mut row, more);
    Some(row)
}

fn put_all(row: &mut Value, more: Value) {
    if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
        row.extend(more);
    }
}

/// What only the way at hand tells.
fn own(task: &Task) -> Value {
    let sums = json!({ "finalPrice": task.price, "convertedFinalPrice": task.price });
    let mut own = match task.way {
        Way::Pickup => json!({
            "orderCode": format!("{}-0001", task.id),
            "payMode": "prepaid",
            "warehouseAddress": "Самарканд, ул. Рудаки, 12",
            "tireService": false,
            "options": { "isB2b": false },
        }),
        _ => json!({
            "address": { "fullAddress": "Самарканд, ул. Регистан, 5", "longitude": 66.97, "latitude": 39.65 },
            "options": { "isB2b": false },
            "orderUid": format!("165918930_{}", task.srid),
            "groupId": format!("7a2c8810-1db2-4011-9682-{:012}", task.id),
            "colorCode": "",
            "comment": "",
        }),
    };
    match task.way {
        Way::Dbw | Way::Fbs => {}
        Way::Pickup => put_all(&mut own, sums),
        Way::Dbs => {
            let kind = if to_pickup_point(task) {
                "dbsPickupPoint"
            } else {
                "dbs"
            };
            put_all(&mut own, sums);
            put_all(
                &mut own,
                json!({ "deliveryType": kind, "wbStickerId": task.id }),
            );
        }
    }
    own
}
