//! One error shape for every marketplace: what kind, whether waiting helps,
//! which operation, and whether a write may have happened all the same.

use std::fmt;
use std::time::Duration;

use domain::AccountId;

/// What went wrong, in the few kinds that callers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The key is wrong: nobody gave it out.
    Unauthorised,
    /// The key was good: its time is over, or somebody deleted it.
    Expired,
    /// The key is one for trying things out: it opens the marketplace's own sandbox and no shop.
    TestKey,
    /// The key is good, yet lacks a permission; `about` names it where the marketplace does.
    Forbidden,
    /// The marketplace sells this separately; `about` names the subscription.
    NeedsSubscription,
    /// The marketplace has closed the seller's company or cabinet; `why` says what opens it again.
    Blocked,
    /// The marketplace moves the seller's cabinet and takes no changes until it is done.
    Moving,
    /// The host that answers does not know the key, and the one that may, in `about`, does not
    /// answer.
    OtherHost,
    /// Too many requests; `retry_after` says when to come back.
    RateLimited,
    /// The thing does not exist (any more).
    NotFound,
    /// The marketplace understood the request and refused it.
    Rejected,
    /// The marketplace or the way to it is down.
    Unavailable,
    /// The answer could not be read; `path` names the place.
    Unreadable,
    /// The marketplace's API has no such thing.
    Unsupported,
    /// None of the above.
    Unexpected,
}

impl ErrorKind {
    /// Whether it usually is over by itself.
    pub fn passes(self) -> bool {
        matches!(
            self,
            Self::RateLimited | Self::Unavailable | Self::Moving | Self::OtherHost
        )
    }
}

/// Which of its kind an error is, where a person does something else about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The key was deleted or switched off.
    Revoked,
    /// The key works from other network addresses only.
    Address,
    /// The marketplace's terms are not signed.
    Offer,
    /// The seller switched the API off.
    SwitchedOff,
    /// Nothing was offered for so long that the API was closed.
    Inactive,
    /// There is no contract in force.
    NoContract,
    /// The shop takes part in no way of selling.
    NoPlacement,
    /// The cabinet has no shop yet.
    NoShop,
}

impl Why {
    /// The word in the store and in the API; screens have words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Address => "address",
            Self::Offer => "offer",
            Self::SwitchedOff => "switched_off",
            Self::Inactive => "inactive",
            Self::NoContract => "no_contract",
            Self::NoPlacement => "no_placement",
            Self::NoShop => "no_shop",
        }
    }
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketplaceError {
    /// What kind.
    pub kind: ErrorKind,
    /// Whether the same call may succeed later.
    pub temporary: bool,
    /// Which of its kind, where that matters.
    pub why: Option<Why>,
    /// The permission, subscription or host that it is about, in the marketplace's own words.
    pub about: Option<String>,
    /// When to come back at the earliest, when told.
    pub retry_after: Option<Duration>,
    /// The operation in our words, e.g. `reviews.page`.
    pub operation: &'static str,
    /// Whose shop.
    pub account: Option<AccountId>,
    /// HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// JSON path of the unreadable place.
    pub path: Option<String>,
    /// The marketplace's own words, cut short; never a key, never a URL.
    pub message: String,
    /// The marketplace's request id, for its support.
    pub request_id: Option<String>,
    /// A write whose answer never came: it may have happened. Read before repeating.
    pub may_have_happened: bool,
}

impl MarketplaceError {
    /// An error of that kind; temporary if its kind usually is.
    pub fn new(kind: ErrorKind, operation: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            temporary: kind.passes(),
            why: None,
            about: None,
            retry_after: None,
            operation,
            account: None,
            status: None,
            path: None,
            message: shorten(message.into()),
            request_id: None,
            may_have_happened: false,
        }
    }

    /// The API has no such thing.
    pub fn unsupported(operation: &'static str) -> Self {
        Self::new(
            ErrorKind::Unsupported,
            operation,
            "not offered by this marketplace's API",
        )
    }

    /// Makes it one of that kind.
    pub fn turn(&mut self, kind: ErrorKind) {
        self.kind = kind;
        self.temporary = kind.passes();
    }

    /// Says which of its kind it is.
    #[must_use]
    pub fn because(mut self, why: Why) -> Self {
        self.why = Some(why);
        self
    }

    /// Makes it say that the marketplace wants that subscription.
    pub fn wants(&mut self, subscription: &str) {
        self.turn(ErrorKind::NeedsSubscription);
        self.about = Some(subscription.to_owned());
    }

    /// Names when to come back.
    #[must_use]
    pub fn after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    /// Names the HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Names the place that could not be read.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Whether our own count of a limit kept the request back: nothing was sent, nothing is wrong,
    /// and `retry_after` says when the limit lets it go.
    pub fn is_held_back(&self) -> bool {
        self.kind == ErrorKind::RateLimited && self.status.is_none()
    }

    /// Whether reading and trying again later makes sense without a person.
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }
}

impl fmt::Display for MarketplaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.operation, self.kind)?;
        if let Some(status) = self.status {
            write!(f, " (HTTP {status})")?;
        }
        if let Some(path) = &self.path {
            write!(f, " at {path}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for MarketplaceError {}

/// Marketplaces answer with whole pages at times; a log line wants a sentence.
fn shorten(message: String) -> String {
    const MOST: usize = 300;
    if message.chars().count() <= MOST {
        return message;
    }
    let mut cut: String = message.chars().take(MOST).collect();
    cut.push('…');
    cut
}
