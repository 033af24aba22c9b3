//! The window from its start to the first painted overview: a benchmark of the package `e2e`, which
//! has the drivers, in a session with a screen.

use anyhow::{Result, bail};

use super::Figure;
use crate::session::Session;
use crate::step::Outcome;
use crate::{e2e, tree};

/// The figure is left beside those of the other benchmarks, see [`super::figure::left`].
pub(super) fn figures() -> Result<Vec<Figure>> {
    if !cfg!(target_os = "linux") {
        println!("==> the window is measured on Linux only: skipped");
        return Ok(Vec::new());
    }
    let app = tree::target()?.join("release/super-ai-manager");
    let Outcome { success, .. } = Session::start()?
        .cargo_on_screen(
            "the window from its start to its first painted overview",
            &["bench"],
        )
        .args(["--bench", "window"])
        .env("SAM_E2E_APP", app)
        .env("SAM_E2E_SAM", tree::target()?.join("release/sam"))
        .env("SAM_E2E_TAURI_DRIVER", e2e::driver()?)
        .env("SAM_E2E_SCREENSHOTS", tree::root().join("screenshots"))
        .env("SAM_FIGURES", tree::target()?.join("figures"))
        .capture()?;
    if !success {
        bail!("the window could not be measured");
    }
    Ok(Vec::new())
}
