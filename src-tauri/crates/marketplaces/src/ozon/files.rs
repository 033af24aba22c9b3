//! Labels: ordered, waited for, fetched from where Ozon laid them. Papers of shipments and reports:
//! fetched as they are.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use domain::ExternalId;
use serde_json::json;

use super::convert::document::{ACT, format};
use super::convert::shipment::Target;
use super::line::Line;
use super::number;
use super::profile::HANDLING;
use super::wire::document::{ActFile, OneReport};
use super::wire::parcel::{LabelTask, LabelTasks, Labels};
use crate::Result;
use crate::contract::{File, FileAnswer, FileWish, Files};
use crate::error::{ErrorKind, MarketplaceError};

const OPERATION: &str = "files.labels";
const DOCUMENT: &str = "files.document";

/// "45 to 60 seconds after packing" is when labels can be had; a look costs little.
const PACE: Duration = Duration::from_secs(10);

/// Fetches labels, papers and reports.
pub(super) struct Papers(pub(super) Arc<Line>);

#[async_trait]
impl Files for Papers {
    fn has_labels(&self) -> bool {
        true
    }

    fn supply_papers(&self) -> &'static [&'static str] {
        HANDLING.papers
    }

    async fn file(&self, wish: &FileWish, ticket: Option<&str>) -> Result<FileAnswer> {
        match (wish, ticket) {
            (FileWish::Labels { parcels }, None) => self.order(parcels).await,
            (FileWish::Labels { .. }, Some(task)) => self.labels(task).await,
            (FileWish::Document { document, .. }, _) => match document.as_str().strip_prefix(ACT) {
                Some(act) => self.act(&act.into()).await,
                None => self.report(document).await,
            },
            (FileWish::Supply { supply, .. }, _) => match Target::of(supply) {
                Some(Target::Made(id)) => self.act(&id.into()).await,
                // Deliveries to Ozon have their papers in the cabinet.
                _ => Err(MarketplaceError::unsupported(DOCUMENT)),
            },
        }
    }
}

impl Papers {
    async fn labels(&self, task: &str) -> Result<FileAnswer> {
        let task = number(OPERATION, &task.into())?;
        let body = json!({ "task_id": task });
        let path = "/v2/posting/fbs/package-label/get";
        let told: Labels = self.0.ask(OPERATION, path, body).await?;
        match told.status.code.as_str() {
            "completed" if !told.file_url.is_empty() => {
                let bytes = self.0.download(OPERATION, &told.file_url).await?;
                Ok(FileAnswer::Here(File {
                    name: format!("labels-{task}.pdf"),
                    media_type: "application/pdf".to_owned(),
                    bytes,
                }))
            }
            "completed" | "error" => Err(refused(&told)),
            _ => Ok(later(task.to_string())),
        }
    }

    /// The papers of a shipment. The description shows the file within JSON, its example the file
    /// itself.
    async fn act(&self, act: &ExternalId) -> Result<FileAnswer> {
        let id = number(DOCUMENT, act)?;
        let path = "/v2/posting/fbs/act/get-pdf";
        let told = self.0.bytes(DOCUMENT, path, json!({ "id": id })).await?;
        let bytes = unwrapped(told).ok_or_else(|| {
            let message = "no file came";
            MarketplaceError::new(ErrorKind::Unreadable, DOCUMENT, message)
        })?;
        Ok(FileAnswer::Here(File {
            name: format!("act-{id}.pdf"),
            media_type: media_type("pdf").to_owned(),
            bytes,
        }))
    }

    async fn report(&self, code: &ExternalId) -> Result<FileAnswer> {
        let body = json!({ "code": code.as_str() });
        let told: OneReport = self.0.ask(DOCUMENT, "/v1/report/info", body).await?;
        let told = told.result;
        match told.status.as_str() {
            "success" if !told.file.is_empty() => {
                let plain = |sign: &char| sign.is_ascii_alphanumeric() || "_-".contains(*sign);
                let name: String = code.as_str().chars().filter(plain).collect();
                let format = format(&told.file);
                Ok(FileAnswer::Here(File {
                    name: format!("{name}.{format}"),
                    media_type: media_type(format).to_owned(),
                    bytes: self.0.download(DOCUMENT, &told.file).await?,
                }))
            }
            "waiting" | "processing" => Ok(later(code.to_string())),
            _ => {
                let words = match told.error.as_str() {
                    "" => "no report came",
                    words => words,
                };
                Err(MarketplaceError::new(ErrorKind::Rejected, DOCUMENT, words))
            }
        }
    }
    async fn order(&self, parcels: &[ExternalId]) -> Result<FileAnswer> {
        let numbers: Vec<&str> = parcels.iter().map(ExternalId::as_str).collect();
        let body = json!({ "posting_numbers": numbers });
        let path = "/v3/posting/fbs/package-label/create";
        let told: LabelTasks = self.0.ask(OPERATION, path, body).await?;
        let big = |task: &&LabelTask| task.task_type == "big_label";
        let task = told.tasks.iter().find(big).or(told.tasks.first());
        match task.filter(|task| !task.task_id.is_empty()) {
            Some(task) => Ok(later(task.task_id.clone())),
            None => Err(MarketplaceError::new(
                ErrorKind::Rejected,
                OPERATION,
                "no label was promised",
            )),
        }
    }
}

/// The file, alone or within JSON, there also in base 64.
fn unwrapped(told: Bytes) -> Option<Bytes> {
    if !told.starts_with(b"{") {
        return Some(told).filter(|bytes| !bytes.is_empty());
    }
    let within: ActFile = serde_json::from_slice(&told).ok()?;
    if within.file_content.starts_with("%PDF") {
        return Some(within.file_content.into_bytes().into());
    }
    let bytes = BASE64_STANDARD.decode(within.file_content).ok()?;
    (!bytes.is_empty()).then(|| bytes.into())
}

fn media_type(format: &str) -> &'static str {
    match format {
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

fn later(ticket: String) -> FileAnswer {
    FileAnswer::Later { wait: PACE, ticket }
}

/// Why there is none: of the whole task, or of its first parcel.
fn refused(told: &Labels) -> MarketplaceError {
    let single = told.status.unprinted_postings.first();
    let words = [Some(&told.error), single].into_iter().flatten();
    let mut words = words.map(|one| format!("{} {}", one.code, one.message));
    let words = words.find(|words| !words.trim().is_empty());
    let words = words.unwrap_or_else(|| "no label came".to_owned());
    MarketplaceError::new(ErrorKind::Rejected, OPERATION, words.trim())
}
