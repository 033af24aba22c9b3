//! Identities. Numbers are rows of the local store; `ExternalId` and
//! `MarketplaceId` are other people's words and stay strings.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

row_ids! {
    /// A seller ("partner") looked after by this installation.
    PartnerId,
    /// One shop of a partner on one marketplace.
    AccountId,
    /// A partner's own product, over all marketplaces.
    ProductId,
    /// A product as offered on one account.
    ListingId,
    /// A buyer's order on one account.
    OrderId,
    /// A buyer's review.
    ReviewId,
    /// A buyer's question.
    QuestionId,
    /// A durable piece of work.
    TaskId,
    /// A text proposed as an answer.
    DraftId,
    /// The stored outcome of the guardrails for one draft.
    VerdictId,
    /// A person's decision on a draft.
    ApprovalId,
    /// One write to a marketplace, at most once.
    EffectId,
    /// A row of the hash-chained journal.
    ActivityId,
    /// A warning shown to the seller.
    AlertId,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the word as it was given.
            pub fn new(word: impl Into<String>) -> Self {
                Self(word.into())
            }

            /// The word itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self::new(word)
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::new(word)
            }
        }
    )+};
}

words! {
    /// The name of a marketplace as its connector's profile declares it.
    MarketplaceId,
    /// An identity given by a marketplace; numbers are kept as their digits,
    /// because several of them exceed 2^53 or carry leading zeros.
    ExternalId,
}

impl From<i64> for ExternalId {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}
