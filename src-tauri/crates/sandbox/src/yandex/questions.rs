//! `POST /v1/businesses/{b}/goods-questions`: questions of buyers.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::goods::{self, cut, paging};
use super::{STALL, business, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Question;

/// Longest window that may be asked for.
const WINDOW: TimeDelta = TimeDelta::days(31);

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// A page of questions, newest first unless asked otherwise.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/questionIds");
    let categories = ask.wholes("/categoryIds");
    let (limit, after) = cut(call, 25, 50, !ids.is_empty())?;
    let (from, to) = window(&ask)?;
    // False, the default, means all questions.
    let waiting = ask.flag("/needAnswer").unwrap_or(false);
    let mut questions = bazaar.world.questions(&STALL, call.now);
    questions.retain(|question| {
        let day = (question.at + MOSCOW).date_naive();
        (ids.is_empty() || ids.contains(&id(question)))
            && (categories.is_empty() || categories.contains(&category(bazaar, question)))
            && from.is_none_or(|from| day >= from)
            && to.is_none_or(|to| day <= to)
            && !(waiting && is_answered(bazaar, question))
    });
    let total = questions.len();
    let newest_first = ask.text("/sort") != Some("CREATED_AT_ASC");
    let place = |question: &Question| Place::of(question.at, question.number);
    let page = Page::cut(questions, place, newest_first, after, limit);
    let rows: Vec<Value> = page.rows.iter().map(|one| row(bazaar, one)).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"questions": rows, "paging": paging(page.next()), "totalCount": total},
    })))
}

fn window(ask: &Ask) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Reply> {
    let read = |pointer: &str| {
        ask.day(pointer)
            .map_err(|text| refuse::bad(&format!("{text} is not a valid date")))
    };
    let (from, to) = (read("/dateFrom")?, read("/dateTo")?);
    if let (Some(from), Some(to)) = (from, to)
        && to - from > WINDOW
    {
        return Err(refuse::bad("Date range must not exceed 1 month"));
    }
    Ok((from, to))
}

/// The public number of a question.
pub(super) fn id(question: &Question) -> i64 {
    i64::try_from(question.number).unwrap_or(0)
}

/// The question with this number, if it is asked by now.
pub(super) fn find(bazaar: &Bazaar, call: &Call, number: i64) -> Option<Question> {
    let mut questions = bazaar.world.questions(&STALL, call.now).into_iter();
    questions.find(|question| id(question) == number)
}

fn is_answered(bazaar: &Bazaar, question: &Question) -> bool {
    let answers = bazaar.desk.under(STALL.id, &id(question).to_string());
    !answers.is_empty()
}

fn category(bazaar: &Bazaar, question: &Question) -> i64 {
    let product = bazaar.world.products().get(question.product);
    product.map_or(0, |product| {
        i64::try_from(goods::category(product)).unwrap_or(0)
    })
}

fn row(bazaar: &Bazaar, question: &Question) -> Value {
    let product = bazaar.world.products().get(question.product);
    json!({
        "questionIdentifiers": {
            "id": id(question),
            "categoryId": category(bazaar, question),
            "offerId": product.map_or("?", |product| product.article.as_str()),
        },
        "businessId": business(bazaar),
        "text": question.text,
        "createdAt": stamp(question.at),
        "votes": {"likes": question.number % 4, "dislikes": 0},
        "author": {"type": "USER", "name": question.author},
    })
}
