//! What a file is before it is used: ours, newer, foreign, damaged or new.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{Connection, Row, SqliteConnection};

use crate::connect;
use crate::error::StoreError;

/// The schema, one file per step.
pub(crate) static MIGRATOR: Migrator = sqlx::migrate!("../../../migrations");

/// What lies at the store's path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing, or an empty file.
    Nothing,
    /// A store of ours; how many migrations it still needs, and whether it was closed in order.
    Store { pending: usize, clean: bool },
    /// A damaged file, and what the check said.
    Damaged(String),
}

/// Number of migrations that this program knows.
pub(crate) fn known() -> i64 {
    i64::try_from(MIGRATOR.iter().count()).unwrap_or(i64::MAX)
}

/// Looks at the file without changing it.
///
/// # Errors
/// `StoreNewer`, `Foreign`, and what the system says about the file.
pub(crate) async fn look(path: &Path) -> Result<Found, StoreError> {
    let mut head = [0_u8; 16];
    match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::file("open the store", path)(error)),
        Ok(mut file) => {
            let length = file
                .metadata()
                .map_err(StoreError::file("measure", path))?
                .len();
            if length == 0 {
                return Ok(Found::Nothing);
            }
            if file.read_exact(&mut head).is_err() || &head != b"SQLite format 3\0" {
                return Ok(Found::Damaged(
                    "the file does not begin as a database".to_owned(),
                ));
            }
        }
    }
    let mut conn = match connect::reader(path).await {
        Ok(conn) => conn,
        Err(error) if error.corrupt() => return Ok(Found::Damaged(error_chain(&error))),
        Err(error) => return Err(error),
    };
    let found = read(&mut conn, path).await;
    let _ = conn.close().await;
    match found {
        Err(error) if error.corrupt() => Ok(Found::Damaged(error_chain(&error))),
        other => other,
    }
}

async fn read(conn: &mut SqliteConnection, path: &Path) -> Result<Found, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT application_id FROM pragma_application_id) AS application,
                (SELECT user_version FROM pragma_user_version) AS version,
                EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations') AS ours,
                EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'engine_lock') AS locked,
                (SELECT count(*) FROM sqlite_master) AS objects",
    )
    .fetch_one(&mut *conn)
    .await?;
    let (application, version): (i64, i64) = (row.try_get("application")?, row.try_get("version")?);
    let (ours, locked): (bool, bool) = (row.try_get("ours")?, row.try_get("locked")?);
    if row.try_get::<i64, _>("objects")? == 0 && application == 0 {
        return Ok(Found::Nothing);
    }
    if (application != 0 && application != connect::APPLICATION_ID) || !ours {
        return Err(StoreError::Foreign {
            path: path.to_owned(),
        });
    }
    let applied: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY 1")
        .fetch_all(&mut *conn)
        .await?;
    let strange = applied
        .iter()
        .find(|version| !MIGRATOR.version_exists(**version));
    if version > known() || strange.is_some() {
        let found = version.max(i64::try_from(applied.len()).unwrap_or(i64::MAX));
        return Err(StoreError::StoreNewer {
            path: path.to_owned(),
            found,
            known: known(),
        });
    }
    let clean = !locked
        || sqlx::query_scalar("SELECT clean FROM engine_lock WHERE id = 1")
            .fetch_optional(&mut *conn)
            .await?
            .unwrap_or(true);
    let pending = MIGRATOR.iter().count().saturating_sub(applied.len());
    Ok(Found::Store { pending, clean })
}

/// `None` when the quick check finds the file sound, else what it found first.
///
/// # Errors
/// What SQLite says, other than that the file is damaged.
pub(crate) async fn problem_of(path: &Path) -> Result<Option<String>, StoreError> {
    let checked = async {
        let mut conn = connect::reader(path).await?;
        let said: String = sqlx::query_scalar("PRAGMA quick_check(1)")
            .fetch_one(&mut conn)
            .await?;
        let _ = conn.close().await;
        Ok::<_, StoreError>(said)
    };
    match checked.await {
        Ok(said) if said == "ok" => Ok(None),
        Ok(said) => Ok(Some(said)),
        Err(error) if error.corrupt() => Ok(Some(error_chain(&error))),
        Err(error) => Err(error),
    }
}

/// An error with its causes in one line.
pub(crate) fn error_chain(error: &StoreError) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        said.push_str(": ");
        said.push_str(&inner.to_string());
        cause = inner.source();
    }
    said
}
