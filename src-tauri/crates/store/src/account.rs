//! Accounts: one shop on one marketplace. Keys are never here.

use chrono::{DateTime, Utc};
use domain::{AccountId, AccountState, MarketplaceId, PartnerId, Passport};
use serde_json::Value;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// A shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its row.
    pub id: AccountId,
    /// Whose it is.
    pub partner: PartnerId,
    /// Where it sells.
    pub marketplace: MarketplaceId,
    /// As the partner calls it.
    pub name: String,
    /// Which shop it is at the marketplace, once that is known; no two rows are the same shop.
    pub external_id: Option<String>,
    /// As the marketplace calls it.
    pub external_name: Option<String>,
    /// Another address than the marketplace's own (the sandbox).
    pub base_url: Option<String>,
    /// The zone in which its days are counted.
    pub zone: chrono_tz::Tz,
    /// How the connection stands.
    pub state: AccountState,
    /// What the key may do, as of the last check.
    pub passport: Option<Passport>,
    /// When that check was.
    pub checked_at: Option<DateTime<Utc>>,
    /// What is wrong, in the API's form of an error.
    pub problem: Option<Value>,
    /// A shop of the demo.
    pub demo: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for Account {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: AccountId(row.number("id")?),
            partner: PartnerId(row.number("partner_id")?),
            marketplace: row.text("marketplace")?.into(),
            name: row.text("name")?,
            external_id: row.maybe_text("external_id")?,
            external_name: row.maybe_text("external_name")?,
            base_url: row.maybe_text("base_url")?,
            zone: row.text("zone")?.parse().unwrap_or(chrono_tz::UTC),
            state: AccountState::from_word(&row.text("state")?),
            passport: row.maybe_json("passport")?,
            checked_at: row.maybe_at("checked_at")?,
            problem: row.maybe_json("problem")?,
            demo: row.flag("demo")?,
            created_at: row.at("created_at")?,
        })
    }
}

/// A shop that is to be added.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Whose it is.
    pub partner: PartnerId,
    /// Where it sells.
    pub marketplace: MarketplaceId,
    /// As the partner calls it.
    pub name: String,
    /// Which shop it is at the marketplace, where its key says so.
    pub external_id: Option<String>,
    /// Another address than the marketplace's own.
    pub base_url: Option<String>,
    /// The zone in which its days are counted.
    pub zone: chrono_tz::Tz,
    /// A shop of the demo.
    pub demo: bool,
}

/// Adds a shop in the state `checking`.
///
/// # Errors
/// What SQLite says (an unknown partner breaks a foreign key, a shop that is there an index).
pub async fn add(
    tx: &mut Tx,
    new: &NewAccount,
    now: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    let id = draw(tx, &new.marketplace).await?;
    add_drawn(tx, id, new, now).await?;
    Ok(id)
}

/// Draws the number of a shop that is to be added, so that its keys can be kept before it is
/// there: a program that dies in between leaves keys without a shop, which [`leftover`] finds.
///
/// # Errors
/// What SQLite says.
pub async fn draw(tx: &mut Tx, marketplace: &MarketplaceId) -> Result<AccountId, StoreError> {
    let id = sqlx::query("INSERT INTO account_keys (marketplace) VALUES (?)")
        .bind(marketplace.as_str())
        .execute(tx.conn())
        .await?
        .last_insert_rowid();
    Ok(AccountId(id))
}

/// Adds a shop under the number that was drawn for it.
///
/// # Errors
/// As [`add`].
pub async fn add_drawn(
    tx: &mut Tx,
    id: AccountId,
    new: &NewAccount,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO accounts (id, partner_id, marketplace, name, external_id, base_url, zone, state, demo, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'checking', ?, ?)",
    )
    .bind(id.0)
    .bind(new.partner.0)
    .bind(new.marketplace.as_str())
    .bind(&new.name)
    .bind(&new.external_id)
    .bind(&new.base_url)
    .bind(new.zone.name())
    .bind(new.demo)
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    touch(tx, id);
    Ok(())
}

/// Numbers whose keys may still be kept although there is no such shop.
///
/// # Errors
/// What SQLite says.
pub async fn leftover(
    conn: &mut SqliteConnection,
) -> Result<Vec<(AccountId, MarketplaceId)>, StoreError> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "SELECT account_id, marketplace FROM account_keys
         WHERE account_id NOT IN (SELECT id FROM accounts) ORDER BY account_id",
    )
    .fetch_all(conn)
    .await?;
    let named = rows
        .into_iter()
        .map(|(id, name)| (AccountId(id), name.as_str().into()));
    Ok(named.collect())
}

/// The keys of a shop that is not there are forgotten.
///
/// # Errors
/// What SQLite says.
pub async fn keys_forgotten(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM account_keys WHERE account_id = ?1
         AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)",
    )
    .bind(id.0)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The account that is this shop of the marketplace, if it is connected.
///
/// # Errors
/// What SQLite says.
pub async fn of_shop(
    conn: &mut SqliteConnection,
    marketplace: &MarketplaceId,
    external_id: &str,
) -> Result<Option<Account>, StoreError> {
    let row = sqlx::query_as("SELECT * FROM accounts WHERE marketplace = ? AND external_id = ?")
        .bind(marketplace.as_str())
        .bind(external_id)
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// All shops, or those of one partner, oldest first.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: Option<PartnerId>,
) -> Result<Vec<Account>, StoreError> {
    let rows =
        sqlx::query_as("SELECT * FROM accounts WHERE ?1 IS NULL OR partner_id = ?1 ORDER BY id")
            .bind(partner.map(|id| id.0))
            .fetch_all(conn)
            .await?;
    Ok(rows)
}

/// One shop.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: AccountId) -> Result<Account, StoreError> {
    sqlx::query_as("SELECT * FROM accounts WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("account"))
}

/// Keeps what a check found out.
///
/// # Errors
/// `NotFound`; another account that is the same shop breaks an index.
pub async fn set_passport(
    tx: &mut Tx,
    id: AccountId,
    passport: &Passport,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE accounts SET passport = ?, checked_at = ?, external_id = coalesce(?, external_id),
             external_name = coalesce(?, external_name) WHERE id = ?",
    )
    .bind(to_json("passport", passport)?)
    .bind(millis(now))
    .bind(&passport.external_id)
    .bind(&passport.account_label)
    .bind(id.0)
    .execute(tx.conn())
    .await?;
    found(tx, id, done.rows_affected())
}

/// Says how the connection stands and, if not well, why.
///
/// # Errors
/// `NotFound`.
pub async fn set_state(
    tx: &mut Tx,
    id: AccountId,
    state: AccountState,
    problem: Option<&Value>,
) -> Result<(), StoreError> {
    let problem = problem
        .map(|problem| to_json("problem", problem))
        .transpose()?;
    let known = sqlx::query_scalar::<_, i64>(
        "SELECT count(*) FROM accounts WHERE id = ? AND state = ? AND problem IS ?",
    )
    .bind(id.0)
    .bind(state.as_str())
    .bind(&problem)
    .fetch_one(tx.conn())
    .await?;
    if known == 1 {
        return Ok(());
    }
    let done = sqlx::query("UPDATE accounts SET state = ?, problem = ? WHERE id = ?")
        .bind(state.as_str())
        .bind(&problem)
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    found(tx, id, done.rows_affected())
}

/// Renames a shop.
///
/// # Errors
/// `NotFound`.
pub async fn rename(tx: &mut Tx, id: AccountId, name: &str) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE accounts SET name = ? WHERE id = ?")
        .bind(name)
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    found(tx, id, done.rows_affected())
}

/// Points a shop at another address (the sandbox draws a new port at each start).
///
/// # Errors
/// `NotFound`.
pub async fn set_base_url(tx: &mut Tx, id: AccountId, url: Option<&str>) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE accounts SET base_url = ? WHERE id = ?")
        .bind(url)
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    found(tx, id, done.rows_affected())
}

/// Removes a shop with all that was read from it. Journal and effects stay; the queue's
/// tasks are cancelled by the caller (`queue::cancel_account`), its keys are forgotten afterwards
/// ([`leftover`]).
///
/// # Errors
/// `NotFound`.
pub async fn remove(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    let done = sqlx::query("DELETE FROM accounts WHERE id = ?")
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    for topic in [
        Topic::Overview,
        Topic::Reviews,
        Topic::Questions,
        Topic::Alerts,
    ] {
        tx.touch(topic, Some(id));
    }
    found(tx, id, done.rows_affected())
}

fn found(tx: &mut Tx, id: AccountId, rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        return Err(StoreError::NotFound("account"));
    }
    touch(tx, id);
    Ok(())
}

fn touch(tx: &mut Tx, id: AccountId) {
    tx.touch(Topic::Shops, Some(id));
    tx.touch(Topic::Session, Some(id));
}

#[cfg(test)]
mod tests;
