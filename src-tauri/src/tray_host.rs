//! Whether the desktop shows tray icons. Linux desktops differ: GNOME shows none by itself, and a
//! window that is hidden there could not be found again.

/// Who shows icons, by its name on the session's bus.
#[cfg(target_os = "linux")]
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// Somebody shows tray icons now.
#[cfg(target_os = "linux")]
pub(crate) async fn is_there() -> bool {
    let asked = async {
        let bus = zbus::Connection::session().await?;
        let names = zbus::fdo::DBusProxy::new(&bus).await?;
        Ok::<_, zbus::Error>(names.name_has_owner(WATCHER.try_into()?).await?)
    };
    asked.await.unwrap_or_else(|error| {
        tracing::debug!(%error, "nobody tells whether tray icons are shown");
        false
    })
}

/// Windows and macOS always show them.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn is_there() -> bool {
    true
}
