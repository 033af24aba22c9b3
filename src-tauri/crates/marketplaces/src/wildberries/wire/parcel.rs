//! Assembly tasks and supplies (WB API 03-orders-fbs, 04-orders-dbw, 05-dbs, 06-in-store-pickup).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::loose;

/// Answer of `GET /api/v3/orders/new`, `GET /api/v3/orders` and `POST /api/v3/orders/status`, and
/// of the same of other ways.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tasks {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) orders: Vec<Value>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) next: Option<i64>,
}

/// An assembly task: one unit.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Task {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) rid: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) created_at: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) warehouse_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) supply_id: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) chrt_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) article: String,
    /// `dbs`, `edbs` or `dbsPickupPoint`; only told of DBS.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_type: String,
    /// Only told of new ones.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) required_meta: Vec<String>,
}

/// How a task stands.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct TaskStatus {
    #[serde(alias = "orderId", deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_cancellable: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) supplier_status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) wb_status: String,
    /// Why there is no status.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) errors: Vec<Value>,
}

/// Marks of a task (`POST /api/marketplace/v3/orders/meta`, `…/meta/details`).
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct TaskMarks {
    #[serde(alias = "orderId", deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) meta_details: Vec<Mark>,
}

/// One mark; without a value it is still to be given.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Mark {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) key: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) value: String,
}

impl Mark {
    /// WB writes `"null"` for none, too.
    pub(crate) fn is_given(&self) -> bool {
        !matches!(self.value.as_str(), "" | "null")
    }
}

/// What became of each task of a request (WB API 04 to 06).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Outcomes {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) results: Vec<Value>,
}

/// What became of a task.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Outcome {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) order_id: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_error: Option<bool>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) errors: Vec<OutcomeError>,
}

/// Why it was refused, in WB's word: `StatusMismatch`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OutcomeError {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) detail: String,
}

/// Answer of `GET /api/v3/supplies`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Supplies {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) supplies: Vec<Value>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) next: Option<i64>,
}

/// A supply: parcels that travel to WB together.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Supply {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) done: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) created_at: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) closed_at: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) scan_dt: Option<String>,
}

/// Answer of `POST /api/v3/orders/stickers`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Stickers {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) stickers: Vec<Sticker>,
}

/// A label in base64.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Sticker {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) order_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) file: String,
}
