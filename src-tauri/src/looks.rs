//! What the shell must know before the store is open: language and habits of the window. A
//! copy of the owner's settings, written whenever they change; without it the usual holds.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use api::{Api, ApiError, Caller};
use serde::{Deserialize, Serialize};

const FILE: &str = "window.json";

/// Settings of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looks {
    /// Language, as the page names it.
    pub locale: String,
    /// Colours: `system`, `light` or `dark`.
    pub theme: String,
    /// Start in the tray.
    pub start_minimised: bool,
    /// Closing the window leaves the engine running.
    pub close_to_tray: bool,
    /// Look for updates.
    pub updates: bool,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            locale: "uz-Latn".to_owned(),
            theme: "system".to_owned(),
            start_minimised: false,
            close_to_tray: true,
            updates: true,
        }
    }
}

/// The looks of now, and their file.
pub struct Kept {
    file: PathBuf,
    looks: Mutex<Looks>,
}

impl Kept {
    /// Reads what was kept in that folder.
    pub fn read(home: &Path) -> Self {
        let file = home.join(FILE);
        let kept = std::fs::read_to_string(&file).ok();
        let looks = kept.and_then(|text| serde_json::from_str(&text).ok());
        let looks = Mutex::new(looks.unwrap_or_default());
        Self { file, looks }
    }

    /// The looks of now.
    pub fn get(&self) -> Looks {
        self.looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes over the owner's settings.
    pub(crate) async fn follow(&self, api: &Api) -> Result<Looks, ApiError> {
        let settings = api
            .call(&Caller::OWNER, "settings_get", serde_json::Value::Null)
            .await?;
        let looks: Looks = serde_json::from_value(settings).unwrap_or_default();
        if looks != self.get() {
            self.keep(&looks);
        }
        Ok(looks)
    }

    fn keep(&self, looks: &Looks) {
        *self.looks.lock().unwrap_or_else(PoisonError::into_inner) = looks.clone();
        let text = serde_json::to_string_pretty(looks).unwrap_or_default();
        let new = self.file.with_extension("new");
        let written = std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &self.file));
        if let Err(error) = written {
            // Only the next start is affected: it begins with the usual looks.
            tracing::warn!(%error, "the window's looks were not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE, Kept, Looks};

    #[test]
    fn looks_outlive_the_program() {
        let home = tempfile::tempdir().expect("a folder");
        let wished = Looks {
            locale: "ru".to_owned(),
            theme: "dark".to_owned(),
            start_minimised: true,
            ..Looks::default()
        };
        Kept::read(home.path()).keep(&wished);
        assert_eq!(
            Kept::read(home.path()).get(),
            wished,
            "the next start knows language and colours before the store is open"
        );
    }

    #[test]
    fn a_torn_file_is_the_usual_looks() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join(FILE), "{\"locale\": \"r").expect("a file");
        assert_eq!(
            Kept::read(home.path()).get(),
            Looks::default(),
            "the window must open all the same"
        );
    }
}
