//! Orders that the seller stores (FBS, DBS), one status after the other in the order of an order's
//! life: one that moves on while we read is met again, never passed over.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Order;
use serde::{Deserialize, Serialize};

use super::api::Api;
use super::convert;
use super::shops::numbers;
use super::wire::OrderPage;
use crate::Result;
use crate::page::{Cursor, Page, Window};
use crate::sweep::{Sweep, Sweeps};

const OPERATION: &str = "orders.page";
/// Orders of one answer, at most.
const SIZE: i64 = 50;
/// `status` takes one word. The last ones are ends: orders stay there and become ever more.
const STATUSES: [&str; 11] = [
    "CREATED",
    "PACKING",
    "PENDING_DELIVERY",
    "DELIVERING",
    "ACCEPTED_AT_DP",
    "DELIVERED",
    "DELIVERED_TO_CUSTOMER_DELIVERY_POINT",
    "PENDING_CANCELLATION",
    COMPLETED,
    "CANCELED",
    "RETURNED",
];
const COMPLETED: &str = "COMPLETED";
/// Orders are found by the date of their creation, so a usual round reads ended ones as far back
/// as an order usually lives.
const LIFE: TimeDelta = TimeDelta::days(14);

/// Reads orders.
pub(super) struct Orders {
    pub(super) api: Api,
}

/// Where the feed stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    sweeps: Sweeps,
    under_way: Option<Step>,
}

/// The next page of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    sweep: Sweep,
    /// Asked for once a round.
    shops: Vec<i64>,
    status: usize,
    page: i64,
}

#[async_trait]
impl crate::Orders for Orders {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let position: Position = Cursor::position(after);
        let step = match position.under_way.clone() {
            Some(step) => step,
            None => self.begin(position.sweeps, window).await?,
        };
        let raw = match STATUSES.get(step.status) {
            Some(status) if !step.shops.is_empty() => self.ask(&step, status, window).await?,
            _ => OrderPage::default(),
        }
        .orders;
        let next = position.after(step, raw.len());
        let more = next.under_way.is_some();
        Ok(Page::of(
            raw.iter().map(convert::order),
            Cursor::at(&next),
            more,
        ))
    }
}

impl Orders {
    async fn begin(&self, sweeps: Sweeps, window: Window) -> Result<Step> {
        let (oldest, now) = (window.since.timestamp(), window.now.timestamp());
        Ok(Step {
            sweep: sweeps.begin(oldest, now, LIFE),
            shops: numbers(&self.api, OPERATION).await?,
            status: 0,
            page: 0,
        })
    }

    /// All shops at once: arrays repeat their key.
    async fn ask(&self, step: &Step, status: &str, window: Window) -> Result<OrderPage> {
        let mut ends = STATUSES.iter().skip_while(|word| **word != COMPLETED);
        let from = if ends.any(|end| *end == status) {
            step.sweep.from
        } else {
            window.since.timestamp()
        };
        let mut call = Api::get(OPERATION, "/v2/fbs/orders");
        for shop in &step.shops {
            call = call.query("shopIds", shop);
        }
        let call = call
            .query("status", status)
            .query("page", &step.page)
            .query("size", &SIZE)
            .query("dateFrom", &from.saturating_mul(1000));
        self.api.wrapped(&call).await
    }
}

impl Position {
    fn after(self, step: Step, rows: usize) -> Self {
        let full = i64::try_from(rows).is_ok_and(|rows| rows >= SIZE);
        let next = if full {
            Step {
                page: step.page + 1,
                ..step
            }
        } else {
            Step {
                status: step.status + 1,
                page: 0,
                ..step
            }
        };
        if next.shops.is_empty() || next.status >= STATUSES.len() {
            return Self {
                sweeps: self.sweeps.ended(next.sweep),
                under_way: None,
            };
        }
        Self {
            sweeps: self.sweeps,
            under_way: Some(next),
        }
    }
}
