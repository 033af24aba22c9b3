//! Questions: `/v1/question/list`, `/v1/question/info`.

use serde_json::{Value, json};

use super::goods::{product_id, sku};
use super::posting::instant;
use super::{STALL, needs_subscription, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Question, dice};

/// The schema lets a page hold ten, whatever the limit.
const MOST: usize = 10;

/// `/v1/question/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    needs_subscription(call)?;
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let limit = match ask.whole("/limit") {
        None => MOST,
        Some(limit @ 1..=100) => usize::try_from(limit).map_or(MOST, |limit| limit.min(MOST)),
        Some(_) => {
            return Err(refuse::invalid(
                "limit: value must be inside range [1, 100]",
            ));
        }
    };
    let mut questions = bazaar.world.questions(&STALL, call.now);
    let after = after(&ask, &questions)?;
    let status = ask.text("/filter/status").unwrap_or("ALL");
    let from = instant(&ask, "/filter/date_from")?;
    let to = instant(&ask, "/filter/date_to")?;
    questions.retain(|question| {
        is(status, self::status(bazaar, question))
            && from.is_none_or(|from| question.at >= from)
            && to.is_none_or(|to| question.at <= to)
    });
    let newest_first = ask.text("/sort_dir") != Some("ASC");
    let page = Page::cut(questions, place, newest_first, after, limit);
    let rows: Vec<Value> = page.rows.iter().map(|one| row(bazaar, one)).collect();
    let last = page.rows.last().map(|question| dice::uuid(question.number));
    Ok(Reply::json(&json!({
        "has_next": page.more,
        "last_id": last.unwrap_or_default(),
        "questions": rows,
    })))
}

/// UNPROCESSED covers new and viewed questions.
fn is(wanted: &str, status: &str) -> bool {
    matches!(wanted, "ALL" | "") || wanted == status || wanted == "UNPROCESSED" && status == "NEW"
}

fn after(ask: &Ask, questions: &[Question]) -> Result<Option<Place>, Reply> {
    let Some(id) = ask.text("/last_id").filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    let found = questions.iter().find(|one| dice::uuid(one.number) == id);
    let found = found.ok_or_else(|| refuse::invalid("last_id: invalid value"))?;
    Ok(Some(place(found)))
}

fn place(question: &Question) -> Place {
    Place::of(question.at, question.number)
}

/// `/v1/question/info`.
pub(super) fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    if let Err(refusal) = needs_subscription(call) {
        return refusal;
    }
    let ask = Ask::of(call);
    let Some(id) = ask.as_ref().and_then(|ask| ask.text("/question_id")) else {
        return refuse::invalid("question_id: value is required");
    };
    match find(bazaar, call, id) {
        Some(question) => Reply::json(&row(bazaar, &question)),
        None => refuse::not_found("question not found"),
    }
}

/// The question with this identifier, if it is asked by now.
pub(super) fn find(bazaar: &Bazaar, call: &Call, id: &str) -> Option<Question> {
    let mut questions = bazaar.world.questions(&STALL, call.now).into_iter();
    questions.find(|question| dice::uuid(question.number) == id)
}

/// The listing that the question is about.
pub(super) fn sku_of(bazaar: &Bazaar, question: &Question) -> i64 {
    bazaar.world.products().get(question.product).map_or(0, sku)
}

fn row(bazaar: &Bazaar, question: &Question) -> Value {
    let product = bazaar.world.products().get(question.product);
    let url = format!(
        "https://www.ozon.ru/product/{}/",
        product.map_or(0, product_id)
    );
    let id = dice::uuid(question.number);
    json!({
        "answers_count": bazaar.desk.under(STALL.id, &id).len(),
        "author_name": question.author,
        "id": id,
        "product_url": url,
        "published_at": stamp(question.at),
        "question_link": format!("{url}questions/?qid={}", question.number % 1_000_000_000),
        "sku": sku_of(bazaar, question),
        "status": status(bazaar, question),
        "text": question.text,
    })
}

fn status(bazaar: &Bazaar, question: &Question) -> &'static str {
    let answers = bazaar.desk.under(STALL.id, &dice::uuid(question.number));
    if answers.is_empty() {
        "NEW"
    } else {
        "PROCESSED"
    }
}
