//! Settings: typed keys with safe defaults. A value that this version cannot read
//! counts as not set, so that the default (which is the safe one) holds.

use chrono::{DateTime, Utc};
use domain::{AutonomyPolicy, PartnerId, Tone};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{millis, to_json};
use crate::writer::Tx;

/// A setting: its key and its default.
pub struct Setting<T> {
    /// The key in the store.
    pub key: &'static str,
    /// What holds while nothing was set.
    pub default: fn() -> T,
}

/// How far the AI may go.
pub const AUTONOMY: Setting<AutonomyPolicy> = Setting {
    key: "autonomy",
    default: AutonomyPolicy::default,
};
/// The voice of the answers.
pub const TONE: Setting<Tone> = Setting {
    key: "tone",
    default: || Tone::Warm,
};
/// Signature under the answers.
pub const SIGNATURE: Setting<String> = Setting {
    key: "signature",
    default: String::new,
};
/// Seconds between a decision and the sending, in which it can be taken back.
pub const DELAY_SECONDS: Setting<u32> = Setting {
    key: "delay_seconds",
    default: || 60,
};
/// Daily cap of AI spending, in millionths of a US dollar.
pub const SPEND_CAP_MICROS: Setting<i64> = Setting {
    key: "spend_cap_micros",
    default: || 2_000_000,
};
/// Days of stock below which an alert is raised.
pub const STOCK_DAYS: Setting<u32> = Setting {
    key: "stock_days",
    default: || 7,
};
/// How many backups are kept.
pub const BACKUP_KEEP: Setting<u32> = Setting {
    key: "backup_keep",
    default: || 7,
};

impl<T: Serialize + DeserializeOwned> Setting<T> {
    /// The value for a partner (`None`: for the whole installation), or the default.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn get(
        &self,
        conn: &mut SqliteConnection,
        partner: Option<PartnerId>,
    ) -> Result<T, StoreError> {
        Ok(get(conn, partner, self.key)
            .await?
            .unwrap_or_else(self.default))
    }

    /// Sets the value.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn set(
        &self,
        tx: &mut Tx,
        partner: Option<PartnerId>,
        value: &T,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        set(tx, partner, self.key, value, now).await
    }
}

/// The value of any key; `None` when it was never set or cannot be read as a `T`.
///
/// # Errors
/// What SQLite says.
pub async fn get<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    partner: Option<PartnerId>,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let value: Option<String> =
        sqlx::query_scalar("SELECT value FROM settings WHERE partner_id = ? AND key = ?")
            .bind(partner.map_or(0, |id| id.0))
            .bind(key)
            .fetch_optional(conn)
            .await?;
    Ok(value.and_then(|value| {
        serde_json::from_str(&value)
            .inspect_err(|error| tracing::warn!(key, %error, "a setting is unreadable"))
            .ok()
    }))
}

/// Sets any key; the same value again changes nothing.
///
/// # Errors
/// What SQLite says.
pub async fn set<T: Serialize>(
    tx: &mut Tx,
    partner: Option<PartnerId>,
    key: &str,
    value: &T,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "INSERT INTO settings (partner_id, key, value, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
         WHERE value <> excluded.value",
    )
    .bind(partner.map_or(0, |id| id.0))
    .bind(key)
    .bind(to_json("value", value)?)
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    if done.rows_affected() > 0 {
        tx.touch(Topic::Settings, None);
        tx.touch(Topic::Session, None);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
