//! `sam demo`: the whole story on this machine, without a key and without a window.

mod progress;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use api::{Api, ApiError, Caller, Options, Places, offline};

use crate::args;
use crate::exit;
use crate::home::At;
use crate::host::SandboxHost;
use crate::stop;
use crate::tell::Tell;
use progress::Progress;
use summary::Summary;

/// Between two looks at the store.
const LOOK: Duration = Duration::from_millis(500);
/// How long sending may take to end.
const DRAIN: Duration = Duration::from_secs(10);

/// Runs it until its span is over or somebody stops it, then counts.
pub(crate) async fn demo(at: &At, tell: &Tell, wish: args::Demo) -> Result<ExitCode, ApiError> {
    let places = if at.named {
        at.places.clone()
    } else {
        Places::of_store(throw_away()?)
    };
    let store = places.demo_store.clone();
    let host = Arc::new(SandboxHost::default());
    let options = Options {
        places,
        demo: Some(Arc::clone(&host) as Arc<dyn api::DemoHost>),
        secrets: None,
        engine: true,
    };
    if offline::in_use(&store)? {
        return Err(crate::command::other_engine(&store).await);
    }
    tell.note(&tell.words("demo.begins", &[("store", store.display().to_string())]));
    let api = Api::open_demo(options, wish.speed, wish.seed).await?;
    watch(&api, tell, &wish).await;
    drain(&api).await;
    api.close().await;
    let happened = offline::happened(&store).await?;
    let summary = Summary::of(&happened, &host.ledger(), &store);
    tell.object(&summary);
    for line in summary.lines(tell) {
        tell.line(&line);
    }
    Ok(summary.code())
}

/// Shows how it goes until it ends.
async fn watch(api: &Api, tell: &Tell, wish: &args::Demo) {
    let mut progress = Progress::new(tell, wish.span);
    let ends = stop::asked_or_after(wish.span);
    tokio::pin!(ends);
    loop {
        tokio::select! {
            () = &mut ends => break,
            () = tokio::time::sleep(LOOK) => progress.show(tell, api, &Caller::OWNER).await,
        }
    }
    progress.end();
}

/// Lets sending finish. New work goes on meanwhile, so this looks for a moment without any.
async fn drain(api: &Api) {
    let settled = async {
        while api.unsettled().await.is_ok_and(|open| open > 0) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        _ = tokio::time::timeout(DRAIN, settled) => {}
        () = stop::asked() => {}
    }
}

/// A folder of its own below the system's folder for such things. It stays: the summary names
/// the store, and whoever reads it may want to look inside.
fn throw_away() -> Result<PathBuf, ApiError> {
    let process = std::process::id();
    for number in 0..1000 {
        let folder = std::env::temp_dir().join(format!("sam-demo-{process}-{number}"));
        match private(&folder) {
            Ok(()) => return Ok(folder.join("store.sqlite3")),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(exit::system(&error)),
        }
    }
    Err(ApiError::bad_input(
        "store",
        "no free folder for the demo; use --store",
    ))
}

#[cfg(unix)]
fn private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Windows' folder for such things is the person's own.
#[cfg(not(unix))]
fn private(folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)
}
