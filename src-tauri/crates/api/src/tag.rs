//! What reads are made of and writes spoil. The screen derives every refresh
//! from these, never from a guess.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A tag; the same words as the store's change feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// The frame of the window.
    Session,
    /// What the owner decided.
    Settings,
    /// Sales, stock, figures.
    Overview,
    /// Reviews and answers.
    Reviews,
    /// Questions and answers.
    Questions,
    /// The journal.
    Activity,
    /// Warnings.
    Alerts,
    /// Connections.
    Shops,
    /// Long work.
    Jobs,
    /// Prices and promotions.
    Prices,
    /// What the seller has to hand over.
    Orders,
    /// Goods that come back.
    Returns,
    /// Conversations with buyers.
    Chats,
    /// Advertising.
    Ads,
    /// What marketplaces reckon and charge.
    Finance,
    /// How buyers find listings.
    Analytics,
}

impl Tag {
    /// All tags.
    pub const ALL: &[Self] = &[
        Self::Session,
        Self::Settings,
        Self::Overview,
        Self::Reviews,
        Self::Questions,
        Self::Activity,
        Self::Alerts,
        Self::Shops,
        Self::Jobs,
        Self::Prices,
        Self::Orders,
        Self::Returns,
        Self::Chats,
        Self::Ads,
        Self::Finance,
        Self::Analytics,
    ];
}

impl From<store::Topic> for Tag {
    fn from(topic: store::Topic) -> Self {
        match topic {
            store::Topic::Session => Self::Session,
            store::Topic::Settings => Self::Settings,
            store::Topic::Overview => Self::Overview,
            store::Topic::Reviews => Self::Reviews,
            store::Topic::Questions => Self::Questions,
            store::Topic::Activity => Self::Activity,
            store::Topic::Alerts => Self::Alerts,
            store::Topic::Shops => Self::Shops,
            store::Topic::Jobs => Self::Jobs,
            store::Topic::Prices => Self::Prices,
            store::Topic::Orders => Self::Orders,
            store::Topic::Returns => Self::Returns,
            store::Topic::Chats => Self::Chats,
            store::Topic::Ads => Self::Ads,
            store::Topic::Finance => Self::Finance,
            store::Topic::Analytics => Self::Analytics,
        }
    }
}
