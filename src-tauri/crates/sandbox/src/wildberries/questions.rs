//! Questions: the list, a single one, and the one PATCH that views, answers, edits and rejects.

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::feedbacks::{details, good, is_editable};
use super::page::{Most, Page};
use super::{STALL, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::ledger::{Act, Outcome};
use crate::world::Question;

const MOST: Most = Most {
    take: 10_000,
    skip: 10_000,
    sum: 10_000,
};

/// Mark of a question that the seller rejected: buyers do not see it.
const REJECTED: &str = "none";

/// Mark of a question that the seller has seen.
const VIEWED: &str = "viewed";

/// GET /api/v1/questions.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let page = match Page::read(call, &MOST) {
        Ok(page) => page,
        Err(text) => return refuse::envelope(StatusCode::BAD_REQUEST, &text, call),
    };
    let all = bazaar.world.questions(&STALL, call.now);
    let (done, open): (Vec<Question>, Vec<Question>) = all.into_iter().partition(|question| {
        let id = ids::text_id(question.number);
        bazaar.desk.answer(STALL.id, &id).is_some() || is_rejected(bazaar, &id)
    });
    let (waiting, archive) = (open.len(), done.len());
    let mut wanted = if page.is_answered { done } else { open };
    wanted.retain(|question| {
        let product = bazaar.world.products().get(question.product);
        let nm = || product.map(|product| ids::nm(bazaar, product));
        page.wants(nm, question.at)
    });
    let questions: Vec<Value> = page
        .cut(wanted)
        .iter()
        .filter_map(|question| shape(bazaar, question, call.now))
        .collect();
    good(&json!({
        "countUnanswered": waiting,
        "countArchive": archive,
        "questions": questions,
    }))
}

/// GET /api/v1/question?id.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    let question = find(bazaar, call.query("id").unwrap_or_default(), call.now);
    match question.and_then(|question| shape(bazaar, &question, call.now)) {
        Some(question) => good(&question),
        None => {
            let text = "Невозможно получить вопрос по id";
            refuse::envelope(StatusCode::UNPROCESSABLE_ENTITY, text, call)
        }
    }
}

/// PATCH /api/v1/questions.
pub(super) fn change(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let field = |path: &str| {
        body.pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (id, text) = (field("/id"), field("/answer/text").trim());
    let viewed = body.get("wasViewed").and_then(Value::as_bool);
    let act = act(bazaar, id, viewed, field("/state"));
    let refuse = |status, words: &str| {
        bazaar.record(call, act, id, text, Outcome::Refused);
        refuse::envelope(status, words, call)
    };
    if id.is_empty() {
        return refuse(StatusCode::BAD_REQUEST, "Неправильный id в запросе");
    }
    if find(bazaar, id, call.now).is_none() {
        return refuse(StatusCode::NOT_FOUND, "Не найден вопрос");
    }
    match (act, field("/state")) {
        (Act::Mark, REJECTED) => bazaar.desk.mark(STALL.id, id, REJECTED),
        (Act::Mark, _) => bazaar.desk.mark(STALL.id, id, VIEWED),
        (_, state) if state != "wbRu" || text.is_empty() => {
            return refuse(StatusCode::BAD_REQUEST, "failed to decode JSON request.");
        }
        _ if !write(bazaar, call, id, text) => {
            return refuse(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Не удалось отредактировать вопрос",
            );
        }
        _ => {}
    }
    bazaar.record(call, act, id, text, Outcome::Applied);
    good(&Value::Null)
}

/// What a PATCH means: its body says it, and whether an answer stands.
fn act(bazaar: &Bazaar, id: &str, viewed: Option<bool>, state: &str) -> Act {
    if viewed.is_some() || state == REJECTED {
        Act::Mark
    } else if bazaar.desk.answer(STALL.id, id).is_some() {
        Act::Edit
    } else {
        Act::Answer
    }
}

/// Writes or changes the answer; false when it can no longer be changed.
fn write(bazaar: &Bazaar, call: &Call, id: &str, text: &str) -> bool {
    match bazaar.desk.answer(STALL.id, id) {
        None => bazaar.post(call, id, text),
        Some(standing) if is_editable(&standing, call.now) => {
            return bazaar.edit(call, standing.number, text).is_some();
        }
        Some(_) => return false,
    };
    true
}

fn find(bazaar: &Bazaar, id: &str, now: DateTime<Utc>) -> Option<Question> {
    let mut all = bazaar.world.questions(&STALL, now).into_iter();
    all.find(|question| ids::text_id(question.number) == id)
}

fn is_rejected(bazaar: &Bazaar, id: &str) -> bool {
    bazaar.desk.marked(STALL.id, id).as_deref() == Some(REJECTED)
}

fn shape(bazaar: &Bazaar, question: &Question, now: DateTime<Utc>) -> Option<Value> {
    let product = bazaar.world.products().get(question.product)?;
    let id = ids::text_id(question.number);
    let answer = bazaar.desk.answer(STALL.id, &id);
    let state = match (&answer, is_rejected(bazaar, &id)) {
        (_, true) => REJECTED,
        (Some(_), _) => "wbRu",
        (None, _) => "suppliersPortalSynch",
    };
    let viewed = answer.is_some() || bazaar.desk.marked(STALL.id, &id).is_some();
    let answer = answer.map(|answer| {
        json!({
            "text": answer.text,
            "editable": is_editable(&answer, now),
            "createDate": ids::utc(answer.edited.unwrap_or(answer.at)),
        })
    });
    Some(json!({
        "id": id,
        "text": question.text,
        "createdDate": ids::utc(question.at),
        "state": state,
        "answer": answer,
        "productDetails": details(bazaar, product, false),
        "wasViewed": viewed,
        "isWarned": question.tone.is_hostile() && question.number.is_multiple_of(2),
    }))
}
