//! What a shop sold and took back in a month: the report on realization, one of a shop and month in
//! two minutes.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Datelike, Months, NaiveDate};
use domain::{Currency, LedgerKind, Money, Statement};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::line::Line;
use super::reports::{Generated, generate};
use super::settings::currency;
use super::sheets::maybe_sheet;
use super::shops::{ShopAt, Walk, selling};
use super::statements::{MOSCOW, OPERATION, SETTLES, last, month};
use super::wire::statement::{Delivered, Returned};
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

/// The report, in Market's words.
const REPORT: &str = "goods-realization";

/// Sheets of what buyers took and of what they gave back.
const DELIVERED: &str = "delivered";
const RETURNED: &str = "returned";

/// Reads totals of shops.
pub(super) struct Realization(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The month under way, by its first day, and the shops that are still to be read of it.
    month: Option<NaiveDate>,
    walk: Option<Walk>,
    ticket: Option<Ticket>,
    /// The day on which the last round ended.
    read: Option<NaiveDate>,
}

impl Position {
    /// The month under way; a round begins with the one that may have changed since the last.
    fn month(&self, window: Window) -> NaiveDate {
        let today = (window.now + MOSCOW).date_naive();
        let since = (window.since + MOSCOW).date_naive();
        let read = self.read.filter(|read| *read <= today);
        let from = read.map_or(since, |read| read - SETTLES).min(today);
        self.month.unwrap_or_else(|| month(from))
    }

    /// After a shop: the next one, or the next month, or the end of the round.
    fn next(self, mut walk: Walk, present: NaiveDate, window: Window) -> (Self, bool) {
        if walk.step(None) {
            let position = Self {
                month: Some(present),
                walk: Some(walk),
                ticket: None,
                ..self
            };
            return (position, true);
        }
        let today = (window.now + MOSCOW).date_naive();
        let month = present.checked_add_months(Months::new(1));
        let month = month.filter(|month| *month <= today);
        let position = Self {
            month,
            walk: None,
            ticket: None,
            read: match month {
                Some(_) => self.read,
                None => Some(today),
            },
        };
        (position, month.is_some())
    }
}

#[async_trait]
impl Source<Statement> for Realization {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Statement>> {
        let mut position: Position = Cursor::position(after);
        let present = position.month(window);
        let walk = match position.walk.take() {
            Some(walk) => walk,
            None => Walk::begin(&self.0, OPERATION, selling).await?,
        };
        let Some(shop) = walk.shop() else {
            let (next, more) = position.next(walk, present, window);
            return Ok(Page::of([], Cursor::at(&next), more));
        };
        let (told, bad) = match self
            .report(&shop, present, position.ticket.take(), window)
            .await
        {
            Ok(Told::Later(ticket, page)) => {
                position.month = Some(present);
                position.walk = Some(walk);
                position.ticket = Some(ticket);
                return Ok(Page {
                    cursor: Cursor::at(&position),
                    ..page
                });
            }
            Ok(Told::Here(told, bad)) => (told, bad),
            // A shop that is refused does not stand in the way of the others.
            Err(error) if error.kind == ErrorKind::Rejected => {
                let raw = json!({ "id": named(&shop, present) });
                (Vec::new(), vec![BadRow::new(&raw, "id", error.message)])
            }
            Err(error) => return Err(error),
        };
        let (next, more) = position.next(walk, present, window);
        Ok(Page::new(told, bad, Cursor::at(&next), more))
    }
}

/// What came of a report.
enum Told {
    /// It is being prepared.
    Later(Ticket, Page<Statement>),
    /// Its totals, and lines that could not be read.
    Here(Vec<Statement>, Vec<BadRow>),
}

impl Realization {
    async fn report(
        &self,
        shop: &ShopAt,
        first: NaiveDate,
        ticket: Option<Ticket>,
        window: Window,
    ) -> Result<Told> {
        let body = json!({ "campaignId": shop.id, "year": first.year(), "month": first.month() });
        let ask = generate(OPERATION, "report-goods-realization", REPORT, body);
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: ask.query("format", "CSV"),
        };
        let bytes = match step(OPERATION, &report, ticket, window.now).await? {
            Step::Wait(ticket, wait) => {
                let page = Page::later(Cursor::at(&()), wait);
                return Ok(Told::Later(ticket, page));
            }
            Step::Empty => return Ok(Told::Here(Vec::new(), Vec::new())),
            Step::Here(bytes) => bytes,
        };
        let currency = currency(&self.0, OPERATION).await?;
        let today = (window.now + MOSCOW).date_naive();
        let of = Of {
            shop,
            first,
            until: last(first, Months::new(1)).min(today),
            currency,
        };
        let (mut told, mut bad) = (Vec::new(), Vec::new());
        for (name, about) in [
            (DELIVERED, LedgerKind::Sale),
            (RETURNED, LedgerKind::Return),
        ] {
            let Some(sheet) = maybe_sheet(OPERATION, &bytes, name)? else {
                continue;
            };
            match of.total(&sheet, name, about) {
                Ok(total) => told.push(total),
                Err(mut lines) => bad.append(&mut lines),
            }
        }
        Ok(Told::Here(told, bad))
    }
}

/// The report of a shop and month.
fn named(shop: &ShopAt, first: NaiveDate) -> String {
    format!("{REPORT}:{}:{first}", shop.id)
}

/// Pieces and their price, of one line or of all.
pub(super) type Sum = (i64, Decimal);

/// What a report is of.
struct Of<'a> {
    shop: &'a ShopAt,
    first: NaiveDate,
    until: NaiveDate,
    currency: Currency,
}

impl Of<'_> {
    /// The total of a sheet; with a line that cannot be read there is none, since a part would be
    /// taken for the whole.
    fn total(
        &self,
        sheet: &[Value],
        name: &str,
        about: LedgerKind,
    ) -> std::result::Result<Statement, Vec<BadRow>> {
        let (sums, bad) = match about {
            LedgerKind::Return => rows(sheet, |row| returned(&row)),
            _ => rows(sheet, |row| delivered(&row)),
        };
        if !bad.is_empty() {
            return Err(bad);
        }
        let all = sums
            .into_iter()
            .fold((0_i64, Decimal::ZERO), |(count, sum), (more, price)| {
                (
                    count.saturating_add(more),
                    sum.checked_add(price).unwrap_or(sum),
                )
            });
        let amount = Money::from_major(all.1, self.currency).map_err(|_| {
            let raw = json!({ "sheet": name, "month": self.first });
            vec![BadRow::new(&raw, name, "out of range")]
        })?;
        Ok(Statement {
            report: named(self.shop, self.first).into(),
            kind: REPORT.to_owned(),
            from: self.first,
            until: self.until,
            about,
            word: format!("{name}: {} {}", self.shop.placement, self.shop.id),
            quantity: Some(all.0),
            amount,
        })
    }
}

/// What buyers took of one line.
pub(super) fn delivered(row: &Delivered) -> std::result::Result<Option<Sum>, Flaw> {
    let count = row.delivered_count;
    let price = row.delivered_price_sum_with_vat_and_discounts;
    Ok(Some((
        count.ok_or(Flaw::missing("DELIVERED_COUNT"))?,
        price.ok_or(Flaw::missing("DELIVERED_PRICE_SUM_WITH_VAT_AND_DISCOUNTS"))?,
    )))
}

/// What they gave back, which the seller pays.
pub(super) fn returned(row: &Returned) -> std::result::Result<Option<Sum>, Flaw> {
    let count = row.returned_count;
    let price = row.return_price_sum_with_vat_and_discounts;
    Ok(Some((
        count.ok_or(Flaw::missing("RETURNED_COUNT"))?,
        -price
            .ok_or(Flaw::missing("RETURN_PRICE_SUM_WITH_VAT_AND_DISCOUNTS"))?
            .abs(),
    )))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn every_month_is_read_of_every_shop_and_the_present_one_again() {
        let now = "2026-11-22T10:00:00Z".parse().expect("a moment");
        let window = Window {
            since: now - TimeDelta::days(60),
            now,
        };
        let (mut position, mut told) = (Position::default(), Vec::new());
        loop {
            let present = position.month(window);
            let walk = position
                .walk
                .take()
                .unwrap_or_else(|| Walk::of(&[5501, 5502]));
            told.push((present.to_string(), walk.shop().expect("a shop").id));
            let (next, more) = position.next(walk, present, window);
            position = next;
            if !more {
                break;
            }
        }
        let told: Vec<_> = told.iter().map(|(day, id)| (day.as_str(), *id)).collect();
        let expected = [
            ("2026-09-01", 5501),
            ("2026-09-01", 5502),
            ("2026-10-01", 5501),
            ("2026-10-01", 5502),
            ("2026-11-01", 5501),
            ("2026-11-01", 5502),
        ];
        assert_eq!(told, expected, "month by month");
        let again = position.month(window);
        assert_eq!(again.to_string(), "2026-11-01", "the month that goes on");
    }
}
