//! Answers to feedbacks. WB checks neither the identifier nor whether an edit is allowed: the
//! status is 204 either way, and only reading back tells what became of it.

use http::StatusCode;
use serde_json::Value;

use super::{STALL, feedbacks, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::ledger::{Act, Outcome};

/// POST /api/v1/feedbacks/answer.
pub(super) fn post(bazaar: &Bazaar, call: &Call) -> Reply {
    let (id, text) = match read(call) {
        Ok(read) => read,
        Err(refusal) => return refused(bazaar, call, Act::Answer, refusal),
    };
    let outcome = match feedbacks::find(bazaar, &id, call.now) {
        Some(_) => {
            // A second answer takes the place of the first; the ledger calls it a duplicate.
            if let Some(first) = bazaar.desk.answer(STALL.id, &id) {
                bazaar.desk.delete(STALL.id, first.number);
            }
            bazaar.post(call, &id, &text);
            Outcome::Applied
        }
        None => Outcome::Ignored,
    };
    bazaar.record(call, Act::Answer, &id, &text, outcome);
    Reply::empty(StatusCode::NO_CONTENT)
}

/// PATCH /api/v1/feedbacks/answer.
pub(super) fn edit(bazaar: &Bazaar, call: &Call) -> Reply {
    let (id, text) = match read(call) {
        Ok(read) => read,
        Err(refusal) => return refused(bazaar, call, Act::Edit, refusal),
    };
    let standing = bazaar.desk.answer(STALL.id, &id);
    let outcome = match standing.filter(|answer| feedbacks::is_editable(answer, call.now)) {
        Some(answer) => {
            bazaar.edit(call, answer.number, &text);
            Outcome::Applied
        }
        None => Outcome::Ignored,
    };
    bazaar.record(call, Act::Edit, &id, &text, outcome);
    Reply::empty(StatusCode::NO_CONTENT)
}

/// Identifier and text of the body.
fn read(call: &Call) -> Result<(String, String), Reply> {
    let bad = |detail: &str| {
        Err(refuse::titled(
            StatusCode::BAD_REQUEST,
            "fbapi",
            "bad request",
            detail,
            call,
        ))
    };
    match call.header("content-type") {
        None => return bad("content-type header not specified"),
        Some(kind) if !kind.starts_with("application/json") => {
            return bad(&format!("not a json content-type: {kind}"));
        }
        Some(_) => {}
    }
    let body = call.json();
    let Some(body) = body.as_object() else {
        return bad("Неверный синтаксис JSON");
    };
    let field = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (id, text) = (field("id"), field("text"));
    if id.is_empty() {
        return bad("Неправильный id в запросе");
    }
    if !(2..=5_000).contains(&text.chars().count()) {
        return bad("Длина ответа должна быть от 2 до 5000 символов");
    }
    Ok((id, text))
}

fn refused(bazaar: &Bazaar, call: &Call, act: Act, refusal: Reply) -> Reply {
    let body = call.json();
    let field = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    bazaar.record(call, act, &field("id"), &field("text"), Outcome::Refused);
    refusal
}
