//! Pure checks between a draft and a buyer: no IO, no clock, no model.
//!
//! The buyer's text is hostile, the draft may have been written under its
//! influence, so the draft is measured as if an enemy had written it. Hard
//! rules refuse; soft ones ask a person. A person's own text passes the rules
//! on addresses, numbers to dial and hidden characters like any other; where a
//! list of words objects, the person decides.

mod decide;
mod digits;
mod emoji;
mod grounded;
mod numbers;
mod plain;
mod rules;
mod script;
mod seen;
mod subject;
#[cfg(test)]
mod tests;
mod translit;
mod words;

use domain::rule_pack::AnswerRules;
use domain::{Autonomy, Fact, Language, RulePack, RuleResult, SubjectKind, Verdict};

pub use grounded::said;
pub use plain::plain;
pub use subject::{Topic, about, injection_signs, topics};
pub use words::Words;

/// Who wrote a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A model.
    Ai,
    /// A built-in template.
    Template,
    /// A person.
    Person,
}

impl Source {
    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ai => "claude",
            Self::Template => "template",
            Self::Person => "person",
        }
    }
}

/// The text that wants to leave.
#[derive(Debug, Clone, Copy)]
pub struct DraftText<'a> {
    /// The text.
    pub text: &'a str,
    /// Who wrote it.
    pub source: Source,
    /// The writer's own confidence in percent, when it gives one.
    pub confidence: Option<u8>,
    /// What the writer says that the buyer writes about.
    pub topic: Option<Topic>,
    /// Numbers of the facts that it says it rests on; `None` when it says nothing.
    pub facts_used: Option<&'a [u32]>,
}

impl<'a> DraftText<'a> {
    /// A text of which nothing but its writer is known.
    pub fn plain(text: &'a str, source: Source) -> Self {
        Self {
            text,
            source,
            confidence: None,
            topic: None,
            facts_used: None,
        }
    }
}

/// What the draft answers.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Review or question.
    pub kind: SubjectKind,
    /// Stars of a review.
    pub rating: Option<u8>,
    /// All that the buyer wrote, name included.
    pub text: &'a str,
    /// The buyer's language.
    pub language: Language,
    /// The buyer gave stars or pictures and no words: there is no language to miss.
    pub wordless: bool,
}

/// What the draft is measured against.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// The marketplace's limits for this kind of answer.
    pub limits: &'a AnswerRules,
    /// The marketplace's rule pack.
    pub pack: &'a RulePack,
    /// Facts that the draft may use.
    pub facts: &'a [Fact],
    /// The owner's level for this skill and rating.
    pub autonomy: Autonomy,
    /// Answers sent lately on the same account, to notice repetition.
    pub recent: &'a [String],
    /// A word planted in the instructions; seeing it in a draft proves that
    /// the instructions leaked.
    pub canary: &'a str,
    /// The instructions: a draft that repeats a stretch of them has leaked them.
    pub instructions: &'a str,
}

/// Ways out of the marketplace, hidden characters and unwanted words in a person's own text that no
/// buyer's words stand behind.
pub fn ways_out(text: &str, pack: &RulePack) -> Vec<RuleResult> {
    const LOOKED_AT: [&str; 6] = [
        "links",
        "phones",
        "handles",
        "hidden_unicode",
        "personal_data",
        "stop_words",
    ];
    let limits = AnswerRules {
        min_length: 0,
        max_length: u32::MAX,
        can_edit: false,
        max_edits: None,
        edit_days: None,
        can_delete: false,
        may_recommend: true,
    };
    let subject = Subject {
        kind: SubjectKind::Question,
        rating: None,
        text: "",
        language: Language::Other,
        wordless: true,
    };
    let measure = Measure {
        limits: &limits,
        pack,
        facts: &[],
        autonomy: Autonomy::Ask,
        recent: &[],
        canary: "",
        instructions: "",
    };
    let draft = DraftText::plain(text, Source::Person);
    let results = rules::apply(Words::shipped(), draft, subject, measure).into_iter();
    let results = results.map(|(_, result)| result);
    results
        .filter(|result| LOOKED_AT.contains(&result.rule.as_str()))
        .collect()
}

/// Judges a draft.
pub fn judge(draft: DraftText<'_>, subject: Subject<'_>, measure: Measure<'_>) -> Verdict {
    let words = Words::shipped();
    let signs = injection_signs(words, subject.text);
    let results = rules::apply(words, draft, subject, measure);
    decide::decide(words, draft, subject, measure, &signs, results)
}
