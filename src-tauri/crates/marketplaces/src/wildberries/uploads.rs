//! Uploads of prices and discounts: how one stands, and what it says of one card (WB API 02-items).

use domain::ExternalId;
use http::Method;

use super::api::Api;
use super::profile::PRICES;
use super::wire::{Data, Upload, UploadGoods, UploadedGoods};
use crate::Result;
use crate::contract::Seen;
use crate::error::ErrorKind;
use crate::feed::readable;
use crate::http::Call;

/// Cards of an upload, at most.
pub(super) const MOST: usize = 1000;

/// What an upload says of the card that is `own`; nothing where it was put into effect, so that
/// the card itself tells.
pub(super) async fn stands(
    api: &Api,
    operation: &'static str,
    upload: &ExternalId,
    own: impl Fn(&UploadedGoods) -> bool,
) -> Result<Option<Seen>> {
    match state(api, operation, "/api/v2/history/tasks", upload).await? {
        Some(3) => Ok(None),
        Some(4) => Ok(Some(Seen::Refused("the upload was cancelled".to_owned()))),
        Some(5 | 6) => refused(api, operation, upload, own).await,
        _ => Ok(Some(Seen::Pending)),
    }
}

/// Whether an upload waits for the promotion that it is for.
pub(super) async fn waits(api: &Api, operation: &'static str, upload: &ExternalId) -> Result<bool> {
    let state = state(api, operation, "/api/v2/buffer/tasks", upload).await?;
    Ok(state == Some(1))
}

/// The history knows what is done, the buffer what waits; to the other one it is unknown.
async fn state(
    api: &Api,
    operation: &'static str,
    path: &str,
    upload: &ExternalId,
) -> Result<Option<i64>> {
    let call = read(operation, path).query("uploadID", upload);
    match api.read::<Data<Upload>>(&call).await {
        Ok(found) => Ok(found.data.status),
        Err(error) if matches!(error.kind, ErrorKind::Rejected | ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn refused(
    api: &Api,
    operation: &'static str,
    upload: &ExternalId,
    own: impl Fn(&UploadedGoods) -> bool,
) -> Result<Option<Seen>> {
    let call = read(operation, "/api/v2/history/goods/task")
        .query("limit", &MOST)
        .query("uploadID", upload);
    let found: Data<UploadGoods> = api.read(&call).await?;
    let goods = readable::<UploadedGoods>(&found.data.history_goods);
    let refused = goods
        .into_iter()
        .find(|goods| own(goods) && goods.status == Some(3));
    Ok(refused.map(|goods| match goods.error_text {
        words if words.to_lowercase().contains("quarantine") => Seen::Held(words),
        words => Seen::Refused(words),
    }))
}

fn read(operation: &'static str, path: &str) -> Call {
    Call::read(operation, PRICES, Method::GET, path).bucket("prices")
}
