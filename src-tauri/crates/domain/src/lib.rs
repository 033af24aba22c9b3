//! Nouns of the product and the rules that belong to their meaning.
//!
//! No input or output, no async, no clock of its own: everything here can be
//! tested with plain values. Marketplaces are data (`MarketplaceId`), never an
//! enum: a fifth one must not touch this crate.

pub mod account;
pub mod activity;
pub mod alert;
pub mod answer;
pub mod approved;
pub mod capability;
pub mod clock;
pub mod currency;
pub mod fact;
pub mod feed;
pub mod ids;
pub mod language;
pub mod listing;
pub mod money;
pub mod order;
pub mod partner;
pub mod question;
pub mod review;
pub mod rule_pack;
pub mod settings;
pub mod stock;
pub mod task;
pub mod verdict;

pub use account::{AccountState, Passport, Scope, ScopeState};
pub use activity::{Act, Actor, Outcome, Step, Undo};
pub use alert::{AlertKind, AlertLevel};
pub use answer::{Answer, AnswerState, PublishedAnswer, SubjectKind};
pub use approved::{Approved, NotApproved};
pub use capability::{Capability, Cell};
pub use clock::{Clock, FastClock, ManualClock, SharedClock, SystemClock};
pub use currency::Currency;
pub use fact::Fact;
pub use feed::Feed;
pub use ids::{
    AccountId, ActivityId, AlertId, ApprovalId, DraftId, EffectId, ExternalId, ListingId,
    MarketplaceId, OrderId, PartnerId, ProductId, QuestionId, ReviewId, TaskId, VerdictId,
};
pub use language::Language;
pub use listing::{Attribute, Listing, ListingStatus};
pub use money::{Money, MoneyError};
pub use order::{Order, OrderLine, OrderStatus, Scheme};
pub use partner::Partner;
pub use question::Question;
pub use review::Review;
pub use rule_pack::RulePack;
pub use settings::{Autonomy, AutonomyPolicy, Skill, Tone};
pub use stock::StockLevel;
pub use task::{ErrorClass, TaskState};
pub use verdict::{Decision, Reason, RuleResult, StoredDecision, StoredVerdict, Verdict};
