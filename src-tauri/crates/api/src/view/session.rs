//! The frame of the window: who, what mode, what waits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;
use super::settings::{Locale, Theme};
use crate::caller::Role;

/// Everything that the frame shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Session {
    /// Version of the program.
    pub version: String,
    /// Role of the caller.
    pub role: Role,
    /// Whether this process does the work or only shows it.
    pub mode: Mode,
    /// The process that does the work, when it is another one.
    pub engine_owner: Option<EngineOwner>,
    /// The seller, once there is one.
    pub partner: Option<PartnerName>,
    /// File of the store.
    pub store: String,
    /// The demo runs.
    pub demo: bool,
    /// No shop is connected yet.
    pub first_run: bool,
    /// Language of the texts.
    pub locale: Locale,
    /// Somebody chose that language; otherwise it is the system's.
    pub locale_chosen: bool,
    /// Colours.
    pub theme: Theme,
    /// Where keys are kept.
    pub secrets: SecretsView,
    /// What keeps this store from being written.
    pub store_problem: Option<StoreProblem>,
    /// Who writes.
    pub ai: AiView,
    /// Everything stands still.
    pub paused: bool,
    /// The zone that times are shown in: that of the first shop.
    pub zone: String,
    /// The engine's time; in the demo it runs fast.
    pub now: String,
    /// Spent on AI today.
    pub spend_today: Money,
    /// The most that may be spent a day.
    pub spend_cap: Money,
    /// State of the journal.
    pub journal: JournalState,
    /// Figures of the sidebar.
    pub counts: Counts,
}

/// Whether this process works or shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Works.
    Engine,
    /// Shows.
    Viewer,
}

/// The process that holds the store.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EngineOwner {
    /// Name of the machine.
    pub host: String,
    /// Number of the process.
    pub pid: u32,
    /// Its last sign of life.
    pub heartbeat_at: String,
}

/// A seller by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartnerName {
    /// Row.
    pub id: i64,
    /// Name.
    pub name: String,
}

/// Where keys are kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SecretsView {
    /// Kind of place.
    pub kind: SecretsKind,
    /// Its name for people.
    pub name: String,
    /// Why it cannot be used at present: nothing is read, written or sent until it can.
    pub problem: Option<SecretsProblem>,
}

/// Why keys cannot be read or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretsProblem {
    /// The keychain is locked.
    Locked,
    /// The system or the person refused access.
    Denied,
    /// There is no keychain, or it does not answer.
    Unavailable,
    /// The sealed file waits for its passphrase.
    Sealed,
}

/// What keeps a store from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoreProblem {
    /// No room on the disk.
    DiskFull,
}

/// Kinds of places for keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretsKind {
    /// The system's keychain.
    Keychain,
    /// A file sealed with a passphrase.
    SealedFile,
    /// Such a file, which waits for its passphrase.
    SealedWaits,
    /// Gone at the end: the demo.
    Memory,
    /// None that can be used: the keychain is locked or absent.
    None,
}

/// Who writes the texts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AiView {
    /// Claude or built-in templates.
    pub provider: AiProvider,
    /// The model.
    pub model: Option<String>,
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AiProvider {
    /// Claude.
    Claude,
    /// Built-in templates.
    Templates,
}

/// State of the journal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JournalState {
    /// Rows.
    pub rows: i64,
    /// Last time that the chain was checked.
    pub verified_at: Option<String>,
    /// What that check said.
    pub intact: Option<bool>,
}

/// Figures of the sidebar.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Decisions that wait.
    pub waiting: i64,
    /// Those of them that are about questions.
    pub questions_waiting: i64,
    /// Reviews without an answer.
    pub reviews_open: i64,
    /// Questions without an answer.
    pub questions_open: i64,
    /// Acts of today.
    pub activity_today: i64,
    /// Open warnings.
    pub alerts: i64,
    /// Shops.
    pub shops: i64,
    /// Products.
    pub products: i64,
}

/// Arguments of `demo_start`.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DemoStart {
    /// World seconds per real second.
    #[ts(optional)]
    pub speed: Option<f64>,
}

/// Arguments of `secrets_choose_sealed_file`.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Passphrase {
    /// Never stored, never shown.
    #[ts(type = "string")]
    pub passphrase: Typed,
}

/// A secret as typed; it cannot be printed.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Typed(String);

impl Typed {
    /// Takes it into custody.
    pub fn into_sensitive(self) -> secrets::Sensitive<String> {
        secrets::Sensitive::new(self.0)
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<redacted>")
    }
}
