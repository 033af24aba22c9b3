//! `GET /api/file/{id}`: a file that the engine fetched, for the browser to keep.

use api::{ApiError, Code, LocalFile};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Serving;

/// The bytes as an attachment: nothing of them is shown as a page of ours.
pub(super) async fn file(State(serving): State<Serving>, Path(id): Path<i64>) -> Response {
    match read(&serving, id).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream"),
                (header::CONTENT_DISPOSITION, "attachment"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => (StatusCode::NOT_FOUND, Json(json!({ "error": error }))).into_response(),
    }
}

async fn read(serving: &Serving, id: i64) -> Result<Vec<u8>, ApiError> {
    let LocalFile { path, .. } = serving.api.file(&serving.caller, id).await?;
    let read = tokio::fs::read(path).await;
    read.map_err(|error| ApiError::new(Code::NotFound, error.to_string()))
}
