//! The log: to standard error for who watches, and one file a day in the folder `logs` for who
//! asks later. Only our own crates speak below a warning, so that no library's dump of a request
//! reaches it, and a secret of ours prints itself as `[secret]`.

use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::args::{Account, Args, Command};
use crate::home::At;

const KEPT: usize = 14;
const OURS: [&str; 10] = [
    "ai",
    "api",
    "cli",
    "engine",
    "marketplaces",
    "queue",
    "sandbox",
    "secrets",
    "shell",
    "store",
];

/// Our crates at `level`, everybody else at warnings.
#[must_use]
pub fn filter(level: LevelFilter) -> Targets {
    let others = level.min(LevelFilter::WARN);
    Targets::new()
        .with_default(others)
        .with_targets(OURS.map(|name| (name, level)))
}

/// A file a day, two weeks of them, `NAME.DATE.log` in `HOME/logs`; `None` where it cannot be.
#[must_use]
pub fn file(home: &Path, name: &str) -> Option<RollingFileAppender> {
    let folder = home.join("logs");
    // The appender complains on standard error about a folder that is not there yet.
    std::fs::create_dir_all(&folder).ok()?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(name)
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .ok()
}

/// Starts the log of a command. What is written reaches the file before the guard is gone.
pub(crate) fn start(at: &At, args: &Args) -> Option<WorkerGuard> {
    let watched = match (&args.command, args.verbose) {
        (Command::Engine(_) | Command::Serve(_), 0) => LevelFilter::INFO,
        (_, 0) => LevelFilter::ERROR,
        (_, 1) => LevelFilter::INFO,
        (_, _) => LevelFilter::DEBUG,
    };
    let stderr = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_filter(filter(watched));
    let kept = keeps_file(args)
        .then(|| file(&at.places.home, "sam"))
        .flatten();
    let (layer, guard) = kept
        .map(|file| {
            let (writer, guard) = tracing_appender::non_blocking(file);
            let lines = tracing_subscriber::fmt::layer()
                .with_writer(writer)
                .with_ansi(false);
            (lines.with_filter(filter(LevelFilter::INFO)), guard)
        })
        .unzip();
    // Fails when a log was started before: then that one is written.
    let _ = tracing_subscriber::registry()
        .with(stderr)
        .with(layer)
        .try_init();
    guard
}

/// Commands that only look leave nothing behind.
fn keeps_file(args: &Args) -> bool {
    match &args.command {
        Command::Engine(_) | Command::Serve(_) | Command::Sync(_) => true,
        Command::Accounts(accounts) => !matches!(accounts.what, Account::List),
        _ => false,
    }
}
