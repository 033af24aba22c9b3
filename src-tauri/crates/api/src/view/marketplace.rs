//! Marketplaces as data: the credential form and the capability matrix.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A marketplace.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarketplaceView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Letter of the mark.
    pub letter: String,
    /// Colour of the mark.
    pub colour: String,
    /// Colour of the letter.
    pub on_colour: String,
    /// Where the key is found.
    pub key_url: String,
    /// The form.
    pub fields: Vec<FieldSpec>,
    /// Hosts that get the key.
    pub hosts: Vec<String>,
    /// What the API offers.
    pub capabilities: Vec<CapabilitySpec>,
}

/// A field of the form.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FieldSpec {
    /// Name.
    pub name: String,
    /// Hidden or not.
    pub kind: FieldKind,
    /// Needed.
    pub required: bool,
    /// Key of its label.
    pub label_key: String,
    /// Keys of the steps to find it.
    pub help_keys: Vec<String>,
}

/// Whether a field is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Hidden.
    Secret,
    /// Shown.
    Text,
}

/// What the API offers of one capability.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CapabilitySpec {
    /// Which.
    pub capability: String,
    /// Can be read.
    pub read: bool,
    /// Can be written.
    pub write: bool,
}
