//! From a request to a value that fits its schema: at most one repair.

use serde_json::Value;

use super::exchange::Exchanged;
use super::wire::{Answer, Ask, plain_name};
use super::{Claude, MAX_TOKENS_UNSTREAMED, dialect};
use crate::cost::Cost;
use crate::error::{AiError, Kind, Spent};
use crate::estimate::Estimate;
use crate::price::ModelPrice;
use crate::reply::{Reply, Stop};
use crate::request::{Message, Request};
use crate::schema::Shape;

/// What makes an answer unusable.
enum Unfit {
    /// Asking again may help: the words of the mistake.
    Form(String),
    /// Asking again would give the same.
    Ended(Kind, String),
}

pub(super) async fn complete(claude: &Claude, request: &Request) -> Result<Reply, AiError> {
    let price = claude.price(request.purpose)?;
    let estimate = Estimate::of(request, price);
    within(request, &estimate)?;
    let asked = Asked {
        claude,
        price,
        purpose: request.purpose,
        shape: Shape::of(&request.schema, request.purpose)?,
        schema: dialect::taken(&request.schema),
    };
    let (first, spent) = asked
        .exchange(request, Spent::default(), estimate.once)
        .await?;
    let mistake = match asked.read(&first.answer) {
        Ok(value) => return Ok(asked.reply(first, value, spent, false)),
        Err(Unfit::Ended(kind, detail)) => return Err(asked.error(kind, &detail, &first, spent)),
        Err(Unfit::Form(mistake)) => mistake,
    };
    if request
        .cost_cap
        .is_some_and(|cap| cap.less(spent.cost) < estimate.repair())
    {
        return Err(asked.error(Kind::InvalidAnswer, &mistake, &first, spent));
    }
    let again = repeated(request, &first.answer.text(), &mistake);
    repair(&asked, &again, spent, estimate.repair()).await
}

/// Asks once more, with our own words on what was wrong.
async fn repair(
    asked: &Asked<'_>,
    again: &Request,
    spent: Spent,
    bound: Cost,
) -> Result<Reply, AiError> {
    let (second, spent) = asked.exchange(again, spent, bound).await?;
    match asked.read(&second.answer) {
        Ok(value) => Ok(asked.reply(second, value, spent, true)),
        Err(Unfit::Form(mistake)) => {
            Err(asked.error(Kind::InvalidAnswer, &mistake, &second, spent))
        }
        Err(Unfit::Ended(kind, detail)) => Err(asked.error(kind, &detail, &second, spent)),
    }
}

fn repeated(request: &Request, answered: &str, mistake: &str) -> Request {
    let mut again = request.clone();
    // An empty turn is refused by the API.
    if !answered.trim().is_empty() {
        again.messages.push(Message::assistant(answered.trim_end()));
    }
    again.messages.push(Message::user(format!(
        "Your last answer does not fit the required JSON schema: {mistake}. \
         Answer the same task again with one JSON object that fits the schema exactly."
    )));
    again
}

fn within(request: &Request, estimate: &Estimate) -> Result<(), AiError> {
    let operation = request.purpose;
    if request.max_tokens == 0 || request.max_tokens > MAX_TOKENS_UNSTREAMED {
        let detail = format!("max_tokens has to be 1 to {MAX_TOKENS_UNSTREAMED}");
        return Err(AiError::lasting(Kind::BadRequest, operation, detail));
    }
    match request.cost_cap {
        Some(cap) if estimate.once > cap => {
            let detail = format!("could cost {}, the cap is {cap}", estimate.once);
            Err(AiError::lasting(Kind::SpendLimit, operation, detail))
        }
        _ => Ok(()),
    }
}

/// A request on its way, with what its answers are measured by.
struct Asked<'a> {
    claude: &'a Claude,
    price: &'a ModelPrice,
    purpose: &'static str,
    shape: Shape,
    schema: Value,
}

impl Asked<'_> {
    /// One exchange, and all that is spent after it. An attempt whose outcome nobody saw counts
    /// as the most it can have cost (`bound`), and the cap holds for such attempts, too.
    async fn exchange(
        &self,
        request: &Request,
        before: Spent,
        bound: Cost,
    ) -> Result<(Exchanged<Answer>, Spent), AiError> {
        let ask = Ask::new(&self.claude.profile.model, request, &self.schema);
        let afford = request
            .cost_cap
            .map_or(u32::MAX, |cap| cap.less(before.cost).times(bound));
        let asked = self
            .claude
            .post("v1/messages", &ask, self.purpose, afford)
            .await;
        let spent = Spent {
            cost: before.cost + bound.by(asked.lost),
            ..before
        };
        match asked.outcome {
            Ok(exchanged) => {
                let spent = self.spent(spent, &exchanged.answer);
                Ok((exchanged, spent))
            }
            Err(error) => Err(AiError {
                spent: Some(Box::new(spent)).filter(|spent| spent.cost > Cost::ZERO),
                ..error
            }),
        }
    }

    fn spent(&self, before: Spent, answer: &Answer) -> Spent {
        let usage = answer.usage();
        let cost: Cost = self.price.cost(usage);
        Spent {
            usage: before.usage + usage,
            cost: before.cost + cost,
        }
    }

    fn read(&self, answer: &Answer) -> Result<Value, Unfit> {
        match answer.stop() {
            Stop::EndTurn | Stop::StopSequence | Stop::Other(_) => {
                self.shape.read(&answer.text()).map_err(Unfit::Form)
            }
            Stop::Refusal => {
                let category = answer
                    .refusal_category()
                    .unwrap_or_else(|| "no category".into());
                Err(Unfit::Ended(Kind::Refused, category))
            }
            Stop::MaxTokens => Err(Unfit::Ended(Kind::Truncated, "max_tokens".into())),
            Stop::ContextExceeded => Err(Unfit::Ended(
                Kind::Truncated,
                "model_context_window_exceeded".into(),
            )),
            Stop::ToolUse => Err(Unfit::Ended(
                Kind::Unexpected,
                "tool_use without tools".into(),
            )),
            Stop::PauseTurn => Err(Unfit::Ended(
                Kind::Unexpected,
                "pause_turn without tools".into(),
            )),
        }
    }

    fn reply(&self, from: Exchanged<Answer>, value: Value, spent: Spent, repaired: bool) -> Reply {
        Reply {
            value,
            usage: spent.usage,
            stop: from.answer.stop(),
            model: plain_name(
                from.answer
                    .model
                    .as_deref()
                    .unwrap_or(&self.claude.profile.model),
            ),
            request_id: from.request_id,
            cost: spent.cost,
            repaired,
        }
    }

    fn error(&self, kind: Kind, detail: &str, from: &Exchanged<Answer>, spent: Spent) -> AiError {
        AiError {
            request_id: from.request_id.clone(),
            spent: Some(Box::new(spent)),
            ..AiError::lasting(kind, self.purpose, detail)
        }
    }
}
