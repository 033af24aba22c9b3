//! What Uzum reckons: sold items first, then expenses.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::LedgerRow;
use serde::{Deserialize, Serialize};

use super::api::Api;
use super::convert;
use super::shops::numbers;
use super::wire::{ItemPage, PaymentPage};
use crate::Result;
use crate::page::{Cursor, Page, Window};
use crate::sweep::{Sweep, Sweeps};

const OPERATION: &str = "ledger.page";
/// Rows that are asked for; the description names no most.
const ITEMS: i64 = 100;
/// Whatever the most is, a page shorter than the usual size is the last one.
pub(super) const FEWEST: usize = 20;
/// Items are found by the date of their order, so a usual round reads as far back as it takes
/// until one is given back at the latest.
const LIFE: TimeDelta = TimeDelta::days(45);
/// Without them named the list is empty for some keys.
const STATUSES: [&str; 4] = [
    "TO_WITHDRAW",
    "PROCESSING",
    "CANCELED",
    "PARTIALLY_CANCELLED",
];

/// Reads the ledger.
pub(super) struct Ledger {
    pub(super) api: Api,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    sweeps: Sweeps,
    under_way: Option<Step>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    sweep: Sweep,
    shops: Vec<i64>,
    /// Sold items are done.
    expenses: bool,
    page: i64,
}

/// A page of sold items of orders made since then (in the unit of `since`).
pub(super) async fn items(
    api: &Api,
    operation: &'static str,
    shops: &[i64],
    since: i64,
    page: i64,
) -> Result<ItemPage> {
    let mut call = Api::get(operation, "/v1/finance/orders");
    for shop in shops {
        call = call.query("shopIds", shop);
    }
    for status in STATUSES {
        call = call.query("statuses", status);
    }
    let call = call
        .query("page", &page)
        .query("size", &ITEMS)
        .query("group", "false")
        .query("dateFrom", &since);
    api.bare(&call).await
}

#[async_trait]
impl crate::Source<LedgerRow> for Ledger {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<LedgerRow>> {
        let position: Position = Cursor::position(after);
        let step = match position.under_way.clone() {
            Some(step) => step,
            None => self.begin(&position, window).await?,
        };
        let (rows, count) = if step.expenses {
            self.expenses(&step).await?
        } else {
            self.sales(&step).await?
        };
        let next = position.after(step, count);
        let more = next.under_way.is_some();
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

type Rows = Vec<std::result::Result<LedgerRow, crate::page::BadRow>>;

impl Ledger {
    async fn begin(&self, position: &Position, window: Window) -> Result<Step> {
        let (oldest, now) = (window.since.timestamp(), window.now.timestamp());
        Ok(Step {
            sweep: position.sweeps.begin(oldest, now, LIFE),
            shops: numbers(&self.api, OPERATION).await?,
            ..Step::default()
        })
    }

    async fn sales(&self, step: &Step) -> Result<(Rows, usize)> {
        if step.shops.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let since = step.sweep.from.saturating_mul(1000);
        let found = items(&self.api, OPERATION, &step.shops, since, step.page).await?;
        let rows = found.order_items.iter().flat_map(convert::sales).collect();
        Ok((rows, found.order_items.len()))
    }

    async fn expenses(&self, step: &Step) -> Result<(Rows, usize)> {
        let mut call = Api::get(OPERATION, "/v1/finance/expenses");
        for shop in &step.shops {
            call = call.query("shopIds", shop);
        }
        let call = call
            .query("page", &step.page)
            .query("size", &ITEMS)
            .query("dateFrom", &step.sweep.from.saturating_mul(1000));
        let found: PaymentPage = self.api.wrapped(&call).await?;
        let rows = found.payments.iter().map(convert::expense).collect();
        Ok((rows, found.payments.len()))
    }
}

impl Position {
    fn after(self, step: Step, rows: usize) -> Self {
        let next = match (rows >= FEWEST, step.expenses) {
            (true, _) => Step {
                page: step.page + 1,
                ..step
            },
            (false, false) => Step {
                expenses: true,
                page: 0,
                ..step
            },
            (false, true) => {
                return Self {
                    sweeps: self.sweeps.ended(step.sweep),
                    under_way: None,
                };
            }
        };
        Self {
            under_way: Some(next),
            ..self
        }
    }
}
