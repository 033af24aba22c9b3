//! What pops up on the desktop: a stock alert, a decision that waits. One per
//! cause; the words are in the UI's catalogues.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AlertKind, PartnerId};
use serde::{Deserialize, Serialize};
use store::alert::Alert;
use ts_rs::TS;

use crate::house::House;
use crate::settings::NOTIFICATIONS;

/// A full disk is not told again before this.
const FULL_AGAIN: TimeDelta = TimeDelta::minutes(30);

/// Something that a person should be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// Key of the text in the catalogues.
    pub title_key: String,
    /// Values for the text.
    #[ts(type = "Record<string, string>")]
    pub detail: BTreeMap<String, String>,
    /// Page that a click opens.
    pub page: String,
}

/// What was told before.
pub(crate) struct Told {
    since: DateTime<Utc>,
    waiting: i64,
    full: bool,
    full_told: Option<DateTime<Utc>>,
}

impl Told {
    /// Nothing that is older than now will be told.
    pub(crate) fn now(now: DateTime<Utc>) -> Self {
        Self {
            since: now,
            waiting: 0,
            full: false,
            full_told: None,
        }
    }

    /// A disk without room keeps nothing, not even an alert: told as it begins, and not again for
    /// a while when it comes and goes.
    pub(crate) fn disk(&mut self, house: &House) -> Option<Notice> {
        let (full, now) = (house.store().disk_full(), house.now());
        let begins = full && !self.full;
        self.full = full;
        let lately = |told: DateTime<Utc>| now - told < FULL_AGAIN;
        if !begins || self.full_told.is_some_and(lately) {
            return None;
        }
        self.full_told = Some(now);
        Some(Notice {
            title_key: "alert.disk_full".to_owned(),
            detail: BTreeMap::new(),
            page: "/overview".to_owned(),
        })
    }

    /// What is new since the last look.
    pub(crate) async fn look(&mut self, house: &House) -> Vec<Notice> {
        match self.found(house).await {
            Ok(notices) => notices,
            Err(error) => {
                tracing::debug!(%error, "nothing could be told");
                Vec::new()
            }
        }
    }

    async fn found(&mut self, house: &House) -> Result<Vec<Notice>, store::StoreError> {
        let mut conn = house.store().read().await?;
        let now = house.now();
        let Some(partner) = store::partner::list(&mut conn).await?.first().map(|p| p.id) else {
            return Ok(Vec::new());
        };
        let wanted = NOTIFICATIONS.get(&mut conn, Some(partner)).await?;
        let alerts = store::alert::list(&mut conn, partner, now).await?;
        let fresh = alerts
            .into_iter()
            .filter(|alert| alert.raised_at > self.since);
        let mut notices: Vec<Notice> = fresh
            .filter(|alert| wanted.stock || alert.alert.kind != AlertKind::Stock)
            .map(of_alert)
            .collect();
        self.since = now;
        if wanted.approval {
            notices.extend(self.waiting(&mut conn, partner, now).await?);
        }
        Ok(notices)
    }

    /// Told once when decisions begin to wait, not for each of them.
    async fn waiting(
        &mut self,
        conn: &mut sqlx::SqliteConnection,
        partner: PartnerId,
        now: DateTime<Utc>,
    ) -> Result<Option<Notice>, store::StoreError> {
        let waiting = store::counts::of(conn, partner, now, now).await?.waiting;
        let begins = self.waiting == 0 && waiting > 0;
        self.waiting = waiting;
        Ok(begins.then(|| Notice {
            title_key: "notice.waiting".to_owned(),
            detail: BTreeMap::from([("count".to_owned(), waiting.to_string())]),
            // The page knows which of the queues has something.
            page: "/decisions".to_owned(),
        }))
    }
}

fn of_alert(alert: Alert) -> Notice {
    Notice {
        title_key: alert.alert.title_key,
        detail: alert.alert.detail,
        page: alert.alert.page,
    }
}
