//! Deciding returns: one decision for every item of a return.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, ReturnDecision};
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::convert::priced;
use super::convert::returned::{PARTLY, REASON, waits};
use super::line::Line;
use super::supplies::parts;
use super::wire::Envelope;
use super::wire::returned::Return;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};

/// Decides returns.
pub(super) struct Deciding(pub(super) Arc<Line>);

#[async_trait]
impl Changes<ReturnDecision> for Deciding {
    fn fit(&self, change: &ReturnDecision) -> std::result::Result<(), Unfit<ReturnDecision>> {
        match (
            &change.order,
            change.choice == PARTLY && change.amount.is_none(),
        ) {
            (None, _) => Err(Unfit::new("return.order")),
            (_, true) => Err(Unfit::new("return.amount")),
            _ => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<ReturnDecision>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "returns.write";
        let [approved] = changes else {
            let message = "one return is decided in one request";
            return Err(MarketplaceError::new(
                ErrorKind::Unexpected,
                OPERATION,
                message,
            ));
        };
        let change = approved.content();
        let (path, row) = self.found(OPERATION, change).await?;
        if !waits(&row.refund_status) {
            let words = format!("it is decided already: {}", row.refund_status);
            return Ok(vec![Taken::Refused(words)]);
        }
        let items = row.items.iter().flat_map(|item| &item.decisions);
        let decisions: Vec<Value> = items
            .filter_map(|one| Some(decision(change, one.return_item_id?)))
            .collect();
        if decisions.is_empty() {
            return Ok(vec![Taken::Refused(
                "its items have no identity".to_owned(),
            )]);
        }
        let body = json!({ "returnItemDecisions": decisions });
        let path = format!("{path}/decision/submit");
        let ask = Ask::post(OPERATION, "return-decisions", path, body);
        self.0.write(&ask, ends(changes)).await?;
        Ok(vec![Taken::Accepted(Receipt::default())])
    }

    async fn seen(&self, change: &ReturnDecision, _receipt: &Receipt) -> Result<Seen> {
        let (_, row) = self.found("returns.read", change).await?;
        let wanted = split(&change.choice).0;
        let mut items = row.items.iter().flat_map(|item| &item.decisions);
        Ok(match items.find(|one| !one.decision_type.is_empty()) {
            Some(one) if one.decision_type == wanted => Seen::There,
            Some(one) => Seen::Different(one.decision_type.clone()),
            None if waits(&row.refund_status) => Seen::Pending,
            None => Seen::Different(row.refund_status),
        })
    }
}

impl Deciding {
    /// The return as it stands, and its path.
    async fn found(
        &self,
        operation: &'static str,
        change: &ReturnDecision,
    ) -> Result<(String, Return)> {
        let (shop, id) = parts(operation, &change.returned)?;
        let order = change.order.as_ref().ok_or_else(|| {
            MarketplaceError::new(ErrorKind::Rejected, operation, "a return without its order")
        })?;
        let order = super::replies::number(operation, order)?;
        let path = format!("/v2/campaigns/{shop}/orders/{order}/returns/{id}");
        let ask = Ask::get(operation, "return", path.clone());
        let found: Envelope<Return> = self.0.read(&ask).await?;
        Ok((path, found.result))
    }
}

fn split(code: &str) -> (&str, Option<&str>) {
    match code.split_once(REASON) {
        Some((decision, reason)) => (decision, Some(reason)),
        None => (code, None),
    }
}

fn decision(change: &ReturnDecision, item: i64) -> Value {
    let (decision, reason) = split(&change.choice);
    let mut body = json!({ "returnItemId": item, "decisionType": decision });
    let more = [
        ("decisionReasonType", reason.map(Value::from)),
        ("comment", change.text.as_deref().map(Value::from)),
        (
            "compensation",
            change.amount.filter(|_| decision == PARTLY).map(priced),
        ),
    ];
    if let Some(body) = body.as_object_mut() {
        for (name, value) in more {
            body.extend(value.map(|value| (name.to_owned(), value)));
        }
    }
    body
}
