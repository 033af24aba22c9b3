//! A shop on one marketplace and what its key is allowed to do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Added, the first check has not answered yet.
    Checking,
    /// Works.
    Ok,
    /// Works in part: a scope is missing, the key expires soon.
    Attention,
    /// Does not work until a person acts.
    Failed,
    /// Stopped by a person.
    Paused,
}

impl AccountState {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Ok => "ok",
            Self::Attention => "attention",
            Self::Failed => "failed",
            Self::Paused => "paused",
        }
    }

    /// Reads the store's word; anything unknown needs attention.
    pub fn from_word(word: &str) -> Self {
        match word {
            "checking" => Self::Checking,
            "ok" => Self::Ok,
            "failed" => Self::Failed,
            "paused" => Self::Paused,
            _ => Self::Attention,
        }
    }
}

/// What a key says about itself, and what the marketplace says about the key.
/// Never holds the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// The kind of key (Wildberries: personal, service, basic, test).
    pub token_kind: Option<String>,
    /// All kinds that exist, for the screen to mark the present one.
    pub token_kinds: Vec<String>,
    /// When the key stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// How long such a key lives in days, when the marketplace says so.
    pub lifetime_days: Option<u32>,
    /// Permissions, in the marketplace's own words.
    pub scopes: Vec<Scope>,
    /// The key can only read.
    pub read_only: bool,
    /// The seller's or shop's name as the marketplace knows it.
    pub account_label: Option<String>,
    /// The account's identity at the marketplace (sid, business id, client id).
    pub external_id: Option<String>,
    /// What each capability may do with this key: capability, read, write.
    pub cells: Vec<CapabilityCell>,
}

/// One line of the passport's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityCell {
    /// What it is about.
    pub capability: crate::Capability,
    /// Whether it can be read.
    pub read: crate::Cell,
    /// Whether it can be written.
    pub write: crate::Cell,
    /// The limit in plain words, e.g. "3 / s".
    pub limit: Option<String>,
}

/// A permission of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// In the marketplace's words.
    pub name: String,
    /// Whether the key has it and whether the product uses it.
    pub state: ScopeState,
}

/// Whether a permission is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeState {
    /// The key has it.
    Present,
    /// The product could use it, the key lacks it.
    MissingUseful,
    /// Not there and not needed.
    NotNeeded,
}
