//! New versions: looked for once a start when the owner wants it and releases have an address
//! (`plugins.updater.endpoints`). Nothing is installed without a click; the signature must
//! name the announced version (`requireSignedVersion`).

use std::collections::BTreeMap;

use cli::words;
use tauri::{AppHandle, Config, Manager, Runtime};
use tauri_plugin_updater::{Update, UpdaterExt};

use crate::looks::Kept;
use crate::{popup, telling};

/// Looks, tells, and installs on a click.
pub(crate) async fn look<R: Runtime>(app: AppHandle<R>) {
    if !app.state::<Kept>().get().updates || !has_address(app.config()) {
        return;
    }
    match find(&app).await {
        Ok(Some(update)) => offer(&app, &update).await,
        Ok(None) => tracing::info!("no newer version"),
        Err(error) => tracing::warn!(%error, "new versions could not be looked for"),
    }
}

/// Releases have an address.
fn has_address(config: &Config) -> bool {
    let updater = config.plugins.0.get("updater");
    let endpoints = updater.and_then(|updater| updater.get("endpoints")?.as_array());
    endpoints.is_some_and(|endpoints| !endpoints.is_empty())
}

async fn find<R: Runtime>(app: &AppHandle<R>) -> tauri_plugin_updater::Result<Option<Update>> {
    app.updater()?.check().await
}

async fn offer<R: Runtime>(app: &AppHandle<R>, update: &Update) {
    let locale = app.state::<Kept>().get().locale;
    let detail = BTreeMap::from([("version".to_owned(), update.version.clone())]);
    let title = words::fill(&locale, "notice.update", &detail);
    let body = words::say(&locale, "notice.update_body");
    if !popup::ask(telling::popup(&locale, title, Some(body))).await {
        return;
    }
    match update.download_and_install(|_, _| {}, || {}).await {
        Ok(()) => app.request_restart(),
        Err(error) => tracing::error!(%error, "the new version was not installed"),
    }
}
