//! What the owner decides, and its safe defaults.

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

/// Autonomy by rating. Ratings 1 to 3 are never automatic: a constant of the
/// product, not a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutonomyPolicy {
    /// For reviews with 1, 2, 3, 4 and 5 stars.
    pub review: [Autonomy; 5],
    /// For questions.
    pub question: Autonomy,
}

impl Default for AutonomyPolicy {
    fn default() -> Self {
        use Autonomy::{Ask, Auto};
        Self {
            review: [Ask, Ask, Ask, Auto, Auto],
            question: Auto,
        }
    }
}

impl AutonomyPolicy {
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
            question: Autonomy::Auto,
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
}
