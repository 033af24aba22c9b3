//! Errors for screens: a closed list of codes; the words are in the UI's
//! catalogues under `error.<code>`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a screen can tell apart. Add one only when a screen uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The key is wrong or revoked.
    UnauthorisedKey,
    /// The key has expired.
    ExpiredKey,
    /// The key opens the marketplace's own sandbox only.
    TestKey,
    /// The key lacks a permission.
    MissingScope,
    /// The marketplace sells it separately.
    NeedsSubscription,
    /// The marketplace has closed the company or cabinet.
    BlockedCompany,
    /// The marketplace moves the cabinet and takes no changes meanwhile.
    Moving,
    /// The host that may know the key does not answer.
    OtherHost,
    /// The AI provider does not accept the key.
    AiKey,
    /// The AI provider's account has no money.
    AiBilling,
    /// A spending limit at the AI provider is reached.
    AiSpendLimit,
    /// The marketplace asks to wait.
    RateLimited,
    /// No answer from the marketplace.
    Unreachable,
    /// The marketplace's answer has another shape than documented.
    UnreadableAnswer,
    /// The marketplace refused.
    RejectedByMarketplace,
    /// Not in the marketplace's API.
    Unsupported,
    /// No such thing.
    NotFound,
    /// What was typed cannot be used.
    BadInput,
    /// Not in this role.
    Forbidden,
    /// Another process is the engine; this one only shows.
    ViewerOnly,
    /// A newer version wrote this store.
    StoreNewer,
    /// The store is damaged.
    StoreCorrupt,
    /// No room on the disk.
    DiskFull,
    /// No keychain.
    KeychainUnavailable,
    /// It was decided or changed meanwhile.
    Conflict,
    /// It has left already.
    TooLate,
    /// The marketplace is still preparing it.
    NotReady,
    /// A person stopped it.
    Stopped,
    /// A fault of ours; the log has it.
    Internal,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// Which text to show.
    pub code: Code,
    /// English, for logs.
    pub message: String,
    /// Values for the text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, type = "Record<string, string>")]
    pub detail: BTreeMap<String, String>,
}

impl ApiError {
    /// An error of that code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: BTreeMap::new(),
        }
    }

    /// Adds a value for the text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.detail.insert(name.to_owned(), value.into());
        self
    }

    /// What was typed cannot be used.
    pub fn bad_input(field: &str, message: impl Into<String>) -> Self {
        Self::new(Code::BadInput, message).with("field", field)
    }

    /// No such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("no such {what}")).with("what", what)
    }
}
