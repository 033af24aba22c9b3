//! What Market paid, month by month: the report on payments, one in two minutes, summed over the
//! payment orders of each month. What no payment order has yet is not paid and not told.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Months, NaiveDate, TimeDelta};
use domain::{Currency, Money, Statement};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::statement::{Part, Total, part};
use super::line::Line;
use super::reports::{Generated, generate};
use super::settings::currency;
use super::sheets::sheet;
use super::statements::{MOSCOW, OPERATION, SETTLES, last, month};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

/// The report, in Market's words.
const REPORT: &str = "united-netting";

/// The sheet of all payments of a period.
const SHEET: &str = "transaction_date";

/// Months of one report, at most.
const LONGEST: Months = Months::new(3);

/// Reads totals of payments.
pub(super) struct Payments(pub(super) Arc<Line>);

/// First and last day of a report; the first one begins a month.
type Span = (NaiveDate, NaiveDate);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The report under way.
    span: Option<Span>,
    ticket: Option<Ticket>,
    /// The day up to which the last round read.
    read: Option<NaiveDate>,
}

impl Position {
    fn resume(self, window: Window) -> (Self, Span) {
        let today = (window.now + MOSCOW).date_naive();
        let read = self.read.filter(|read| *read <= today);
        let since = (window.since + MOSCOW).date_naive();
        let from = read.map_or(since, |read| read - SETTLES).min(today);
        let span = self.span.unwrap_or_else(|| span(from, today));
        (self, span)
    }

    /// After a report was read: the next one, or the end of the round.
    fn next((_, to): Span, window: Window) -> (Self, bool) {
        let today = (window.now + MOSCOW).date_naive();
        let more = to < today;
        let position = Self {
            span: more.then(|| span(to + TimeDelta::days(1), today)),
            ticket: None,
            read: Some(to),
        };
        (position, more)
    }
}

/// Whole months from that of a day, as many as a report may have, up to today.
fn span(from: NaiveDate, today: NaiveDate) -> Span {
    let first = month(from);
    (first, last(first, LONGEST).min(today))
}

#[async_trait]
impl Source<Statement> for Payments {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Statement>> {
        let (position, span) = Cursor::position::<Position>(after).resume(window);
        let body = json!({
            "businessId": self.0.cabinet().await?.business,
            "dateFrom": span.0.to_string(),
            "dateTo": span.1.to_string(),
        });
        let ask = generate(OPERATION, "report-united-netting", REPORT, body);
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: ask.query("format", "CSV").query("language", "RU"),
        };
        let sheet = match step(OPERATION, &report, position.ticket.clone(), window.now).await? {
            Step::Wait(ticket, wait) => {
                let position = Position {
                    span: Some(span),
                    ticket: Some(ticket),
                    ..position
                };
                return Ok(Page::later(Cursor::at(&position), wait));
            }
            Step::Here(bytes) => sheet(OPERATION, &bytes, SHEET)?,
            Step::Empty => Vec::new(),
        };
        let currency = currency(&self.0, OPERATION).await?;
        let (parts, bad) = rows(&sheet, |row| part(&row));
        let (next, more) = Position::next(span, window);
        let mut page = Page::of([], Cursor::at(&next), more);
        // Without one of its lines a part would be taken for the whole.
        if bad.is_empty() {
            page = Page::of(statements(parts, span, currency), page.cursor, more);
        }
        page.bad.extend(bad);
        Ok(page)
    }
}

/// Totals of the payment orders of each month.
fn statements(
    parts: Vec<Part>,
    (from, to): Span,
    currency: Currency,
) -> Vec<std::result::Result<Statement, BadRow>> {
    let mut totals: BTreeMap<(NaiveDate, Total), (Decimal, Option<i64>)> = BTreeMap::new();
    for part in parts {
        // Payments of other months are there because they were accrued in these.
        if part.paid < from || part.paid > to {
            continue;
        }
        let (sum, pieces) = totals.entry((month(part.paid), part.total)).or_default();
        *sum = sum.checked_add(part.amount).unwrap_or(*sum);
        *pieces = part.pieces.map_or(*pieces, |more| {
            Some(pieces.unwrap_or_default().saturating_add(more))
        });
    }
    let told = totals.into_iter().map(|((first, total), (sum, pieces))| {
        let amount = Money::from_major(sum, currency).map_err(|_| {
            let raw = json!({ "month": first, "word": total.word });
            BadRow::new(&raw, "TRANSACTION_SUM", "out of range")
        })?;
        Ok(Statement {
            report: format!("{REPORT}:{first}").into(),
            kind: REPORT.to_owned(),
            from: first,
            until: last(first, Months::new(1)).min(to),
            about: total.about,
            word: total.word,
            quantity: pieces,
            amount,
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use domain::LedgerKind;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn part(paid: &str, amount: i64, pieces: Option<i64>) -> Part {
        Part {
            paid: day(paid),
            total: Total {
                about: LedgerKind::Sale,
                word: "Платёж покупателя".to_owned(),
            },
            amount: Decimal::from(amount),
            pieces,
        }
    }

    #[test]
    fn reports_have_whole_months_and_follow_one_another_up_to_today() {
        let now = "2026-11-22T22:00:00Z".parse().expect("a moment");
        let window = Window {
            since: now - TimeDelta::days(130),
            now,
        };
        let (mut position, mut spans) = (Position::default(), Vec::new());
        loop {
            let (_, span) = position.resume(window);
            spans.push(span);
            let (next, more) = Position::next(span, window);
            position = next;
            if !more {
                break;
            }
        }
        let expected = [
            (day("2026-07-01"), day("2026-09-30")),
            (day("2026-10-01"), day("2026-11-23")),
        ];
        assert_eq!(spans, expected, "three months at most, Moscow's today");
        let (_, again) = position.clone().resume(window);
        let only = (day("2026-11-01"), day("2026-11-23"));
        assert_eq!(again, only, "the month that goes on");
        let later = Window {
            now: now + TimeDelta::days(15),
            ..window
        };
        let (_, after) = position.resume(later);
        assert_eq!(
            after,
            (day("2026-11-01"), day("2026-12-08")),
            "a month that ended meanwhile is read to its end"
        );
    }

    #[test]
    fn payments_are_summed_by_the_month_of_their_order() {
        let span = (day("2026-10-01"), day("2026-11-22"));
        let parts = vec![
            part("2026-10-31", 100, Some(1)),
            part("2026-11-02", 50, None),
            part("2026-11-09", 25, Some(2)),
            part("2026-09-30", 7, Some(1)),
            part("2026-11-23", 7, Some(1)),
        ];
        let told = statements(parts, span, Currency::RUB).into_iter();
        let told: Vec<_> = told
            .map(|one| one.expect("in range"))
            .map(|one| (one.from, one.until, one.amount.minor, one.quantity))
            .collect();
        let expected = [
            (day("2026-10-01"), day("2026-10-31"), 10_000, Some(1)),
            (day("2026-11-01"), day("2026-11-22"), 7_500, Some(2)),
        ];
        assert_eq!(told, expected, "other months' orders are left to them");
    }
}
