//! How WebKit draws on Linux.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// Shares buffers with the graphics driver: on several drivers (NVIDIA before all) the window
/// stays white. Drawing without it is a little slower and works everywhere.
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Switches the shared buffers off, unless somebody set the variable to something already.
///
/// WebKit reads the variable from the environment of the process. Setting it in a running
/// process is unsafe, so the program becomes itself anew with the variable set: same process
/// number, same arguments. Comes back only when there is nothing to do or it is impossible.
pub(crate) fn settle() {
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut anew = Command::new(program);
    anew.args(std::env::args_os().skip(1)).env(VARIABLE, "1");
    // Only a failure returns; the window then opens with WebKit's own choice.
    let _ = anew.exec();
}
