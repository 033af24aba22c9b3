//! `cargo xtask bundle`: installers for this system by Tauri's own command line.

use anyhow::Result;

use crate::step::Step;
use crate::{debian, page, tree};

/// Arguments go to `tauri build`; without any, Linux builds a .deb and the others all their kinds.
pub(crate) fn bundle(args: &[String]) -> Result<()> {
    debian::for_build()?;
    page::build()?;
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let tauri = tree::ui().join("node_modules/.bin").join(name);
    let step = Step::new("tauri build (release; the first time takes long)", tauri);
    let step = step.args(["build"]);
    if args.is_empty() && cfg!(target_os = "linux") {
        return step.args(["--bundles", "deb"]).run();
    }
    step.args(args).run()
}
