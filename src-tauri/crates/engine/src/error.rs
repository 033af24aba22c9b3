//! What can go wrong in the engine, by where it came from.

use ai::AiError;
use domain::approved::NotApproved;
use marketplaces::MarketplaceError;
use secrets::SecretError;
use store::StoreError;

/// An error of the engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A marketplace.
    #[error(transparent)]
    Marketplace(#[from] Box<MarketplaceError>),
    /// The place where keys are kept.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The AI provider.
    #[error(transparent)]
    Ai(#[from] Box<AiError>),
    /// The content must not be written.
    #[error(transparent)]
    NotApproved(#[from] NotApproved),
    /// The rules refuse a person's text; names the rules that it breaks.
    #[error("the text breaks a rule: {}", .0.join(", "))]
    BreaksRules(Vec<String>),
    /// What was typed cannot be used.
    #[error("{field}: {why}")]
    BadInput {
        /// Which field.
        field: &'static str,
        /// Why, in English.
        why: &'static str,
    },
    /// It was decided or changed meanwhile.
    #[error("{0} was changed meanwhile")]
    Conflict(&'static str),
    /// Somebody changed it at the marketplace: what was wanted has no ground any more.
    #[error("{0} was changed at the marketplace")]
    Changed(&'static str),
    /// The shop is connected already.
    #[error("the shop is connected already, as {name}")]
    SameShop {
        /// What it is called here.
        name: String,
    },
    /// A new key must open the shop that it is for.
    #[error("the key opens another shop")]
    OtherShop,
    /// It has left already.
    #[error("the answer has left already")]
    TooLate,
    /// The marketplace is still preparing a file.
    #[error("the marketplace is still preparing the file")]
    NotReady,
    /// A task panicked: a mistake of ours.
    #[error("the task panicked")]
    Panicked,
    /// The engine is stopping.
    #[error("the engine is stopping")]
    Stopping,
}

impl From<MarketplaceError> for EngineError {
    fn from(error: MarketplaceError) -> Self {
        Self::Marketplace(Box::new(error))
    }
}

impl From<AiError> for EngineError {
    fn from(error: AiError) -> Self {
        Self::Ai(Box::new(error))
    }
}

impl EngineError {
    /// Whether our own count of a marketplace's limit kept a request back: nothing is wrong.
    pub(crate) fn is_held_back(&self) -> bool {
        matches!(self, Self::Marketplace(error) if error.is_held_back())
    }
}

/// What an engine's function gives.
pub type Result<T> = std::result::Result<T, EngineError>;
