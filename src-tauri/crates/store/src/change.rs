//! The change feed: what a committed write touched.

use domain::AccountId;
use serde::{Deserialize, Serialize};

/// What changed, in the words that screens subscribe to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who is here, what runs, the figures in the frame.
    Session,
    /// What the owner decided.
    Settings,
    /// Sales, stock and the figures of the day.
    Overview,
    /// Reviews and their answers.
    Reviews,
    /// Questions and their answers.
    Questions,
    /// The journal.
    Activity,
    /// Warnings.
    Alerts,
    /// Accounts, their keys and feeds.
    Shops,
    /// Long work with progress.
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

impl Topic {
    /// All of them.
    pub const ALL: [Self; 16] = [
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

    /// The tag of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Settings => "settings",
            Self::Overview => "overview",
            Self::Reviews => "reviews",
            Self::Questions => "questions",
            Self::Activity => "activity",
            Self::Alerts => "alerts",
            Self::Shops => "shops",
            Self::Jobs => "jobs",
            Self::Prices => "prices",
            Self::Orders => "orders",
            Self::Returns => "returns",
            Self::Chats => "chats",
            Self::Ads => "ads",
            Self::Finance => "finance",
            Self::Analytics => "analytics",
        }
    }
}

/// Something changed, after its commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Change {
    /// What.
    pub topic: Topic,
    /// On which account; `None` when it concerns all.
    pub account: Option<AccountId>,
}
