//! Everything that an answer rests on.

use domain::rule_pack::AnswerRules;
use domain::{Answer, Autonomy, AutonomyPolicy, ExternalId, Fact, Language, RulePack, SubjectKind};
use sqlx::SqliteConnection;
use store::answer::Answerable;
use store::listing::StoredListing;
use store::settings;

use crate::error::{EngineError, Result};
use crate::guardrails::{self, DraftText, Measure, Subject};
use crate::heard::{named, whole_text};
use crate::skills;
use crate::writing::{Brief, CANARY, INSTRUCTIONS, answer_language};

/// Answers looked back at for repetition.
const RECENT: i64 = 30;

/// A subject with all that is known about it.
pub(super) struct Gathered {
    pub(super) subject: Answerable,
    pub(super) facts: Vec<Fact>,
    pub(super) language: Language,
    pub(super) brief: Brief,
    pub(super) autonomy: Autonomy,
    pub(super) delay_seconds: u32,
    recent: Vec<String>,
    /// The answer that moderators refused and the next one takes the place of.
    replaces: Option<ExternalId>,
}

/// Gathers, from one connection, so that all is of one moment.
pub(super) async fn gather(
    conn: &mut SqliteConnection,
    pack: &RulePack,
    kind: SubjectKind,
    id: i64,
) -> Result<Gathered> {
    let subject = store::answer::get(&mut *conn, kind, id).await?;
    let partner = Some(subject.partner);
    let listing = match &subject.listing {
        Some(about) => Some(store::listing::get(&mut *conn, about.id).await?),
        None => None,
    };
    let facts = listing.as_ref().map(facts).unwrap_or_default();
    let policy = settings::AUTONOMY.get(&mut *conn, partner).await?;
    let autonomy = skills::level(&policy, &subject);
    let language = subject.language.unwrap_or(Language::Other);
    let mut brief = Brief {
        kind,
        language: answer_language(language),
        rating: subject.rating,
        product: listing.as_ref().map(|listing| listing.title.clone()),
        topic: subject.topic.as_deref().and_then(known_topic),
        facts,
        buyer_text: whole_text(&subject),
        tone: settings::TONE.get(&mut *conn, partner).await?,
        signature: settings::SIGNATURE.get(&mut *conn, partner).await?,
        max_length: limits(pack, kind)?.max_length,
        variant: u64::try_from(id).unwrap_or(0),
    };
    brief.fit(crate::pen::MOST_TEXT);
    let delay_seconds = settings::DELAY_SECONDS.get(&mut *conn, partner).await?;
    let recent = store::answer::recent_texts(&mut *conn, kind, subject.account, RECENT).await?;
    let facts = brief.facts.clone();
    let replaces = in_place_of(pack, &subject);
    Ok(Gathered {
        replaces,
        subject,
        facts,
        language,
        brief,
        autonomy,
        delay_seconds,
        recent,
    })
}

/// The limits of this kind of answer.
///
/// # Errors
/// `BadInput` where the marketplace takes no such answers.
pub(super) fn limits(pack: &RulePack, kind: SubjectKind) -> Result<&AnswerRules> {
    let why = "the marketplace's API takes no such answers";
    skills::of(kind)
        .limits(pack)
        .ok_or(EngineError::BadInput { field: "kind", why })
}

/// What an answer with that text is to the marketplace.
pub(super) fn content(pack: &RulePack, subject: &Answerable, text: &str) -> Answer {
    Answer {
        account: subject.account,
        kind: subject.kind,
        target: subject.external_id.clone(),
        listing: subject.listing_key.clone(),
        replaces: in_place_of(pack, subject),
        text: text.to_owned(),
    }
}

/// An answer that moderators refused is changed where answers can be; elsewhere another one is
/// written beside it, as buyers do not see it.
fn in_place_of(pack: &RulePack, subject: &Answerable) -> Option<ExternalId> {
    let rules = limits(pack, subject.kind).ok()?;
    let changed = subject.is_refused() && rules.can_edit && subject.answer_editable != Some(false);
    let named = subject.answer_external_id.as_ref();
    changed.then(|| named.unwrap_or(&subject.external_id).clone())
}

impl Gathered {
    /// The marketplace's content of an answer with that text.
    pub(super) fn answer(&self, text: &str) -> Answer {
        Answer {
            account: self.subject.account,
            kind: self.subject.kind,
            target: self.subject.external_id.clone(),
            listing: self.subject.listing_key.clone(),
            replaces: self.replaces.clone(),
            text: text.to_owned(),
        }
    }

    /// Digest of the buyer's words.
    pub(super) fn heard(&self) -> String {
        crate::heard::digest(&self.subject)
    }

    /// Judges a text against everything that was gathered.
    pub(super) fn judge(&self, pack: &RulePack, draft: DraftText<'_>) -> Result<domain::Verdict> {
        // All of it: the brief holds only what the model is paid to read.
        let heard = whole_text(&self.subject);
        let buyer = named(&heard, self.subject.author.as_deref());
        let measure = Measure {
            limits: limits(pack, self.subject.kind)?,
            pack,
            facts: &self.facts,
            autonomy: self.autonomy,
            recent: &self.recent,
            canary: CANARY,
            instructions: INSTRUCTIONS,
        };
        let subject = Subject {
            kind: self.subject.kind,
            rating: self.subject.rating,
            text: &buyer,
            language: self.language,
            wordless: !heard.chars().any(char::is_alphabetic),
        };
        Ok(guardrails::judge(draft, subject, measure))
    }

    /// The subject in one line, for the journal: product and stars, never the buyer's words.
    pub(super) fn line(&self) -> String {
        let title = match &self.subject.listing {
            Some(about) => about.title.clone(),
            None => self.subject.external_id.to_string(),
        };
        match self.subject.rating {
            Some(rating) => format!("{rating}★ {title}"),
            None => title,
        }
    }
}

/// The card's facts, numbered from 1.
fn facts(listing: &StoredListing) -> Vec<Fact> {
    let brand = listing
        .brand
        .iter()
        .map(|brand| ("brand".to_owned(), brand.clone()));
    let own = listing
        .attributes
        .iter()
        .map(|own| (own.name.clone(), own.value.clone()));
    std::iter::once(("title".to_owned(), listing.title.clone()))
        .chain(brand)
        .chain(own)
        .filter(|(name, value)| !name.trim().is_empty() && !value.trim().is_empty())
        .zip(1..)
        .map(|((name, value), number)| Fact {
            number,
            name,
            value,
            source: "card".to_owned(),
        })
        .collect()
}

/// Topics for which there is a template of its own.
fn known_topic(topic: &str) -> Option<&'static str> {
    let grave = ["defect", "allergy", "counterfeit", "legal"];
    grave
        .into_iter()
        .chain(AutonomyPolicy::TOPICS)
        .find(|known| *known == topic)
}

#[cfg(test)]
mod tests {
    use domain::Decision;

    use super::*;
    use crate::guardrails::Source;
    use crate::heard::fixture::{pack, review};

    #[test]
    fn the_end_of_a_long_text_is_judged_too() {
        let praise = "Отличное полотенце, спасибо. ".repeat(200);
        let subject = review(&format!("{praise} У меня аллергия, подам в суд."), 5);
        let mut brief = Brief::longest(0);
        brief.buyer_text = whole_text(&subject);
        brief.fit(crate::pen::MOST_TEXT);
        assert!(
            !brief.buyer_text.contains("аллергия"),
            "the model does not read that far"
        );
        let gathered = Gathered {
            replaces: None,
            subject,
            facts: Vec::new(),
            language: Language::Russian,
            brief,
            autonomy: Autonomy::Auto,
            delay_seconds: 0,
            recent: Vec::new(),
        };
        let draft = DraftText::plain("Спасибо за отзыв!", Source::Ai);
        let verdict = gathered.judge(&pack(), draft).unwrap();
        assert_eq!(verdict.decision, Decision::Ask, "{:?}", verdict.reasons);
        for code in ["topic_allergy", "topic_legal"] {
            assert!(
                verdict.reasons.iter().any(|reason| reason.code == code),
                "{code}: {:?}",
                verdict.reasons
            );
        }
    }
}
