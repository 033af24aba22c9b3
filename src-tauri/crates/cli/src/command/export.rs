//! `sam export`: the rows as files that a spreadsheet opens.

use std::path::Path;
use std::process::ExitCode;

use api::{ApiError, offline};
use serde_json::json;

use crate::home::At;
use crate::tell::Tell;

/// Writes the files and names them.
pub(crate) async fn export(at: &At, tell: &Tell, folder: &Path) -> Result<ExitCode, ApiError> {
    let written = offline::export(&at.places.store, folder).await?;
    tell.object(&json!({ "files": written }));
    for file in &written {
        let values = [
            ("path", file.path.display().to_string()),
            ("count", file.rows.to_string()),
        ];
        tell.line(&tell.words("export.file", &values));
    }
    Ok(ExitCode::SUCCESS)
}
