//! The palette: products, buyers' texts and acts by words.

use crate::context::View;
use crate::error::ApiError;
use crate::view::search::{Found, FoundKind, Search};

/// Hits of each kind.
const MOST: i64 = 6;

/// Finds by words.
pub(crate) async fn everywhere(view: &View, args: Search) -> Result<Vec<Found>, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(Vec::new());
    };
    let hits =
        store::search::everywhere(&mut *view.read().await?, partner, &args.text, MOST).await?;
    Ok(hits
        .into_iter()
        .map(|hit| {
            let (kind, page) = match hit.kind.as_str() {
                "product" => (FoundKind::Product, format!("/overview?listing={}", hit.id)),
                "review" => (FoundKind::Review, format!("/reviews/{}", hit.id)),
                "question" => (FoundKind::Review, format!("/questions/{}", hit.id)),
                _ => (FoundKind::Activity, format!("/activity/{}", hit.id)),
            };
            Found {
                kind,
                id: Some(hit.id),
                title: hit.title,
                detail: hit.detail,
                page,
            }
        })
        .collect())
}
