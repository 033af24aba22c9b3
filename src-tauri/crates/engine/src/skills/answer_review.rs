//! Answers a review.

use chrono::TimeDelta;
use domain::rule_pack::AnswerRules;
use domain::{Act, Autonomy, AutonomyPolicy, RulePack};
use marketplaces::{Answers, Shop};
use store::answer::Answerable;

use super::Skill;

/// Its name.
const NAME: &str = "answer_review";
/// A review without stars is treated like the worst.
const WORST: u8 = 1;

/// Answers a review.
pub(super) struct AnswerReview;

fn rating(subject: &Answerable) -> u8 {
    subject.rating.unwrap_or(WORST)
}

impl Skill for AnswerReview {
    fn name(&self) -> &'static str {
        NAME
    }

    fn act(&self) -> &'static str {
        Act::ANSWERED_REVIEW
    }

    fn limits<'a>(&self, pack: &'a RulePack) -> Option<&'a AnswerRules> {
        pack.review_answer.as_ref()
    }

    fn level(&self, policy: &AutonomyPolicy, subject: &Answerable) -> Autonomy {
        policy.for_review(rating(subject))
    }

    fn promised(&self, stars: Option<u8>) -> TimeDelta {
        if stars.unwrap_or(WORST) >= 4 {
            TimeDelta::hours(24)
        } else {
            TimeDelta::hours(4)
        }
    }

    /// Complaints before questions (2) before praise.
    fn urgency(&self, subject: &Answerable) -> i64 {
        if rating(subject) >= 4 { 1 } else { 3 }
    }

    fn answers<'a>(&self, shop: &'a dyn Shop) -> Option<&'a dyn Answers> {
        shop.review_answers()
    }
}
