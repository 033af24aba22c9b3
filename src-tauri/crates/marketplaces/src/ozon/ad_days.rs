//! What campaigns that are paid for by the click brought, product by product and day by day. Once a
//! day reports tell the last month anew, since orders are ascribed for weeks; in every round
//! yesterday and today are asked for, which costs no report.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{NaiveDate, TimeDelta};
use domain::AdDay;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ad_reports::CampaignReport;
use super::ads_line::AdsLine;
use super::campaigns::list;
use super::convert::ad::{CLICKS, date, sku_day};
use super::convert::ad_sheet;
use super::day;
use super::profile::PERFORMANCE;
use super::wire::ad::{AdCampaign, SkuDays};
use crate::Result;
use crate::archive;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};
use crate::report::{Step, Ticket, step};

const OPERATION: &str = "ad_days.page";

/// Campaigns of one report, at most.
const MOST: usize = 10;

/// Days of one report, at most.
const SPAN: TimeDelta = TimeDelta::days(61);

/// Days that are told anew. A report costs the same however many days it has.
const AGAIN: TimeDelta = TimeDelta::days(30);

const DAY: TimeDelta = TimeDelta::days(1);

/// Reads days of campaigns.
pub(super) struct AdDays(pub(super) Arc<AdsLine>);

/// First and last day.
type Span = (NaiveDate, NaiveDate);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    /// Days of the reports under way; without, yesterday and today are read.
    span: Option<Span>,
    /// The last campaign that was read of them.
    after: u64,
    /// Campaigns of the report that is being prepared, and its number.
    chunk: Vec<u64>,
    ticket: Option<Ticket>,
    /// The last day that reports told.
    told: Option<NaiveDate>,
    /// The day on which they did.
    swept: Option<NaiveDate>,
}

impl Place {
    /// A round begins with reports, when none were read on this day.
    fn resume(after: Option<&Cursor>, window: Window) -> Self {
        let mut place: Self = Cursor::position(after);
        let today = day(window.now);
        let under_way = place.span.is_some() || place.after > 0;
        if !under_way && place.swept != Some(today) {
            let oldest = day(window.since);
            let again = place.told.map_or(oldest, |told| told - AGAIN);
            place.span = span(again.max(oldest).min(today - DAY), today);
        }
        place
    }

    /// The place after some campaigns of a span, when there are more.
    fn after(self, last: u64) -> Self {
        Self {
            after: last,
            chunk: Vec::new(),
            ticket: None,
            ..self
        }
    }

    /// The place after all campaigns of a span: the next one, else the days that are fresh.
    fn spanned((_, until): Span, today: NaiveDate) -> Self {
        let next = span(until + DAY, today);
        Self {
            span: next,
            told: Some(until),
            swept: next.is_none().then_some(today),
            ..Self::default()
        }
    }

    /// The end of a round.
    fn ended(self) -> Self {
        Self {
            told: self.told,
            swept: self.swept,
            ..Self::default()
        }
    }
}

/// Days from there up to yesterday, as many as a report may have.
fn span(from: NaiveDate, today: NaiveDate) -> Option<Span> {
    let until = (from + SPAN).min(today - DAY);
    (from <= until).then_some((from, until))
}

#[async_trait]
impl Source<AdDay> for AdDays {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<AdDay>> {
        let place = Place::resume(after, window);
        match place.span {
            Some(span) => self.reported(place, span, window).await,
            None => self.fresh(place, window).await,
        }
    }
}

impl AdDays {
    /// Orders a report about the next campaigns, waits for it, reads it.
    async fn reported(&self, mut place: Place, span: Span, window: Window) -> Result<Page<AdDay>> {
        if place.chunk.is_empty() {
            place.chunk = self.spending(place.after, span.0).await?;
        }
        let Some(last) = place.chunk.last().copied() else {
            let next = Place::spanned(span, day(window.now));
            return Ok(Page::new(Vec::new(), Vec::new(), Cursor::at(&next), true));
        };
        let report = CampaignReport {
            line: &self.0,
            operation: OPERATION,
            campaigns: &place.chunk,
            span,
        };
        let (rows, bad) = match step(OPERATION, &report, place.ticket.clone(), window.now).await? {
            Step::Wait(ticket, wait) => {
                place.ticket = Some(ticket);
                return Ok(Page::later(Cursor::at(&place), wait));
            }
            Step::Here(bytes) => sheets(&bytes)?,
            Step::Empty => (Vec::new(), Vec::new()),
        };
        Ok(Page::new(rows, bad, Cursor::at(&place.after(last)), true))
    }

    /// Yesterday and today of the next campaigns.
    async fn fresh(&self, place: Place, window: Window) -> Result<Page<AdDay>> {
        let today = day(window.now);
        let chunk = self.spending(place.after, today - DAY).await?;
        let Some(last) = chunk.last().copied() else {
            let end = Cursor::at(&place.ended());
            return Ok(Page::new(Vec::new(), Vec::new(), end, false));
        };
        let campaigns: Vec<String> = chunk.iter().map(u64::to_string).collect();
        let path = "/api/client/statistics/products/sku";
        let call = Call::read(OPERATION, PERFORMANCE, Method::POST, path)
            .bucket("ad-days")
            .json(json!({
                "campaignIds": campaigns,
                "dateFrom": (today - DAY).to_string(),
                "dateTo": today.to_string(),
            }));
        let told: SkuDays = self.0.ask(call).await?;
        let (rows, bad) = rows(&told.rows, sku_day);
        let more = chunk.len() == MOST;
        let next = match more {
            true => place.after(last),
            false => place.ended(),
        };
        Ok(Page::new(rows, bad, Cursor::at(&next), more))
    }

    /// The next campaigns by the click that may have spent money since that day.
    async fn spending(&self, after: u64, since: NaiveDate) -> Result<Vec<u64>> {
        let (all, bad) = list(&self.0, OPERATION, Some(CLICKS)).await?;
        // What the list does not name would look like nothing spent.
        if !bad.is_empty() {
            let words = "a campaign that cannot be read";
            return Err(MarketplaceError::new(ErrorKind::Unreadable, OPERATION, words).at("list"));
        }
        let spending = all.into_iter().filter(|(_, row)| may_spend(row, since));
        let next = spending.map(|(id, _)| id).filter(|id| *id > after);
        Ok(next.take(MOST).collect())
    }
}

/// Whether a campaign ran on some day since then, as far as the list tells.
fn may_spend(row: &AdCampaign, since: NaiveDate) -> bool {
    match row.state.as_str() {
        "CAMPAIGN_STATE_RUNNING" | "CAMPAIGN_STATE_STOPPED" => true,
        "CAMPAIGN_STATE_PLANNED" => false,
        _ => {
            let changed = row.updated_at.is_none_or(|at| day(at) >= since);
            changed || date(&row.to_date).is_some_and(|last| last >= since)
        }
    }
}

/// The report of one campaign is a table, that of several an archive of tables.
fn sheets(bytes: &Bytes) -> Result<(Vec<AdDay>, Vec<BadRow>)> {
    if !bytes.starts_with(b"PK") {
        return Ok(ad_sheet::days(&String::from_utf8_lossy(bytes)));
    }
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for file in archive::files(OPERATION, bytes, ".csv")? {
        let (rows, broken) = ad_sheet::days(&String::from_utf8_lossy(&file.bytes));
        good.extend(rows);
        bad.extend(broken);
    }
    Ok((good, bad))
}
