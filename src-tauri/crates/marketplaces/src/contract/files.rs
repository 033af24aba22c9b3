//! Files: labels, acts, documents.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain::ExternalId;
use serde::{Deserialize, Serialize};

use crate::Result;

/// A file that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum FileWish {
    /// Labels of parcels, in their order.
    Labels {
        /// Parcels by `external_id`.
        parcels: Vec<ExternalId>,
    },
    /// The label or list of a supply.
    Supply {
        /// The supply.
        supply: ExternalId,
        /// `label`, `act`, `list`: one of `Files::supply_papers`.
        paper: String,
    },
    /// A document of the feed.
    Document {
        /// The document.
        document: ExternalId,
        /// One of its formats.
        format: String,
    },
}

/// A file as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// A name for the disk, with its extension and without any folder.
    pub name: String,
    /// Its kind, e.g. `application/pdf`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// A file, or when to ask again with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAnswer {
    /// Here it is.
    Here(File),
    /// The marketplace is at it.
    Later {
        /// Ask again after this.
        wait: Duration,
        /// With this.
        ticket: String,
    },
}

/// Files of a shop.
#[async_trait]
pub trait Files: Send + Sync {
    /// Whether labels of parcels can be had.
    fn has_labels(&self) -> bool {
        false
    }

    /// Papers that a supply has.
    fn supply_papers(&self) -> &'static [&'static str] {
        &[]
    }

    /// Asks for a file; `ticket` as an earlier answer gave it.
    ///
    /// # Errors
    /// As the marketplace answers.
    async fn file(&self, wish: &FileWish, ticket: Option<&str>) -> Result<FileAnswer>;
}
