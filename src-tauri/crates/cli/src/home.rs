//! The folder of an installation, and which store a command works on.

use std::path::PathBuf;

use api::{ApiError, Places};
use directories::ProjectDirs;

use crate::args::Args;

/// The usual folder: `~/.local/share/super-ai-manager`, `%APPDATA%\...`, `~/Library/...`.
#[must_use]
pub fn usual() -> Option<PathBuf> {
    ProjectDirs::from("uz", "superai", "super-ai-manager").map(|dirs| dirs.data_dir().to_owned())
}

/// Where a command works.
pub(crate) struct At {
    /// Its files.
    pub(crate) places: Places,
    /// The store was named on the command line.
    pub(crate) named: bool,
}

impl At {
    /// As the command line says. Nothing is made yet.
    pub(crate) fn of(args: &Args) -> Result<Self, ApiError> {
        if let Some(store) = &args.store {
            let store = std::path::absolute(store).map_err(|error| crate::exit::system(&error))?;
            let mut places = Places::of_store(store);
            if let Some(home) = &args.home {
                places.home.clone_from(home);
            }
            return Ok(Self {
                places,
                named: true,
            });
        }
        let home = args.home.clone().or_else(usual).ok_or_else(|| {
            ApiError::bad_input("home", "this system names no home folder; use --home")
        })?;
        let home = std::path::absolute(home).map_err(|error| crate::exit::system(&error))?;
        Ok(Self {
            places: Places::below(home),
            named: false,
        })
    }

    /// Options of an API that only looks: no engine, no keychain.
    pub(crate) fn looking(&self) -> api::Options {
        api::Options {
            places: self.places.clone(),
            demo: None,
            secrets: Some(std::sync::Arc::new(api::NoKeys::default())),
            engine: false,
        }
    }

    /// Options of an API that works.
    pub(crate) fn working(&self) -> api::Options {
        api::Options {
            places: self.places.clone(),
            demo: None,
            secrets: None,
            engine: true,
        }
    }
}
