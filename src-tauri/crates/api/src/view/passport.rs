//! What a key may do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ApiError;

/// A key's passport.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Passport {
    /// Kind of key.
    pub token_kind: Option<String>,
    /// All kinds.
    pub token_kinds: Vec<String>,
    /// End of its life.
    pub expires_at: Option<String>,
    /// Days left.
    pub days_left: Option<i64>,
    /// Days in all.
    pub days_total: Option<i64>,
    /// Permissions.
    pub scopes: Vec<Scope>,
    /// Name of the shop at the marketplace.
    pub account_label: Option<String>,
    /// When the marketplace was asked.
    pub checked_at: String,
    /// Cannot write.
    pub read_only: bool,
}

/// A permission.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Scope {
    /// In the marketplace's words.
    pub name: String,
    /// Whether it is there.
    pub state: ScopeState,
}

/// Whether a permission is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScopeState {
    /// There.
    Present,
    /// Not there, useful.
    MissingUseful,
    /// Not needed.
    NotNeeded,
}

/// What a key says about itself, without a request.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ShopInspection {
    /// What could be read.
    pub passport: Option<Passport>,
    /// What is wrong with the text.
    pub problem: Option<ApiError>,
}
