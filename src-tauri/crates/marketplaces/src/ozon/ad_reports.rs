//! Reports of campaigns: ordered, looked at, fetched from the same host. One at a time is prepared
//! for an account.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::NaiveDate;
use http::Method;
use serde_json::json;

use super::ads_line::AdsLine;
use super::profile::PERFORMANCE;
use super::wire::ad::{Ordered, ReportState};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::report::{Report, Stage};

/// The statistics of some campaigns, day by day.
pub(super) struct CampaignReport<'a> {
    /// Who asks.
    pub(super) line: &'a AdsLine,
    /// Our name of it.
    pub(super) operation: &'static str,
    /// Numbers of campaigns, ten at most.
    pub(super) campaigns: &'a [u64],
    /// First and last day, 62 days at most.
    pub(super) span: (NaiveDate, NaiveDate),
}

#[async_trait]
impl Report for CampaignReport<'_> {
    fn pace(&self) -> Duration {
        Duration::from_secs(15)
    }

    async fn order(&self) -> Result<String> {
        let campaigns: Vec<String> = self.campaigns.iter().map(u64::to_string).collect();
        let path = "/api/client/statistics";
        let call = Call::read(self.operation, PERFORMANCE, Method::POST, path)
            .bucket("ad-reports")
            .json(json!({
                "campaigns": campaigns,
                "dateFrom": self.span.0.to_string(),
                "dateTo": self.span.1.to_string(),
                "groupBy": "DATE",
            }));
        let ordered: Ordered = self.line.ask(call).await?;
        match ordered.uuid {
            id if is_id(&id) => Ok(id),
            _ => {
                let words = "the report is not named";
                let kind = ErrorKind::Unreadable;
                Err(MarketplaceError::new(kind, self.operation, words).at("UUID"))
            }
        }
    }

    async fn look(&self, id: &str) -> Result<Stage> {
        let path = format!("/api/client/statistics/{id}");
        let call = Call::read(self.operation, PERFORMANCE, Method::GET, &path).bucket("ad-days");
        let report: ReportState = self.line.ask(call).await?;
        Ok(match report.state.as_str() {
            "OK" => Stage::Ready(id.to_owned()),
            "ERROR" => Stage::Failed(report.error),
            _ => Stage::Preparing,
        })
    }

    async fn fetch(&self, ready: &str) -> Result<Bytes> {
        let path = "/api/client/statistics/report";
        let call = Call::read(self.operation, PERFORMANCE, Method::GET, path)
            .bucket("ad-days")
            .query("UUID", ready);
        self.line.file(call).await
    }
}

/// It goes into a path.
fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !id.is_empty() && id.bytes().all(plain)
}
