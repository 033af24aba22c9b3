//! Settings that only screens and this floor use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use store::settings::Setting;
use store::{Store, StoreError};

use crate::view::settings::{Locale, Notifications, Theme};

/// Language of the window: the system's until somebody chooses one.
pub(crate) const LOCALE: Setting<Locale> = Setting {
    key: "locale",
    default: || {
        sys_locale::get_locale()
            .as_deref()
            .map_or_else(Locale::default, Locale::nearest)
    },
};
/// Colours of the window.
pub(crate) const THEME: Setting<Theme> = Setting {
    key: "theme",
    default: Theme::default,
};
/// Which notifications pop up.
pub(crate) const NOTIFICATIONS: Setting<Notifications> = Setting {
    key: "notifications",
    default: || Notifications {
        stock: true,
        approval: true,
    },
};
/// Start in the tray.
pub(crate) const START_MINIMISED: Setting<bool> = Setting {
    key: "start_minimised",
    default: || false,
};
/// Closing the window leaves the engine running.
pub(crate) const CLOSE_TO_TRAY: Setting<bool> = Setting {
    key: "close_to_tray",
    default: || true,
};
/// Look for updates.
pub(crate) const UPDATES: Setting<bool> = Setting {
    key: "updates",
    default: || true,
};

/// What a person chose about the looks of this installation; nothing, while nobody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The language.
    pub(crate) locale: Option<Locale>,
    /// The colours.
    pub(crate) theme: Option<Theme>,
}

impl Chosen {
    /// As that store has it.
    pub(crate) async fn read(conn: &mut SqliteConnection) -> Result<Self, StoreError> {
        Ok(Self {
            locale: store::settings::get(conn, None, LOCALE.key).await?,
            theme: store::settings::get(conn, None, THEME.key).await?,
        })
    }

    /// The demo has a store of its own, the person before the window stays the same.
    pub(crate) async fn keep(self, store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
        store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(locale) = self.locale {
                        LOCALE.set(tx, None, &locale, now).await?;
                    }
                    if let Some(theme) = self.theme {
                        THEME.set(tx, None, &theme, now).await?;
                    }
                    Ok::<(), StoreError>(())
                })
            })
            .await
    }
}

/// Who writes: model, address, prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AiChoice {
    /// Model.
    pub(crate) model: String,
    /// Address of the provider.
    pub(crate) base: String,
    /// Prices by model: input and output, US dollars per million tokens.
    pub(crate) prices: Vec<(String, String, String)>,
}

/// The AI that a store begins with: the cheapest of the present line, at the prices of
/// the release notes of October 2026.
pub(crate) const AI: Setting<AiChoice> = Setting {
    key: "ai",
    default: || AiChoice {
        model: "claude-haiku-5-5".to_owned(),
        base: "https://api.anthropic.com".to_owned(),
        prices: vec![
            (
                "claude-haiku-5-5".to_owned(),
                "0.10".to_owned(),
                "0.50".to_owned(),
            ),
            (
                "claude-sonnet-5-5".to_owned(),
                "2".to_owned(),
                "10".to_owned(),
            ),
            (
                "claude-opus-5-5".to_owned(),
                "4".to_owned(),
                "20".to_owned(),
            ),
        ],
    },
};
