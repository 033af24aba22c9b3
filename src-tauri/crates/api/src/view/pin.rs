//! Reviews that buyers see first, for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Among whose reviews one comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PinPlace {
    /// Those of its card.
    Card,
    /// Those of all cards that buyers see together with it.
    Group,
}

/// Arguments of `review_pin_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposePin {
    /// Row of the review.
    pub review: i64,
    /// Where it comes first.
    pub place: PinPlace,
    /// Pinned, or as any other.
    pub pinned: bool,
}
