//! `cargo xtask sandbox`: the four marketplaces and the scripted AI on loopback.

use anyhow::Result;

use crate::step::Step;
use crate::{build, debian, page, tree};

/// Arguments go to `sam sandbox`.
pub(crate) fn serve(args: &[String]) -> Result<()> {
    debian::for_build()?;
    page::build()?;
    build::binaries()?;
    Step::new("sam sandbox", tree::binary("sam")?)
        .args(["sandbox"])
        .args(args)
        .run()
}
