//! The palette.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of `search`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Words.
    pub text: String,
}

/// Something found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// Row.
    pub id: Option<i64>,
    /// Title.
    pub title: String,
    /// More.
    pub detail: String,
    /// Page that opens it.
    pub page: String,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// A product.
    Product,
    /// A review.
    Review,
    /// An act.
    Activity,
    /// A page.
    Page,
}
