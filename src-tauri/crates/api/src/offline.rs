//! What can be done with a store's file without being its engine: is it in use, back it up, put
//! a backup back, take the rows out, count what happened.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Clock, SystemClock};
use serde::Serialize;
use store::export::{self, Table};
use store::{OpenOptions, Store, StoreError};

use crate::error::{ApiError, Code};

pub use store::counts::ShopCounts;
pub use store::effect::{EffectState, LeftWrite};

const JOURNAL: &str = "journal.jsonl";

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// Rows in it.
    pub rows: u64,
}

/// What happened in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Each shop's figures.
    pub shops: Vec<ShopCounts>,
    /// Answers that wait for a person.
    pub waiting: i64,
    /// Answers refused because the buyer's text tried to steer the writer.
    pub refused_injections: i64,
    /// Warnings ever raised.
    pub alerts: i64,
    /// Every write that left.
    pub writes: Vec<LeftWrite>,
    /// Rows of the journal.
    pub journal_rows: i64,
    /// First row that does not fit the chain.
    pub journal_first_bad: Option<i64>,
}

async fn open(path: &Path) -> Result<Store, ApiError> {
    Ok(
        Store::open(path, OpenOptions::viewer(Arc::new(SystemClock)))
            .await?
            .store,
    )
}

async fn shut(store: Store) {
    if let Err(error) = store.close().await {
        tracing::debug!(%error, "a viewer did not close");
    }
}

/// Whether a process is the engine of this store right now.
///
/// # Errors
/// When the lock beside the store cannot be looked at.
pub fn in_use(path: &Path) -> Result<bool, ApiError> {
    Ok(store::lock::is_held(path)?)
}

/// Copies the store into its backup folder; also while an engine works on it. Returns the copy
/// and its size in bytes.
///
/// # Errors
/// `NotFound` without a store, `DiskFull`, and what keeps a store closed.
pub async fn back_up(path: &Path) -> Result<(PathBuf, u64), ApiError> {
    let store = open(path).await?;
    let made = store.backup(store::BackupReason::Asked).await;
    shut(store).await;
    let copy = made?;
    Ok((copy.path, copy.bytes))
}

/// Puts a copy in the place of the store. Returns where the store lies that was there.
///
/// # Errors
/// `ViewerOnly` while an engine holds the store; `NotFound`, `StoreNewer` and `StoreCorrupt` for
/// a copy that cannot be used: then nothing was touched.
pub async fn restore(path: &Path, copy: &Path) -> Result<Option<PathBuf>, ApiError> {
    let done = store::backup::put_back(path, copy, SystemClock.now()).await?;
    Ok(Some(done.aside).filter(|aside| aside.exists()))
}

/// Everything that a summary tells.
///
/// # Errors
/// What keeps a store closed.
pub async fn happened(path: &Path) -> Result<Happened, ApiError> {
    let store = open(path).await?;
    let found = read_happened(&store).await;
    shut(store).await;
    Ok(found?)
}

async fn read_happened(store: &Store) -> Result<Happened, StoreError> {
    let mut conn = store.read().await?;
    let now = SystemClock.now();
    let mut waiting = 0;
    for partner in store::partner::list(&mut conn).await? {
        waiting += store::counts::of(&mut conn, partner.id, now, now)
            .await?
            .waiting;
    }
    let checked = store::activity::verify(&mut conn).await?;
    Ok(Happened {
        shops: store::counts::by_shop(&mut conn).await?,
        waiting,
        refused_injections: store::counts::refused_injections(&mut conn).await?,
        alerts: store::counts::alerts_raised(&mut conn).await?,
        writes: store::effect::left(&mut conn).await?,
        journal_rows: checked.rows,
        journal_first_bad: checked.first_bad.map(|id| id.0),
    })
}

/// Writes reviews, questions, orders and stock as CSV (UTF-8 with its mark, `;` between cells, as
/// spreadsheets here expect it) and the journal as JSON lines into a folder. Keys are in none of them.
///
/// # Errors
/// `DiskFull`, `BadInput` for a folder that cannot be written, and what keeps a store closed.
pub async fn export(path: &Path, folder: &Path) -> Result<Vec<Written>, ApiError> {
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let store = open(path).await?;
    let written = write_all(&store, folder).await;
    shut(store).await;
    written
}

async fn write_all(store: &Store, folder: &Path) -> Result<Vec<Written>, ApiError> {
    let mut conn = store.read().await?;
    let mut all = Vec::new();
    refuse_present(folder)?;
    for table in Table::ALL {
        let path = folder.join(format!("{}.csv", table.name()));
        let mut file = create(&path)?;
        put(&mut file, &path, "\u{feff}")?;
        put(&mut file, &path, &line(table.columns()))?;
        let rows = export::rows(&mut conn, table, |cells| {
            put(&mut file, &path, &line(&cells))
        })
        .await?;
        finish(file, &path)?;
        all.push(Written { path, rows });
    }
    let path = folder.join(JOURNAL);
    let mut file = create(&path)?;
    let rows = export::journal(&mut conn, |row| put(&mut file, &path, &format!("{row}\n"))).await?;
    finish(file, &path)?;
    all.push(Written { path, rows });
    Ok(all)
}

/// Looked at before the first file is written, so that no half of an export lies beside an old one.
fn refuse_present(folder: &Path) -> Result<(), ApiError> {
    let tables = Table::ALL
        .iter()
        .map(|table| format!("{}.csv", table.name()));
    for name in tables.chain([JOURNAL.to_owned()]) {
        let path = folder.join(name);
        if path.exists() {
            return Err(cannot_write(
                &path,
                &std::io::ErrorKind::AlreadyExists.into(),
            ));
        }
    }
    Ok(())
}

/// A new file: one that is there may be all that somebody has.
fn create(path: &Path) -> Result<BufWriter<File>, ApiError> {
    File::options()
        .write(true)
        .create_new(true)
        .open(path)
        .map(BufWriter::new)
        .map_err(|error| cannot_write(path, &error))
}

fn put(file: &mut BufWriter<File>, path: &Path, text: &str) -> Result<(), ApiError> {
    file.write_all(text.as_bytes())
        .map_err(|error| cannot_write(path, &error))
}

fn finish(mut file: BufWriter<File>, path: &Path) -> Result<(), ApiError> {
    let done = file.flush().and_then(|()| file.get_ref().sync_all());
    done.map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> ApiError {
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        return ApiError::bad_input("exists", format!("{} is there already", path.display()))
            .with("path", path.display().to_string());
    }
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => Code::DiskFull,
        _ => Code::BadInput,
    };
    ApiError::new(code, format!("{}: {error}", path.display()))
        .with("path", path.display().to_string())
}

fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(";"))
}

/// A cell. A text that a spreadsheet would run as a formula gets an apostrophe in front: buyers
/// write these cells.
fn quoted(cell: &str) -> String {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let guard = if formula { "'" } else { "" };
    if formula || cell.contains([';', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{line, quoted};

    #[test]
    fn what_a_buyer_wrote_is_never_a_formula() {
        for text in ["=HYPERLINK(\"http://x\")", "+7 900", "-cmd", "@SUM(A1)"] {
            assert!(quoted(text).starts_with("\"'"), "{text} must stay a text");
        }
        assert_eq!(quoted("-5"), "-5", "a number is a number");
    }

    #[test]
    fn separators_quotes_and_lines_stay_in_their_cell() {
        assert_eq!(
            line(&["a;b", "say \"hi\"", "two\nlines", "plain"]),
            "\"a;b\";\"say \"\"hi\"\"\";\"two\nlines\";plain\r\n",
            "one row of four cells"
        );
    }
}
