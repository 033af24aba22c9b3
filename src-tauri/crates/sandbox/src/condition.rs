//! States of a seller's account in which something cannot be done.

use std::collections::BTreeMap;

use crate::faults::{Fault, FaultRule, Times};

/// A state of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The key lacks a category that the seller needs.
    NoCategory,
    /// The key was good once.
    ExpiredKey,
    /// The marketplace has closed the company or cabinet.
    Blocked,
    /// What the marketplace sells separately was not bought.
    NoSubscription,
    /// The cabinet is being moved: changes are refused until it is done.
    Moving,
    /// The cabinet lives on another host than most, and that one does not answer.
    OtherHost,
}

impl Condition {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::NoCategory,
        Self::ExpiredKey,
        Self::Blocked,
        Self::NoSubscription,
        Self::Moving,
        Self::OtherHost,
    ];
}

/// How a marketplace shows a condition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Played {
    /// Credentials that take the place of the demo's.
    pub fields: BTreeMap<String, String>,
    /// What goes wrong.
    pub rules: Vec<FaultRule>,
}

impl Played {
    /// By a part that the venue knows.
    pub(crate) fn part(venue: &str, part: &str) -> Self {
        let rule = FaultRule::new(Fault::Script(part.to_owned()), Times::Always);
        Self {
            rules: vec![rule.at(venue)],
            ..Self::default()
        }
    }

    /// By another key.
    pub(crate) fn key(name: &str, value: String) -> Self {
        Self {
            fields: BTreeMap::from([(name.to_owned(), value)]),
            ..Self::default()
        }
    }

    /// And by that fault.
    pub(crate) fn with(mut self, rule: FaultRule) -> Self {
        self.rules.push(rule);
        self
    }
}
