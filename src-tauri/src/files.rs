//! Files that the engine fetched, opened in the system's own viewer. The page names one by its
//! number; the path is the engine's.

use api::{ApiError, Caller, Code};
use tauri::{AppHandle, Runtime};
use tauri_plugin_opener::OpenerExt as _;

use crate::door;

/// Opens a file as the owner at this machine.
#[tauri::command]
pub(crate) async fn open_file<R: Runtime>(app: AppHandle<R>, id: i64) -> Result<(), ApiError> {
    let file = door::api(&app).await?.file(&Caller::OWNER, id).await?;
    let path = file.path.to_string_lossy().into_owned();
    app.opener().open_path(path, None::<&str>).map_err(|error| {
        tracing::warn!(%error, "a file was not opened");
        ApiError::new(Code::NotFound, "no program opens it").with("why", "no_viewer")
    })
}
