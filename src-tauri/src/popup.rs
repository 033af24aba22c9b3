//! Pop-ups of the desktop. Where nothing shows them, that is a line in the log and no more.

use std::time::Duration;

use notify_rust::{Notification, NotificationResponse};

/// Name of the program, of its icon and of its menu entry.
const NAME: &str = "Super AI Manager";
const ICON: &str = "super-ai-manager";
/// A click is listened for so long; each listener holds a connection to the desktop.
const LISTENS: Duration = Duration::from_secs(600);

/// What pops up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Popup {
    /// First line.
    pub(crate) title: String,
    /// The rest; may be empty.
    pub(crate) body: String,
    /// What a click does, in words, for desktops that show it as a button.
    pub(crate) act: String,
}

/// Shows it and waits; true when a person clicked it.
pub(crate) async fn ask(popup: Popup) -> bool {
    let shown = tokio::time::timeout(LISTENS, show(popup)).await;
    match shown {
        Ok(Ok(clicked)) => clicked,
        Ok(Err(error)) => {
            tracing::warn!(%error, "nothing here shows pop-ups");
            false
        }
        Err(_) => false,
    }
}

#[cfg(target_os = "linux")]
async fn show(popup: Popup) -> notify_rust::error::Result<bool> {
    let mut note = notification(&popup);
    // The desktop reads the body as markup; its own signs must not come from a product's name.
    note.body(&plain(&popup.body)).icon(ICON);
    note.action("default", &popup.act);
    let handle = note.show_async().await?;
    let mut clicked = false;
    handle
        .wait_for_action_async(|response: &NotificationResponse| clicked = is_click(response))
        .await;
    Ok(clicked)
}

#[cfg(not(target_os = "linux"))]
async fn show(popup: Popup) -> notify_rust::error::Result<bool> {
    let waiting = tokio::task::spawn_blocking(move || {
        let note = addressed(notification(&popup));
        let handle = note.show()?;
        let mut clicked = false;
        // No answer is no click.
        let _ = handle
            .wait_for_response(|response: &NotificationResponse| clicked = is_click(response));
        Ok(clicked)
    });
    waiting.await.unwrap_or(Ok(false))
}

/// Windows files pop-ups under the program's own id.
#[cfg(target_os = "windows")]
fn addressed(mut note: Notification) -> Notification {
    note.app_id("uz.superai.manager");
    note
}

#[cfg(not(any(target_os = "linux", target_os = "windows")))]
fn addressed(note: Notification) -> Notification {
    note
}

fn notification(popup: &Popup) -> Notification {
    let mut note = Notification::new();
    note.appname(NAME).summary(&popup.title).body(&popup.body);
    note
}

fn is_click(response: &NotificationResponse) -> bool {
    matches!(
        response,
        NotificationResponse::Default | NotificationResponse::Action(_)
    )
}

#[cfg(target_os = "linux")]
fn plain(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
