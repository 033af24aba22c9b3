//! What WB says in sum: weekly reports of sales, then reports about what taking payments cost.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use domain::Statement;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::ads::moscow;
use super::api::Api;
use super::convert;
use super::profile::FINANCE;
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "statements.page";
/// Reports of one answer, at most (WB API 13-finances).
const MOST: usize = 1000;
/// Days that are read again: a report is found by the days that it is about, and one about
/// payments comes more than a week after them.
const AGAIN: u64 = 30;

/// Reads totals of reports.
pub(super) struct Statements {
    pub(super) api: Api,
}

/// Which list is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Half {
    #[default]
    Sales,
    Acquiring,
}

impl Half {
    /// Path and bucket.
    fn asked(self) -> (&'static str, &'static str) {
        match self {
            Self::Sales => ("/api/finance/v1/sales-reports/list", "finance-list"),
            Self::Acquiring => ("/api/finance/v1/acquiring/list", "acquiring-list"),
        }
    }
}

/// Where the feed stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The period of the round under way.
    period: Option<(NaiveDate, NaiveDate)>,
    half: Half,
    /// Reports of it that were read.
    offset: usize,
    /// The last day of the last round.
    done: Option<NaiveDate>,
}

#[async_trait]
impl crate::Source<Statement> for Statements {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Statement>> {
        let place: Position = Cursor::position(after);
        let period = place.period.unwrap_or_else(|| begun(place.done, window));
        let found = self.list(place, period).await?;
        let next = place.after(period, found.len());
        let more = next.period.is_some();
        let rows: Vec<_> = match place.half {
            Half::Sales => found.iter().flat_map(convert::sales_report).collect(),
            Half::Acquiring => found.iter().flat_map(convert::acquiring_report).collect(),
        };
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

/// The period of a new round.
fn begun(done: Option<NaiveDate>, window: Window) -> (NaiveDate, NaiveDate) {
    let today = moscow(window.now);
    let again = done.and_then(|done| done.checked_sub_days(Days::new(AGAIN)));
    // The week that the history begins in is found by its Monday. What is older than that no later
    // round reads either.
    let since = moscow(window.since) - Days::new(6);
    let from = again.map_or(since, |again| again.max(since));
    (from.min(today), today)
}

impl Position {
    /// The place after a page of so many reports; a round that ended has no period.
    fn after(self, period: (NaiveDate, NaiveDate), read: usize) -> Self {
        let on = Self {
            period: Some(period),
            ..self
        };
        match (read >= MOST, self.half) {
            (true, _) => Self {
                offset: self.offset + read,
                ..on
            },
            (false, Half::Sales) => Self {
                half: Half::Acquiring,
                offset: 0,
                ..on
            },
            (false, Half::Acquiring) => Self {
                done: Some(period.1),
                ..Self::default()
            },
        }
    }
}

impl Statements {
    async fn list(&self, place: Position, period: (NaiveDate, NaiveDate)) -> Result<Vec<Value>> {
        let (path, bucket) = place.half.asked();
        let mut body = Map::new();
        let asked = [
            ("dateFrom", json!(period.0)),
            ("dateTo", json!(period.1)),
            ("limit", json!(MOST)),
            ("offset", json!(place.offset)),
        ];
        body.extend(asked.map(|(name, value)| (name.to_owned(), value)));
        if place.half == Half::Sales {
            body.insert("period".to_owned(), json!("weekly"));
        }
        let call = Call::read(OPERATION, FINANCE, Method::POST, path)
            .bucket(bucket)
            .json(Value::Object(body));
        self.api.read_some(&call).await
    }
}
