//! Deliveries to Ozon's warehouses, newest first, and then today's shipments of own parcels.

use std::sync::Arc;

use async_trait::async_trait;
use domain::Supply;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::parcel::{plain, supply};
use super::line::Line;
use super::shipments;
use super::wire::supply::{SupplyIds, SupplyList, SupplyOrder};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "supplies.page";

/// "Fifty at most" are described by one request.
const LIMIT: u32 = 50;

/// All states: the filter wants them named.
const STATES: [&str; 11] = [
    "DATA_FILLING",
    "READY_TO_SUPPLY",
    "ACCEPTED_AT_SUPPLY_WAREHOUSE",
    "IN_TRANSIT",
    "ACCEPTANCE_AT_STORAGE_WAREHOUSE",
    "REPORTS_CONFIRMATION_AWAITING",
    "REPORT_REJECTED",
    "COMPLETED",
    "REJECTED_AT_SUPPLY_WAREHOUSE",
    "CANCELLED",
    "OVERDUE",
];

/// Reads deliveries.
pub(super) struct Deliveries(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    last_id: Option<String>,
    shipments: bool,
}

#[async_trait]
impl Source<Supply> for Deliveries {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Supply>> {
        let place: Position = Cursor::position(after);
        if place.shipments {
            let (rows, bad) = shipments::today(&self.0).await?;
            return Ok(Page::new(
                rows,
                bad,
                Cursor::at(&Position::default()),
                false,
            ));
        }
        let token = place.last_id;
        let body = |last_id: &str| {
            json!({
                "filter": { "states": STATES },
                "last_id": last_id,
                "limit": LIMIT,
                "sort_by": "ORDER_CREATION",
                "sort_dir": "DESC",
            })
        };
        let path = "/v3/supply-order/list";
        let ids: SupplyIds = self.0.page(OPERATION, path, body, token.as_deref()).await?;
        // The description says text, its example shows numbers.
        let wanted: Vec<String> = ids.order_ids.iter().filter_map(plain).collect();
        let (rows, bad) = match wanted.is_empty() {
            true => (Vec::new(), Vec::new()),
            false => {
                let body = json!({ "order_ids": wanted });
                let list: SupplyList = self.0.ask(OPERATION, "/v3/supply-order/get", body).await?;
                rows(&list.orders, |row: SupplyOrder| supply(&row))
            }
        };
        let full = ids.order_ids.len() >= LIMIT as usize;
        let last_id = ids
            .last_id
            .filter(|last| full && token.as_ref() != Some(last));
        let next = Position {
            shipments: last_id.is_none(),
            last_id,
        };
        Ok(Page::new(rows, bad, Cursor::at(&next), true))
    }

    fn names_all(&self) -> bool {
        true
    }
}
