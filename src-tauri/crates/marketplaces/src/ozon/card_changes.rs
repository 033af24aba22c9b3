//! Making and rewriting cards. `/v3/product/import` overwrites a card whole, so it is read first and
//! everything that is not to change goes back as it was; what concerns characteristics or pictures
//! alone has methods of its own. All of them only begin a task, which tells later what became of it.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, CardChange, ExternalId};
use serde_json::{Value, json};

use super::convert::product::BRAND;
use super::dictionary::{Kind, found, numbers, unknown};
use super::line::Line;
use super::wire::card::{ImportError, ImportInfo, ImportItem, PictureList};
use super::wire::product::{CardList, InfoList};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;

mod body;
mod fit;
mod held;

const WRITE: &str = "cards.write";
const SEEN: &str = "cards.seen";
const CARDS: &str = "/v4/product/info/attributes";
const INFOS: &str = "/v3/product/info/list";

/// Makes and rewrites cards.
pub(super) struct Cards(pub(super) Arc<Line>);

/// A request, and where its answer names the task.
struct Request {
    path: &'static str,
    body: Value,
    task: &'static str,
}

#[async_trait]
impl Changes<CardChange> for Cards {
    fn fit(&self, change: &CardChange) -> std::result::Result<(), Unfit<CardChange>> {
        fit::fit(change)
    }

    async fn write(&self, changes: &[Approved<CardChange>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(changes.len());
        for change in changes {
            let Request { path, body, task } = self.request(change.content()).await?;
            let said = self.0.write(WRITE, path, body, change.ends()).await?;
            taken.push(match said.get("result") {
                Some(Value::Bool(false)) => {
                    Taken::Refused("the archive did not take it".to_owned())
                }
                _ => Taken::Accepted(Receipt::of(&said, task)),
            });
        }
        Ok(taken)
    }

    async fn seen(&self, change: &CardChange, receipt: &Receipt) -> Result<Seen> {
        if let Some(wanted) = change.archived {
            let info = self.info(SEEN, change).await?.ok_or_else(|| gone(SEEN))?;
            return Ok(match held::is_archived(&info) == wanted {
                true => Seen::There,
                false => Seen::Pending,
            });
        }
        if let Some(task) = &receipt.id
            && let Some(seen) = self.outcome(change, task).await?
        {
            return Ok(seen);
        }
        match (self.card(SEEN, change).await?, &change.listing) {
            (Some(card), _) => self.compared(change, &card).await,
            // A new one takes minutes.
            (None, None) => Ok(Seen::Pending),
            (None, Some(_)) => Err(gone(SEEN)),
        }
    }
}

impl Cards {
    async fn request(&self, change: &CardChange) -> Result<Request> {
        if let Some(archived) = change.archived {
            return self.moved(change, archived).await;
        }
        if change.listing.is_none() {
            let kind = change.category.as_ref().and_then(numbers);
            let kind = kind.ok_or_else(|| unknown(WRITE))?;
            let brand = self.brand(change, Some(kind)).await?;
            return Ok(import(&body::made(change, kind, brand)));
        }
        let card = self.card(WRITE, change).await?.ok_or_else(|| gone(WRITE))?;
        let brand = self.brand(change, body::kind(&card, change)).await?;
        if body::only_attributes(change) {
            return Ok(Request {
                path: "/v1/product/attributes/update",
                body: body::attributes(&card, change, brand),
                task: "/task_id",
            });
        }
        if body::only_pictures(change) {
            return Ok(Request {
                path: "/v2/product/pictures/import",
                body: body::pictures(&card, change),
                task: "/task_id",
            });
        }
        let info = self.info(WRITE, change).await?.ok_or_else(|| gone(WRITE))?;
        let whole = body::rewritten(&card, &info, change, brand);
        whole.map(|item| import(&item)).map_err(|unread| {
            let words = format!("the card cannot be sent back whole: {unread}");
            MarketplaceError::new(ErrorKind::Unreadable, WRITE, words)
        })
    }

    async fn moved(&self, change: &CardChange, archived: bool) -> Result<Request> {
        let info = self.info(WRITE, change).await?;
        let id = info.as_ref().and_then(body::id_of);
        let id = id.ok_or_else(|| gone(WRITE))?;
        Ok(Request {
            path: match archived {
                true => "/v1/product/archive",
                false => "/v1/product/unarchive",
            },
            body: json!({ "product_id": [id] }),
            task: "/task_id",
        })
    }

    /// The brand is chosen from a dictionary; a name that it lacks would be refused.
    async fn brand(&self, change: &CardChange, kind: Option<Kind>) -> Result<Option<Value>> {
        let Some(wanted) = change.brand.as_deref().map(str::trim) else {
            return Ok(None);
        };
        let kind = kind.ok_or_else(|| unknown(WRITE))?;
        let all = found(&self.0, WRITE, kind, BRAND, wanted).await?;
        let same = |value: &str| value.trim().to_lowercase() == wanted.to_lowercase();
        let own = all.into_iter().find(|one| same(&one.value));
        let own = own.ok_or_else(|| {
            let words = format!("no such brand: {wanted}");
            MarketplaceError::new(ErrorKind::Rejected, WRITE, words)
        })?;
        let id = super::number(WRITE, &own.external_id)?;
        Ok(Some(
            json!({ "dictionary_value_id": id, "value": own.value }),
        ))
    }

    /// What the task says, where that ends the matter. One that is forgotten says nothing.
    async fn outcome(&self, change: &CardChange, task: &ExternalId) -> Result<Option<Seen>> {
        let Ok(task) = task.as_str().parse::<i64>() else {
            return Ok(None);
        };
        let body = json!({ "task_id": task });
        let asked = self.0.ask(SEEN, "/v1/product/import/info", body).await;
        let told: ImportInfo = match asked {
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Rejected) => {
                return Ok(None);
            }
            asked => asked?,
        };
        let mut items = readable::<ImportItem>(&told.result.items).into_iter();
        let Some(own) = items.find(|item| item.offer_id == change.article) else {
            return Ok(Some(Seen::Pending));
        };
        let errors: Vec<ImportError> = readable(&own.errors);
        let mut against = errors.iter().filter(|error| !error.warns()).peekable();
        Ok(match own.status.as_str() {
            "pending" => Some(Seen::Pending),
            "failed" => Some(Seen::Refused(words(&errors))),
            _ if against.peek().is_some() => Some(Seen::Refused(words(against))),
            _ => None,
        })
    }

    async fn compared(&self, change: &CardChange, card: &Value) -> Result<Seen> {
        let Some(wanted) = &change.pictures else {
            return Ok(held::seen(card, change, None));
        };
        let id = body::id_of(card).ok_or_else(|| gone(SEEN))?;
        let body = json!({ "product_id": [id.to_string()] });
        let told: PictureList = self.0.ask(SEEN, "/v2/product/pictures/info", body).await?;
        let all = told.items.into_iter().next().unwrap_or_default();
        if let Some(error) = all.errors.first() {
            return Ok(Seen::Refused(error.message.clone()));
        }
        let count = held::distinct(all.primary_photo.iter().chain(&all.photo));
        Ok(held::seen(card, change, Some(count == wanted.len())))
    }

    /// The card as it is told, with all that goes back.
    async fn card(&self, operation: &'static str, change: &CardChange) -> Result<Option<Value>> {
        let filter = json!({ "offer_id": [change.article], "visibility": "ALL" });
        let body = json!({ "filter": filter, "limit": 1 });
        let told: CardList = self.0.ask(operation, CARDS, body).await?;
        Ok(own(told.result, change))
    }

    /// Its price, its tax, whether it lies in the archive.
    async fn info(&self, operation: &'static str, change: &CardChange) -> Result<Option<Value>> {
        let body = json!({ "offer_id": [change.article] });
        let told: InfoList = self.0.ask(operation, INFOS, body).await?;
        Ok(own(told.items, change))
    }
}

/// Whether anything but the archive is to change.
fn writes(change: &CardChange) -> bool {
    body::rewrites(change) || body::describes(change) || change.pictures.is_some()
}

fn own(rows: Vec<Value>, change: &CardChange) -> Option<Value> {
    let mut rows = rows.into_iter();
    rows.find(|row| row.get("offer_id").and_then(Value::as_str) == Some(&change.article))
}

fn import(item: &Value) -> Request {
    Request {
        path: "/v3/product/import",
        body: json!({ "items": [item] }),
        task: "/result/task_id",
    }
}

fn words<'a>(errors: impl IntoIterator<Item = &'a ImportError>) -> String {
    let words: Vec<String> = errors.into_iter().map(ImportError::words).collect();
    match words.is_empty() {
        true => "failed".to_owned(),
        false => words.join("; "),
    }
}

fn gone(operation: &'static str) -> MarketplaceError {
    MarketplaceError::new(
        ErrorKind::NotFound,
        operation,
        "no such card outside the archive",
    )
}

impl ImportError {
    fn warns(&self) -> bool {
        self.level.to_lowercase().contains("warn")
    }

    /// For people first, else for programs.
    fn words(&self) -> String {
        let said = [&self.description, &self.message, &self.code];
        let said = said.into_iter().find(|text| !text.is_empty());
        let said = said.map_or("", String::as_str);
        match self.attribute_name.as_str() {
            "" => said.to_owned(),
            name => format!("{name}: {said}"),
        }
    }
}
