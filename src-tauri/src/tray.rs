//! The icon beside the system's clock: open, pause or resume, quit.

use std::panic::{AssertUnwindSafe, catch_unwind};

use api::{Api, ApiError, Caller};
use cli::words;
use serde_json::Value;
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Runtime};

use crate::looks::Kept;
use crate::{door, window};

const ID: &str = "tray";
const OPEN: &str = "open";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// The icon and its lines, to word them anew when the language or the state changes.
pub(crate) struct Tray<R: Runtime> {
    icon: TrayIcon<R>,
    open: MenuItem<R>,
    pause: MenuItem<R>,
    quit: MenuItem<R>,
}

/// Puts the icon there. Without a panel for such icons, or the library for them, the window
/// does without.
pub(crate) fn put<R: Runtime>(app: &AppHandle<R>) {
    // The Linux library is looked for at run time; its absence is a panic in the binding.
    let made = catch_unwind(AssertUnwindSafe(|| make(app)));
    match made {
        Ok(Ok(tray)) => {
            tray.word(&app.state::<Kept>().get().locale, false);
            app.manage(tray);
        }
        Ok(Err(error)) => tracing::warn!(%error, "no tray icon"),
        Err(_) => tracing::warn!("no tray icon: its library is missing"),
    }
}

fn make<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Tray<R>> {
    let line = |id: &str| MenuItem::with_id(app, id, "", true, None::<&str>);
    let (open, pause, quit) = (line(OPEN)?, line(PAUSE)?, line(QUIT)?);
    let rule = PredefinedMenuItem::separator(app)?;
    let menu = Menu::with_items(app, &[&open, &pause, &rule, &quit])?;
    let mut icon = TrayIconBuilder::with_id(ID)
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(chosen)
        .on_tray_icon_event(|icon, event| clicked(icon.app_handle(), &event));
    if let Some(picture) = app.default_window_icon() {
        icon = icon.icon(picture.clone());
    }
    Ok(Tray {
        icon: icon.build(app)?,
        open,
        pause,
        quit,
    })
}

impl<R: Runtime> Tray<R> {
    fn word(&self, locale: &str, paused: bool) {
        let say = |key: &str| words::say(locale, key);
        let (state, act) = if paused {
            ("tray.paused", "tray.resume")
        } else {
            ("tray.works", "tray.pause")
        };
        let worded = self
            .open
            .set_text(say("tray.open"))
            .and_then(|()| self.pause.set_text(say(act)))
            .and_then(|()| self.quit.set_text(say("tray.quit")))
            .and_then(|()| self.icon.set_tooltip(Some(say(state))));
        if let Err(error) = worded {
            tracing::debug!(%error, "the tray kept its old words");
        }
    }
}

/// Words the lines for the language and state of now.
pub(crate) async fn follow<R: Runtime>(app: &AppHandle<R>, api: &Api) -> Result<(), ApiError> {
    let Some(tray) = app.try_state::<Tray<R>>() else {
        return Ok(());
    };
    let session = api.call(&Caller::OWNER, "session_get", Value::Null).await?;
    let paused = session.get("paused").and_then(Value::as_bool);
    tray.word(&app.state::<Kept>().get().locale, paused.unwrap_or(false));
    Ok(())
}

fn clicked<R: Runtime>(app: &AppHandle<R>, event: &TrayIconEvent) {
    let TrayIconEvent::Click {
        button,
        button_state,
        ..
    } = event
    else {
        return;
    };
    if *button == MouseButton::Left && *button_state == MouseButtonState::Up {
        window::show(app);
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri's signature of a menu's listener"
)]
fn chosen<R: Runtime>(app: &AppHandle<R>, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(app),
        QUIT => app.exit(0),
        PAUSE => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                if let Err(error) = turn(&app).await {
                    tracing::warn!(%error, "the engine was neither paused nor resumed");
                }
            });
        }
        _ => {}
    }
}

/// Pauses what runs, resumes what is paused.
async fn turn<R: Runtime>(app: &AppHandle<R>) -> Result<(), ApiError> {
    let api = door::api(app).await?;
    let session = api.call(&Caller::OWNER, "session_get", Value::Null).await?;
    let paused = session.get("paused").and_then(Value::as_bool) == Some(true);
    let name = if paused {
        "engine_resume"
    } else {
        "engine_pause"
    };
    api.call(&Caller::OWNER, name, Value::Null).await?;
    follow(app, &api).await
}
