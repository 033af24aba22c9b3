//! Permission to write. Every marketplace write takes `&Approved<T>`, and the
//! only ways to one lead through a stored verdict on exactly that content.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::ids::{ApprovalId, VerdictId};
use crate::verdict::{Decision, StoredDecision, StoredVerdict};

/// Something that can be judged and then written.
pub trait Content {
    /// Every field that reaches the marketplace, in a fixed order; two contents
    /// that would be published differently differ here.
    fn canonical(&self) -> String;

    /// Hex SHA-256 of the canonical form.
    fn digest(&self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(self.canonical().as_bytes()) {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// Content that may be written to a marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved<T> {
    content: T,
    verdict: VerdictId,
    decision: Option<ApprovalId>,
    ends: Option<DateTime<Utc>>,
}

/// Why content may not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotApproved {
    /// The verdict judged another content.
    #[error("the verdict is about another content")]
    OtherContent,
    /// The person decided on another verdict.
    #[error("the person decided on another verdict")]
    OtherVerdict,
    /// The verdict is not `Send`.
    #[error("the rules do not allow sending without a person")]
    NeedsPerson,
    /// The verdict refuses; no person can override it.
    #[error("the rules refuse this content")]
    Refused,
}

impl<T: Content> Approved<T> {
    /// Allowed by the rules alone.
    ///
    /// # Errors
    /// When the verdict is about other content or is not `Send`.
    pub fn by_rules(content: T, verdict: &StoredVerdict) -> Result<Self, NotApproved> {
        match Self::decision_on(&content, verdict)? {
            Decision::Send => Ok(Self {
                content,
                verdict: verdict.id(),
                decision: None,
                ends: None,
            }),
            Decision::Ask => Err(NotApproved::NeedsPerson),
            Decision::Refuse => Err(NotApproved::Refused),
        }
    }

    /// Allowed by a person who decided on this verdict.
    ///
    /// # Errors
    /// When the verdict is about other content or refuses it, or the decision about another verdict.
    pub fn by_person(
        content: T,
        verdict: &StoredVerdict,
        decision: &StoredDecision,
    ) -> Result<Self, NotApproved> {
        if decision.verdict() != verdict.id() {
            return Err(NotApproved::OtherVerdict);
        }
        match Self::decision_on(&content, verdict)? {
            Decision::Send | Decision::Ask => Ok(Self {
                content,
                verdict: verdict.id(),
                decision: Some(decision.id()),
                ends: None,
            }),
            Decision::Refuse => Err(NotApproved::Refused),
        }
    }

    fn decision_on(content: &T, verdict: &StoredVerdict) -> Result<Decision, NotApproved> {
        if content.digest() == verdict.digest() {
            Ok(verdict.decision())
        } else {
            Err(NotApproved::OtherContent)
        }
    }

    /// The same permission, for a request that leaves by then and not later: whoever was held
    /// up must not write what somebody else may have written meanwhile.
    #[must_use]
    pub fn until(mut self, ends: DateTime<Utc>) -> Self {
        self.ends = Some(ends);
        self
    }

    /// When the permission ends.
    pub fn ends(&self) -> Option<DateTime<Utc>> {
        self.ends
    }

    /// The content to write.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// The verdict that allows it.
    pub fn verdict(&self) -> VerdictId {
        self.verdict
    }

    /// The person's decision, when one was needed.
    pub fn decision(&self) -> Option<ApprovalId> {
        self.decision
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::answer::{Answer, SubjectKind};
    use crate::ids::AccountId;

    fn answer(text: &str) -> Answer {
        Answer {
            account: AccountId(1),
            kind: SubjectKind::Review,
            target: "r1".into(),
            listing: None,
            replaces: None,
            text: text.to_owned(),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the test stands in for the store"
    )]
    fn verdict(decision: Decision, on: &Answer) -> StoredVerdict {
        StoredVerdict::from_row(VerdictId(7), decision, on.digest(), DateTime::UNIX_EPOCH)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the test stands in for the store"
    )]
    fn decision(on: i64) -> StoredDecision {
        StoredDecision::from_row(ApprovalId(1), VerdictId(on))
    }

    #[rstest]
    #[case(Decision::Send, Ok(()))]
    #[case(Decision::Ask, Err(NotApproved::NeedsPerson))]
    #[case(Decision::Refuse, Err(NotApproved::Refused))]
    fn rules_alone_allow_only_send(
        #[case] decision: Decision,
        #[case] expected: Result<(), NotApproved>,
    ) {
        let content = answer("Rahmat");
        let got = Approved::by_rules(content.clone(), &verdict(decision, &content)).map(|_| ());
        assert_eq!(got, expected, "a verdict of {decision:?} decides alone");
    }

    #[test]
    fn a_person_cannot_override_a_refusal() {
        let content = answer("Rahmat");
        let refusing = verdict(Decision::Refuse, &content);
        let got = Approved::by_person(content, &refusing, &decision(7));
        assert_eq!(got, Err(NotApproved::Refused), "refused means refused");
    }

    #[test]
    fn a_decision_holds_for_its_own_verdict_only() {
        let content = answer("Rahmat");
        let asking = verdict(Decision::Ask, &content);
        let got = Approved::by_person(content.clone(), &asking, &decision(8));
        let other = Err(NotApproved::OtherVerdict);
        assert_eq!(got, other, "the person was shown another verdict");
        let got = Approved::by_person(content, &asking, &decision(7)).map(|yes| yes.decision());
        assert_eq!(got, Ok(Some(ApprovalId(1))), "this one was shown");
    }

    #[test]
    fn the_listing_reaches_the_marketplace_and_is_judged() {
        let judged = answer("Rahmat");
        let moved = Answer {
            listing: Some("17".into()),
            ..judged.clone()
        };
        let got = Approved::by_rules(moved, &verdict(Decision::Send, &judged));
        let other = Err(NotApproved::OtherContent);
        assert_eq!(got, other, "another listing is another content");
    }

    #[test]
    fn the_verdict_holds_for_its_own_text_only() {
        let judged = answer("Rahmat");
        let swapped = Approved::by_rules(answer("Call +998"), &verdict(Decision::Send, &judged));
        assert_eq!(
            swapped,
            Err(NotApproved::OtherContent),
            "text swapped after the checks"
        );
    }
}
