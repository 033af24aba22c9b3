//! The marketplace's own dictionary of categories and what their cards need.

use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// What cards are filed under (Ozon: category and type, `a:b`).
    pub external_id: ExternalId,
    /// Its names from the root down.
    pub path: Vec<String>,
    /// Whether cards can be filed under it.
    pub leaf: bool,
}

/// A characteristic that cards of a category have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryField {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// What it holds, in the marketplace's words.
    pub kind: String,
    /// Whether no card is taken without it.
    pub required: bool,
    /// How many values it may have; 0 where that is not told.
    pub most: i64,
    /// Its unit.
    pub unit: Option<String>,
    /// Whether values come from a dictionary.
    pub has_values: bool,
    /// Values that are told at once.
    pub values: Vec<FieldValue>,
}

/// A value of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The marketplace's identity of it; its words where it has none.
    pub external_id: ExternalId,
    /// Its words.
    pub value: String,
}
