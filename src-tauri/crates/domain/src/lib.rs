//! Nouns of the product and the rules that belong to their meaning.
//!
//! No input or output, no async, no clock of its own: everything here can be
//! tested with plain values. Marketplaces are data (`MarketplaceId`), never an
//! enum: a fifth one must not touch this crate.

pub mod account;
pub mod activity;
pub mod ad;
pub mod alert;
pub mod answer;
pub mod approved;
pub mod bid_signal;
pub mod capability;
pub mod category;
pub mod change;
pub mod chat;
pub mod clock;
pub mod currency;
pub mod fact;
pub mod feed;
pub mod finance;
pub mod ids;
pub mod language;
pub mod listing;
pub mod money;
pub mod order;
pub mod parcel;
pub mod partner;
pub mod price;
pub mod promotion;
pub mod question;
pub mod returned;
pub mod review;
pub mod rule_pack;
pub mod settings;
pub mod standing;
pub mod statement;
pub mod stock;
pub mod tariff;
pub mod task;
pub mod traffic;
pub mod verdict;
pub mod warehouse;

pub use account::{AccountState, Passport, Scope, ScopeState};
pub use activity::{Act, Actor, Outcome, Step, Undo};
pub use ad::{AdDay, AdFigures, AdQuery, Bid, Campaign, CampaignItem, CampaignState, PayFor};
pub use alert::{AlertKind, AlertLevel};
pub use answer::{Answer, AnswerState, PublishedAnswer, SubjectKind};
pub use approved::{Approved, NotApproved};
pub use bid_signal::{BidSignal, BidSignalKind};
pub use capability::{Capability, Cell};
pub use category::{Category, CategoryField, FieldValue};
pub use change::{
    CampaignAct, CampaignStep, CardAttribute, CardChange, Change, ChangeKind, ChatReply, Group,
    Packed, ParcelStep, Picture, PictureFile, PictureFormat, PinPlace, PriceChange, PromotionStep,
    ReturnDecision, ReviewPin, StepLine, StockChange, SupplyAct, SupplyStep,
};
pub use chat::{Chat, ChatAuthor, ChatMessage};
pub use clock::{Clock, FastClock, ManualClock, SharedClock, SystemClock};
pub use currency::Currency;
pub use fact::Fact;
pub use feed::Feed;
pub use finance::{Balance, Document, LedgerKind, LedgerRow};
pub use ids::{
    AccountId, ActivityId, AlertId, ApprovalId, DraftId, EffectId, ExternalId, ListingId,
    MarketplaceId, OrderId, PartnerId, ProductId, QuestionId, ReviewId, TaskId, VerdictId,
};
pub use language::Language;
pub use listing::{Attribute, Listing, ListingStatus};
pub use money::{Money, MoneyError};
pub use order::{Order, OrderLine, OrderStatus, Scheme};
pub use parcel::{Parcel, ParcelAct, ParcelLine, ParcelState, Supply};
pub use partner::Partner;
pub use price::{HeldPrice, Price, PriceSignal, SignalKind};
pub use promotion::{Promotion, PromotionItem};
pub use question::Question;
pub use returned::{Return, ReturnChoice, ReturnKind, ReturnState};
pub use review::{Review, whole_text};
pub use rule_pack::{CardRules, FeeRule, RulePack};
pub use settings::{Autonomy, AutonomyPolicy, Skill, Tone};
pub use standing::{CategoryPlace, RatingUnit, ShopRating};
pub use statement::Statement;
pub use stock::StockLevel;
pub use tariff::{Rate, Tariff, TariffKind};
pub use task::{ErrorClass, TaskState};
pub use traffic::{CardIssue, CardQuality, FunnelDay, IssueLevel, SearchTerm};
pub use verdict::{Decision, Reason, RuleResult, StoredDecision, StoredVerdict, Verdict};
pub use warehouse::{Turnover, Warehouse};
