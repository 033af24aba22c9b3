//! Reviews, questions and their answers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::draft::Draft;

/// Review or question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A review.
    Review,
    /// A question.
    Question,
}

impl From<AnswerKind> for domain::SubjectKind {
    fn from(kind: AnswerKind) -> Self {
        match kind {
            AnswerKind::Review => Self::Review,
            AnswerKind::Question => Self::Question,
        }
    }
}

impl From<domain::SubjectKind> for AnswerKind {
    fn from(kind: domain::SubjectKind) -> Self {
        match kind {
            domain::SubjectKind::Review => Self::Review,
            domain::SubjectKind::Question => Self::Question,
        }
    }
}

/// The queues of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerQueue {
    /// No answer yet.
    Unanswered,
    /// Draft only.
    Draft,
    /// Waits for a person.
    Waiting,
    /// On its way or shown.
    Sent,
    /// Rejected or refused.
    Rejected,
}

/// Arguments of `answers_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswersQuery {
    /// Reviews or questions.
    pub kind: AnswerKind,
    /// Which queue.
    pub queue: AnswerQueue,
    /// One account or all.
    pub account: Option<i64>,
    /// One rating or all.
    pub rating: Option<u8>,
    /// Words to look for.
    pub search: Option<String>,
    /// First day of the answers, where only what was answered then is wanted.
    pub answered_from: Option<String>,
    /// Last day of the answers.
    pub answered_to: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswersPage {
    /// Rows.
    pub rows: Vec<AnswerRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Rows of each queue.
    pub counts: QueueCounts,
    /// Marketplaces whose API has none of these.
    pub not_offered: Vec<String>,
}

/// Rows of each queue.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct QueueCounts {
    /// No answer yet.
    pub unanswered: i64,
    /// Draft only.
    pub draft: i64,
    /// Waits for a person.
    pub waiting: i64,
    /// On its way or shown.
    pub sent: i64,
    /// Rejected or refused.
    pub rejected: i64,
}

/// One review or question in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswerRow {
    /// Review or question.
    pub kind: AnswerKind,
    /// Row.
    pub id: i64,
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The listing.
    pub listing: Option<ListingName>,
    /// Stars.
    pub rating: Option<u8>,
    /// The buyer.
    pub author: Option<String>,
    /// What the buyer wrote.
    pub text: String,
    /// Its language.
    #[ts(type = "'uz-Latn' | 'uz-Cyrl' | 'ru' | 'en' | 'other' | null")]
    pub language: Option<String>,
    /// Gravest topic.
    pub topic: Option<String>,
    /// When it was written.
    pub created_at: String,
    /// When an answer is due.
    pub due_at: Option<String>,
    /// Where it stands.
    pub state: AnswerState,
    /// When the decision is due, or the answer leaves.
    pub deadline: Option<String>,
    /// It speaks to the machine.
    pub suspicious: bool,
}

/// A listing by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListingName {
    /// Row.
    pub id: i64,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
}

/// Where an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// No answer.
    Unanswered,
    /// Being written.
    Drafting,
    /// Written, nobody is asked.
    Draft,
    /// Waits for a person.
    Waiting,
    /// Leaves after the delay.
    Scheduled,
    /// Leaving.
    Sending,
    /// Shown or in moderation.
    Sent,
    /// A person said no.
    Rejected,
    /// The rules said no.
    Refused,
    /// Not known whether it left; being read.
    Unknown,
    /// Given up.
    Failed,
}

/// Arguments of `answer_get` and `answer_regenerate`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerRef {
    /// Review or question.
    pub kind: AnswerKind,
    /// Row.
    pub id: i64,
}

/// One review or question with everything about it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswerDetail {
    /// As in the list.
    pub row: AnswerRow,
    /// The buyer's words in full.
    pub review: BuyerText,
    /// The product.
    pub product: Option<ProductName>,
    /// The newest draft.
    pub draft: Option<Draft>,
    /// What happened, oldest first.
    pub history: Vec<HistoryEntry>,
    /// Earlier answers on the same topic.
    pub similar: Vec<SimilarAnswer>,
    /// What can be done now.
    pub can: Can,
    /// Why it cannot be undone.
    pub undo_note: Option<String>,
    /// Most characters.
    pub max_length: u32,
}

/// The buyer's words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BuyerText {
    /// Text.
    pub text: String,
    /// Liked.
    pub pros: Option<String>,
    /// Disliked.
    pub cons: Option<String>,
    /// Pictures.
    pub photos: u32,
    /// The answer that the marketplace shows.
    pub published_answer: Option<String>,
}

/// A product by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProductName {
    /// Title.
    pub title: String,
    /// Card.
    pub url: Option<String>,
    /// Article.
    pub article: String,
    /// Rating.
    pub rating: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// When.
    pub at: String,
    /// Key under `act.`.
    pub what: String,
    /// More.
    pub text: Option<String>,
}

/// An earlier answer on the same topic.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SimilarAnswer {
    /// Row.
    pub id: i64,
    /// Marketplace.
    pub marketplace: String,
    /// When.
    pub at: String,
    /// The buyer's words.
    pub text: String,
    /// The answer.
    pub answer: String,
}

/// What can be done now.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Can {
    /// Approve.
    pub approve: bool,
    /// Edit.
    pub edit: bool,
    /// Reject.
    pub reject: bool,
    /// Write again.
    pub regenerate: bool,
    /// Take back before it leaves.
    pub cancel: bool,
    /// Undo after it left.
    pub undo: bool,
}

/// Arguments of `answer_approve`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// Draft.
    pub draft: i64,
    /// Edited text.
    pub text: Option<String>,
}

/// Arguments of `answer_reject`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// Draft.
    pub draft: i64,
    /// Why.
    pub reason: String,
}

/// Arguments of `answer_cancel`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ByDraft {
    /// Draft.
    pub draft: i64,
}

/// Arguments of `answers_approve_confident`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ApproveConfident {
    /// Reviews or questions.
    pub kind: AnswerKind,
    /// One account or all.
    pub account: Option<i64>,
}

/// How many were approved.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ApprovedCount {
    /// Answers.
    pub approved: u32,
}
