//! Checks tauri.conf.json, turns capabilities into the access list of the window, and gives the
//! Windows program its icon. Windows test programs get what the program's own manifest gives it.

use tauri_build::{AppManifest, Attributes};

/// Version 6 of the common controls, which Tauri's windows import from. tauri-build tells only the
/// program so; without it a test program ends while it is loaded, before its first test
/// (tauri-apps/tauri#13419).
const COMMON_CONTROLS: &str = "type='win32' name='Microsoft.Windows.Common-Controls' \
     version='6.0.0.0' processorArchitecture='*' publicKeyToken='6595b64144ccf1df' language='*'";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = |name| std::env::var(name).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "windows" && target("CARGO_CFG_TARGET_ENV") == "msvc" {
        println!("cargo::rustc-link-arg=/MANIFESTDEPENDENCY:{COMMON_CONTROLS}");
    }
    // Only commands named here exist for the window, and only for windows that a capability names.
    let commands = AppManifest::new().commands(&["call", "open_file"]);
    let attributes = Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(commands);
    Ok(tauri_build::try_build(attributes).map_err(|error| error.to_string())?)
}
