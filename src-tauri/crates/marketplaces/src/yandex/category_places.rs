//! How the seller stands in the categories that it sells in: a report of one category, one in ten
//! minutes. A round counts the catalogue and then asks about them, those with most offers first; it
//! may last for hours, in which other feeds have their turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::{CategoryPlace, Currency, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::reports::{Generated, generate};
use super::settings::currency;
use super::sheets::{self, sheet};
use super::wire::Envelope;
use super::wire::offer::{Mapping, OfferMapping, Offers};
use super::wire::standing::Day;
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

const OPERATION: &str = "category_places.page";

/// The report's sheet.
const SHEET: &str = "competitors_position";

/// Categories that are asked about at all: those with most offers.
const MOST: usize = 60;

/// Without a subscription the last ninety days can be had.
const FARTHEST: TimeDelta = TimeDelta::days(89);

/// Days that are asked for again.
const OVERLAP: TimeDelta = TimeDelta::days(7);

/// Market's days are those of Moscow; yesterday's is the last whole one.
const SETTLES: TimeDelta = TimeDelta::hours(3 - 24);

/// Reads places.
pub(super) struct Standing(pub(super) Arc<Line>);

/// A category that the seller sells in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Category {
    id: i64,
    name: String,
    offers: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The page of the catalogue that is counted next, and what was counted.
    token: Option<String>,
    counted: Vec<Category>,
    /// Categories that are still to be asked about, the present one last.
    left: Vec<Category>,
    ticket: Option<Ticket>,
    /// The last day of the turn under way, and of the one before.
    until: Option<NaiveDate>,
    told: Option<NaiveDate>,
}

impl Position {
    fn count(&mut self, offers: Vec<Mapping>) {
        let mut known: BTreeMap<i64, Category> = std::mem::take(&mut self.counted)
            .into_iter()
            .map(|category| (category.id, category))
            .collect();
        for offer in offers {
            let Some(id) = offer.market_category_id else {
                continue;
            };
            let category = known.entry(id).or_insert_with(|| Category {
                id,
                name: offer.market_category_name.unwrap_or_default(),
                offers: 0,
            });
            category.offers = category.offers.saturating_add(1);
        }
        self.counted = known.into_values().collect();
    }

    /// All is counted: a turn over the categories with most offers begins.
    fn begin(&mut self, until: NaiveDate) {
        let mut left = std::mem::take(&mut self.counted);
        left.sort_by_key(|category| std::cmp::Reverse((category.offers, category.id)));
        left.truncate(MOST);
        left.reverse();
        self.left = left;
        self.until = Some(until);
    }

    /// A category has had its turn; whether the round goes on.
    fn step(&mut self) -> bool {
        self.left.pop();
        self.ticket = None;
        if self.left.is_empty() {
            self.told = self.until.take();
        }
        !self.left.is_empty()
    }

    fn days(&self, window: Window) -> (NaiveDate, NaiveDate) {
        let last = (window.now + SETTLES).date_naive();
        let until = self.until.unwrap_or(last).min(last);
        let since = (window.since + SETTLES).date_naive();
        let from = self.told.map_or(since, |told| told - OVERLAP);
        (from.max(last - FARTHEST).min(until), until)
    }
}

#[async_trait]
impl Source<CategoryPlace> for Standing {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<CategoryPlace>> {
        let position: Position = Cursor::position(after);
        match position.left.last().cloned() {
            None => self.count(position, window).await,
            Some(category) => self.ask(position, &category, window).await,
        }
    }
}

impl Standing {
    /// Counts a page of the catalogue.
    async fn count(&self, mut position: Position, window: Window) -> Result<Page<CategoryPlace>> {
        let path = self.0.cabinet().await?.path("v2", "/offer-mappings");
        let body = json!({ "archived": false });
        let ask = Ask::post(OPERATION, "offer-mappings", path, body).query("limit", "100");
        let page: Envelope<Offers> = self.0.read_page(&ask, position.token.as_deref()).await?;
        let mapping = |row: OfferMapping| Ok(Some(row.mapping));
        let (offers, bad) = rows(&page.result.offer_mappings, mapping);
        position.count(offers);
        position.token = page.result.paging.next();
        let mut more = true;
        if position.token.is_none() {
            position.begin((window.now + SETTLES).date_naive());
            more = !position.left.is_empty();
        }
        Ok(Page::new(Vec::new(), bad, Cursor::at(&position), more))
    }

    /// Asks for the report of a category, waits for it, reads it.
    async fn ask(
        &self,
        mut position: Position,
        category: &Category,
        window: Window,
    ) -> Result<Page<CategoryPlace>> {
        let (from, to) = position.days(window);
        let body = json!({
            "businessId": self.0.cabinet().await?.business,
            "categoryId": category.id,
            "dateFrom": from.to_string(),
            "dateTo": to.to_string(),
        });
        let ask = generate(
            OPERATION,
            "report-competitors-position",
            "competitors-position",
            body,
        );
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: ask.query("format", "CSV"),
        };
        let ticket = position.ticket.take();
        let told = match step(OPERATION, &report, ticket, window.now).await {
            Ok(Step::Wait(ticket, wait)) => {
                position.ticket = Some(ticket);
                return Ok(Page::later(Cursor::at(&position), wait));
            }
            Ok(Step::Here(bytes)) => sheet(OPERATION, &bytes, SHEET)?,
            Ok(Step::Empty) => Vec::new(),
            // A category that is refused does not stand in the way of the others.
            Err(error) if error.kind == ErrorKind::Rejected => {
                let more = position.step();
                let raw = json!({ "categoryId": category.id });
                let bad = BadRow::new(&raw, "categoryId", error.message);
                return Ok(Page::of([Err(bad)], Cursor::at(&position), more));
            }
            Err(error) => return Err(error),
        };
        let currency = currency(&self.0, OPERATION).await?;
        let (rows, bad) = rows(&told, |row: Day| {
            place(&row, (category.id, &category.name), currency)
        });
        let more = position.step();
        Ok(Page::new(rows, bad, Cursor::at(&position), more))
    }
}

/// One day of a category. The place is told as -1 on a day without orders.
pub(super) fn place(
    row: &Day,
    (category, name): (i64, &str),
    currency: Currency,
) -> std::result::Result<Option<CategoryPlace>, Flaw> {
    let money = |amount: Option<Decimal>| Money::from_major(amount?, currency).ok();
    Ok(Some(CategoryPlace {
        category: category.to_string().into(),
        name: name.to_owned(),
        day: sheets::day(&row.day).ok_or(Flaw::missing("DAY"))?,
        place: row.position.filter(|place| *place > 0),
        sellers: row.sellers_count,
        ours: money(row.gmv),
        all: money(row.total_gmv),
        average: money(row.avg_total_gmv),
        nearest: money(row.nearest_competitor_gmv),
        leaders: money(row.avg_gmv_of_top_five_percent_sellers),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(id: i64) -> Mapping {
        Mapping {
            market_category_id: Some(id),
            market_category_name: Some(format!("категория {id}")),
            ..Mapping::default()
        }
    }

    #[test]
    fn categories_come_in_turn_those_with_most_offers_first() {
        let until = "2026-11-21".parse().expect("a day");
        let mut position = Position::default();
        position.count((1..=8).map(offer).collect());
        position.count(vec![offer(5), offer(5), offer(3), Mapping::default()]);
        position.begin(until);
        let mut turns: Vec<i64> = Vec::new();
        loop {
            turns.extend(position.left.last().map(|category| category.id));
            if !position.step() {
                break;
            }
        }
        assert_eq!(turns, [5, 3, 8, 7, 6, 4, 2, 1], "each once");
        assert_eq!(
            (position.told, position.until),
            (Some(until), None),
            "the next turn goes on from here"
        );
    }

    #[test]
    fn no_more_days_are_asked_for_than_can_be_had() {
        let now = "2026-11-22T10:00:00Z".parse().expect("a moment");
        let window = Window {
            since: now - TimeDelta::days(400),
            now,
        };
        let mut position = Position::default();
        let (from, to) = position.days(window);
        let yesterday: NaiveDate = "2026-11-21".parse().expect("a day");
        assert_eq!((from, to), (yesterday - FARTHEST, yesterday), "ninety days");
        position.told = Some(yesterday - TimeDelta::days(2));
        let (from, _) = position.days(window);
        assert_eq!(from, yesterday - TimeDelta::days(9), "then the last ones");
    }
}
