//! Files that marketplaces gave: what each is of, and where it lies.

use chrono::{DateTime, Utc};
use domain::{AccountId, ExternalId, PartnerId};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// What a file is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Labels of parcels.
    Labels,
    /// A paper of a supply.
    Supply,
    /// A document of the marketplace's.
    Document,
}

impl FileKind {
    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Supply => "supply",
            Self::Document => "document",
        }
    }

    fn topic(self) -> Topic {
        match self {
            Self::Labels | Self::Supply => Topic::Orders,
            Self::Document => Topic::Finance,
        }
    }
}

/// A file that lies on the disk and has no row yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Whose shop.
    pub account: AccountId,
    /// What it is of.
    pub kind: FileKind,
    /// Parcels, the supply or the document, in the marketplace's identities.
    pub subjects: Vec<ExternalId>,
    /// Which paper of a supply, which format of a document; empty for labels.
    pub paper: String,
    /// Its name.
    pub name: String,
    /// Its path below the folder of files, with `/` between the parts.
    pub place: String,
    /// Bytes.
    pub size: i64,
}

/// A file on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Row.
    pub id: i64,
    /// Whose shop.
    pub account: AccountId,
    /// What it is of.
    pub kind: FileKind,
    /// Which paper of a supply, which format of a document; empty for labels.
    pub paper: String,
    /// Its name.
    pub name: String,
    /// Its path below the folder of files, with `/` between the parts.
    pub place: String,
    /// Bytes.
    pub size: i64,
    /// When it came.
    pub kept_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for File {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.number("id")?,
            account: AccountId(row.number("account_id")?),
            kind: row.word("what")?,
            paper: row.text("paper")?,
            name: row.text("name")?,
            place: row.text("place")?,
            size: row.number("size")?,
            kept_at: row.at("kept_at")?,
        })
    }
}

/// Keeps what a file is of.
///
/// # Errors
/// What SQLite says.
pub async fn add(tx: &mut Tx, new: &NewFile, now: DateTime<Utc>) -> Result<File, StoreError> {
    let kept: File = sqlx::query_as(
        "INSERT INTO files (account_id, what, paper, name, place, size, kept_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *",
    )
    .bind(new.account.0)
    .bind(new.kind.as_str())
    .bind(&new.paper)
    .bind(&new.name)
    .bind(&new.place)
    .bind(new.size)
    .bind(millis(now))
    .fetch_one(tx.conn())
    .await?;
    sqlx::query(
        "INSERT INTO file_subjects (account_id, what, subject, file_id)
         SELECT ?1, ?2, value, ?4 FROM json_each(?3) WHERE true ON CONFLICT DO NOTHING",
    )
    .bind(new.account.0)
    .bind(new.kind.as_str())
    .bind(to_json("subjects", &new.subjects)?)
    .bind(kept.id)
    .execute(tx.conn())
    .await?;
    tx.touch(new.kind.topic(), Some(new.account));
    Ok(kept)
}

/// A partner's file.
///
/// # Errors
/// `NotFound`, also for a file of somebody else's shop.
pub async fn get(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    id: i64,
) -> Result<File, StoreError> {
    sqlx::query_as(
        "SELECT f.* FROM files AS f JOIN accounts AS a ON a.id = f.account_id
         WHERE f.id = ? AND a.partner_id = ?",
    )
    .bind(id)
    .bind(partner.0)
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("file"))
}

/// The newest file of a supply or document, in that paper or format.
///
/// # Errors
/// What SQLite says.
pub async fn newest(
    conn: &mut SqliteConnection,
    (account, kind): (AccountId, FileKind),
    subject: &ExternalId,
    paper: &str,
) -> Result<Option<File>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT f.* FROM file_subjects AS s CROSS JOIN files AS f ON f.id = s.file_id
         WHERE s.account_id = ? AND s.what = ? AND s.subject = ? AND f.paper = ?
         ORDER BY s.file_id DESC LIMIT 1",
    )
    .bind(account.0)
    .bind(kind.as_str())
    .bind(subject.as_str())
    .bind(paper)
    .fetch_optional(conn)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{self, start};

    fn labels(account: AccountId, parcels: &[&str]) -> NewFile {
        NewFile {
            account,
            kind: FileKind::Labels,
            subjects: parcels.iter().map(|one| (*one).into()).collect(),
            paper: String::new(),
            name: "labels.pdf".to_owned(),
            place: "shop-1/2026-11-20/labels.pdf".to_owned(),
            size: 12,
        }
    }

    #[tokio::test]
    async fn a_file_is_found_by_what_it_is_of_and_by_nobody_else() {
        let (_dir, store, partner, account) = fixture::shop().await;
        let new = labels(account, &["1", "2"]);
        let kept = store
            .write(move |tx| Box::pin(async move { add(tx, &new, start()).await }))
            .await
            .unwrap();
        let mut conn = store.read().await.unwrap();
        let of = (account, FileKind::Labels);
        for parcel in ["1", "2"] {
            let found = newest(&mut conn, of, &parcel.into(), "").await.unwrap();
            assert_eq!(found.as_ref(), Some(&kept), "it is a file of {parcel}");
        }
        let other = newest(&mut conn, of, &"3".into(), "").await.unwrap();
        assert_eq!(other, None, "not of another parcel");
        assert_eq!(
            get(&mut conn, partner, kept.id).await.unwrap(),
            kept,
            "by its row"
        );
        let strange = get(&mut conn, PartnerId(partner.0 + 1), kept.id).await;
        assert!(
            matches!(strange, Err(StoreError::NotFound("file"))),
            "another partner has no such file: {strange:?}"
        );
    }
}
