//! Views, baskets and orders of each offer, day by day: a report, one in ten minutes. The last days
//! are asked for again, since orders of theirs go on changing.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::{Currency, FunnelDay, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::line::Line;
use super::reports::{Generated, generate};
use super::settings::currency;
use super::sheets::{self, sheet};
use super::wire::funnel::Row;
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

const OPERATION: &str = "funnel.page";

/// Days of one report.
const LONGEST: TimeDelta = TimeDelta::days(29);

/// Days that are asked for again.
const OVERLAP: TimeDelta = TimeDelta::days(7);

/// Market's days are those of Moscow.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// The report's sheet.
const SHEET: &str = "sales_funnel_report";

/// Reads the funnel.
pub(super) struct Funnels(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// First and last day of the report under way.
    span: Option<(NaiveDate, NaiveDate)>,
    ticket: Option<Ticket>,
    /// The day up to which the last round read.
    read: Option<NaiveDate>,
}

impl Position {
    fn resume(after: Option<&Cursor>, window: Window) -> (Self, (NaiveDate, NaiveDate)) {
        let stored: Self = Cursor::position(after);
        let day = |at: chrono::DateTime<chrono::Utc>| (at + MOSCOW).date_naive();
        let today = day(window.now);
        let read = stored.read.filter(|read| *read <= today);
        let from = read.map_or(day(window.since), |read| read - OVERLAP);
        let from = from.min(today);
        let span = stored.span.unwrap_or((from, today.min(from + LONGEST)));
        (stored, span)
    }

    /// After a report was read: the next one, or the end of the round.
    fn next((_, to): (NaiveDate, NaiveDate), window: Window) -> (Self, bool) {
        let today = (window.now + MOSCOW).date_naive();
        let from = to + TimeDelta::days(1);
        let more = from <= today;
        let position = Self {
            span: more.then(|| (from, today.min(from + LONGEST))),
            ticket: None,
            read: Some(to),
        };
        (position, more)
    }
}

#[async_trait]
impl Source<FunnelDay> for Funnels {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<FunnelDay>> {
        let (position, span) = Position::resume(after, window);
        let body = json!({
            "businessId": self.0.cabinet().await?.business,
            "dateFrom": span.0.to_string(),
            "dateTo": span.1.to_string(),
            "grouping": "OFFERS",
        });
        let ask = generate(OPERATION, "report-shows-sales", "shows-sales", body);
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: ask.query("format", "CSV"),
        };
        let bytes = match step(OPERATION, &report, position.ticket.clone(), window.now).await? {
            Step::Wait(ticket, wait) => {
                let position = Position {
                    span: Some(span),
                    ticket: Some(ticket),
                    ..position
                };
                return Ok(Page::later(Cursor::at(&position), wait));
            }
            Step::Here(bytes) => Some(bytes),
            Step::Empty => None,
        };
        let sheet = match bytes {
            Some(bytes) => sheet(OPERATION, &bytes, SHEET)?,
            None => Vec::new(),
        };
        let currency = currency(&self.0, OPERATION).await?;
        let (rows, bad) = rows(&sheet, |row| day(row, currency));
        let (next, more) = Position::next(span, window);
        Ok(Page::new(rows, bad, Cursor::at(&next), more))
    }
}

/// One row of the sheet.
pub(super) fn day(row: Row, currency: Currency) -> std::result::Result<Option<FunnelDay>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("OFFER_ID"));
    }
    let money = |amount: Option<Decimal>| Money::from_major(amount?, currency).ok();
    let lost = [
        row.order_items_canceled_count,
        row.order_items_returned_count,
    ];
    let told: Vec<i64> = lost.into_iter().flatten().collect();
    Ok(Some(FunnelDay {
        listing: row.offer_id.into(),
        day: sheets::day(&row.day).ok_or(Flaw::missing("DAY"))?,
        views: row.shows,
        opens: row.clicks,
        carts: row.to_cart,
        orders: row.order_items,
        ordered: money(row.order_items_total_amount),
        buyouts: row.order_items_delivered_count,
        bought: money(row.order_items_delivered_total_amount),
        cancels: (!told.is_empty()).then(|| told.into_iter().fold(0, i64::saturating_add)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_follow_one_another_up_to_today() {
        let now = "2026-11-22T10:00:00Z".parse().expect("a moment");
        let window = Window {
            since: now - TimeDelta::days(75),
            now,
        };
        let (mut cursor, mut spans) = (None, Vec::new());
        loop {
            let (_, span) = Position::resume(cursor.as_ref(), window);
            spans.push(span);
            let (next, more) = Position::next(span, window);
            cursor = Some(Cursor::at(&next));
            if !more {
                break;
            }
        }
        let whole: i64 = spans
            .iter()
            .map(|(from, to)| (*to - *from).num_days() + 1)
            .sum();
        assert_eq!((spans.len(), whole), (3, 76), "every day once: {spans:?}");
        let (_, again) = Position::resume(cursor.as_ref(), window);
        let today = now.date_naive();
        assert_eq!(again, (today - OVERLAP, today), "the last days again");
    }
}
