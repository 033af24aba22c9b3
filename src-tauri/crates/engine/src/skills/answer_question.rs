//! Answers a question.

use chrono::TimeDelta;
use domain::rule_pack::AnswerRules;
use domain::{Act, Autonomy, AutonomyPolicy, RulePack};
use marketplaces::{Answers, Shop};
use store::answer::Answerable;

use super::Skill;

/// Its name.
const NAME: &str = "answer_question";

/// Answers a question.
pub(super) struct AnswerQuestion;

impl Skill for AnswerQuestion {
    fn name(&self) -> &'static str {
        NAME
    }

    fn act(&self) -> &'static str {
        Act::ANSWERED_QUESTION
    }

    fn limits<'a>(&self, pack: &'a RulePack) -> Option<&'a AnswerRules> {
        pack.question_answer.as_ref()
    }

    fn level(&self, policy: &AutonomyPolicy, _: &Answerable) -> Autonomy {
        policy.question
    }

    /// A question is asked before a purchase.
    fn promised(&self, _: Option<u8>) -> TimeDelta {
        TimeDelta::hours(2)
    }

    fn urgency(&self, _: &Answerable) -> i64 {
        2
    }

    fn answers<'a>(&self, shop: &'a dyn Shop) -> Option<&'a dyn Answers> {
        shop.question_answers()
    }
}
