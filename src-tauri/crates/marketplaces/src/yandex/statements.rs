//! Totals of Market's own reports: what it paid, then what each shop sold and took back.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use domain::Statement;
use serde::{Deserialize, Serialize};

use super::line::Line;
use super::payments::Payments;
use super::realization::Realization;
use crate::Result;
use crate::contract::Source;
use crate::page::{Cursor, Page, Window};

pub(super) const OPERATION: &str = "statements.page";

/// A month that ended may change for some days.
pub(super) const SETTLES: TimeDelta = TimeDelta::days(10);

/// Market's days are those of Moscow.
pub(super) const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// Reads totals.
pub(super) struct Totals(pub(super) Arc<Line>);

/// Where each of the reports stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    payments: Option<Cursor>,
    realization: Option<Cursor>,
    /// Payments have been read in this round.
    paid: bool,
}

#[async_trait]
impl Source<Statement> for Totals {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Statement>> {
        let mut position: Position = Cursor::position(after);
        let line = Arc::clone(&self.0);
        let mut page = match position.paid {
            false => {
                let report = Payments(line);
                let page = report.page(position.payments.as_ref(), window).await?;
                position.payments = Some(page.cursor.clone());
                position.paid = !page.more;
                Page { more: true, ..page }
            }
            true => {
                let report = Realization(line);
                let page = report.page(position.realization.as_ref(), window).await?;
                position.realization = Some(page.cursor.clone());
                position.paid = page.more;
                page
            }
        };
        page.cursor = Cursor::at(&position);
        Ok(page)
    }
}

/// The first day of a month.
pub(super) fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of so many months from the first one on.
pub(super) fn last(first: NaiveDate, months: Months) -> NaiveDate {
    let next = first.checked_add_months(months);
    next.and_then(|next| next.pred_opt()).unwrap_or(first)
}
