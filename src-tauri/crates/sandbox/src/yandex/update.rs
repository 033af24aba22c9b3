//! `POST /v1/businesses/{b}/goods-questions/update`: one method to write, change and delete.

use serde_json::json;

use super::{STALL, answers, questions, refuse, written_id, written_number};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::ledger::{Act, Outcome};

/// What a request turned out to want.
enum Wish<'a> {
    Create(String, &'a str),
    Update(Comment, &'a str),
    Delete(Comment),
}

/// Writes, changes or deletes an answer or a comment under one.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    match wish(bazaar, call, &ask) {
        Ok(wish) => fulfil(bazaar, call, wish),
        Err(refusal) => {
            let act = match ask.text("/operationType") {
                Some("UPDATE") => Act::Edit,
                Some("DELETE") => Act::Delete,
                _ => Act::Answer,
            };
            let about = ask
                .whole("/parentEntityId/id")
                .or_else(|| ask.whole("/entityId/id"));
            let target = about.unwrap_or(0).to_string();
            let text = ask.text("/text").unwrap_or_default();
            bazaar.record(call, act, &target, text, Outcome::Refused);
            refusal
        }
    }
}

fn wish<'a>(bazaar: &Bazaar, call: &Call, ask: &'a Ask) -> Result<Wish<'a>, Reply> {
    let operation = ask.text("/operationType");
    if operation == Some("DELETE") {
        return Ok(Wish::Delete(entity(bazaar, ask)?));
    }
    let text = ask.text("/text").unwrap_or_default();
    if !(1..=5000).contains(&text.chars().count()) {
        return Err(refuse::bad("text: length must be between 1 and 5000"));
    }
    match operation {
        Some("UPDATE") => Ok(Wish::Update(entity(bazaar, ask)?, text)),
        Some("CREATE") => Ok(Wish::Create(parent(bazaar, call, ask)?, text)),
        _ => Err(refuse::bad("operationType: must not be null")),
    }
}

/// The target of a new text: a question or an answer.
fn parent(bazaar: &Bazaar, call: &Call, ask: &Ask) -> Result<String, Reply> {
    let id = ask.whole("/parentEntityId/id");
    let id = id.ok_or_else(|| refuse::bad("parentEntityId: must not be null"))?;
    let unknown = || refuse::not_found("Parent entity not found");
    match ask.text("/parentEntityId/type") {
        Some("QUESTION") => {
            questions::find(bazaar, call, id).ok_or_else(unknown)?;
            Ok(id.to_string())
        }
        Some("ANSWER") => {
            let answer = own(bazaar, id).ok_or_else(unknown)?;
            Ok(answers::remarks(answer.number))
        }
        _ => Err(refuse::bad(
            "parentEntityId.type: must be QUESTION or ANSWER",
        )),
    }
}

fn entity(bazaar: &Bazaar, ask: &Ask) -> Result<Comment, Reply> {
    let id = ask.whole("/entityId/id");
    let id = id.ok_or_else(|| refuse::bad("entityId: must not be null"))?;
    if ask.text("/entityId/type") == Some("QUESTION") {
        return Err(refuse::forbidden("Questions belong to their authors"));
    }
    own(bazaar, id).ok_or_else(|| refuse::not_found("Entity not found"))
}

fn own(bazaar: &Bazaar, id: i64) -> Option<Comment> {
    bazaar.desk.comment(STALL.id, written_number(id)?)
}

fn fulfil(bazaar: &Bazaar, call: &Call, wish: Wish<'_>) -> Reply {
    let desk = &bazaar.desk;
    let (act, comment, text) = match wish {
        Wish::Create(target, text) => {
            let comment = bazaar.post(call, &target, text);
            (Act::Answer, Some(comment), text)
        }
        Wish::Update(old, text) => {
            let comment = bazaar.edit(call, old.number, text);
            (Act::Edit, comment, text)
        }
        Wish::Delete(old) => (Act::Delete, desk.delete(STALL.id, old.number), ""),
    };
    let Some(comment) = comment else {
        return refuse::not_found("Entity not found");
    };
    bazaar.record(call, act, &comment.target, text, Outcome::Applied);
    let kind = if comment.target.starts_with("answer ") {
        "COMMENT"
    } else {
        "ANSWER"
    };
    let entity = json!({"id": written_id(comment.number), "type": kind});
    Reply::json(&json!({"status": "OK", "result": {"entity": entity}}))
}
