//! Files of marketplaces for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ApiError;

/// Arguments of `files_get`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetFiles {
    /// Account.
    pub account: i64,
    /// What is wanted.
    pub wish: FileWish,
}

/// What can be had as a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum FileWish {
    /// Labels of parcels, in their order.
    Labels {
        /// Parcels by the marketplace's numbers, at most 500.
        parcels: Vec<String>,
    },
    /// A paper of a supply.
    Supply {
        /// The supply.
        supply: String,
        /// Which: one of `ParcelShop.papers`.
        paper: String,
    },
    /// A document.
    Document {
        /// The document.
        document: String,
        /// One of its formats.
        format: String,
    },
}

/// Files that came.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FilesCame {
    /// They lie on this machine.
    pub files: Vec<KeptFile>,
    /// Parcels whose labels did not come.
    pub missing: Vec<String>,
    /// Why they did not.
    pub problem: Option<ApiError>,
}

/// A file on this machine. The page opens it by its row; where it lies is not the page's business.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KeptFile {
    /// Row.
    pub id: i64,
    /// Account.
    pub account: i64,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// When it came.
    pub at: String,
}
