//! The buyer's words, put together for reading.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use store::answer::Answerable;

/// All that the buyer wrote.
pub(crate) fn whole_text(subject: &Answerable) -> String {
    let (pros, cons) = (subject.pros.as_deref(), subject.cons.as_deref());
    domain::whole_text(&subject.text, pros, cons)
}

/// The text with the buyer's name: a name can carry orders, too.
pub(crate) fn named(text: &str, author: Option<&str>) -> String {
    format!("{text}\n{}", author.unwrap_or_default())
}

/// Digest of what an answer rests on: the stars and the buyer's words. When it changes, a verdict
/// on an answer is a verdict on an answer to something else.
pub(crate) fn digest(subject: &Answerable) -> String {
    let stars = subject
        .rating
        .map_or(String::new(), |stars| stars.to_string());
    let parts = [
        stars.as_str(),
        &subject.text,
        subject.pros.as_deref().unwrap_or_default(),
        subject.cons.as_deref().unwrap_or_default(),
    ];
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(parts.join("\u{1f}").as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
pub(crate) mod fixture {
    //! A review as the store gives it.

    use chrono::DateTime;
    use domain::rule_pack::AnswerRules;
    use domain::{AccountId, PartnerId, RulePack, SubjectKind};
    use store::answer::{Answerable, State};

    pub(crate) fn review(text: &str, rating: u8) -> Answerable {
        Answerable {
            kind: SubjectKind::Review,
            id: 1,
            partner: PartnerId(1),
            account: AccountId(1),
            marketplace: "bazaar".into(),
            external_id: "r1".into(),
            listing_key: None,
            listing: None,
            rating: Some(rating),
            author: None,
            text: text.to_owned(),
            pros: None,
            cons: None,
            photos: 0,
            created_at: DateTime::UNIX_EPOCH,
            language: None,
            topic: None,
            suspicious: false,
            state: State::Unanswered,
            due_at: None,
            deadline: None,
            draft: None,
            answer_external_id: None,
            answer_text: None,
            answer_state: None,
            answer_at: None,
            answer_editable: None,
            answered_at: None,
        }
    }

    pub(crate) fn pack() -> RulePack {
        RulePack {
            name: "bazaar".into(),
            date: String::new(),
            sources: vec![],
            review_answer: Some(AnswerRules {
                min_length: 2,
                max_length: 1000,
                can_edit: false,
                max_edits: None,
                edit_days: None,
                can_delete: false,
                may_recommend: false,
            }),
            question_answer: None,
            stop_words: vec![],
            own_names: vec![],
            time_zone: "Asia/Tashkent".into(),
            card: None,
            fees: Vec::new(),
        }
    }
}
