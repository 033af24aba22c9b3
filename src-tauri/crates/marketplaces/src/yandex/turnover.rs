//! How fast goods on Market's shelves turn: a report of one shop and day, one in two minutes.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::Turnover;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::line::Line;
use super::reports::{Generated, generate};
use super::sheets::sheet;
use super::shops::{Walk, of_market};
use super::wire::turnover::Row;
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

const OPERATION: &str = "turnover.page";

/// The report's sheet of all categories.
const SHEET: &str = "turnover";

/// Market's days are those of Moscow; yesterday's is the last whole one.
const SETTLES: TimeDelta = TimeDelta::hours(3 - 24);

/// Reads turnover.
pub(super) struct Shelves(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The shops that are still to be read; none before a round begins.
    walk: Option<Walk>,
    /// The day that the round is about.
    day: Option<NaiveDate>,
    /// The report of the present shop.
    ticket: Option<Ticket>,
}

#[async_trait]
impl Source<Turnover> for Shelves {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Turnover>> {
        let stored: Position = Cursor::position(after);
        let day = stored
            .day
            .unwrap_or_else(|| (window.now + SETTLES).date_naive());
        let mut walk = match stored.walk {
            Some(walk) => walk,
            None => Walk::begin(&self.0, OPERATION, of_market).await?,
        };
        let Some(shop) = walk.shop() else {
            return Ok(Page::of([], Cursor::at(&Position::default()), false));
        };
        let body = json!({ "campaignId": shop.id, "date": day.to_string() });
        let ask = generate(OPERATION, "report-goods-turnover", "goods-turnover", body);
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: ask.query("format", "CSV"),
        };
        let told = match step(OPERATION, &report, stored.ticket, window.now).await? {
            Step::Wait(ticket, wait) => {
                let position = Position {
                    walk: Some(walk),
                    day: Some(day),
                    ticket: Some(ticket),
                };
                return Ok(Page::later(Cursor::at(&position), wait));
            }
            Step::Here(bytes) => sheet(OPERATION, &bytes, SHEET)?,
            Step::Empty => Vec::new(),
        };
        let (rows, bad) = rows(&told, |row| turnover(row, day));
        let more = walk.step(None);
        let next = match more {
            true => Position {
                walk: Some(walk),
                day: Some(day),
                ticket: None,
            },
            false => Position::default(),
        };
        Ok(Page::new(rows, bad, Cursor::at(&next), more))
    }
}

/// One row of the sheet: an offer in a warehouse.
pub(super) fn turnover(row: Row, day: NaiveDate) -> std::result::Result<Option<Turnover>, Flaw> {
    if row.shop_sku.is_empty() {
        return Err(Flaw::missing("SHOP_SKU"));
    }
    Ok(Some(Turnover {
        listing: row.shop_sku.into(),
        place: row.warehouse_name,
        day,
        available: row.items_on_stock,
        per_day: row.avg_sold_items,
        days: days(&row.turnover),
        grade: row.market_recommendation,
    }))
}

/// The column is a text: days, or words where nothing was sold.
fn days(text: &str) -> Option<Decimal> {
    let number = text.trim().replace(',', ".");
    number.parse().ok().filter(|days| *days >= Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("12", Some(Decimal::from(12)))]
    #[case(" 12,5 ", Some(Decimal::new(125, 1)))]
    #[case("нет продаж", None)]
    #[case("-3", None)]
    #[case("", None)]
    fn only_a_number_is_days(#[case] text: &str, #[case] expected: Option<Decimal>) {
        assert_eq!(days(text), expected, "{text}");
    }
}
