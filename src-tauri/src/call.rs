//! The one command of the page.

use api::{ApiError, Caller, Code};
use serde_json::Value;
use tauri::{AppHandle, Runtime};

use crate::door;

/// Runs a call of the API as the owner at this machine. Waits while the store is opened; if
/// that failed, the next call tries again.
#[tauri::command]
pub(crate) async fn call<R: Runtime>(
    app: AppHandle<R>,
    name: String,
    args: Option<Value>,
) -> Result<Value, ApiError> {
    let work = async move {
        let api = door::api(&app).await?;
        api.call(&Caller::OWNER, &name, args.unwrap_or_default())
            .await
    };
    // In a task of its own: a panic in it must reach the page as an answer, not as silence.
    let done = tauri::async_runtime::spawn(work).await;
    done.unwrap_or_else(|_| Err(ApiError::new(Code::Internal, "the call broke off")))
}
