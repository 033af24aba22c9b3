//! Returns and unredeemed orders, shop after shop, by the day of their last change.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Return, ReturnChoice, ReturnState};
use serde_json::json;

use super::ask::Ask;
use super::convert::returned::{choices, returned};
use super::convert::scheme;
use super::line::Line;
use super::shops::selling;
use super::tour::Tour;
use super::wire::Envelope;
use super::wire::returned::{Available, Returns as Answer};
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "returns.page";

/// Changes are told by days.
const OVERLAP: TimeDelta = TimeDelta::days(2);

/// Reads returns.
pub(super) struct Returns(pub(super) Arc<Line>);

#[async_trait]
impl Source<Return> for Returns {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Return>> {
        let tour = Tour::resume(&self.0, OPERATION, after, window, OVERLAP, selling).await?;
        let Some(shop) = tour.shop() else {
            return Ok(tour.empty());
        };
        let path = format!("/v2/campaigns/{}/returns", shop.id);
        let ask = Ask::get(OPERATION, "returns", path)
            .query("limit", "100")
            .query("fromDate", &tour.since());
        let page: Envelope<Answer> = self.0.read_page(&ask, tour.token()).await?;
        let scheme = scheme(&shop.placement);
        let (mut rows, bad) = rows(&page.result.returns, |row| returned(&row, shop.id, scheme));
        for row in &mut rows {
            if row.state == ReturnState::Undecided {
                row.choices = self.choices(row, shop.id).await?;
            }
        }
        Ok(tour.page(rows, bad, page.result.paging.next()))
    }
}

impl Returns {
    /// One that was decided in between has none.
    async fn choices(&self, row: &Return, campaign: i64) -> Result<Vec<ReturnChoice>> {
        let (_, id) = super::supplies::parts(OPERATION, &row.external_id)?;
        let path = self.0.cabinet().await?.path("v1", "/returns/decisions");
        let body = json!({ "campaignId": campaign, "returnId": id });
        let ask = Ask::post(OPERATION, "return-choices", path, body);
        match self.0.read::<Envelope<Available>>(&ask).await {
            Ok(found) => Ok(choices(&found.result)),
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Rejected) => {
                Ok(Vec::new())
            }
            Err(error) => Err(error),
        }
    }
}
