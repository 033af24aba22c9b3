//! One request and its answer, as they went over the wire.

use serde::{Deserialize, Serialize};

/// An exchange; reads from JSON with more members than these, such as a recorder's own.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Exchange {
    /// Marketplace or provider: the `marketplace` of operations.json.
    pub marketplace: String,
    /// HTTP method, upper case.
    pub method: String,
    /// The connector's name of the host; may be empty where there is only one.
    pub host: String,
    /// Path below the host, as asked, without the query.
    pub path: String,
    /// Query pairs in order, decoded.
    #[serde(default)]
    pub query: Vec<(String, String)>,
    /// Request headers; a secret's value may be withheld, its name must stand.
    #[serde(default)]
    pub request_headers: Vec<(String, String)>,
    /// Request body; empty when there was none.
    #[serde(default)]
    pub request_body: String,
    /// Status of the answer.
    pub status: u16,
    /// Response headers.
    #[serde(default)]
    pub response_headers: Vec<(String, String)>,
    /// Response body; empty when there was none.
    #[serde(default)]
    pub response_body: String,
}

impl Exchange {
    /// Is a header of this name sent? Names have no case.
    #[must_use]
    pub fn sends(&self, header: &str) -> bool {
        self.request_headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(header))
    }
}
