//! What one step asks of WB, way by way.

use domain::{ParcelAct, ParcelStep};
use http::Method;
use serde_json::{Value, json};

use super::super::convert::CODE;
use super::super::profile::MARKETPLACE;
use super::super::way::Way;
use super::given;
use crate::http::Call;

const WRITE: &str = "parcels.write";
/// The reason of giving up a task that the buyer did not want when they saw it.
const REFUSED: &str = "reject";

/// A request of a step, and its place in the list of a body that several steps can share.
pub(super) struct Wish {
    pub(super) call: Call,
    pub(super) item: Option<(&'static str, Value)>,
}

/// Whether tasks of a way have such a step.
pub(super) fn has(way: Way, act: ParcelAct) -> bool {
    match act {
        ParcelAct::Mark | ParcelAct::Confirm | ParcelAct::Cancel => true,
        ParcelAct::HandOver => matches!(way, Way::Dbs | Way::Dbw),
        ParcelAct::Arrive => way == Way::Pickup,
        ParcelAct::Deliver => matches!(way, Way::Dbs | Way::Pickup),
        ParcelAct::Pack | ParcelAct::Label => false,
    }
}

/// The requests of a step; none where something is missing, or the way has no such step.
pub(super) fn wishes(step: &ParcelStep) -> Vec<Wish> {
    let Some((way, id)) = Way::of(&step.parcel) else {
        return Vec::new();
    };
    match step.act {
        act if !has(way, act) => Vec::new(),
        ParcelAct::Mark => {
            let kinds = given(step).into_iter();
            kinds
                .filter_map(|(kind, codes)| mark(way, id, kind, &codes))
                .collect()
        }
        _ if way == Way::Fbs => fbs(step, id).into_iter().collect(),
        _ => own(step, way, id).into_iter().collect(),
    }
}

fn fbs(step: &ParcelStep, id: i64) -> Option<Wish> {
    match (step.act, &step.supply) {
        (ParcelAct::Confirm, Some(supply)) => {
            let path = format!("/api/marketplace/v3/supplies/{supply}/orders");
            let call = write(Method::PATCH, &path, "marketplace");
            Some(Wish {
                call,
                item: Some(("orders", json!(id))),
            })
        }
        (ParcelAct::Cancel, _) => Some(alone(Method::PATCH, Way::Fbs, id, "cancel", "fbs-cancel")),
        _ => None,
    }
}

/// Steps of ways that have no supplies.
fn own(step: &ParcelStep, way: Way, id: i64) -> Option<Wish> {
    let refused = step.expected.starts_with("deliver") || step.reason.as_deref() == Some(REFUSED);
    let word = match step.act {
        ParcelAct::Confirm => "confirm",
        ParcelAct::HandOver => "deliver",
        ParcelAct::Arrive => "prepare",
        ParcelAct::Deliver => "receive",
        ParcelAct::Cancel if refused && way != Way::Dbw => REFUSED,
        ParcelAct::Cancel => "cancel",
        ParcelAct::Mark | ParcelAct::Pack | ParcelAct::Label => return None,
    };
    if way == Way::Dbw && word != "deliver" {
        return Some(alone(Method::PATCH, way, id, word, "dbw"));
    }
    let bucket = match way {
        Way::Dbs => "dbs-steps",
        Way::Dbw => "dbw",
        Way::Fbs | Way::Pickup => "pickup-steps",
    };
    let path = format!("{}/status/{word}", way.tasks(true));
    let item = match word {
        "receive" | REFUSED if way == Way::Dbs => {
            let marks = given(step);
            let code = marks.get(CODE)?.first()?;
            ("orders", json!({ "orderId": id, "code": code }))
        }
        _ => ("ordersIds", json!(id)),
    };
    let call = write(Method::POST, &path, bucket);
    Some(Wish {
        call,
        item: Some(item),
    })
}

/// Gives marks of one kind. All but codes of the national system are one each.
fn mark(way: Way, id: i64, kind: &str, codes: &[&str]) -> Option<Wish> {
    let (name, value) = match (kind, codes) {
        ("sgtin", codes) => ("sgtins", json!(codes)),
        ("expiration", [day]) if way == Way::Fbs => (kind, json!(day)),
        ("uin" | "imei" | "gtin", [code]) => (kind, json!(code)),
        _ => return None,
    };
    let bucket = match (way, kind) {
        (Way::Fbs, _) => "fbs-marks",
        (Way::Dbs, _) => "dbs-marks",
        (Way::Dbw, "sgtin") => "dbw",
        (Way::Dbw, _) => "dbw-marks",
        (Way::Pickup, _) => "pickup-marks",
    };
    let by_itself = way == Way::Fbs || way == Way::Dbw && kind != "sgtin";
    if by_itself {
        let mut wish = alone(Method::PUT, way, id, &format!("meta/{kind}"), bucket);
        wish.call = wish.call.json(json!({ name: value }));
        return Some(wish);
    }
    let call = write(
        Method::POST,
        &format!("{}/meta/{kind}", way.tasks(true)),
        bucket,
    );
    let item = json!({ "orderId": id, name: value });
    Some(Wish {
        call,
        item: Some(("orders", item)),
    })
}

/// A request about one task only.
fn alone(method: Method, way: Way, id: i64, what: &str, bucket: &'static str) -> Wish {
    let path = format!("{}/{id}/{what}", way.tasks(false));
    Wish {
        call: write(method, &path, bucket),
        item: None,
    }
}

fn write(method: Method, path: &str, bucket: &'static str) -> Call {
    Call::write(WRITE, MARKETPLACE, method, path).bucket(bucket)
}
