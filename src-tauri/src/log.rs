//! The log: one file a day in the folder `logs`, as `sam` writes it.

use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Name of its files: `window.DATE.log`.
const NAME: &str = "window";
/// How much is written: `error`, `warn`, `info`, `debug` or `trace`; `info` without it.
const LEVEL: &str = "SAM_LOG";

/// Starts writing. What is written reaches the file before the guard is gone. Without a
/// place for the file (a full disk) the program runs without a log.
pub(crate) fn start(home: &Path) -> Option<WorkerGuard> {
    let level = std::env::var(LEVEL).ok();
    let level = level.and_then(|level| level.parse().ok());
    let (writer, guard) = tracing_appender::non_blocking(cli::log::file(home, NAME)?);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer)
        .with_filter(cli::log::filter(level.unwrap_or(LevelFilter::INFO)));
    // Fails when a log was started before: then that one is written.
    tracing_subscriber::registry().with(lines).try_init().ok()?;
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
