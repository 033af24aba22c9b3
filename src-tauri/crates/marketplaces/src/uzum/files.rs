//! Labels of orders and papers of delivery notes: PDF within JSON, as Base64.

use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use domain::ExternalId;
use serde_json::Value;

use super::api::Api;
use super::prices::number;
use super::profile::HANDLING;
use crate::Result;
use crate::contract::{File, FileAnswer, FileWish, Files};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;

const OPERATION: &str = "files.get";
/// 58 x 40 mm.
const LABEL: &str = "LARGE";

/// Fetches files.
pub(super) struct Papers {
    pub(super) api: Api,
}

#[async_trait]
impl Files for Papers {
    fn has_labels(&self) -> bool {
        true
    }

    /// What is handed in (`list`), and what was taken in (`act`).
    fn supply_papers(&self) -> &'static [&'static str] {
        HANDLING.papers
    }

    async fn file(&self, wish: &FileWish, _: Option<&str>) -> Result<FileAnswer> {
        let (name, call) = match wish {
            FileWish::Labels { parcels } => label(parcels)?,
            FileWish::Supply { supply, paper } => paper_of(supply, paper)?,
            FileWish::Document { .. } => return Err(MarketplaceError::unsupported(OPERATION)),
        };
        let reply = self.api.reply(&call).await?;
        let bytes = pdf(&reply.body).ok_or_else(|| {
            MarketplaceError::new(ErrorKind::Unreadable, OPERATION, "no PDF came").at("payload")
        })?;
        Ok(FileAnswer::Here(File {
            name: format!("{name}.pdf"),
            media_type: "application/pdf".to_owned(),
            bytes,
        }))
    }
}

/// Uzum prints the label of one order at a time.
fn label(parcels: &[ExternalId]) -> Result<(String, Call)> {
    let [parcel] = parcels else {
        let words = "Uzum gives the label of one order at a time";
        return Err(MarketplaceError::new(ErrorKind::Rejected, OPERATION, words));
    };
    let order = number(OPERATION, parcel.as_str())?;
    let call = Api::get(OPERATION, &format!("/v1/fbs/order/{order}/labels/print"));
    Ok((format!("label-{order}"), call.query("size", LABEL)))
}

fn paper_of(supply: &ExternalId, paper: &str) -> Result<(String, Call)> {
    let note = number(OPERATION, supply.as_str())?;
    let what = match paper {
        "list" => "print",
        "act" => "closing-documents",
        _ => return Err(MarketplaceError::unsupported(OPERATION)),
    };
    let call = Api::get(OPERATION, &format!("/v1/fbs/invoice/{note}/{what}"));
    Ok((format!("{paper}-{note}"), call))
}

/// The document: a text for papers, a list of texts for labels, and bare in some answers. Of a
/// label in several parts the first one holds the address.
fn pdf(body: &Bytes) -> Option<Bytes> {
    if body.starts_with(b"%PDF") {
        return Some(body.clone());
    }
    let said: Value = serde_json::from_slice(body).ok()?;
    let document = said.pointer("/payload/document")?;
    let text = document.as_str().or_else(|| document.get(0)?.as_str())?;
    let bytes = BASE64_STANDARD.decode(text.trim()).ok()?;
    bytes.starts_with(b"%PDF").then(|| bytes.into())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::label(json!({"payload": {"document": ["JVBERi0xLjQK"]}}), true)]
    #[case::paper(json!({"payload": {"document": "JVBERi0xLjQK"}}), true)]
    #[case::empty(json!({"payload": {"document": []}}), false)]
    #[case::no_pdf(json!({"payload": {"document": "aGVsbG8="}}), false)]
    #[case::nothing(json!({"payload": null}), false)]
    fn documents(#[case] body: Value, #[case] there: bool) {
        let found = pdf(&Bytes::from(body.to_string()));
        assert_eq!(found.is_some(), there, "{body}");
    }

    #[test]
    fn a_bare_pdf_is_taken_as_it_comes() {
        let body = Bytes::from_static(b"%PDF-1.4 x");
        assert_eq!(pdf(&body), Some(body), "some keys get it without JSON");
    }
}
