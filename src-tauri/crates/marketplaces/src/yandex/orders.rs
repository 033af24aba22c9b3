//! Orders by the time of their last change, in windows of at most 30 days,
//! overlapping a little since the index lags behind.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Order;
use http::Method;
use serde_json::json;

use super::convert::order::order;
use super::instant;
use super::line::Line;
use super::wire::order::Orders as Answer;
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};
use crate::round::Round;

const OPERATION: &str = "orders.page";

/// "No more than 30 days" between the two dates.
const LONGEST: TimeDelta = TimeDelta::days(30);

/// Changes that reach the index late are found by the next round.
const OVERLAP: TimeDelta = TimeDelta::minutes(15);

/// Reads orders.
pub(super) struct Sales(pub(super) Arc<Line>);

#[async_trait]
impl Source<Order> for Sales {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let round = Round::resume(after, window, LONGEST);
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v1", "/orders");
        let dates = json!({
            "updateDateFrom": instant(round.from),
            "updateDateTo": instant(round.to),
        });
        let call = || {
            Call::read(OPERATION, cabinet.host, Method::POST, &path)
                .query("limit", "50")
                .json(json!({ "dates": dates, "fake": false }))
                .bucket("orders")
        };
        let page: Answer = self.0.page(call, round.token.as_deref()).await?;
        let (rows, bad) = rows(&page.orders, |row| order(&row));
        let (next, more) = round.next(page.paging.next(), window.now, OVERLAP);
        let cursor = Cursor::at(&next);
        Ok(Page::new(rows, bad, cursor, more))
    }
}
