//! From the start of the process to its end.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use api::{Options, Places};
use cli::host::SandboxHost;
#[cfg(unix)]
use tauri::AppHandle;
use tauri::plugin::TauriPlugin;
use tauri::{App, Builder, Manager, RunEvent, Runtime};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::{Arguments, HELP, Wish};
use crate::door::{self, Door};
use crate::looks::Kept;
use crate::{call, context, files, log, tray, window};

/// How long the end waits for threads that a pop-up or the system's own prompt holds: they answer
/// to a person, who may be away.
const LAST: Duration = Duration::from_secs(2);
/// Wrong arguments, as `sam` has it.
const MISUNDERSTOOD: u8 = 2;

/// The whole program.
pub fn main() -> ExitCode {
    match Wish::read(std::env::args_os().skip(1)) {
        Ok(Wish::Open(arguments)) => open(&arguments),
        Ok(Wish::Help) => say(HELP),
        Ok(Wish::Version) => say(concat!(
            "super-ai-manager ",
            env!("CARGO_PKG_VERSION"),
            "\n"
        )),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(MISUNDERSTOOD)
        }
    }
}

fn say(text: &str) -> ExitCode {
    // A closed terminal is nobody who reads.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "super-ai-manager: {text}");
}

fn open(arguments: &Arguments) -> ExitCode {
    if !has_screen() {
        complain("no screen here (neither DISPLAY nor WAYLAND_DISPLAY); without one, use `sam`");
        return ExitCode::FAILURE;
    }
    #[cfg(target_os = "linux")]
    crate::renderer::settle();
    match run(arguments) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            tracing::error!(%error, "the window did not open");
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Windows and macOS always have one.
fn has_screen() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn run(arguments: &Arguments) -> Result<i32, Box<dyn std::error::Error>> {
    let home = folder(arguments)?;
    let _log = log::start(&home);
    // Built by hand: Tauri's own macro for main would end with a panic at exit.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let kept = Kept::read(&home);
    let hidden = arguments.minimised || kept.get().start_minimised;
    let app = furnish(Builder::default(), instance(arguments))
        .manage(kept)
        .manage(door(arguments, home))
        .setup(move |app| Ok(set_up(app, hidden)?))
        .build(context())?;
    let code = app.run_return(|app, event| match event {
        RunEvent::Exit => {
            tracing::info!("the window closes");
            // What is under way gets its time to end: before a next start may take the store,
            // and before an update starts the program anew.
            tauri::async_runtime::block_on(app.state::<Door>().close());
        }
        // A click in the dock, after the window was closed to it.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        _ => {}
    });
    runtime.shutdown_timeout(LAST);
    Ok(code)
}

fn folder(arguments: &Arguments) -> std::io::Result<PathBuf> {
    let usual =
        || cli::home::usual().ok_or_else(|| std::io::Error::other("no home folder; use --home"));
    let folder = arguments.home.clone().map_or_else(usual, Ok)?;
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn door(arguments: &Arguments, home: PathBuf) -> Door {
    let options = Options {
        places: Places::below(home),
        demo: Some(Arc::new(SandboxHost::default())),
        secrets: None,
        engine: true,
    };
    Door::new(options, arguments.demo.then_some(arguments.speed))
}

/// How many windows there may be at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instance {
    /// Any number: tests.
    Any,
    /// One for the usual folder.
    Usual,
    /// One for the folder of this name (Linux; elsewhere one in all).
    Named(String),
}

/// Each folder has one window.
fn instance(arguments: &Arguments) -> Instance {
    let Some(home) = &arguments.home else {
        return Instance::Usual;
    };
    let home = std::fs::canonicalize(home).unwrap_or_else(|_| home.clone());
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in home.as_os_str().as_encoded_bytes() {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Instance::Named(format!("uz.superai.manager.home{sum:016x}"))
}

/// A second start brings the first one's window to the front and ends.
fn single<R: Runtime>(instance: Instance) -> Option<TauriPlugin<R>> {
    let shown = tauri_plugin_single_instance::Builder::new().callback(|app, args, _| {
        if !args.iter().any(|arg| arg == "--minimised") {
            window::show(app);
        }
    });
    match instance {
        Instance::Any => None,
        Instance::Usual => Some(shown.build()),
        Instance::Named(name) => Some(shown.dbus_id(name).build()),
    }
}

/// Everything that the window of any runtime has: the tests hold the same.
pub fn furnish<R: Runtime>(builder: Builder<R>, instance: Instance) -> Builder<R> {
    // Before the first request; fails only when one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = match single(instance) {
        Some(plugin) => builder.plugin(plugin),
        None => builder,
    };
    // Whether the window is seen is not its state but the owner's wish at the start.
    let state = StateFlags::all() - StateFlags::VISIBLE;
    builder
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(state)
                .build(),
        )
        .plugin(tauri_plugin_updater::Builder::new().build())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .invoke_handler(tauri::generate_handler![call::call, files::open_file])
}

fn set_up<R: Runtime>(app: &App<R>, hidden: bool) -> tauri::Result<()> {
    let handle = app.handle();
    tray::put(handle);
    let made = window::make(handle)?;
    if !hidden {
        made.show()?;
    } else if handle.try_state::<tray::Tray<R>>().is_none() {
        made.show().and_then(|()| made.minimize())?;
    }
    let opening = handle.clone();
    tauri::async_runtime::spawn(async move {
        // The page asks for itself and shows what went wrong.
        let _ = door::api(&opening).await;
    });
    #[cfg(unix)]
    tauri::async_runtime::spawn(leave_when_asked(handle.clone()));
    Ok(())
}

/// The system's polite request to end is a clean end.
#[cfg(unix)]
async fn leave_when_asked<R: Runtime>(app: AppHandle<R>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    app.exit(0);
}
