//! Buyers' claims of the last 14 days: read and decided.

use async_trait::async_trait;
use domain::{Approved, Return, ReturnDecision};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::RETURNS;
use super::wire;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

/// Claims of one answer, at most (WB API 09-communications).
const LIMIT: usize = 200;
/// Rows read again at the next page: a claim that is decided meanwhile moves the others up.
const OVERLAP: usize = 10;
/// Characters of a seller's words.
const TEXT: std::ops::RangeInclusive<usize> = 10..=1000;
const SEEN: &str = "returns.seen";

/// Reads and decides claims.
pub(super) struct Claims {
    pub(super) api: Api,
}

/// Where a round stands: first the undecided ones, then the decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    decided: bool,
    offset: usize,
}

impl Position {
    fn after(self, rows: usize) -> Option<Self> {
        match (rows >= LIMIT, self.decided) {
            (true, _) => Some(Self {
                offset: self.offset + LIMIT - OVERLAP,
                ..self
            }),
            (false, false) => Some(Self {
                decided: true,
                offset: 0,
            }),
            (false, true) => None,
        }
    }
}

#[async_trait]
impl crate::Source<Return> for Claims {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Return>> {
        let position: Position = Cursor::position(after);
        let call = list("returns.page", position.decided)
            .query("limit", &LIMIT)
            .query("offset", &position.offset);
        let found: wire::Claims = self.api.read(&call).await?;
        let next = position.after(found.claims.len());
        let rows = found.claims.iter().map(convert::claim);
        let place = Cursor::at(&next.unwrap_or_default());
        Ok(Page::of(rows, place, next.is_some()))
    }
}

#[async_trait]
impl Changes<ReturnDecision> for Claims {
    fn fit(&self, decision: &ReturnDecision) -> std::result::Result<(), Unfit<ReturnDecision>> {
        let length = decision.text.as_ref().map(|text| text.chars().count());
        let fits = length.map(|length| TEXT.contains(&length));
        match (convert::wants_text(&decision.choice), fits) {
            (true, Some(false)) => Err(Unfit::new("return.text_length")),
            // What refuses in the seller's own words needs them.
            (true, None) if decision.choice == "rejectcustom" => {
                Err(Unfit::new("return.text_needed"))
            }
            (false, Some(_)) => Err(Unfit::new("return.no_text").nearest(ReturnDecision {
                text: None,
                ..decision.clone()
            })),
            _ => Ok(()),
        }
    }

    async fn write(&self, decisions: &[Approved<ReturnDecision>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for decision in decisions {
            let content = decision.content();
            let mut body = json!({"id": content.returned, "action": content.choice});
            if let (Some(text), Some(fields)) = (&content.text, body.as_object_mut()) {
                fields.insert("comment".to_owned(), Value::from(text.as_str()));
            }
            let call = Call::write("returns.write", RETURNS, Method::PATCH, "/api/v1/claim")
                .bucket("claims")
                .until(decision.ends())
                .json(body);
            self.api.ask(&call).await?;
            taken.push(Taken::Accepted(Receipt::default()));
        }
        Ok(taken)
    }

    async fn seen(&self, decision: &ReturnDecision, _: &Receipt) -> Result<Seen> {
        let wanted = match decision.choice.starts_with("reject") {
            true => 1,
            false => 2,
        };
        for decided in [true, false] {
            let call = list(SEEN, decided).query("id", &decision.returned);
            let found: wire::Claims = self.api.read(&call).await?;
            let mut all = readable::<wire::Claim>(&found.claims).into_iter();
            let own = all.find(|claim| claim.id.as_deref() == Some(decision.returned.as_str()));
            match own.map(|claim| claim.status) {
                None => {}
                Some(Some(0)) => return Ok(Seen::Pending),
                Some(Some(status)) if status == wanted => return Ok(Seen::There),
                Some(status) => {
                    let word = status.map_or_else(String::new, |status| status.to_string());
                    return Ok(Seen::Different(word));
                }
            }
        }
        let words = "no such claim of the last 14 days";
        Err(MarketplaceError::new(ErrorKind::NotFound, SEEN, words))
    }
}

fn list(operation: &'static str, decided: bool) -> Call {
    Call::read(operation, RETURNS, Method::GET, "/api/v1/claims")
        .bucket("claims")
        .query("is_archive", &decided)
}
