//! Reading a model's reply: typed, bounded, and trusted for nothing else.

use ai::Reply;
use serde::Deserialize;

use super::{Brief, Written};
use crate::guardrails::{Source, Topic};

/// Whether a reply can be used.
pub type Usable = Result<Written, &'static str>;

#[derive(Deserialize)]
struct Answered {
    text: String,
    facts_used: Vec<i64>,
    confidence: i64,
    needs_person: bool,
    topic: String,
}

/// Turns a reply that fits the schema into a text. Facts that do not exist are
/// dropped; their numbers would prove nothing.
///
/// # Errors
/// A closed word on what is unusable.
pub fn read_reply(brief: &Brief, reply: &Reply) -> Usable {
    let answered: Answered =
        serde_json::from_value(reply.value.clone()).map_err(|_| "the reply has another form")?;
    let text = answered.text.trim().to_owned();
    if text.is_empty() {
        return Err("the reply is empty");
    }
    let known = |number: &i64| {
        brief
            .facts
            .iter()
            .any(|fact| i64::from(fact.number) == *number)
    };
    let facts_used = answered.facts_used.iter().filter(|n| known(n));
    let confidence = u8::try_from(answered.confidence.clamp(0, 100)).ok();
    Ok(Written {
        text,
        source: Source::Ai,
        model: Some(reply.model.clone()),
        facts_used: facts_used.filter_map(|n| u32::try_from(*n).ok()).collect(),
        confidence,
        topic: Topic::from_word(answered.topic.trim()),
        needs_person: answered.needs_person,
        cost_micros: reply.cost.micro_usd(),
    })
}
