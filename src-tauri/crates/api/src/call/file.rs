//! Files: fetched from marketplaces, kept on this machine.

use domain::ExternalId;
use engine::files::{self, Fetched};
use store::file::File;

use super::iso;
use crate::context::Own;
use crate::error::ApiError;
use crate::view::file::{FileWish, FilesCame, GetFiles, KeptFile};

/// Labels of one call, at most.
const AT_ONCE: usize = 500;

/// Fetches files and keeps them.
pub(crate) async fn get(own: &Own, args: GetFiles) -> Result<FilesCame, ApiError> {
    let account = own.account(args.account).await?;
    let wish = match args.wish {
        FileWish::Labels { parcels } => {
            if parcels.is_empty() || parcels.len() > AT_ONCE {
                return Err(ApiError::bad_input("parcels", "1 to 500 parcels at once"));
            }
            let parcels = parcels.into_iter().map(ExternalId::from).collect();
            // Boxed: what waits for a marketplace is large.
            return Ok(came(
                Box::pin(files::labels(own.room(), account, parcels)).await?,
            ));
        }
        FileWish::Supply { supply, paper } => engine::FileWish::Supply {
            supply: supply.into(),
            paper,
        },
        FileWish::Document { document, format } => engine::FileWish::Document {
            document: document.into(),
            format,
        },
    };
    let file = Box::pin(files::fetch(own.room(), account, &wish)).await?;
    Ok(came(Fetched {
        files: vec![file],
        ..Fetched::default()
    }))
}

fn came(fetched: Fetched) -> FilesCame {
    FilesCame {
        files: fetched.files.into_iter().map(card).collect(),
        missing: fetched.missing.iter().map(ToString::to_string).collect(),
        problem: fetched.error.map(ApiError::from),
    }
}

fn card(file: File) -> KeptFile {
    KeptFile {
        id: file.id,
        account: file.account.0,
        name: file.name,
        size: file.size,
        at: iso(file.kept_at),
    }
}
