//! `POST /v1/businesses/{b}/goods-questions/answers`: answers with their moderation.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::goods::{cut, paging};
use super::questions;
use super::{STALL, moderated, refuse, stamp, written_id, written_number};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::page::{Page, Place};

/// An answer is shown after this time.
const MODERATION: TimeDelta = TimeDelta::minutes(4);

/// Answers of one question, or those with the given numbers, oldest first.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/answerIds");
    let (limit, after) = cut(call, 25, 50, !ids.is_empty())?;
    let answers = match (ask.whole("/questionId"), ids.is_empty()) {
        (Some(number), true) => {
            let question = questions::find(bazaar, call, number);
            question.ok_or_else(|| refuse::not_found("Question not found"))?;
            bazaar.desk.under(STALL.id, &number.to_string())
        }
        (None, false) => ids
            .iter()
            .filter_map(|id| bazaar.desk.comment(STALL.id, written_number(*id)?))
            .filter(|answer| question_of(bazaar, call, answer).is_some())
            .collect(),
        _ => {
            return Err(refuse::bad(
                "Exactly one of questionId and answerIds is needed",
            ));
        }
    };
    let place = |answer: &Comment| Place::of(answer.at, answer.number);
    let page = Page::cut(answers, place, false, after, limit);
    let rows = page.rows.iter();
    let rows: Vec<Value> = rows.filter_map(|one| row(bazaar, call, one)).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"answers": rows, "paging": paging(page.next())},
    })))
}

fn question_of(bazaar: &Bazaar, call: &Call, answer: &Comment) -> Option<i64> {
    let number = answer.target.parse().ok()?;
    questions::find(bazaar, call, number).map(|_| number)
}

fn row(bazaar: &Bazaar, call: &Call, answer: &Comment) -> Option<Value> {
    let remarks = bazaar.desk.under(STALL.id, &remarks(answer.number));
    let remarks: Vec<Value> = remarks
        .iter()
        .map(|one| remark(call, one, answer))
        .collect();
    let mut row = json!({
        "id": written_id(answer.number),
        "text": answer.text,
        "canModify": true,
        "author": {"type": "BUSINESS", "name": "Zarafshon Uy"},
        "status": moderated(call, answer, MODERATION),
        "questionId": question_of(bazaar, call, answer)?,
        "createdAt": stamp(answer.at),
        "votes": {"likes": 0, "dislikes": 0},
    });
    if let (false, Some(row)) = (remarks.is_empty(), row.as_object_mut()) {
        row.insert("comments".to_owned(), json!(remarks));
    }
    Some(row)
}

fn remark(call: &Call, remark: &Comment, answer: &Comment) -> Value {
    json!({
        "id": written_id(remark.number),
        "text": remark.text,
        "canModify": true,
        "author": {"type": "BUSINESS", "name": "Zarafshon Uy"},
        "status": moderated(call, remark, MODERATION),
        "answerId": written_id(answer.number),
        "createdAt": stamp(remark.at),
    })
}

/// What the comments under an answer are written to.
pub(super) fn remarks(answer: u64) -> String {
    format!("answer {answer}")
}
