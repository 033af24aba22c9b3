//! The journal: rows are only added, and each carries a hash over all its columns
//! and the hash before it.

mod chain;
mod list;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, Act, ActivityId, Actor, Fact, MarketplaceId, Outcome, PartnerId, RuleResult, Step,
    SubjectKind, Undo,
};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, from_word, millis, to_json, to_word};
use crate::writer::Tx;

pub use chain::{Checked, Head, head, keep_checked, verify, verify_watched};
pub use list::{ActivityFilter, ActivityPage, Today, Undoing, list, of_subject, today, undone_by};

/// An act on its way into the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// Whose.
    pub partner: PartnerId,
    /// The shop, if one.
    pub account: Option<AccountId>,
    /// Its marketplace; kept, because the shop may be removed.
    pub marketplace: Option<MarketplaceId>,
    /// Who acted.
    pub actor: Actor,
    /// What was done.
    pub act: Act,
    /// The review or question, if one.
    pub about: Option<(SubjectKind, i64)>,
    /// What it was done to, in short, for a person.
    pub subject: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Why, keys of the catalogues or short sentences.
    pub why: Vec<String>,
    /// The facts that it rests on.
    pub facts: Vec<Fact>,
    /// The rules that were applied.
    pub rules: Vec<RuleResult>,
    /// Name and date of the rule pack.
    pub pack: Option<String>,
    /// The model that wrote.
    pub model: Option<String>,
    /// What it cost, in millionths of a US dollar.
    pub cost_micros: Option<i64>,
    /// What was there before.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The way there.
    pub steps: Vec<Step>,
    /// The key of the write to the marketplace.
    pub effect_key: Option<String>,
    /// How it can be taken back.
    pub undo: Undo,
    /// The row that this one takes back.
    pub undoes: Option<ActivityId>,
}

impl NewActivity {
    /// A note by the engine with nothing but a subject.
    pub fn note(partner: PartnerId, act: &str, subject: impl Into<String>) -> Self {
        Self {
            partner,
            account: None,
            marketplace: None,
            actor: Actor::Engine,
            act: Act(act.to_owned()),
            about: None,
            subject: subject.into(),
            outcome: Outcome::Noted,
            why: Vec::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            pack: None,
            model: None,
            cost_micros: None,
            before: None,
            after: None,
            steps: Vec::new(),
            effect_key: None,
            undo: Undo::None,
            undoes: None,
        }
    }
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its number, from 1 without gaps.
    pub id: ActivityId,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub entry: NewActivity,
    /// The hash of the row before; empty for the first.
    pub prev_hash: String,
    /// Its own.
    pub hash: String,
}

impl FromRow<'_, SqliteRow> for Activity {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let kind: Option<SubjectKind> = row
            .maybe_text("subject_kind")?
            .and_then(|word| SubjectKind::from_word(&word));
        let entry = NewActivity {
            partner: PartnerId(row.number("partner_id")?),
            account: row.maybe_number("account_id")?.map(AccountId),
            marketplace: row.maybe_text("marketplace")?.map(MarketplaceId::from),
            actor: row.word("actor")?,
            act: Act(row.text("act")?),
            about: kind.zip(row.maybe_number("subject_id")?),
            subject: row.text("subject")?,
            outcome: row.word("outcome")?,
            why: row.json("why")?,
            facts: row.json("facts")?,
            rules: row.json("rules")?,
            pack: row.maybe_text("pack")?,
            model: row.maybe_text("model")?,
            cost_micros: row.maybe_number("cost_micros")?,
            before: row.maybe_text("before_text")?,
            after: row.maybe_text("after_text")?,
            steps: row.json("steps")?,
            effect_key: row.maybe_text("effect_key")?,
            undo: row.json("undo")?,
            undoes: row.maybe_number("undoes")?.map(ActivityId),
        };
        Ok(Self {
            id: ActivityId(row.number("id")?),
            at: row.at("at")?,
            entry,
            prev_hash: row.text("prev_hash")?,
            hash: row.text("hash")?,
        })
    }
}

/// Adds a row at the end of the chain. Belongs into the transaction of what it tells about.
///
/// # Errors
/// What SQLite says.
pub async fn append(
    tx: &mut Tx,
    entry: &NewActivity,
    now: DateTime<Utc>,
) -> Result<ActivityId, StoreError> {
    let head = chain::head(tx.conn()).await?;
    let id = head.rows + 1;
    let values = columns(id, entry, now, &head.hash)?;
    let hash = chain::hash(&values);
    let mut query = sqlx::query(chain::INSERT);
    for value in &values {
        query = match value {
            chain::Value::Null => query.bind(None::<i64>),
            chain::Value::Number(number) => query.bind(number),
            chain::Value::Text(text) => query.bind(text),
        };
    }
    query.bind(&hash).execute(tx.conn()).await?;
    chain::set_head(tx.conn(), id, &hash).await?;
    tx.touch(Topic::Activity, entry.account);
    tx.touch(Topic::Session, None);
    Ok(ActivityId(id))
}

/// The row as it will lie in the table, in the order of `chain::COLUMNS`.
fn columns(
    id: i64,
    entry: &NewActivity,
    now: DateTime<Utc>,
    prev_hash: &str,
) -> Result<Vec<chain::Value>, StoreError> {
    use chain::Value;
    let marketplace = entry.marketplace.as_ref().map(|id| id.as_str().to_owned());
    let kind = entry.about.map(|(kind, _)| kind.as_str().to_owned());
    Ok(vec![
        Value::Number(id),
        Value::Number(millis(now)),
        Value::Number(entry.partner.0),
        entry.account.map(|id| id.0).into(),
        marketplace.into(),
        Value::Text(to_word("actor", &entry.actor)?),
        Value::Text(entry.act.0.clone()),
        kind.into(),
        entry.about.map(|(_, id)| id).into(),
        Value::Text(entry.subject.clone()),
        Value::Text(entry.outcome.as_str().to_owned()),
        Value::Text(to_json("why", &entry.why)?),
        Value::Text(to_json("facts", &entry.facts)?),
        Value::Text(to_json("rules", &entry.rules)?),
        entry.pack.clone().into(),
        entry.model.clone().into(),
        entry.cost_micros.into(),
        entry.before.clone().into(),
        entry.after.clone().into(),
        Value::Text(to_json("steps", &entry.steps)?),
        entry.effect_key.clone().into(),
        Value::Text(to_json("undo", &entry.undo)?),
        entry.undoes.map(|id| id.0).into(),
        Value::Text(prev_hash.to_owned()),
    ])
}

/// One row.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: ActivityId) -> Result<Activity, StoreError> {
    sqlx::query_as("SELECT * FROM activity WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("activity"))
}

/// The outcome in its stored word.
pub(crate) fn outcome(word: String) -> Result<Outcome, StoreError> {
    from_word(word).map_err(|source| StoreError::Unreadable {
        column: "outcome",
        source,
    })
}

#[cfg(test)]
mod tests;
