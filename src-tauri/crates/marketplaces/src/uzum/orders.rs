//! Orders that the seller stores (FBS, DBS), one status after the other in the order of an order's
//! life: one that moves on while we read is met again, never passed over.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Order;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// The unit of `dateFrom` is not documented, and with a wrong one the list is empty. It is proven by
/// an order that came with it; a shop without orders is asked in the other unit once a day.
const PROBE: TimeDelta = TimeDelta::days(1);

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
    unit: Option<Unit>,
    /// When the other unit was last tried, in unix seconds.
    probed: Option<i64>,
}

/// In what `dateFrom` is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    /// By the examples of other fields.
    #[default]
    Milliseconds,
    Seconds,
}

/// The next page of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    sweep: Sweep,
    /// Asked for once a round.
    shops: Vec<i64>,
    status: usize,
    page: i64,
    #[serde(default)]
    unit: Unit,
}

#[async_trait]
impl crate::Source<Order> for Orders {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let position: Position = Cursor::position(after);
        let step = match position.under_way.clone() {
            Some(step) => step,
            None => self.begin(&position, window).await?,
        };
        let mut raw = match STATUSES.get(step.status) {
            Some(status) if !step.shops.is_empty() => self.ask(&step, status, window).await?,
            _ => OrderPage::default(),
        }
        .orders;
        if position.unit.is_none() && step.unit != Unit::default() {
            raw.retain(|order| !before(order, window));
        }
        let next = position.after(step, raw.len(), window);
        let more = next.under_way.is_some();
        Ok(Page::of(
            raw.iter().map(convert::order),
            Cursor::at(&next),
            more,
        ))
    }
}

impl Orders {
    async fn begin(&self, position: &Position, window: Window) -> Result<Step> {
        let (oldest, now) = (window.since.timestamp(), window.now.timestamp());
        Ok(Step {
            sweep: position.sweeps.begin(oldest, now, LIFE),
            shops: numbers(&self.api, OPERATION).await?,
            status: 0,
            page: 0,
            unit: position.unit.unwrap_or_default(),
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
            .query("dateFrom", &step.unit.count(from));
        self.api.wrapped(&call).await
    }
}

impl Unit {
    fn count(self, seconds: i64) -> i64 {
        match self {
            Self::Milliseconds => seconds.saturating_mul(1000),
            Self::Seconds => seconds,
        }
    }
}

/// An order that was not asked for: seconds that are read as milliseconds let all of history
/// through. One without a readable date proves nothing either.
fn before(order: &Value, window: Window) -> bool {
    let created = order.get("dateCreated").and_then(convert::moment);
    created.is_none_or(|at| at < window.since - TimeDelta::days(1))
}

impl Position {
    fn after(mut self, step: Step, rows: usize, window: Window) -> Self {
        if rows > 0 {
            self.unit = Some(step.unit);
        }
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
            return self.ended(next, window);
        }
        Self {
            under_way: Some(next),
            ..self
        }
    }

    /// A round in which nothing came is walked again in the other unit, if it was not of late.
    fn ended(self, step: Step, window: Window) -> Self {
        let now = window.now.timestamp();
        let of_late = |at: i64| (0..PROBE.num_seconds()).contains(&(now - at));
        let again =
            self.unit.is_none() && !step.shops.is_empty() && !self.probed.is_some_and(of_late);
        if again {
            return Self {
                probed: Some(now),
                under_way: Some(Step {
                    unit: Unit::Seconds,
                    status: 0,
                    page: 0,
                    ..step
                }),
                ..self
            };
        }
        Self {
            sweeps: self.sweeps.ended(step.sweep),
            under_way: None,
            ..self
        }
    }
}
