//! The log: one file a day in the folder `logs`, two weeks of them.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const KEPT: usize = 14;
/// Which lines are written, in the syntax of tracing's filters; `info` without it.
const FILTER: &str = "SAM_LOG";

/// Starts writing. What is written reaches the file before the guard is gone. Without a
/// place for the file (a full disk) the program runs without a log.
pub(crate) fn start(home: &Path) -> Option<WorkerGuard> {
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("info"));
    let folder = home.join("logs");
    // Made beforehand: the appender complains on the terminal when it looks for old files in vain.
    std::fs::create_dir_all(&folder).ok()?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("window")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(writer);
    // Fails when a log was started before: then that one is written.
    lines.try_init().ok()?;
    note_panics();
    Some(guard)
}

/// A panic's place goes to the log; its words may quote a buyer and go to the terminal only.
fn note_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a fault of ours");
        usual(panic);
    }));
}
