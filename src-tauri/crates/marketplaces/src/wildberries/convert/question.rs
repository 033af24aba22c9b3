//! Questions and the seller's answers to them.

use domain::{AnswerState, PublishedAnswer, Question};
use serde_json::Value;

use super::super::wire;
use super::{moment, needed, needed_moment};
use crate::http::row;
use crate::page::BadRow;

/// State of a question that the seller has declined; buyers do not see it.
const DECLINED: &str = "none";

/// A question; a declined one is none that waits for an answer.
pub(crate) fn question(raw: &Value) -> Result<Option<Question>, BadRow> {
    let found: wire::Question = row(raw)?;
    let id = needed(raw, "id", found.id.clone())?;
    let created_at = needed_moment(raw, "createdDate", &found.created_date)?;
    let declined = found.state == DECLINED;
    let listing = found.product_details.nm_id.map(Into::into);
    let text = found.text.clone();
    let answer = answer(&id, found);
    let question = Question {
        external_id: id.into(),
        listing,
        author: None,
        text,
        created_at,
        answer,
    };
    Ok((!declined || question.answer.is_some()).then_some(question))
}

/// The answer to a question: addressed by the question's id, shown as far as the question is.
pub(crate) fn answer(id: &str, question: wire::Question) -> Option<PublishedAnswer> {
    let answer = question.answer.filter(|answer| !answer.text.is_empty())?;
    Some(PublishedAnswer {
        external_id: Some(id.into()),
        state: match question.state.as_str() {
            "wbRu" => AnswerState::Published,
            // "All answers are moderated before they are shown" (WB API 09).
            "suppliersPortalSynch" => AnswerState::Moderation,
            _ => AnswerState::Other(question.state),
        },
        at: moment(&answer.create_date),
        editable: answer.editable,
        text: answer.text,
    })
}
