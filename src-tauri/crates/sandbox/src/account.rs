//! What a client needs to reach the sandbox.

use std::collections::BTreeMap;

use url::Url;

/// A demo account at one of the marketplaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Marketplace identifier.
    pub marketplace: String,
    /// The shop's name.
    pub name: String,
    /// Credential fields.
    pub fields: BTreeMap<String, String>,
    /// `http://127.0.0.1:PORT/{marketplace}`; a host NAME lies below it.
    pub base: Url,
}

/// The scripted AI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAi {
    /// `http://127.0.0.1:PORT/anthropic`.
    pub base: Url,
    /// Key.
    pub key: String,
}
