//! Reports that Market prepares: asked for, looked at, fetched by a link that lives for an hour.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::ask::Ask;
use super::line::Line;
use super::wire::Envelope;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::loose;
use crate::report::{Report, Stage};

/// One report.
pub(super) struct Generated<'a> {
    /// Who asks.
    pub(super) line: &'a Line,
    /// Our name of it.
    pub(super) operation: &'static str,
    /// The request that begins it.
    pub(super) ask: Ask,
}

/// `GenerateReportDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Begun {
    #[serde(deserialize_with = "loose::text")]
    report_id: String,
}

/// `ReportInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Info {
    #[serde(deserialize_with = "loose::text")]
    status: String,
    #[serde(deserialize_with = "loose::text")]
    sub_status: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    file: Option<String>,
}

#[async_trait]
impl Report for Generated<'_> {
    fn pace(&self) -> Duration {
        Duration::from_secs(15)
    }

    async fn order(&self) -> Result<String> {
        let begun: Envelope<Begun> = self.line.read(&self.ask).await?;
        match begun.result.report_id {
            id if id.is_empty() => Err(self.unreadable("reportId")),
            id => Ok(id),
        }
    }

    async fn look(&self, id: &str) -> Result<Stage> {
        let path = format!("/v2/reports/info/{id}");
        let ask = Ask::get(self.operation, "reports-info", path);
        let info: Envelope<Info> = self.line.read(&ask).await?;
        let info = info.result;
        Ok(match (info.status.as_str(), info.sub_status.as_str()) {
            (_, "NO_DATA") => Stage::Empty,
            ("DONE", _) => Stage::Ready(info.file.ok_or_else(|| self.unreadable("file"))?),
            ("FAILED", "") => Stage::Failed("FAILED".to_owned()),
            ("FAILED", why) => Stage::Failed(why.to_owned()),
            _ => Stage::Preparing,
        })
    }

    async fn fetch(&self, ready: &str) -> Result<Bytes> {
        self.line.download(self.operation, ready).await
    }
}

impl Generated<'_> {
    fn unreadable(&self, path: &str) -> MarketplaceError {
        let message = "the report is not named";
        MarketplaceError::new(ErrorKind::Unreadable, self.operation, message).at(path)
    }
}

/// `POST /v2/reports/{name}/generate` in a format.
pub(super) fn generate(
    operation: &'static str,
    bucket: &'static str,
    name: &str,
    body: Value,
) -> Ask {
    Ask::post(
        operation,
        bucket,
        format!("/v2/reports/{name}/generate"),
        body,
    )
}
