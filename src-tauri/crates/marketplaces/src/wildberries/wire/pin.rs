//! Pinned reviews (WB API 09-communications).

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Rows of `GET /api/feedbacks/v1/pins`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pins {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) data: Vec<Value>,
    /// Where the next page begins; absent on the last one.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) next: Option<i64>,
}

/// A pinned review.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Pin {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) pin_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) feedback_id: String,
    /// `nm` or `imt`.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) pin_on: String,
    /// `pinned` or `unpinned`.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) state: String,
}

/// What may be pinned by either way of paying for it; one that the seller has not got is absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PinLimits {
    pub(crate) subscription: Option<PinLimit>,
    pub(crate) tariff: Option<PinLimit>,
}

/// What is left of one way.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PinLimit {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) remaining: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) unlimited: Option<bool>,
}

impl PinLimit {
    /// Whether another review can be pinned.
    pub(crate) fn has_room(&self) -> bool {
        self.unlimited == Some(true) || self.remaining.is_some_and(|left| left > 0)
    }
}

/// What became of one review of `POST /api/feedbacks/v1/pins`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct PinOutcome {
    /// Absent where it was not pinned.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) pin_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    errors: Vec<PinError>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PinError {
    #[serde(deserialize_with = "loose::text")]
    status: String,
    #[serde(deserialize_with = "loose::text")]
    title: String,
    #[serde(deserialize_with = "loose::text")]
    detail: String,
}

impl PinOutcome {
    /// Whether it stands there: pinned now or before.
    pub(crate) fn is_there(&self) -> bool {
        let known = |error: &PinError| error.status == "alreadyPinned";
        self.pin_id.is_some() || self.errors.iter().any(known)
    }

    /// WB's words against it.
    pub(crate) fn words(&self) -> String {
        let words = self.errors.iter().map(|error| {
            let mut all = [&error.detail, &error.title, &error.status].into_iter();
            let first = all.find(|words| !words.is_empty());
            first.map_or("refused", String::as_str)
        });
        words.collect::<Vec<_>>().join("; ")
    }
}
