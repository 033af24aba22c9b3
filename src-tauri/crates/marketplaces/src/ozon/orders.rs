//! Orders of both schemes: first those of the seller's warehouses by their
//! last change, then those of Ozon's warehouses, which can only be asked for
//! by the time of the order.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Order;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::convert::posting::{of_ozon, of_seller};
use super::instant;
use super::line::Line;
use super::wire::posting::{Posting, PostingList};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};
use crate::round::Round;

const OPERATION: &str = "orders.page";

/// "A year at most" between `since` and `to`; more is `PERIOD_IS_TOO_LONG`.
const YEAR: TimeDelta = TimeDelta::days(360);

/// Changes are looked for in windows of half a year, so that orders of the
/// half year before can be among them.
const LONGEST: TimeDelta = TimeDelta::days(180);

/// Changes that reach the index late are found by the next round.
const OVERLAP: TimeDelta = TimeDelta::hours(1);

/// Orders of Ozon's warehouses are read again: the newest in every round, those
/// that can still be on their way a few times a day.
const NEWEST: TimeDelta = TimeDelta::days(2);
const UNDER_WAY: TimeDelta = TimeDelta::days(60);
const DEEP: TimeDelta = TimeDelta::hours(6);

/// Reads orders.
pub(super) struct Sales(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    seller: Option<Round>,
    ozon: Option<Round>,
    /// Whose warehouses are being read.
    at_ozon: bool,
    /// When orders under way were last read.
    deep: Option<DateTime<Utc>>,
}

#[async_trait]
impl Source<Order> for Sales {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let position: Position = Cursor::position(after);
        if position.at_ozon {
            self.of_ozon(position, window).await
        } else {
            self.of_seller(position, window).await
        }
    }
}

impl Position {
    /// How far the next round goes back.
    fn back(&mut self, ends: bool, now: DateTime<Utc>) -> TimeDelta {
        let last = *self.deep.get_or_insert(now);
        if ends && (last > now || now - last >= DEEP) {
            self.deep = Some(now);
            return UNDER_WAY;
        }
        NEWEST
    }
}

impl Sales {
    async fn of_seller(&self, mut position: Position, window: Window) -> Result<Page<Order>> {
        let round = Round::or_begin(position.seller.take(), window, LONGEST);
        let filter = json!({
            "since": instant(round.to - YEAR),
            "to": instant(round.to),
            "last_changed_status_date": { "from": instant(round.from), "to": instant(round.to) },
        });
        let (page, token) = self.list("/v4/posting/fbs/list", &filter, &round).await?;
        let (rows, bad) = rows(&page, |row: Posting| of_seller(&row));
        let (next, more) = round.next(token, window.now, OVERLAP);
        (position.seller, position.at_ozon) = (Some(next), !more);
        let cursor = Cursor::at(&position);
        // Ozon's warehouses are still to be read.
        let more = true;
        Ok(Page::new(rows, bad, cursor, more))
    }

    async fn of_ozon(&self, mut position: Position, window: Window) -> Result<Page<Order>> {
        let round = Round::or_begin(position.ozon.take(), window, YEAR);
        let filter = json!({ "since": instant(round.from), "to": instant(round.to) });
        let (page, token) = self.list("/v3/posting/fbo/list", &filter, &round).await?;
        let (rows, bad) = rows(&page, |row: Posting| of_ozon(&row));
        let back = position.back(token.is_none(), window.now);
        let (next, more) = round.next(token, window.now, back);
        (position.ozon, position.at_ozon) = (Some(next), more);
        let cursor = Cursor::at(&position);
        Ok(Page::new(rows, bad, cursor, more))
    }

    async fn list(
        &self,
        path: &str,
        filter: &Value,
        round: &Round,
    ) -> Result<(Vec<Box<RawValue>>, Option<String>)> {
        let body = |cursor: &str| {
            json!({
                "cursor": cursor,
                "filter": filter,
                "limit": 100,
                "sort_dir": "ASC",
                "with": { "financial_data": true },
            })
        };
        let token = round.token.as_deref();
        let page: PostingList = self.0.page(OPERATION, path, body, token).await?;
        // `has_next` may be true with nothing to follow.
        let ends = page.has_next == Some(false) || page.postings.is_empty();
        let cursor = page
            .cursor
            .filter(|cursor| !ends && round.token.as_ref() != Some(cursor));
        Ok((page.postings, cursor))
    }
}
