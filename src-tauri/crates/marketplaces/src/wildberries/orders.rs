//! Orders of all schemes from WB's order feed: one row is one unit, keyed by `srid`.

use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, TimeDelta};
use domain::Order;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::ANALYTICS;
use super::wire::{Data, OrderFeed};
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};
use crate::sweep::{Sweep, Sweeps};

/// Rows of one answer, at most (WB API 11-analytics).
const LIMIT: i64 = 10_000;
/// The feed knows 31 days, counted from the moment of each request; a long round, with its one
/// request a minute, must not fall out of them on the way.
const REACH: TimeDelta = TimeDelta::hours(31 * 24 - 6);
/// Rows that an earlier round had are read again as far back as this.
const OVERLAP: TimeDelta = TimeDelta::days(1);
/// A round that was left lying longer begins anew: its start is out of reach.
const LONGEST_ROUND: TimeDelta = TimeDelta::hours(5);

/// Reads orders.
pub(super) struct Orders {
    pub(super) api: Api,
}

/// Where the feed stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    sweeps: Sweeps,
    under_way: Option<Step>,
}

/// The next page of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    sweep: Sweep,
    /// WB's mark of the round's data; pages of one round must show the same.
    snapshot: Option<String>,
    offset: i64,
}

#[async_trait]
impl crate::Source<Order> for Orders {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>> {
        let position: Position = Cursor::position(after);
        let step = position.step(window);
        let call = Call::read(
            "orders.page",
            ANALYTICS,
            Method::POST,
            "/api/analytics/v1/order-feed",
        )
        .bucket("order-feed")
        .json(step.request());
        let feed: Data<OrderFeed> = self.api.read(&call).await?;
        let OrderFeed {
            snapshot_time,
            currency,
            orders,
        } = feed.data;
        let next = position.after(step, snapshot_time, orders.len());
        let more = next.under_way.is_some();
        let rows = orders.iter().map(|raw| convert::order(raw, &currency));
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

impl Position {
    fn step(&self, window: Window) -> Step {
        let now = window.now.timestamp();
        let fresh = |step: &Step| now - step.sweep.begun < LONGEST_ROUND.num_seconds();
        self.under_way.clone().filter(fresh).unwrap_or_else(|| {
            let oldest = window.since.max(window.now - REACH).timestamp();
            Step {
                sweep: self.sweeps.begin(oldest, now, OVERLAP),
                ..Step::default()
            }
        })
    }

    fn after(&self, step: Step, snapshot: Option<String>, rows: usize) -> Self {
        let rows = i64::try_from(rows).unwrap_or(LIMIT);
        if rows < LIMIT {
            return Self {
                sweeps: self.sweeps.ended(step.sweep),
                under_way: None,
            };
        }
        Self {
            sweeps: self.sweeps,
            under_way: Some(Step {
                offset: step.offset + rows,
                snapshot: step.snapshot.or(snapshot),
                ..step
            }),
        }
    }
}

impl Step {
    fn request(&self) -> Value {
        let start = DateTime::from_timestamp(self.sweep.from, 0).unwrap_or_default();
        let mut pagination = json!({"offset": self.offset, "limit": LIMIT});
        if let (Some(snapshot), Some(fields)) = (&self.snapshot, pagination.as_object_mut()) {
            fields.insert("snapshotTime".to_owned(), json!(snapshot));
        }
        json!({
            "selectedPeriod": {"start": start.to_rfc3339_opts(SecondsFormat::Secs, true)},
            "pagination": pagination,
        })
    }
}
