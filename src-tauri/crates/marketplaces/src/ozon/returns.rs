//! Returns by their last change, then claims of orders that the seller delivers: those tell no
//! change, so the last two months are read again in every round.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Approved, Return, ReturnDecision};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::convert::returned::{CLAIM, COMPENSATE, claim, is_open, returned};
use super::line::Line;
use super::wire::returned::{Claim, ClaimItem, ClaimList, OneClaim, ReturnItem, ReturnList};
use super::{ends, instant};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};
use crate::round::Round;

const OPERATION: &str = "returns.page";

/// No longest period is documented.
const LONGEST: TimeDelta = TimeDelta::days(90);

/// What reaches the index late is found by the next round.
const OVERLAP: TimeDelta = TimeDelta::hours(2);

/// Claims older than this are decided.
const CLAIMS: TimeDelta = TimeDelta::days(60);

/// Returns of a page, and claims, each of which may cost a request more.
const LIMIT: u32 = 500;
const CLAIM_LIMIT: u32 = 50;

/// Reads returns and decides claims.
pub(super) struct Backs(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    round: Option<Round>,
    /// Claims are being read, after this one.
    #[serde(default)]
    claims: Option<i64>,
}

#[async_trait]
impl Source<Return> for Backs {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Return>> {
        let position: Position = Cursor::position(after);
        match position.claims {
            Some(last) => self.claims(position.round, last, window).await,
            None => self.returns(position, window).await,
        }
    }
}

impl Backs {
    async fn returns(&self, position: Position, window: Window) -> Result<Page<Return>> {
        let round = Round::or_begin(position.round, window, LONGEST);
        let last: i64 = round
            .token
            .as_deref()
            .and_then(|last| last.parse().ok())
            .unwrap_or(0);
        let span = json!({ "time_from": instant(round.from), "time_to": instant(round.to) });
        let body = json!({
            "filter": { "visual_status_change_moment": span },
            "last_id": last,
            "limit": LIMIT,
        });
        let list: ReturnList = self.0.ask(OPERATION, "/v1/returns/list", body).await?;
        let (rows, bad) = rows(&list.returns, |row: ReturnItem| returned(row));
        let next = list.returns.iter().rev().find_map(id);
        let token = next.filter(|next| list.has_next == Some(true) && *next != last);
        let (round, more) = round.next(token.map(|id| id.to_string()), window.now, OVERLAP);
        let position = Position {
            round: Some(round),
            claims: (!more).then_some(0),
        };
        Ok(Page::new(rows, bad, Cursor::at(&position), true))
    }

    async fn claims(
        &self,
        round: Option<Round>,
        last: i64,
        window: Window,
    ) -> Result<Page<Return>> {
        let span = json!({ "from": instant(window.now - CLAIMS), "to": instant(window.now) });
        let body = json!({
            "filter": { "group_state": ["All"], "created_at": span },
            "last_id": last,
            "limit": CLAIM_LIMIT,
        });
        let list: ClaimList = self.0.ask(OPERATION, "/v2/returns/rfbs/list", body).await?;
        let (found, mut bad) = rows(&list.returns, |row: ClaimItem| Ok(Some(row)));
        let mut good = Vec::with_capacity(found.len());
        for (row, raw) in found.into_iter().zip(&list.returns) {
            let page = match row.return_id {
                Some(id) if is_open(&row) => Some(self.claim(OPERATION, id).await?),
                _ => None,
            };
            let (rows, broken) = rows(std::slice::from_ref(raw), |row: ClaimItem| {
                claim(row, page.clone())
            });
            good.extend(rows);
            bad.extend(broken);
        }
        let full = list.returns.len() >= CLAIM_LIMIT as usize;
        let ids = list.returns.iter().rev();
        let next = ids
            .filter_map(|row| row.get("return_id").and_then(plain))
            .next();
        let claims = next.filter(|next| full && *next != last);
        let more = claims.is_some();
        Ok(Page::new(
            good,
            bad,
            Cursor::at(&Position { round, claims }),
            more,
        ))
    }

    async fn claim(&self, operation: &'static str, id: i64) -> Result<Claim> {
        let body = json!({ "return_id": id });
        let one: OneClaim = self.0.ask(operation, "/v2/returns/rfbs/get", body).await?;
        Ok(one.returns)
    }
}

#[async_trait]
impl Changes<ReturnDecision> for Backs {
    fn fit(&self, change: &ReturnDecision) -> std::result::Result<(), Unfit<ReturnDecision>> {
        let Ok((_, act, reason)) = wanted(change) else {
            return Err(Unfit::new("return.unknown_choice"));
        };
        if reason.is_some() && change.text.as_deref().is_none_or(str::is_empty) {
            return Err(Unfit::new("return.wants_text"));
        }
        match act == COMPENSATE && change.amount.is_none() {
            true => Err(Unfit::new("return.wants_amount")),
            false => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<ReturnDecision>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(changes.len());
        for change in changes {
            let (id, act, reason) = wanted(change.content())?;
            let mut body = json!({ "id": act, "return_id": id });
            if let Some(fields) = body.as_object_mut() {
                let text = change.content().text.clone();
                fields.extend(text.map(|text| ("comment".to_owned(), text.into())));
                fields.extend(reason.map(|id| ("rejection_reason_id".to_owned(), id.into())));
                if act == COMPENSATE {
                    let amount = change
                        .content()
                        .amount
                        .and_then(|sum| sum.major().to_string().parse::<serde_json::Number>().ok());
                    fields.extend(amount.map(|sum| ("compensation_amount".to_owned(), sum.into())));
                }
            }
            let path = "/v1/returns/rfbs/action/set";
            self.0
                .write(
                    "returns.decide",
                    path,
                    body,
                    ends(std::slice::from_ref(change)),
                )
                .await?;
            taken.push(Taken::Accepted(Receipt::default()));
        }
        Ok(taken)
    }

    /// What was decided can no longer be chosen.
    async fn seen(&self, change: &ReturnDecision, _receipt: &Receipt) -> Result<Seen> {
        let (id, act, _) = wanted(change)?;
        let page = self.claim("returns.decide", id).await?;
        let mut acts = page
            .available_actions
            .iter()
            .filter_map(|one| one.id.or(one.action.id));
        Ok(match acts.any(|one| one == act) {
            true => Seen::Pending,
            false => Seen::There,
        })
    }
}

/// The claim, the action, and the reason of a refusal.
fn wanted(change: &ReturnDecision) -> Result<(i64, i64, Option<i64>)> {
    let no = || {
        let message = "this return is decided in the cabinet";
        MarketplaceError::new(ErrorKind::Rejected, "returns.decide", message)
    };
    let id = change
        .returned
        .as_str()
        .strip_prefix(CLAIM)
        .and_then(|id| id.parse().ok());
    let (act, reason) = match change.choice.split_once(':') {
        Some((act, reason)) => (act, Some(reason.parse().map_err(|_| no())?)),
        None => (change.choice.as_str(), None),
    };
    Ok((id.ok_or_else(no)?, act.parse().map_err(|_| no())?, reason))
}

fn id(row: &Value) -> Option<i64> {
    row.get("id").and_then(plain)
}

/// A number, also as text.
fn plain(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}
