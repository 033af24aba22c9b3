//! Labels of parcels and acts of shipments.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain::ExternalId;
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::profile::HANDLING;
use super::reports::{Generated, generate};
use super::{parcels, replies, supplies};
use crate::Result;
use crate::contract::{File, FileAnswer, FileWish, Files};
use crate::error::{ErrorKind, MarketplaceError};
use crate::report::{Step, Ticket, step};

const OPERATION: &str = "files.read";

/// The most orders of one file.
const MOST: usize = 1000;

/// Reads files.
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
        match wish {
            FileWish::Labels { parcels } => match parcels.as_slice() {
                [one] => self.label(one).await,
                many => self.labels(many, ticket).await,
            },
            FileWish::Supply { supply, paper } if paper == "act" => self.act(supply).await,
            FileWish::Supply { .. } | FileWish::Document { .. } => {
                Err(MarketplaceError::unsupported(OPERATION))
            }
        }
    }
}

impl Papers {
    async fn label(&self, parcel: &ExternalId) -> Result<FileAnswer> {
        let order = parcels::order(&self.0, OPERATION, parcel).await?;
        let shop = order.campaign_id.ok_or_else(|| {
            MarketplaceError::new(ErrorKind::Unreadable, OPERATION, "the order names no shop")
        })?;
        let path = format!("/v2/campaigns/{shop}/orders/{parcel}/delivery/labels");
        let reply = self
            .0
            .read_raw(&Ask::get(OPERATION, "labels", path))
            .await?;
        Ok(pdf(&format!("labels-{parcel}"), reply.body))
    }

    /// Market lays many labels into one file, and takes its time.
    async fn labels(&self, parcels: &[ExternalId], ticket: Option<&str>) -> Result<FileAnswer> {
        if parcels.is_empty() || parcels.len() > MOST {
            let message = "labels of 1 to 1000 orders come in one file";
            return Err(MarketplaceError::new(
                ErrorKind::Rejected,
                OPERATION,
                message,
            ));
        }
        let ids: Result<Vec<i64>> = parcels
            .iter()
            .map(|id| replies::number(OPERATION, id))
            .collect();
        let body = json!({
            "businessId": self.0.cabinet().await?.business,
            "orderIds": ids?,
            "sortingType": "SORT_BY_GIVEN_ORDER",
        });
        let report = Generated {
            line: &self.0,
            operation: OPERATION,
            ask: generate(OPERATION, "labels-report", "documents/labels", body),
        };
        let ticket = ticket.and_then(|ticket| serde_json::from_str::<Ticket>(ticket).ok());
        match step(OPERATION, &report, ticket, self.0.now()).await? {
            Step::Here(bytes) => Ok(pdf("labels", bytes)),
            Step::Wait(ticket, wait) => {
                let ticket = serde_json::to_string(&ticket).unwrap_or_default();
                Ok(FileAnswer::Later { wait, ticket })
            }
            Step::Empty => {
                let message = "there are no labels of these orders";
                Err(MarketplaceError::new(
                    ErrorKind::NotFound,
                    OPERATION,
                    message,
                ))
            }
        }
    }

    async fn act(&self, supply: &ExternalId) -> Result<FileAnswer> {
        let (shop, id) = supplies::parts(OPERATION, supply)?;
        let path = format!("/v2/campaigns/{shop}/first-mile/shipments/{id}/act");
        let reply = self.0.read_raw(&Ask::get(OPERATION, "acts", path)).await?;
        Ok(pdf(&format!("act-{id}"), reply.body))
    }
}

fn pdf(name: &str, bytes: Bytes) -> FileAnswer {
    FileAnswer::Here(File {
        name: format!("{name}.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes,
    })
}
