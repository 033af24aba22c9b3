//! The seller's pictures: files beside the store, each under the name of what is in it. The same
//! picture lies there once, and a change that names one is a change with this very picture.

use std::path::PathBuf;

use async_trait::async_trait;
use bytes::Bytes;
use domain::{PictureFile, PictureFormat};
use imagesize::ImageType;
use marketplaces::{Pictures, picture_gone};
use sha2::{Digest as _, Sha256};
use store::Store;

use crate::error::{EngineError, Result};
use crate::files::disk;

/// The largest picture that is kept, in bytes. Each marketplace has its own, smaller bound.
const MOST: usize = 50 * 1024 * 1024;

/// Keeps a picture that a card is to show.
///
/// # Errors
/// `BadInput` for what is no picture, for a format that no marketplace takes, and for one that is
/// too large; the disk's.
pub async fn keep(store: &Store, bytes: Vec<u8>) -> Result<PictureFile> {
    let file = read(&bytes)?;
    let folder = PictureFolder::beside(store).0;
    disk::put(folder, file.name(), bytes).await?;
    Ok(file)
}

/// What a picture is, without drawing it.
fn read(bytes: &[u8]) -> Result<PictureFile> {
    if bytes.len() > MOST {
        return Err(bad("larger than 50 MB"));
    }
    let format = match imagesize::image_type(bytes) {
        Ok(ImageType::Jpeg) => PictureFormat::Jpg,
        Ok(ImageType::Png) => PictureFormat::Png,
        Ok(ImageType::Gif) => PictureFormat::Gif,
        Ok(ImageType::Bmp) => PictureFormat::Bmp,
        Ok(ImageType::Webp) => PictureFormat::Webp,
        _ => return Err(bad("no JPG, PNG, GIF, BMP or WebP")),
    };
    let size = imagesize::blob_size(bytes).map_err(|_| bad("a broken picture"))?;
    let pixels = |pixels: usize| u32::try_from(pixels).map_err(|_| bad("a broken picture"));
    Ok(PictureFile {
        sha256: sha256(bytes),
        format,
        width: pixels(size.width)?,
        height: pixels(size.height)?,
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    })
}

fn bad(why: &'static str) -> EngineError {
    EngineError::BadInput {
        field: "picture",
        why,
    }
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the pictures of a store lie.
pub(crate) struct PictureFolder(PathBuf);

impl PictureFolder {
    /// Beside the store: the demo's pictures never lie among the seller's.
    pub(crate) fn beside(store: &Store) -> Self {
        Self(store.path().with_file_name("pictures"))
    }
}

#[async_trait]
impl Pictures for PictureFolder {
    /// What lies there is looked at once more: a file may have been changed by hand.
    async fn picture(&self, file: &PictureFile) -> marketplaces::Result<Bytes> {
        let path = disk::path(&self.0, &file.name()).ok_or_else(|| picture_gone(file))?;
        let bytes = tokio::fs::read(path).await;
        let bytes = bytes.map_err(|_| picture_gone(file))?;
        if sha256(&bytes) != file.sha256 {
            return Err(picture_gone(file));
        }
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use domain::SystemClock;
    use marketplaces::ErrorKind;
    use store::OpenOptions;

    use super::*;

    /// A GIF of 2 x 3 pixels: its head says so, which is all that is read.
    const GIF: &[u8] = b"GIF89a\x02\x00\x03\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;";

    async fn store(dir: &tempfile::TempDir) -> Store {
        let options = OpenOptions::engine(std::sync::Arc::new(SystemClock), "boot");
        let opened = Store::open(&dir.path().join("sam.db"), options).await;
        opened.expect("a store").store
    }

    #[tokio::test]
    async fn a_picture_is_kept_by_what_is_in_it_and_given_as_long_as_it_is_that() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir).await;
        let file = keep(&store, GIF.to_vec()).await.expect("kept");
        let told = (file.format, file.width, file.height, file.bytes);
        assert_eq!(told, (PictureFormat::Gif, 2, 3, 20), "what it is");
        let again = keep(&store, GIF.to_vec()).await.expect("kept");
        assert_eq!(again, file, "the same picture is the same file");
        let folder = PictureFolder::beside(&store);
        let given = folder.picture(&file).await.expect("given");
        assert_eq!(given, GIF, "as it came");
        std::fs::write(folder.0.join(file.name()), b"GIF89a, another").unwrap();
        let other = folder.picture(&file).await.map_err(|error| error.kind);
        assert_eq!(other, Err(ErrorKind::NotFound), "another picture is none");
        let mended = keep(&store, GIF.to_vec()).await;
        assert_eq!(mended.expect("kept"), file, "kept anew");
        let given = folder.picture(&file).await.expect("given");
        assert_eq!(given, GIF, "and right again");
    }

    #[tokio::test]
    async fn a_name_never_leads_out_of_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir).await;
        let mut file = keep(&store, GIF.to_vec()).await.expect("kept");
        std::fs::write(dir.path().join("key.gif"), GIF).unwrap();
        file.sha256 = "../key".to_owned();
        let given = PictureFolder::beside(&store).picture(&file).await;
        assert_eq!(
            given.map_err(|error| error.kind),
            Err(ErrorKind::NotFound),
            "the words of a change may have been written by anybody"
        );
    }

    #[tokio::test]
    async fn what_is_no_picture_is_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir).await;
        let large = [GIF, &vec![0; MOST]].concat();
        for (bytes, what) in [
            (b"%PDF-1.7 and more".to_vec(), "a paper"),
            (Vec::new(), "nothing"),
            (GIF[..7].to_vec(), "half a head"),
            (large, "too much"),
        ] {
            let kept = keep(&store, bytes).await;
            assert!(
                matches!(kept, Err(EngineError::BadInput { field, .. }) if field == "picture"),
                "{what} is told"
            );
        }
        assert!(
            !PictureFolder::beside(&store).0.exists(),
            "nothing of it stays"
        );
    }
}
