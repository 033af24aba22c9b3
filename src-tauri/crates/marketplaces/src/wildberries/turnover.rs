//! How long the stock of each card lasts, all warehouses together, by WB's own reckoning.

use async_trait::async_trait;
use chrono::Days;
use domain::Turnover as Lasts;
use http::Method;
use serde_json::json;

use super::ads::moscow;
use super::api::Api;
use super::convert;
use super::profile::ANALYTICS;
use super::traffic::Offset;
use super::wire::{Data, Items};
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const PATH: &str = "/api/v2/stocks-report/products/products";
/// Cards of one answer, at most (WB API 11-analytics).
const MOST: usize = 1000;
/// Days whose orders make the average.
const DAYS: u64 = 30;

/// Reads turnover.
pub(super) struct Turnover {
    pub(super) api: Api,
}

#[async_trait]
impl crate::Source<Lasts> for Turnover {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Lasts>> {
        let at: Offset = Cursor::position(after);
        let today = moscow(window.now);
        let call = Call::read("turnover.page", ANALYTICS, Method::POST, PATH)
            .bucket("turnover")
            .json(json!({
                "currentPeriod": {"start": today - Days::new(DAYS - 1), "end": today},
                "stockType": "",
                "skipDeletedNm": true,
                "availabilityFilters": [],
                "orderBy": {"field": "stockCount", "mode": "desc"},
                "limit": MOST,
                "offset": at.offset,
            }));
        let found: Data<Items> = self.api.read(&call).await?;
        let (next, more) = at.after(found.data.items.len(), MOST);
        let rows = found.data.items.iter();
        let rows = rows.map(|raw| convert::turnover(raw, today));
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}
