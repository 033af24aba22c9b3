//! Pictures of a card (WB API 02-items): addresses by `media/save`, which replaces all of them at
//! once, files by `media/file`, one to a request and each in its place.

use domain::{ExternalId, Picture, PictureFile};
use serde_json::{Value, json};

use super::{CardChanges, WRITE, gone, write};
use crate::Result;
use crate::http::{Call, Part};

const SAVE: &str = "/content/v3/media/save";
pub(super) const FILE: &str = "/content/v3/media/file";

impl CardChanges {
    /// The requests that make these the pictures of a card. Files are read before any of them leaves.
    pub(super) async fn pictured(
        &self,
        nm_id: i64,
        listing: &ExternalId,
        pictures: &[Picture],
    ) -> Result<Vec<Call>> {
        let files: Vec<&PictureFile> = pictures.iter().filter_map(Picture::file).collect();
        if files.is_empty() {
            return Ok(vec![saved(nm_id, &json!(pictures))]);
        }
        let card = self.card(WRITE, listing.as_str(), Some(listing)).await?;
        let card = card.ok_or_else(gone)?;
        let photos = addresses(&card);
        let mut calls = Vec::new();
        // A file takes the place of another one and takes none away.
        if photos.len() > files.len() {
            let kept = photos.get(..files.len()).unwrap_or_default();
            calls.push(saved(nm_id, &json!(kept)));
        }
        for (place, file) in (1..).zip(files) {
            calls.push(self.uploaded(nm_id, place, file).await?);
        }
        Ok(calls)
    }

    async fn uploaded(&self, nm_id: i64, place: u32, file: &PictureFile) -> Result<Call> {
        let bytes = self.api.picture(file).await?;
        let part = Part::file("uploadfile", &file.name(), file.format.media_type(), bytes);
        Ok(write(FILE, "content")
            .with("X-Nm-Id", &nm_id)
            .with("X-Photo-Number", &place)
            .part(part))
    }
}

fn saved(nm_id: i64, addresses: &Value) -> Call {
    write(SAVE, "content").json(json!({"nmId": nm_id, "data": addresses}))
}

/// Where the pictures that a card shows lie.
fn addresses(card: &Value) -> Vec<&str> {
    let photos = card.get("photos").and_then(Value::as_array);
    let photos = photos.into_iter().flatten();
    photos
        .filter_map(|photo| photo.get("big").and_then(Value::as_str))
        .collect()
}
