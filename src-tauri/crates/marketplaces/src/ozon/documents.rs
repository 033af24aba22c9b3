//! Documents: papers of shipments, day by day, and at the end of each round the reports that were
//! ordered and can still be fetched.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Document;
use serde_json::{Value, json};

use super::convert::document::{act, report};
use super::day;
use super::line::Line;
use super::wire::document::{Act, ActList, Report, Reports};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};
use crate::round::Round;

const OPERATION: &str = "documents.page";

/// The list names fifty shipments at most and has no pages: a day has fewer.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// "50 at most".
const SHIPMENTS: u32 = 50;

/// Papers are signed within days.
const AGAIN: TimeDelta = TimeDelta::days(3);

/// Reports of a page, at most.
const REPORTS: usize = 1000;

/// Pages of reports; older ones can no longer be fetched.
const PAGES: usize = 10;

/// Reads documents.
pub(super) struct Shelf(pub(super) Arc<Line>);

#[async_trait]
impl Source<Document> for Shelf {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Document>> {
        let round = Round::resume(after, window, LONGEST);
        let (from, to) = (day(round.from).to_string(), day(round.to).to_string());
        let body = json!({ "filter": { "date_from": from, "date_to": to }, "limit": SHIPMENTS });
        let path = "/v2/posting/fbs/act/list";
        let told: ActList = self.0.ask(OPERATION, path, body).await?;
        let (mut found, mut bad) = rows(&told.result, |row: Act| act(&row));
        let (next, more) = round.next(None, window.now, AGAIN);
        if !more {
            let told = self.reports().await?;
            let (reports, broken) = rows(&told, |row: Report| report(&row, window.now));
            found.extend(reports);
            bad.extend(broken);
        }
        Ok(Page::new(found, bad, Cursor::at(&next), more))
    }
}

impl Shelf {
    async fn reports(&self) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        for page in 1..=PAGES {
            let body = json!({ "page": page, "page_size": REPORTS, "report_type": "ALL" });
            let told: Reports = self.0.ask(OPERATION, "/v1/report/list", body).await?;
            let read = told.result.reports.len();
            all.extend(told.result.reports);
            if read < REPORTS {
                break;
            }
        }
        Ok(all)
    }
}
