//! Who is calling.

use domain::PartnerId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a caller may do. Each role may do what the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees everything of one partner and decides what the AI asks about.
    Partner,
    /// Connects shops, sets autonomy and budgets.
    Owner,
    /// Looks after all partners.
    Admin,
}

/// The first argument of every call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// What the caller may do.
    pub role: Role,
    /// Whose data it is about; `None` before there is a partner.
    pub partner: Option<PartnerId>,
}

impl Caller {
    /// The owner at this machine.
    pub const OWNER: Self = Self {
        role: Role::Owner,
        partner: None,
    };
}
