//! Amounts of orders, shop after shop, by the day of their last change. Market tells them late.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::LedgerRow;
use serde_json::json;

use super::ask::Ask;
use super::convert::money::ledger;
use super::line::Line;
use super::shops::selling;
use super::tour::Tour;
use super::wire::Envelope;
use super::wire::money::Orders;
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "ledger.page";

/// Changes are told by days, and late.
const OVERLAP: TimeDelta = TimeDelta::days(3);

/// Reads amounts.
pub(super) struct Amounts(pub(super) Arc<Line>);

#[async_trait]
impl Source<LedgerRow> for Amounts {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<LedgerRow>> {
        let tour = Tour::resume(&self.0, OPERATION, after, window, OVERLAP, selling).await?;
        let Some(shop) = tour.shop() else {
            return Ok(tour.empty());
        };
        let path = format!("/v2/campaigns/{}/stats/orders", shop.id);
        let body = json!({ "updateFrom": tour.since(), "updateTo": tour.until() });
        let ask = Ask::post(OPERATION, "stats-orders", path, body).query("limit", "200");
        let page: Envelope<Orders> = self.0.read_page(&ask, tour.token()).await?;
        let (rows, bad) = rows(&page.result.orders, |row| ledger(&row));
        let rows = rows.into_iter().flatten().collect();
        Ok(tour.page(rows, bad, page.result.paging.next()))
    }
}
