//! Checks tauri.conf.json, turns capabilities into the access list of the window, and gives the
//! Windows program its icon.

use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Only commands named here exist for the window, and only for windows that a capability names.
    let commands = AppManifest::new().commands(&["call"]);
    let attributes = Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(commands);
    Ok(tauri_build::try_build(attributes).map_err(|error| error.to_string())?)
}
