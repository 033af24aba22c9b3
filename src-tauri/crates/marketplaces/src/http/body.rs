//! Bodies, read with a cap so that a broken server cannot fill the memory.

use bytes::{Bytes, BytesMut};

/// Most bytes of an answer. The largest documented page (WB, 250 000 rows) is
/// well below.
const MOST: usize = 256 * 1024 * 1024;

/// Why a body could not be read.
pub(super) enum BodyError {
    /// The connection broke off.
    Broken(String),
    /// More than the cap.
    TooLarge,
}

/// Reads the whole body.
pub(super) async fn read(mut response: reqwest::Response) -> Result<Bytes, BodyError> {
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MOST => return Err(BodyError::TooLarge),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body.freeze()),
            Err(error) => return Err(BodyError::Broken(error.without_url().to_string())),
        }
    }
}
