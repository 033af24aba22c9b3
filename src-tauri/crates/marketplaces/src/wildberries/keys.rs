//! What a Wildberries token says about itself. A token is a JWT whose middle part is public:
//! kind, permissions, end of life and seller are read on this machine, without a request.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::{Passport, Scope, ScopeState};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::keys::Keys;
use crate::loose;

/// Days that a token lives (WB API 01-general, "Authorization").
const LIFETIME_DAYS: u32 = 180;
/// The bit of a token that can only read.
const READ_ONLY: u32 = 30;
/// Kinds by their number in `acc`, the best first.
const KINDS: [(i64, &str); 4] = [(3, "personal"), (4, "service"), (1, "basic"), (2, "test")];

/// A category of a token: its bit, its name in WB's cabinet, whether this product uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Category {
    bit: u32,
    pub(super) name: &'static str,
    used: bool,
}

/// Cards.
pub(super) const CONTENT: Category = category(1, "Контент", true);
/// Reports.
pub(super) const ANALYTICS: Category = category(2, "Аналитика", true);
/// Prices.
pub(super) const PRICES: Category = category(3, "Цены и скидки", true);
/// The seller's own warehouses.
pub(super) const MARKETPLACE: Category = category(4, "Маркетплейс", true);
/// Reviews and questions.
pub(super) const FEEDBACKS: Category = category(7, "Вопросы и отзывы", true);
/// Advertising.
pub(super) const ADVERT: Category = category(6, "Продвижение", true);
/// Chats.
pub(super) const CHATS: Category = category(9, "Чат с покупателями", true);
/// Claims.
pub(super) const RETURNS: Category = category(11, "Возвраты покупателями", true);
/// Documents.
pub(super) const DOCUMENTS: Category = category(12, "Документы", true);
/// Reports and balances.
pub(super) const FINANCE: Category = category(13, "Финансы", true);

const CATEGORIES: [Category; 13] = [
    CONTENT,
    ANALYTICS,
    PRICES,
    MARKETPLACE,
    category(5, "Статистика", false),
    ADVERT,
    FEEDBACKS,
    CHATS,
    category(10, "Поставки", false),
    RETURNS,
    DOCUMENTS,
    FINANCE,
    category(16, "Пользователи", false),
];

/// The token's public part. Fields "may vanish" (WB), so none is demanded.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Claims {
    #[serde(default, deserialize_with = "loose::whole")]
    acc: Option<i64>,
    #[serde(default, deserialize_with = "loose::whole")]
    s: Option<i64>,
    #[serde(default, deserialize_with = "loose::whole")]
    exp: Option<i64>,
    #[serde(default, deserialize_with = "loose::maybe_text")]
    sid: Option<String>,
    /// A token of WB's sandbox.
    #[serde(default, deserialize_with = "loose::truth")]
    t: Option<bool>,
}

impl Claims {
    /// Reads the token of a credential form.
    ///
    /// # Errors
    /// `Unauthorised` when the text cannot be a token.
    pub(super) fn of(keys: &Keys) -> Result<Self> {
        Self::decode(bare(keys.field("token")?.expose()))
    }

    fn decode(token: &str) -> Result<Self> {
        let parts: Vec<&str> = token.split('.').collect();
        let [head, middle, signature] = parts.as_slice() else {
            return Err(no_token("it must have three parts divided by dots"));
        };
        if head.is_empty() || signature.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(no_token("a part of it is missing or damaged"));
        }
        let bytes = URL_SAFE_NO_PAD
            .decode(middle.trim_end_matches('='))
            .map_err(|_| no_token("its middle part is damaged"))?;
        // serde would read a list as an object's values, too.
        let fields: Map<String, Value> = serde_json::from_slice(&bytes)
            .map_err(|_| no_token("its middle part cannot be read"))?;
        Self::deserialize(Value::Object(fields))
            .map_err(|_| no_token("its middle part says something else"))
    }

    /// Whether it stopped working by `now`.
    ///
    /// # Errors
    /// `Expired`.
    pub(super) fn valid_at(&self, now: DateTime<Utc>) -> Result<()> {
        match self.expires_at().filter(|end| *end <= now) {
            None => Ok(()),
            Some(end) => Err(MarketplaceError::new(
                ErrorKind::Expired,
                "check",
                format!("expired on {}; make a new token", end.format("%Y-%m-%d")),
            )),
        }
    }

    /// Whether it opens a shop: WB's real hosts answer 401 to a token of its sandbox.
    ///
    /// # Errors
    /// `TestKey`.
    pub(super) fn opens_a_shop(&self) -> Result<()> {
        if self.t != Some(true) && self.kind() != Some("test") {
            return Ok(());
        }
        let message = "a test token works in WB's sandbox only";
        Err(MarketplaceError::new(ErrorKind::TestKey, "keys", message))
    }

    /// Whether the token has a category; a token that does not say is asked, not judged.
    pub(super) fn has(&self, category: Category) -> bool {
        self.s.is_none_or(|mask| mask >> category.bit & 1 == 1)
    }

    /// Whether it can only read.
    pub(super) fn read_only(&self) -> bool {
        self.s.is_some_and(|mask| mask >> READ_ONLY & 1 == 1)
    }

    /// Whether it is the plain kind, whose limits are too low for any sync.
    pub(super) fn is_basic(&self) -> bool {
        self.kind() == Some("basic")
    }

    /// Whether it is the kind for services that many sellers use.
    pub(super) fn is_service(&self) -> bool {
        self.kind() == Some("service")
    }

    fn kind(&self) -> Option<&'static str> {
        let own = KINDS.iter().find(|(number, _)| Some(*number) == self.acc);
        own.map(|(_, name)| *name)
    }

    fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.exp.and_then(|end| DateTime::from_timestamp(end, 0))
    }

    /// What can be told without asking anybody; no cells.
    pub(super) fn passport(&self) -> Passport {
        Passport {
            token_kind: self.kind().map(str::to_owned),
            token_kinds: KINDS.iter().map(|(_, name)| (*name).to_owned()).collect(),
            expires_at: self.expires_at(),
            lifetime_days: Some(LIFETIME_DAYS),
            scopes: self.scopes(),
            read_only: self.read_only(),
            account_label: None,
            external_id: self.sid.clone(),
            cells: Vec::new(),
        }
    }

    /// Empty when the token does not say.
    fn scopes(&self) -> Vec<Scope> {
        let told = CATEGORIES.iter().filter(|_| self.s.is_some());
        told.map(|category| Scope {
            name: category.name.to_owned(),
            state: match (self.has(*category), category.used) {
                (true, _) => ScopeState::Present,
                (false, true) => ScopeState::MissingUseful,
                (false, false) => ScopeState::NotNeeded,
            },
        })
        .collect()
    }
}

/// The token without the word that people copy along with it.
pub(super) fn bare(token: &str) -> &str {
    token.strip_prefix("Bearer ").unwrap_or(token).trim()
}

/// Never says what was pasted instead: it may be another secret.
fn no_token(why: &str) -> MarketplaceError {
    MarketplaceError::new(
        ErrorKind::Unauthorised,
        "keys",
        format!("this is no Wildberries token: {why}"),
    )
}

const fn category(bit: u32, name: &'static str, used: bool) -> Category {
    Category { bit, name, used }
}

#[cfg(test)]
pub(super) mod tests;
