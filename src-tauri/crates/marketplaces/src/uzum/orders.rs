//! Orders that the seller stores (FBS, DBS), one status after the other in the order of an order's
//! life: one that moves on while we read is met again, never passed over. They are orders and
//! parcels at once. Orders stored by Uzum (FBO) are told by the finance list only, item by item.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Order, Parcel};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::finance::{self, FEWEST};
use super::shops::numbers;
use super::wire::{ItemPage, OrderPage};
use crate::Result;
use crate::error::ErrorKind;
use crate::page::{Cursor, Page, Window};
use crate::sweep::{Sweep, Sweeps};

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

/// An order is as old as this before the finance list counts: one that was made while the round
/// ran may be missing among those that the seller stores.
const SETTLES: TimeDelta = TimeDelta::hours(1);

/// Reads orders, those that Uzum stores last.
pub(super) struct Orders {
    pub(super) api: Api,
}

/// Reads parcels: the same orders without those that Uzum stores.
pub(super) struct Parcels {
    pub(super) api: Api,
}

/// The walk over both.
struct Walk<'a> {
    api: &'a Api,
    operation: &'static str,
    /// Whether the finance list comes after it.
    shelf: bool,
}

/// What one request brought.
struct Found {
    /// From the finance list.
    items: bool,
    raw: Vec<Value>,
    next: Position,
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
    /// Orders that the seller stores, as this round met them.
    #[serde(default)]
    own: BTreeSet<i64>,
    /// The page of the finance list, once the seller's own orders are done.
    #[serde(default)]
    shelf: Option<i64>,
}

#[async_trait]
impl crate::Source<Order> for Orders {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let walk = Walk {
            api: &self.api,
            operation: "orders.page",
            shelf: true,
        };
        let found = walk.step(Cursor::position(after), window).await?;
        let convert = if found.items {
            convert::shelf_order
        } else {
            convert::order
        };
        let rows = found.raw.iter().map(convert);
        Ok(Page::of(rows, Cursor::at(&found.next), found.next.more()))
    }
}

#[async_trait]
impl crate::Source<Parcel> for Parcels {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Parcel>> {
        let walk = Walk {
            api: &self.api,
            operation: "parcels.page",
            shelf: false,
        };
        let found = walk.step(Cursor::position(after), window).await?;
        let rows = found.raw.iter().map(convert::parcel);
        Ok(Page::of(rows, Cursor::at(&found.next), found.next.more()))
    }
}

impl Walk<'_> {
    /// The next request of a round.
    async fn step(&self, position: Position, window: Window) -> Result<Found> {
        let step = match position.under_way.clone() {
            Some(step) => step,
            None => self.begin(&position, window).await?,
        };
        match step.shelf {
            Some(page) => self.items(position, step, page).await,
            None => self.orders(position, step, window).await,
        }
    }

    async fn begin(&self, position: &Position, window: Window) -> Result<Step> {
        let (oldest, now) = (window.since.timestamp(), window.now.timestamp());
        Ok(Step {
            sweep: position.sweeps.begin(oldest, now, LIFE),
            shops: numbers(self.api, self.operation).await?,
            unit: position.unit.unwrap_or_default(),
            ..Step::default()
        })
    }

    async fn orders(&self, position: Position, mut step: Step, window: Window) -> Result<Found> {
        let mut raw = match STATUSES.get(step.status) {
            Some(status) if !step.shops.is_empty() => self.ask(&step, status, window).await?,
            _ => OrderPage::default(),
        }
        .orders;
        if position.unit.is_none() && step.unit != Unit::default() {
            raw.retain(|order| !before(order, window));
        }
        if self.shelf {
            step.own.extend(raw.iter().filter_map(|one| id(one, "id")));
        }
        let next = position.after(step, raw.len(), window, self.shelf);
        Ok(Found {
            items: false,
            raw,
            next,
        })
    }

    /// Sold items of orders that were not met among the seller's own.
    async fn items(&self, position: Position, step: Step, page: i64) -> Result<Found> {
        let (from, until) = (step.sweep.from, step.sweep.begun - SETTLES.num_seconds());
        let since = step.unit.count(from);
        let asked = finance::items(self.api, self.operation, &step.shops, since, page).await;
        let found = match asked {
            // A key without a right to the finance list has its own orders all the same.
            Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) => {
                ItemPage::default()
            }
            asked => asked?,
        };
        let count = found.order_items.len();
        let mut raw = found.order_items;
        raw.retain(|item| {
            let made = item.get("date").and_then(convert::moment);
            let within = made.is_none_or(|at| (from..until).contains(&at.timestamp()));
            within && id(item, "orderId").is_none_or(|order| !step.own.contains(&order))
        });
        let next = if count >= FEWEST {
            let step = Step {
                shelf: Some(page + 1),
                ..step
            };
            Position {
                under_way: Some(step),
                ..position
            }
        } else {
            position.over(step.sweep)
        };
        Ok(Found {
            items: true,
            raw,
            next,
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
        let mut call = Api::get(self.operation, "/v2/fbs/orders");
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

fn id(row: &Value, name: &str) -> Option<i64> {
    let id = row.get(name)?;
    id.as_i64().or_else(|| id.as_str()?.parse().ok())
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
    fn more(&self) -> bool {
        self.under_way.is_some()
    }

    fn after(mut self, step: Step, rows: usize, window: Window, shelf: bool) -> Self {
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
            return self.ended(next, window, shelf);
        }
        Self {
            under_way: Some(next),
            ..self
        }
    }

    /// A round in which nothing came is walked again in the other unit, if it was not of late.
    fn ended(self, step: Step, window: Window, shelf: bool) -> Self {
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
        if !shelf || step.shops.is_empty() {
            return self.over(step.sweep);
        }
        let unit = self.unit.unwrap_or_default();
        Self {
            under_way: Some(Step {
                shelf: Some(0),
                unit,
                ..step
            }),
            ..self
        }
    }

    fn over(self, sweep: Sweep) -> Self {
        Self {
            sweeps: self.sweeps.ended(sweep),
            under_way: None,
            ..self
        }
    }
}
