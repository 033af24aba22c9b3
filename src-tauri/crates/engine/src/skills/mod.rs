//! What the AI does for a seller, one file per skill. A skill is what differs
//! between kinds of work; the rails that carry it (`answering`) are the same.
//! No skill names another.

mod answer_question;
mod answer_review;

use chrono::TimeDelta;
use domain::rule_pack::AnswerRules;
use domain::{Autonomy, AutonomyPolicy, RulePack, SubjectKind};
use marketplaces::{Answers, Shop};
use store::answer::Answerable;

use crate::guardrails::{Words, topics};
use crate::heard::whole_text;

/// One skill of answering.
pub(crate) trait Skill: Sync {
    /// Its name in the journal and in usage.
    fn name(&self) -> &'static str;

    /// The act that the journal tells when an answer left.
    fn act(&self) -> &'static str;

    /// The marketplace's limits; `None` where its API takes no such answers.
    fn limits<'a>(&self, pack: &'a RulePack) -> Option<&'a AnswerRules>;

    /// How far the owner lets it go for this subject.
    fn level(&self, policy: &AutonomyPolicy, subject: &Answerable) -> Autonomy;

    /// How soon a buyer who gave these stars should have an answer.
    fn promised(&self, stars: Option<u8>) -> TimeDelta;

    /// Larger is written first.
    fn urgency(&self, subject: &Answerable) -> i64;

    /// The shop's way to publish, if it has one.
    fn answers<'a>(&self, shop: &'a dyn Shop) -> Option<&'a dyn Answers>;
}

/// How far the owner lets the AI go for this text: by kind and rating, and by its topics.
pub(crate) fn level(policy: &AutonomyPolicy, subject: &Answerable) -> Autonomy {
    let heard = topics(Words::shipped(), &whole_text(subject));
    let topics = heard.iter().map(|topic| policy.for_topic(topic.as_str()));
    topics.fold(of(subject.kind).level(policy, subject), Autonomy::min)
}

/// The skill for a kind of text.
pub(crate) fn of(kind: SubjectKind) -> &'static dyn Skill {
    match kind {
        SubjectKind::Review => &answer_review::AnswerReview,
        SubjectKind::Question => &answer_question::AnswerQuestion,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::heard::fixture::review;

    #[test]
    fn the_stricter_of_rating_and_topic_counts() {
        let policy = AutonomyPolicy {
            topics: BTreeMap::from([
                ("size".to_owned(), Autonomy::Draft),
                ("colour".to_owned(), Autonomy::Auto),
            ]),
            ..AutonomyPolicy::default()
        };
        let level = |text, rating| level(&policy, &review(text, rating));
        assert_eq!(level("Спасибо", 5), Autonomy::Auto, "no topic");
        assert_eq!(level("Размер подошёл", 5), Autonomy::Draft, "by its topic");
        assert_eq!(level("Цвет не тот", 2), Autonomy::Ask, "by its rating");
    }
}
