//! What the owner decides, and its safe defaults.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How far the AI may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Autonomy {
    /// Nothing is done.
    Off,
    /// A draft is written and nobody is asked.
    Draft,
    /// A draft is written and a person is asked.
    Ask,
    /// Sent when every rule is passed.
    Auto,
}

/// What the AI does for a seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Answers a review.
    AnswerReview,
    /// Answers a question.
    AnswerQuestion,
}

impl Skill {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AnswerReview => "answer_review",
            Self::AnswerQuestion => "answer_question",
        }
    }
}

/// The voice of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Warm.
    Warm,
    /// Calm and factual.
    Neutral,
    /// Formal.
    Formal,
}

/// Autonomy by rating and topic. Ratings 1 to 3 are never automatic, and grave topics never
/// are: constants of the product, not settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutonomyPolicy {
    /// For reviews with 1, 2, 3, 4 and 5 stars.
    pub review: [Autonomy; 5],
    /// For questions.
    pub question: Autonomy,
    /// The most for a topic; one that is not here limits nothing.
    #[serde(default)]
    pub topics: BTreeMap<String, Autonomy>,
}

impl Default for AutonomyPolicy {
    fn default() -> Self {
        use Autonomy::{Ask, Auto};
        Self {
            review: [Ask, Ask, Ask, Auto, Auto],
            question: Auto,
            topics: BTreeMap::new(),
        }
    }
}

impl AutonomyPolicy {
    /// Topics that an owner may limit.
    pub const TOPICS: [&'static str; 5] = ["quality", "size", "colour", "packaging", "delivery"];

    /// The most for a topic.
    pub fn for_topic(&self, topic: &str) -> Autonomy {
        self.topics.get(topic).copied().unwrap_or(Autonomy::Auto)
    }

    /// The level for a review of that rating, capped below `Auto` for 1 to 3 stars.
    pub fn for_review(&self, rating: u8) -> Autonomy {
        let index = usize::from(rating.clamp(1, 5)) - 1;
        let level = self.review.get(index).copied().unwrap_or(Autonomy::Ask);
        if rating <= 3 {
            level.min(Autonomy::Ask)
        } else {
            level
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_ratings_are_never_automatic() {
        let bold = AutonomyPolicy {
            review: [Autonomy::Auto; 5],
            ..AutonomyPolicy::default()
        };
        for rating in 0..=3 {
            assert_eq!(
                bold.for_review(rating),
                Autonomy::Ask,
                "{rating} stars need a person"
            );
        }
        assert_eq!(
            bold.for_review(5),
            Autonomy::Auto,
            "praise may be answered at once"
        );
    }

    #[test]
    fn a_topic_without_a_level_limits_nothing() {
        let stored = r#"{"review":["ask","ask","ask","auto","auto"],"question":"auto"}"#;
        let policy: AutonomyPolicy = serde_json::from_str(stored).unwrap();
        assert_eq!(
            policy.for_topic("size"),
            Autonomy::Auto,
            "an older row has no topics"
        );
        let strict = AutonomyPolicy {
            topics: BTreeMap::from([("size".to_owned(), Autonomy::Ask)]),
            ..policy
        };
        assert_eq!(strict.for_topic("size"), Autonomy::Ask, "as it was set");
    }
}
