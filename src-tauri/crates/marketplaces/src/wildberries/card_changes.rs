//! Making and rewriting cards. WB overwrites a card whole, so it is read first and everything that
//! is not to change is sent back as it was; what it did not take stands in a list of errors.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Approved, CardChange, ExternalId, Group};
use http::Method;
use serde_json::{Value, json};

use super::api::Api;
use super::profile::CONTENT;
use super::wire::{CardError, CardErrors, CardsPage, Data, SubjectField};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::Call;

mod body;
mod fit;
mod group;
mod pictures;

const WRITE: &str = "cards.write";
const SEEN: &str = "cards.seen";
const CARDS: &str = "/content/v2/get/cards/list";
/// An error of WB's list that is older is about another change.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// Makes and rewrites cards.
pub(super) struct CardChanges {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<CardChange> for CardChanges {
    fn fit(&self, change: &CardChange) -> std::result::Result<(), Unfit<CardChange>> {
        fit::fit(change)
    }

    /// Texts first, then pictures, the group and the bin: the first of them decides whether the change was
    /// taken, and what became of the others is for the read-back to find out. Of a picture it tells only
    /// that there is one, so what was said against a file is noted.
    async fn write(&self, changes: &[Approved<CardChange>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for change in changes {
            let calls = self.calls(change.content()).await?;
            let mut receipt = Receipt::default();
            for (turn, call) in calls.into_iter().enumerate() {
                let call = call.until(change.ends());
                match self.api.ask(&call).await {
                    Err(error) if turn == 0 => return Err(error),
                    Err(error) if call.path == pictures::FILE => {
                        receipt.fault = receipt.fault.or(Some(error.message));
                    }
                    _ => {}
                }
            }
            taken.push(Taken::Accepted(receipt));
        }
        Ok(taken)
    }

    async fn seen(&self, change: &CardChange, receipt: &Receipt) -> Result<Seen> {
        if let Some(words) = &receipt.fault {
            return Ok(Seen::Different(words.clone()));
        }
        let card = match &change.listing {
            Some(listing) => self.card(SEEN, listing.as_str(), Some(listing)).await?,
            None => self.card(SEEN, &change.article, None).await?,
        };
        match (card, change.archived) {
            (None, Some(true)) => return Ok(Seen::There),
            (Some(_), Some(true)) => return Ok(Seen::Pending),
            (Some(card), _) if body::holds(&card, change) => {
                return match &change.group {
                    Some(group) => self.grouped(&card, group).await,
                    None => Ok(Seen::There),
                };
            }
            _ => {}
        }
        let errors = self.errors(&change.article).await?;
        Ok(errors.map_or(Seen::Pending, Seen::Refused))
    }
}

impl CardChanges {
    /// The requests of a change, in their order.
    async fn calls(&self, change: &CardChange) -> Result<Vec<Call>> {
        let Some(listing) = &change.listing else {
            return Ok(vec![self.upload(change).await?]);
        };
        let nm_id: i64 = listing.as_str().parse().map_err(|_| gone())?;
        let mut calls = Vec::new();
        if body::rewrites(change) {
            let card = self.card(WRITE, listing.as_str(), Some(listing)).await?;
            let card = card.ok_or_else(gone)?;
            let fields = match body::knows(&card, change) {
                true => Vec::new(),
                false => {
                    let subject = card.get("subjectID").and_then(Value::as_i64);
                    self.fields(subject.map(ExternalId::from).as_ref()).await?
                }
            };
            let card = body::rewritten(&card, change, &fields);
            calls.push(write("/content/v2/cards/update", "card-update").json(json!([card])));
        }
        if let Some(pictures) = &change.pictures {
            calls.extend(self.pictured(nm_id, listing, pictures).await?);
        }
        if let Some(group) = &change.group {
            calls.push(self.regrouped(nm_id, group).await?);
        }
        let bin = match change.archived {
            Some(true) => Some(("/content/v2/cards/delete/trash", "content")),
            Some(false) => Some(("/content/v2/cards/recover", "card-recover")),
            None => None,
        };
        let binned = bin.map(|(path, bucket)| write(path, bucket).json(json!({"nmIDs": [nm_id]})));
        calls.extend(binned);
        Ok(calls)
    }

    /// The request that makes a card, by itself or within a group.
    async fn upload(&self, change: &CardChange) -> Result<Call> {
        let fields = self.fields(change.category.as_ref()).await?;
        let variant = body::made(change, &fields);
        let Some(Group::With(other)) = &change.group else {
            let subject = change.category.as_ref().map(ExternalId::as_str);
            let subject: i64 = subject.and_then(|id| id.parse().ok()).unwrap_or_default();
            let body = json!([{"subjectID": subject, "variants": [variant]}]);
            return Ok(write("/content/v2/cards/upload", "card-upload").json(body));
        };
        let group = self.group_of(other).await?;
        let body = json!({"imtID": group, "cardsToAdd": [variant]});
        Ok(write("/content/v2/cards/upload/add", "card-upload-add").json(body))
    }

    /// The card as WB has it, found by its number or the seller's article.
    async fn card(
        &self,
        operation: &'static str,
        text: &str,
        number: Option<&ExternalId>,
    ) -> Result<Option<Value>> {
        let call = Call::read(operation, CONTENT, Method::POST, CARDS)
            .bucket("content")
            .query("locale", "ru")
            .json(json!({"settings": {"cursor": {"limit": 100},
                "filter": {"textSearch": text, "withPhoto": -1}}}));
        let found: CardsPage = self.api.read(&call).await?;
        let own = |card: &Value| match number {
            Some(number) => {
                let nm_id = card.get("nmID").and_then(Value::as_i64);
                nm_id.map(ExternalId::from).as_ref() == Some(number)
            }
            None => card.get("vendorCode").and_then(Value::as_str) == Some(text),
        };
        Ok(found.cards.into_iter().find(own))
    }

    async fn fields(&self, subject: Option<&ExternalId>) -> Result<Vec<SubjectField>> {
        let Some(subject) = subject else {
            return Ok(Vec::new());
        };
        let path = format!("/content/v2/object/charcs/{subject}");
        let call = Call::read(WRITE, CONTENT, Method::GET, &path)
            .bucket("content")
            .query("locale", "ru");
        let found: Data<Vec<Value>> = self.api.read(&call).await?;
        Ok(readable(&found.data))
    }

    /// What WB says against an article's card, if that is of late.
    async fn errors(&self, article: &str) -> Result<Option<String>> {
        let call = Call::read(SEEN, CONTENT, Method::POST, "/content/v2/cards/error/list")
            .bucket("card-errors")
            .query("locale", "ru")
            .json(json!({"cursor": {"limit": 100}, "order": {"ascending": false}}));
        let found: Data<CardErrors> = self.api.read(&call).await?;
        let since = self.api.now() - FRESH;
        let fresh = |error: &CardError| error.updated_at.is_some_and(|at| at > since);
        let mut all = readable::<CardError>(&found.data.items).into_iter();
        let own = all.find_map(|mut error| match fresh(&error) {
            true => error.errors.remove(article),
            false => None,
        });
        Ok(own
            .map(|words| words.join("; "))
            .filter(|words| !words.is_empty()))
    }
}

fn write(path: &str, bucket: &'static str) -> Call {
    Call::write(WRITE, CONTENT, Method::POST, path).bucket(bucket)
}

fn gone() -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, WRITE, "no such card")
}
