//! What the seller hands over, and what travels together.

mod list;
mod supplies;

use domain::{ExternalId, Parcel, Supply};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::millis;

pub use list::{Goods, ParcelFilter, ParcelQueue, ParcelRow, counts, get, goods, list};
pub use supplies::{SupplyFilter, SupplyRow, supplies};

impl Kept for Parcel {
    const TOPIC: Topic = Topic::Orders;

    const SHEET: Sheet = Sheet {
        table: "parcels",
        key: &["external_id"],
        rest: &[
            "order_key",
            "scheme",
            "state",
            "word",
            "created_at",
            "ship_by",
            "warehouse",
            "supply",
            "lines",
            "acts",
        ],
    };

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.order.as_str(),
            self.scheme.as_str(),
            self.state.as_str(),
            self.word,
            millis(self.created_at),
            self.ship_by.map(millis),
            self.warehouse.as_ref().map(ExternalId::as_str),
            self.supply.as_ref().map(ExternalId::as_str),
            json!(self.lines).to_string(),
            json!(self.acts).to_string(),
        ])
    }
}

impl Kept for Supply {
    const TOPIC: Topic = Topic::Orders;

    const SHEET: Sheet = Sheet {
        table: "supplies",
        key: &["external_id"],
        rest: &[
            "name",
            "state",
            "open",
            "scheme",
            "warehouse",
            "created_at",
            "at",
            "amount",
        ],
    };

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.name,
            self.state,
            i64::from(self.open),
            self.scheme.as_str(),
            self.warehouse,
            self.created_at.map(millis),
            self.at.map(millis),
            self.amount,
        ])
    }
}
