//! Files: labels of tasks, the label of a supply, documents.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::ExternalId;
use http::Method;
use serde_json::Value;

use super::api::Api;
use super::profile::{DOCUMENTS, HANDLING, MARKETPLACE};
use super::way::{LABEL, Way};
use super::wire::{Data, DocumentFile, Stickers};
use crate::Result;
use crate::contract::{self, File, FileAnswer, FileWish};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;

const OPERATION: &str = "files";
/// Labels of one request, at most (WB API 03-orders-fbs, 04-orders-dbw, 05-dbs).
const MOST: usize = 100;

/// Gets files.
pub(super) struct Files {
    pub(super) api: Api,
}

#[async_trait]
impl contract::Files for Files {
    fn has_labels(&self) -> bool {
        true
    }

    fn supply_papers(&self) -> &'static [&'static str] {
        HANDLING.papers
    }

    async fn file(&self, wish: &FileWish, _: Option<&str>) -> Result<FileAnswer> {
        let file = match wish {
            FileWish::Labels { parcels } => self.labels(parcels).await?,
            FileWish::Supply { supply, paper } if paper == "label" => self.supply(supply).await?,
            FileWish::Document { document, format } => self.document(document, format).await?,
            FileWish::Supply { .. } => return Err(MarketplaceError::unsupported(OPERATION)),
        };
        Ok(FileAnswer::Here(file))
    }
}

impl Files {
    /// Labels that are pictures are put together; those of DBS are documents, one at a time.
    async fn labels(&self, parcels: &[ExternalId]) -> Result<File> {
        let mut ways: BTreeMap<Way, Vec<i64>> = BTreeMap::new();
        for (way, id) in parcels.iter().filter_map(Way::of) {
            ways.entry(way).or_default().push(id);
        }
        if parcels.len() > 1 && ways.contains_key(&Way::Dbs) {
            let words = "labels of DBS are had one at a time";
            return Err(MarketplaceError::new(ErrorKind::Rejected, OPERATION, words));
        }
        let mut found = HashMap::new();
        for (way, ids) in ways {
            self.stickers(way, &ids, &mut found).await?;
        }
        let labels: Vec<&Bytes> = parcels
            .iter()
            .filter_map(|id| found.get(&Way::of(id)?))
            .collect();
        let missing = parcels.len() - labels.len();
        if parcels.is_empty() || missing > 0 {
            let words = format!("{missing} of {} labels did not come", parcels.len());
            return Err(MarketplaceError::new(ErrorKind::NotFound, OPERATION, words));
        }
        let document = found.keys().any(|(way, _)| *way == Way::Dbs);
        Ok(match labels.as_slice() {
            [one] if document => pdf("label", (*one).clone()),
            [one] => png("label", (*one).clone()),
            all => sheet(all),
        })
    }

    async fn stickers(
        &self,
        way: Way,
        ids: &[i64],
        found: &mut HashMap<(Way, i64), Bytes>,
    ) -> Result<()> {
        for some in ids.chunks(MOST) {
            let call = way.labels(OPERATION, some);
            let call = call.ok_or_else(|| MarketplaceError::unsupported(OPERATION))?;
            let answer: Stickers = self.api.read(&call).await?;
            let named = answer.stickers.into_iter();
            found.extend(named.filter_map(|one| Some(((way, one.order_id?), decoded(&one.file)?))));
        }
        Ok(())
    }

    /// WB has it once the supply was handed over.
    async fn supply(&self, supply: &ExternalId) -> Result<File> {
        let path = format!("/api/v3/supplies/{supply}/barcode");
        let call = Call::read(OPERATION, MARKETPLACE, Method::GET, &path)
            .bucket("marketplace")
            .query("type", "png");
        let said: Value = self.api.read(&call).await?;
        let file = said.get("file").and_then(Value::as_str).and_then(decoded);
        let none = || MarketplaceError::new(ErrorKind::Unreadable, OPERATION, "no label in it");
        Ok(png("supply", file.ok_or_else(none)?))
    }

    async fn document(&self, document: &ExternalId, format: &str) -> Result<File> {
        let path = "/api/v1/documents/download";
        let call = Call::read(OPERATION, DOCUMENTS, Method::GET, path)
            .bucket("documents")
            .query("serviceName", document)
            .query("extension", format);
        let found: Data<DocumentFile> = self.api.read(&call).await?;
        let none = || MarketplaceError::new(ErrorKind::Unreadable, OPERATION, "no file in it");
        Ok(File {
            name: plain(&found.data.file_name, document, format),
            media_type: media_type(format).to_owned(),
            bytes: decoded(&found.data.document).ok_or_else(none)?,
        })
    }
}

/// A name for the disk: WB's own without any folder, else the document's number.
fn plain(name: &str, document: &ExternalId, format: &str) -> String {
    let named = |name: &str| -> String {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let kept = last
            .chars()
            .filter(|sign| !sign.is_control() && *sign != ':');
        kept.collect::<String>().trim_matches('.').to_owned()
    };
    let name = match named(name) {
        name if name.is_empty() => named(document.as_str()),
        name => name,
    };
    match name.ends_with(&format!(".{format}")) {
        true => name,
        false => format!("{name}.{}", named(format)),
    }
}

fn media_type(format: &str) -> &'static str {
    match format {
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

fn decoded(base64: &str) -> Option<Bytes> {
    let bytes = STANDARD.decode(base64).ok()?;
    (!bytes.is_empty()).then(|| bytes.into())
}

fn pdf(name: &str, bytes: Bytes) -> File {
    File {
        name: format!("{name}.pdf"),
        media_type: media_type("pdf").to_owned(),
        bytes,
    }
}

fn png(name: &str, bytes: Bytes) -> File {
    File {
        name: format!("{name}.png"),
        media_type: "image/png".to_owned(),
        bytes,
    }
}

/// Several labels as one page to print, one to a sheet, in their order.
fn sheet(labels: &[&Bytes]) -> File {
    let (width, height) = LABEL;
    let mut page = format!(
        "<!doctype html><meta charset=\"utf-8\"><style>@page{{size:{width}mm {height}mm;margin:0}}\
         body{{margin:0}}img{{display:block;width:{width}mm;height:{height}mm;\
         break-after:page}}</style>\n"
    );
    for label in labels {
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "<img src=\"data:image/png;base64,{}\">",
            STANDARD.encode(label)
        );
    }
    File {
        name: "labels.html".to_owned(),
        media_type: "text/html".to_owned(),
        bytes: page.into(),
    }
}
