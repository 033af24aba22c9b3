//! Reading answers: the place of a mistake is named, one bad row loses nothing.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::de::SliceRead;

use super::send::Reply;
use super::way::Way;
use crate::error::{ErrorKind, MarketplaceError};
use crate::page::BadRow;

impl Way {
    /// Reads a whole answer. The error bears account and status.
    ///
    /// # Errors
    /// As [`lenient`].
    pub fn read<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        reply: &Reply,
    ) -> Result<T, MarketplaceError> {
        lenient(operation, &reply.body)
            .map_err(|error| self.ours(error.status(reply.status.as_u16())))
    }
}

/// Reads a whole answer.
///
/// # Errors
/// `Unreadable` with the JSON path.
pub fn lenient<T: DeserializeOwned>(
    operation: &'static str,
    body: &Bytes,
) -> Result<T, MarketplaceError> {
    let reader = || serde_json::Deserializer::from_slice(body);
    // Noting the place of every value takes longer than reading it: only a mistake is looked for so.
    T::deserialize(&mut reader()).or_else(|_| located(operation, reader()))
}

fn located<T: DeserializeOwned>(
    operation: &'static str,
    mut reader: serde_json::Deserializer<SliceRead<'_>>,
) -> Result<T, MarketplaceError> {
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        // serde's message quotes the offending value, which may be a buyer's text.
        let message = format!(
            "the answer has another shape ({:?})",
            error.inner().classify()
        );
        MarketplaceError::new(ErrorKind::Unreadable, operation, message).at(path)
    })
}

/// Reads one row of a page.
///
/// # Errors
/// The row, as it came, with the path of the mistake.
pub fn row<T: DeserializeOwned>(raw: &Value) -> Result<T, BadRow> {
    T::deserialize(raw).or_else(|_| {
        serde_path_to_error::deserialize(raw).map_err(|error| BadRow {
            raw: raw.to_string(),
            path: error.path().to_string(),
            reason: error.inner().to_string(),
        })
    })
}
