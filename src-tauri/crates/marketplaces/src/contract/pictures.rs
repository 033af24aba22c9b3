//! Files of the seller's that are sent as they are.

use async_trait::async_trait;
use bytes::Bytes;
use domain::PictureFile;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};

const OPERATION: &str = "pictures.read";

/// Where the seller's pictures lie.
#[async_trait]
pub trait Pictures: Send + Sync {
    /// What is in a picture.
    ///
    /// # Errors
    /// `NotFound` when there is no such file, or another than the one that was looked at.
    async fn picture(&self, file: &PictureFile) -> Result<Bytes>;
}

/// No pictures at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPictures;

#[async_trait]
impl Pictures for NoPictures {
    async fn picture(&self, file: &PictureFile) -> Result<Bytes> {
        Err(picture_gone(file))
    }
}

/// The picture is not, or no longer, what it was.
pub fn picture_gone(file: &PictureFile) -> MarketplaceError {
    let words = format!("the picture {file} is not there any more");
    MarketplaceError::new(ErrorKind::NotFound, OPERATION, words)
}
