//! Answers to questions: create, list, delete.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::question::{self, sku_of};
use super::{STALL, needs_subscription, refuse, stamp, written_id, written_number};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::ledger::{Act, Outcome};

/// An answer is published after this time.
const MODERATION: TimeDelta = TimeDelta::minutes(3);

/// `/v1/question/answer/create`.
pub(super) fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/question_id"));
    let id = id.unwrap_or_default();
    let text = ask.as_ref().and_then(|ask| ask.text("/text"));
    let text = text.unwrap_or_default().trim();
    let sku = ask.as_ref().and_then(|ask| ask.whole("/sku"));
    let question = question::find(bazaar, call, id);
    let length = text.chars().count();
    let refusal = match (needs_subscription(call), &question, sku) {
        (Err(refusal), ..) => Some(refusal),
        _ if !(2..=3000).contains(&length) => Some(refuse::invalid(
            "text: value length must be between 2 and 3000 runes",
        )),
        (_, _, None) => Some(refuse::invalid("sku: value is required")),
        (_, Some(question), Some(sku)) if sku_of(bazaar, question) == sku => None,
        _ => Some(refuse::not_found("question not found")),
    };
    if let Some(refusal) = refusal {
        bazaar.record(call, Act::Answer, id, text, Outcome::Refused);
        return refusal;
    }
    let answer = bazaar.post(call, id, text);
    bazaar.record(call, Act::Answer, id, text, Outcome::Applied);
    Reply::json(&json!({"answer_id": written_id(answer.number)}))
}

/// `/v1/question/answer/list`: all answers of one question on one page.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    if let Err(refusal) = needs_subscription(call) {
        return refusal;
    }
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/question_id"));
    let sku = ask.as_ref().and_then(|ask| ask.whole("/sku"));
    let (Some(id), Some(sku)) = (id, sku) else {
        return refuse::invalid("question_id, sku: value is required");
    };
    let question = question::find(bazaar, call, id);
    if question.is_none_or(|question| sku_of(bazaar, &question) != sku) {
        return Reply::json(&json!({"answers": [], "last_id": ""}));
    }
    let after = ask.as_ref().and_then(|ask| ask.text("/last_id"));
    let after = after.and_then(written_number).unwrap_or(0);
    let answers = bazaar.desk.under(STALL.id, id);
    let rest: Vec<&Comment> = answers.iter().filter(|one| one.number > after).collect();
    let last = rest.last().map(|answer| written_id(answer.number));
    let rows: Vec<Value> = rest.iter().map(|one| row(call, one, sku)).collect();
    Reply::json(&json!({"answers": rows, "last_id": last.unwrap_or_default()}))
}

fn row(call: &Call, answer: &Comment, sku: i64) -> Value {
    let published = answer.at + MODERATION <= call.now;
    json!({
        "author_name": "Zarafshon Uy",
        "id": written_id(answer.number),
        "published_at": stamp(answer.at),
        "question_id": answer.target,
        "sku": sku,
        "status_publication": match (answer.refused, published) {
            (true, _) => "MODERATION_FAILED",
            (false, true) => "PUBLISHED",
            (false, false) => "AWAITING_MODERATION",
        },
        "text": answer.text,
    })
}

/// `/v1/question/answer/delete`.
pub(super) fn delete(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/answer_id"));
    let id = id.unwrap_or_default();
    let sku = ask.as_ref().and_then(|ask| ask.whole("/sku"));
    let answer = written_number(id).and_then(|number| bazaar.desk.comment(STALL.id, number));
    let about = answer
        .as_ref()
        .and_then(|answer| question::find(bazaar, call, &answer.target));
    let fits = about.is_some_and(|question| Some(sku_of(bazaar, &question)) == sku);
    let target = answer.as_ref().map_or(id, |answer| &answer.target);
    let refusal = match needs_subscription(call) {
        Err(refusal) => Some(refusal),
        Ok(()) if !fits => Some(refuse::not_found("answer not found")),
        Ok(()) => None,
    };
    if let Some(refusal) = refusal {
        bazaar.record(call, Act::Delete, target, "", Outcome::Refused);
        return refusal;
    }
    if let Some(answer) = &answer {
        bazaar.desk.delete(STALL.id, answer.number);
    }
    bazaar.record(call, Act::Delete, target, "", Outcome::Applied);
    Reply::json(&json!({}))
}
