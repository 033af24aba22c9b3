//! The one window.

use tauri::webview::{Color, NewWindowResponse};
use tauri::{
    AppHandle, CloseRequestApi, Emitter, Manager, Runtime, Theme, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::looks::{Kept, Looks};
use crate::tray::Tray;
use crate::{links, telling, tray_host};

/// Its name, as the capability has it.
pub(crate) const MAIN: &str = "main";
/// Event that takes the page to an address of its own.
const OPEN: &str = "open";
/// `--bg` of the page in both themes: what is seen before the page is drawn.
const LIGHT: Color = Color(0xF7, 0xF7, 0xF5, 0xFF);
const DARK: Color = Color(0x0F, 0x12, 0x13, 0xFF);

/// Makes the window, with everything that it may never do.
pub(crate) fn make<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<WebviewWindow<R>> {
    let config = app
        .config()
        .app
        .windows
        .first()
        .cloned()
        .unwrap_or_default();
    let looks = app.state::<Kept>().get();
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(links::stays)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .background_color(ground(&looks, None))
        .build()?;
    if let Ok(theme) = window.theme() {
        // Only now the system's theme is known.
        let _ = window.set_background_color(Some(ground(&looks, Some(theme))));
    }
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            close(&handle, api);
        }
    });
    Ok(window)
}

fn ground(looks: &Looks, system: Option<Theme>) -> Color {
    let dark = looks.theme == "dark" || (looks.theme == "system" && system == Some(Theme::Dark));
    if dark { DARK } else { LIGHT }
}

/// Brings the window to the front, wherever it was.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window.show().and_then(|()| window.unminimize());
    if let Err(error) = shown.and_then(|()| window.set_focus()) {
        tracing::warn!(%error, "the window did not come to the front");
    }
}

/// Brings the window to the front on a page, e.g. `/reviews?queue=waiting`.
pub(crate) fn show_page<R: Runtime>(app: &AppHandle<R>, page: &str) {
    show(app);
    if let Err(error) = app.emit_to(MAIN, OPEN, page) {
        tracing::warn!(%error, "the page did not hear where to go");
    }
}

/// Closing hides the window when the owner wants it so and there is a tray to come back from;
/// where the desktop shows no such icons, the window is made small instead.
fn close<R: Runtime>(app: &AppHandle<R>, closing: &CloseRequestApi) {
    let stays = app.state::<Kept>().get().close_to_tray && app.try_state::<Tray<R>>().is_some();
    let Some(window) = app.get_webview_window(MAIN).filter(|_| stays) else {
        return;
    };
    closing.prevent_close();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let hidden = match tray_host::is_there().await {
            true => window.hide(),
            false => window.minimize(),
        };
        if let Err(error) = hidden {
            tracing::warn!(%error, "the window could not be hidden");
        }
        telling::still_here(&app);
    });
}
