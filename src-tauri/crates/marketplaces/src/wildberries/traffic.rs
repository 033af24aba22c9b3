//! Days of the funnel and search terms, along the cards; ratings of all cards.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use domain::{CardQuality, FunnelDay, SearchTerm};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ads::moscow;
use super::api::Api;
use super::catalogue::{LastCard, cards};
use super::convert;
use super::profile::ANALYTICS;
use super::wire::{Data, Items};
use crate::Result;
use crate::error::MarketplaceError;
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

/// Cards of one request for the funnel, at most (WB API 11-analytics).
const FUNNEL_CARDS: usize = 20;
/// Cards of one request for search terms, at most.
const TERM_CARDS: usize = 50;
/// Terms of one answer without the dearer plans of the subscription, at most.
const TERMS: usize = 30;
/// Cards of one answer of ratings, at most.
const RATINGS: usize = 1000;
/// WB's subscription, as its cabinet calls it.
const SUBSCRIPTION: &str = "Джем";
/// Rows read again at the next page.
const OVERLAP: usize = 20;
/// Days that are told. Cancellations are booked on the day of the order, so they go on changing.
const BACK: u64 = 6;

/// Reads days of the funnel.
pub(super) struct Funnel {
    pub(super) api: Api,
}

/// Reads search terms.
pub(super) struct SearchTerms {
    pub(super) api: Api,
}

/// Reads ratings.
pub(super) struct Quality {
    pub(super) api: Api,
}

/// Where a walk along the cards stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The last card that was listed.
    last: LastCard,
    /// Cards that were listed and not yet asked about.
    listed: Vec<i64>,
    /// Whether more cards can be listed.
    ended: bool,
    /// The last day of the round under way.
    until: Option<NaiveDate>,
}

impl Position {
    /// The next cards to ask about, and what comes after them.
    async fn take(
        mut self,
        api: &Api,
        operation: &'static str,
        most: usize,
        window: Window,
    ) -> Result<(Vec<i64>, Self, Vec<BadRow>)> {
        self.until = self.until.or(Some(moscow(window.now)));
        let mut bad = Vec::new();
        if self.listed.is_empty() && !self.ended {
            let found = cards(api, operation, self.last.clone()).await?;
            for raw in &found.rows {
                match raw.get("nmID").and_then(Value::as_i64) {
                    Some(nm_id) => self.listed.push(nm_id),
                    None => bad.push(BadRow::new(raw, "nmID", "missing")),
                }
            }
            (self.last, self.ended) = (found.last, !found.more);
        }
        let rest = self.listed.split_off(self.listed.len().min(most));
        let ids = std::mem::replace(&mut self.listed, rest);
        Ok((ids, self, bad))
    }

    fn days(&self, window: Window) -> (NaiveDate, NaiveDate) {
        let until = self.until.unwrap_or_else(|| moscow(window.now));
        (until - Days::new(BACK), until)
    }

    /// The cursor after a page, and whether the round goes on.
    fn cursor(self) -> (Cursor, bool) {
        match self.listed.is_empty() && self.ended {
            true => (Cursor::at(&Self::default()), false),
            false => (Cursor::at(&self), true),
        }
    }
}

#[async_trait]
impl crate::Source<FunnelDay> for Funnel {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<FunnelDay>> {
        const OPERATION: &str = "funnel.page";
        let place: Position = Cursor::position(after);
        let (ids, next, bad) = place
            .take(&self.api, OPERATION, FUNNEL_CARDS, window)
            .await?;
        let (from, until) = next.days(window);
        let mut found: Vec<Value> = Vec::new();
        if !ids.is_empty() {
            let path = "/api/analytics/v3/sales-funnel/products/history";
            let call = Call::read(OPERATION, ANALYTICS, Method::POST, path)
                .bucket("funnel")
                .json(json!({
                    "selectedPeriod": {"start": from, "end": until}, "nmIds": ids,
                    "skipDeletedNm": true, "aggregationLevel": "day",
                }));
            found = self.api.read(&call).await?;
        }
        let (cursor, more) = next.cursor();
        let mut page = Page::of(found.iter().flat_map(convert::funnel), cursor, more);
        page.bad.extend(bad);
        Ok(page)
    }
}

/// "If you want to use the Jam methods, check your subscription" is WB's word on a 403
/// (api-information, "HTTP status codes"); a category that is missing is a 401.
fn without_subscription(mut error: MarketplaceError) -> MarketplaceError {
    if error.status == Some(403) {
        error.wants(SUBSCRIPTION);
    }
    error
}

#[async_trait]
impl crate::Source<SearchTerm> for SearchTerms {
    /// Needs WB's subscription.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<SearchTerm>> {
        const OPERATION: &str = "search_terms.page";
        let place: Position = Cursor::position(after);
        let (ids, next, bad) = place.take(&self.api, OPERATION, TERM_CARDS, window).await?;
        let days = next.days(window);
        let mut found = Items::default();
        if !ids.is_empty() {
            let path = "/api/v2/search-report/product/search-texts";
            let call = Call::read(OPERATION, ANALYTICS, Method::POST, path)
                .bucket("search-terms")
                .json(json!({
                    "currentPeriod": {"start": days.0, "end": days.1}, "nmIds": ids,
                    "topOrderBy": "openCard", "orderBy": {"field": "openCard", "mode": "desc"},
                    "limit": TERMS,
                }));
            let read = self.api.read::<Data<Items>>(&call).await;
            found = read.map_err(without_subscription)?.data;
        }
        let (cursor, more) = next.cursor();
        let rows = found.items.iter();
        let rows = rows.map(|raw| convert::search_term(raw, days));
        let mut page = Page::of(rows, cursor, more);
        page.bad.extend(bad);
        Ok(page)
    }
}

/// Where a list stands that is paged by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Offset {
    pub(super) offset: usize,
}

impl Offset {
    /// Where the next page begins after one of `found` rows, and whether there is one. A row that
    /// goes away while we walk moves the others up, so some are read again.
    pub(super) fn after(self, found: usize, most: usize) -> (Self, bool) {
        let more = found >= most;
        let offset = if more {
            self.offset + most - OVERLAP
        } else {
            0
        };
        (Self { offset }, more)
    }
}

#[async_trait]
impl crate::Source<CardQuality> for Quality {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<CardQuality>> {
        let at: Offset = Cursor::position(after);
        // WB tells of whole days, the last of which is yesterday.
        let until = moscow(window.now) - Days::new(1);
        let path = "/api/analytics/v2/item-rating";
        let call = Call::read("quality.page", ANALYTICS, Method::POST, path)
            .bucket("ratings")
            .json(json!({
                "currentPeriod": {"start": until - Days::new(BACK), "end": until},
                "orderBy": {"field": "feedbackCount", "mode": "desc"},
                "limit": RATINGS, "offset": at.offset,
            }));
        let found: Data<Items> = self.api.read(&call).await?;
        let found = found.data.items;
        let (next, more) = at.after(found.len(), RATINGS);
        let rows = found.iter().map(|raw| convert::quality(raw, window.now));
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}
