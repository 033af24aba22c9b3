//! Parcels, supplies, returns, chats.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ExternalId};
use crate::money::Money;
use crate::parcel::ParcelAct;

/// A step of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelStep {
    /// Whose shop.
    pub account: AccountId,
    /// The parcel's `external_id`.
    pub parcel: ExternalId,
    /// What is done.
    pub act: ParcelAct,
    /// Its lines, as read.
    pub lines: Vec<StepLine>,
    /// Why it is given up, in the marketplace's codes.
    pub reason: Option<String>,
    /// The supply that it is put into.
    pub supply: Option<ExternalId>,
    /// The state that was seen when this was wanted.
    pub expected: String,
}

/// A line of a parcel that goes a step on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    /// The identity of the line.
    pub item: Option<ExternalId>,
    /// The listing.
    pub listing: ExternalId,
    /// Pieces.
    pub quantity: i64,
    /// Kind and code of marks, piece by piece.
    pub marks: Vec<(String, String)>,
}

/// A step of a supply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyStep {
    /// Whose shop.
    pub account: AccountId,
    /// The supply; `None` makes one.
    pub supply: Option<ExternalId>,
    /// The name of a new one.
    pub name: String,
    /// What is done.
    pub act: SupplyAct,
    /// Parcels of a new one, where they are named at once.
    pub parcels: Vec<ExternalId>,
    /// The slot or point that was chosen, by its identity.
    pub slot: Option<ExternalId>,
}

/// What is done with a supply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplyAct {
    /// It is made.
    Open,
    /// It is on its way.
    HandOver,
    /// It is given up.
    Cancel,
}

/// A decision on a return or claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnDecision {
    /// Whose shop.
    pub account: AccountId,
    /// The return's `external_id`.
    pub returned: ExternalId,
    /// The order, where the marketplace wants it.
    pub order: Option<ExternalId>,
    /// The marketplace's word for the choice (`ReturnChoice::code`).
    pub choice: String,
    /// What the marketplace calls it for people (`ReturnChoice::name`).
    #[serde(default)]
    pub choice_name: Option<String>,
    /// What the buyer is told.
    pub text: Option<String>,
    /// What the buyer gets back, where the choice names an amount.
    pub amount: Option<Money>,
}

/// A message to a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatReply {
    /// Whose shop.
    pub account: AccountId,
    /// The chat's `external_id`.
    pub chat: ExternalId,
    /// `Chat::reply_with`.
    pub reply_with: Option<String>,
    /// The message that it answers: a chat that went on is read again first.
    pub after: Option<ExternalId>,
    /// What is written.
    pub text: String,
}
