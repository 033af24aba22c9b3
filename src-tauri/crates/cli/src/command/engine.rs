//! `sam engine`: works until it is stopped.

use std::process::ExitCode;

use api::ApiError;
use serde_json::json;

use super::open_for_work;
use crate::args::Keys;
use crate::home::At;
use crate::stop;
use crate::tell::Tell;

/// Runs the engine.
pub(crate) async fn engine(at: &At, tell: &Tell, keys: Keys) -> Result<ExitCode, ApiError> {
    let api = open_for_work(at, tell, keys, None).await?;
    if let Err(error) = api.run().await {
        api.close().await;
        return Err(error);
    }
    let store = api.store_path().await.display().to_string();
    tracing::info!(%store, pid = std::process::id(), "the engine works");
    tell.object(&json!({ "store": store, "pid": std::process::id() }));
    tell.note(&tell.words("engine.works", &[("store", store)]));
    stop::asked().await;
    tell.note(&tell.words("engine.stops", &[]));
    api.close().await;
    tracing::info!("the engine has stopped");
    Ok(ExitCode::SUCCESS)
}
