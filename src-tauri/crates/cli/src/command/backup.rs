//! `sam backup` and `sam restore`.

use std::path::Path;
use std::process::ExitCode;

use api::{ApiError, Code, offline};
use serde_json::json;

use super::other_engine;
use crate::home::At;
use crate::tell::Tell;

/// Copies the store; an engine may go on working meanwhile.
pub(crate) async fn backup(at: &At, tell: &Tell) -> Result<ExitCode, ApiError> {
    let (path, bytes) = offline::back_up(&at.places.store).await?;
    let path = path.display().to_string();
    tell.object(&json!({ "path": path, "bytes": bytes }));
    tell.line(&tell.words("backup.made", &[("path", path)]));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in the place of the store.
pub(crate) async fn restore(at: &At, tell: &Tell, file: &Path) -> Result<ExitCode, ApiError> {
    let store = &at.places.store;
    let aside = match offline::restore(store, file).await {
        Err(error) if error.code == Code::ViewerOnly => return Err(other_engine(store).await),
        Err(error)
            if error.code == Code::StoreCorrupt
                && error.detail.get("why").is_none_or(|why| why == "viewed") =>
        {
            return Err(error.with("why", "copy"));
        }
        other => other?,
    };
    let aside = aside.map(|path| path.display().to_string());
    tell.object(&json!({ "store": store.display().to_string(), "aside": aside }));
    tell.line(&tell.words("restore.done", &[("store", store.display().to_string())]));
    if let Some(aside) = aside {
        tell.line(&tell.words("restore.aside", &[("path", aside)]));
    }
    Ok(ExitCode::SUCCESS)
}
