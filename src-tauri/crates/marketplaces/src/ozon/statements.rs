//! Totals of Ozon's own reports: of half months, then of months.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Datelike, Months, NaiveDate};
use domain::{Currency, Statement};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::statement::{cash_flow, realization};
use super::day;
use super::line::Line;
use super::wire::statement::{CashFlow, CashFlows, Realization, Realized};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "statements.page";

/// Half months of a page.
const HALVES: i64 = 20;

/// What is booked late is found by the next round.
const AGAIN: Months = Months::new(1);

/// Reads totals.
pub(super) struct Statements(pub(super) Arc<Line>);

/// Where a round is: a page of half months, or a month.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    from: Option<NaiveDate>,
    page: i64,
    month: Option<NaiveDate>,
}

#[async_trait]
impl Source<Statement> for Statements {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Statement>> {
        let place: Position = Cursor::position(after);
        let today = day(window.now);
        match place.month {
            Some(month) => self.month(month, today).await,
            None => self.halves(place, day(window.since), today).await,
        }
    }
}

impl Statements {
    async fn halves(
        &self,
        place: Position,
        since: NaiveDate,
        today: NaiveDate,
    ) -> Result<Page<Statement>> {
        let from = place.from.unwrap_or(first(since)).min(before(today));
        let page = place.page.max(1);
        let body = json!({
            "date": { "from": format!("{from}T00:00:00Z"), "to": format!("{today}T00:00:00Z") },
            "page": page,
            "page_size": HALVES,
            "with_details": false,
        });
        let path = "/v1/finance/cash-flow-statement/list";
        let told: CashFlows = self.0.ask(OPERATION, path, body).await?;
        let flows = &told.result.cash_flows;
        let (found, bad) = rows(flows, |row: CashFlow| cash_flow(&row, today));
        let pages = told.result.page_count;
        let more = !flows.is_empty() && page < pages.unwrap_or(1);
        let next = match more {
            true => Position {
                from: Some(from),
                page: page + 1,
                month: None,
            },
            false => Position {
                month: Some(from),
                ..Position::default()
            },
        };
        let found = found.into_iter().flatten().collect();
        Ok(Page::new(found, bad, Cursor::at(&next), true))
    }

    /// The report of a month, and what comes after it.
    async fn month(&self, month: NaiveDate, today: NaiveDate) -> Result<Page<Statement>> {
        let (found, bad) = self.realized(month).await?;
        let next = first(month) + Months::new(1);
        let more = next < first(today);
        let next = match more {
            true => Position {
                month: Some(next),
                ..Position::default()
            },
            false => Position {
                from: Some(before(today)),
                ..Position::default()
            },
        };
        Ok(Page::new(found, bad, Cursor::at(&next), more))
    }

    /// "Not later than the fifth of the next month", so the last one may not be there yet; some
    /// contracts have none at all. With one row that cannot be read a total would be wrong.
    async fn realized(&self, month: NaiveDate) -> Result<(Vec<Statement>, Vec<BadRow>)> {
        let body = json!({ "month": month.month(), "year": month.year() });
        let path = "/v2/finance/realization";
        let told: Realization = match self.0.ask(OPERATION, path, body).await {
            Err(error) if is_none(&error) => return Ok((Vec::new(), Vec::new())),
            told => told?,
        };
        let (read, bad) = rows(&told.result.rows, |row: Realized| Ok(Some(row)));
        if read.is_empty() || !bad.is_empty() {
            return Ok((Vec::new(), bad));
        }
        let currency: Currency = self.currency(&told.result.header.currency_sys_name).await?;
        Ok((realization(&read, month, currency), bad))
    }

    /// The report's own, else the cabinet's.
    async fn currency(&self, told: &str) -> Result<Currency> {
        if let Ok(currency) = told.parse() {
            return Ok(currency);
        }
        let shop = self.0.shop(OPERATION).await?;
        shop.company.currency.parse().map_err(|_| {
            let message = "the report names no currency";
            MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message)
        })
    }
}

/// There is no report of that month.
fn is_none(error: &MarketplaceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::Rejected | ErrorKind::Unsupported
    )
}

/// The first day of a month.
fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month before.
fn before(today: NaiveDate) -> NaiveDate {
    first(today) - AGAIN
}
