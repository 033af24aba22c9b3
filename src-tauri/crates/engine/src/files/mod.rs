//! Files of marketplaces: labels, papers of supplies, documents. Asked for, waited for, written
//! whole into the folder of files, and kept in the store as what they are of.

pub(crate) mod disk;
mod name;

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{AccountId, ExternalId};
use marketplaces::{ErrorKind, FileAnswer, FileWish, MarketplaceError};
use store::Store;
use store::file::{File, FileKind, NewFile};

use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::shops::OpenShop;

const OPERATION: &str = "files.get";
/// How long a file is waited for, in the clock's time.
const PATIENCE: TimeDelta = TimeDelta::minutes(3);
/// Nobody is asked again sooner.
const AGAIN: Duration = Duration::from_millis(500);
/// The largest file that is kept, in bytes: a day's labels take a few.
const MOST: usize = 64 * 1024 * 1024;

/// Labels that came, and those that did not.
#[derive(Debug, Default)]
pub struct Fetched {
    /// Files, in the order of their parcels.
    pub files: Vec<File>,
    /// Parcels whose labels are missing.
    pub missing: Vec<ExternalId>,
    /// Why.
    pub error: Option<EngineError>,
}

/// Fetches labels, as many in a file as the marketplace lays into one. What came before something
/// failed is kept and told.
///
/// # Errors
/// When not one file came, as [`fetch`].
pub async fn labels(room: &Room, account: AccountId, parcels: Vec<ExternalId>) -> Result<Fetched> {
    let open = room.open_shop(account).await?;
    let profile = room.shops.profile(&open.account.marketplace);
    let most = profile.map_or(1, |profile| profile.handling.labels).max(1);
    let mut fetched = Fetched::default();
    for some in parcels.chunks(most) {
        let wish = FileWish::Labels {
            parcels: some.to_vec(),
        };
        match kept(room, &open, &wish).await {
            Ok(file) => fetched.files.push(file),
            Err(error) if fetched.files.is_empty() => return Err(error),
            Err(error) => {
                let done = fetched.files.len() * most;
                fetched.missing = parcels.get(done..).unwrap_or_default().to_vec();
                fetched.error = Some(error);
                break;
            }
        }
    }
    Ok(fetched)
}

/// Fetches a file. A document never changes: one that lies here already is given as it is.
///
/// # Errors
/// `Unsupported` where the marketplace has no such file, what it says, `NotReady` when it takes
/// too long; the disk's and the store's.
pub async fn fetch(room: &Room, account: AccountId, wish: &FileWish) -> Result<File> {
    if let FileWish::Document { document, format } = wish {
        let of = (account, FileKind::Document);
        let mut conn = room.store.read().await?;
        let known = store::file::newest(&mut conn, of, document, format).await?;
        drop(conn);
        if let Some(file) = known.filter(|file| path(&room.store, file).is_some()) {
            return Ok(file);
        }
    }
    let open = room.open_shop(account).await?;
    kept(room, &open, wish).await
}

/// Where a file lies; `None` when somebody took it away.
pub fn path(store: &Store, file: &File) -> Option<PathBuf> {
    disk::path(&folder(store), &file.place).filter(|path| path.is_file())
}

/// The folder of files, beside the store: the demo's papers never lie among the seller's.
fn folder(store: &Store) -> PathBuf {
    store.path().with_file_name("files")
}

async fn kept(room: &Room, open: &OpenShop, wish: &FileWish) -> Result<File> {
    let came = asked(room, open, wish).await?;
    let (account, now) = (&open.account, room.now());
    let (kind, subjects, paper) = of(wish);
    let name = name::safe(&came.name, &came.media_type, kind);
    let day = now.with_timezone(&account.zone).date_naive();
    let below = format!("{}-{}/{day}", account.marketplace, account.id);
    let size = i64::try_from(came.bytes.len()).unwrap_or(i64::MAX);
    let (name, place) = disk::write(folder(&room.store), below, name, came.bytes).await?;
    let new = NewFile {
        account: account.id,
        kind,
        subjects,
        paper,
        name,
        place,
        size,
    };
    let kept = room
        .store
        .write(move |tx| Box::pin(async move { store::file::add(tx, &new, now).await }));
    Ok(kept.await?)
}

fn of(wish: &FileWish) -> (FileKind, Vec<ExternalId>, String) {
    match wish.clone() {
        FileWish::Labels { parcels } => (FileKind::Labels, parcels, String::new()),
        FileWish::Supply { supply, paper } => (FileKind::Supply, vec![supply], paper),
        FileWish::Document { document, format } => (FileKind::Document, vec![document], format),
    }
}

/// Asks until the file is here. Limits pass by themselves.
async fn asked(room: &Room, open: &OpenShop, wish: &FileWish) -> Result<marketplaces::File> {
    let unsupported = || MarketplaceError::unsupported(OPERATION);
    let files = open.shop.files().ok_or_else(unsupported)?;
    let offered = match wish {
        FileWish::Labels { .. } => files.has_labels(),
        FileWish::Supply { paper, .. } => files.supply_papers().contains(&paper.as_str()),
        FileWish::Document { .. } => open.shop.documents().is_some(),
    };
    if !offered {
        return Err(unsupported().into());
    }
    let until = room.now() + PATIENCE;
    let mut ticket: Option<String> = None;
    loop {
        let wait = match files.file(wish, ticket.as_deref()).await {
            Ok(FileAnswer::Here(file)) => return whole(file),
            Ok(FileAnswer::Later { wait, ticket: next }) => {
                ticket = Some(next);
                wait
            }
            Err(error) if error.kind == ErrorKind::RateLimited => {
                let wait = error.retry_after.unwrap_or(AGAIN);
                if room.now() + wait > until {
                    return Err(error.into());
                }
                wait
            }
            Err(error) => return Err(error.into()),
        };
        if room.now() + wait > until {
            return Err(EngineError::NotReady);
        }
        if !room.pause(wait.max(AGAIN)).await {
            return Err(EngineError::Stopping);
        }
    }
}

/// A file with something in it, and not too much.
fn whole(file: marketplaces::File) -> Result<marketplaces::File> {
    let why = match file.bytes.len() {
        0 => "the file is empty",
        length if length > MOST => "the file is too large",
        _ => return Ok(file),
    };
    Err(MarketplaceError::new(ErrorKind::Unreadable, OPERATION, why).into())
}

#[cfg(test)]
mod tests;
