//! What the owner decides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;
use super::session::Typed;

/// Languages of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Locale {
    /// Uzbek in Latin letters.
    #[default]
    #[serde(rename = "uz-Latn")]
    UzLatn,
    /// Uzbek in Cyrillic letters.
    #[serde(rename = "uz-Cyrl")]
    UzCyrl,
    /// Russian.
    #[serde(rename = "ru")]
    Ru,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// The nearest of our languages to a tag of the system (`ru_RU.UTF-8`, `uz-Cyrl-UZ`); Uzbek for
    /// all others, because the sellers live in Uzbekistan.
    pub(crate) fn nearest(tag: &str) -> Self {
        let tag = tag.replace('_', "-").to_lowercase();
        let is = |language: &str| tag == language || tag.starts_with(&format!("{language}-"));
        let cyrillic = tag.contains("cyrl") || tag.contains("cyrillic");
        match () {
            () if is("ru") => Self::Ru,
            () if is("en") => Self::En,
            () if is("uz") && cyrillic => Self::UzCyrl,
            () => Self::UzLatn,
        }
    }
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How far the AI may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Autonomy {
    /// Nothing.
    Off,
    /// Draft only.
    Draft,
    /// Asks.
    Ask,
    /// Sends what passes every rule.
    Auto,
}

/// The voice of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Warm.
    Warm,
    /// Neutral.
    Neutral,
    /// Formal.
    Formal,
}

/// What the AI does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Answers reviews.
    AnswerReview,
    /// Answers questions.
    AnswerQuestion,
}

/// One row of the autonomy matrix.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AutonomyRow {
    /// Which skill.
    pub skill: Skill,
    /// Which rating; `None` for questions.
    pub rating: Option<u8>,
    /// How far.
    pub level: Autonomy,
    /// `auto` cannot be chosen here.
    pub locked: bool,
}

/// How far the AI may go on a topic; the lower of this and the matrix counts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TopicRow {
    /// The topic's word (`topic.<word>` in the catalogues).
    pub topic: String,
    /// How far.
    pub level: Autonomy,
}

/// Price of a model, as decimal texts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ModelPrice {
    /// Model.
    pub model: String,
    /// US dollars per million input tokens.
    pub input_per_mtok_usd: String,
    /// US dollars per million output tokens.
    pub output_per_mtok_usd: String,
}

/// Which notifications pop up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct Notifications {
    /// A listing runs out.
    pub stock: bool,
    /// A decision waits.
    pub approval: bool,
}

/// All settings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Language.
    pub locale: Locale,
    /// Colours.
    pub theme: Theme,
    /// The seller's name.
    pub partner_name: String,
    /// Ends every answer.
    pub signature: String,
    /// Voice.
    pub tone: Tone,
    /// How long an answer can be taken back before it leaves.
    pub delay_seconds: u32,
    /// Autonomy matrix.
    pub autonomy: Vec<AutonomyRow>,
    /// Limits by topic. Grave topics are not among them: on those a person is always asked.
    pub topics: Vec<TopicRow>,
    /// Most spent on AI a day.
    pub spend_cap: Money,
    /// Model.
    pub ai_model: String,
    /// Address of the provider.
    pub ai_base_url: String,
    /// A key is in the keychain.
    pub ai_key_present: bool,
    /// Prices.
    pub prices: Vec<ModelPrice>,
    /// Notifications.
    pub notifications: Notifications,
    /// Start in the tray.
    pub start_minimised: bool,
    /// Closing the window leaves the engine running.
    pub close_to_tray: bool,
    /// Look for updates.
    pub updates: bool,
    /// Backups kept.
    pub backup_keep: u32,
    /// Warn when a listing lasts fewer days.
    pub stock_days: u32,
}

/// Changes; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct SettingsChange {
    /// Language.
    pub locale: Option<Locale>,
    /// Colours.
    pub theme: Option<Theme>,
    /// The seller's name.
    pub partner_name: Option<String>,
    /// Ends every answer.
    pub signature: Option<String>,
    /// Voice.
    pub tone: Option<Tone>,
    /// Delay before sending.
    pub delay_seconds: Option<u32>,
    /// Autonomy rows to set.
    pub autonomy: Option<Vec<AutonomyRow>>,
    /// Topics to limit.
    pub topics: Option<Vec<TopicRow>>,
    /// Most spent a day.
    pub spend_cap: Option<Money>,
    /// Model.
    pub ai_model: Option<String>,
    /// Address of the provider.
    pub ai_base_url: Option<String>,
    /// Prices.
    pub prices: Option<Vec<ModelPrice>>,
    /// Notifications.
    pub notifications: Option<Notifications>,
    /// Start in the tray.
    pub start_minimised: Option<bool>,
    /// Close to the tray.
    pub close_to_tray: Option<bool>,
    /// Look for updates.
    pub updates: Option<bool>,
    /// Backups kept.
    pub backup_keep: Option<u32>,
    /// Days of cover before a warning.
    pub stock_days: Option<u32>,
}

/// Arguments of `ai_key_set`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AiKey {
    /// Goes to the keychain.
    #[ts(type = "string")]
    pub key: Typed,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Locale;

    #[rstest]
    #[case("ru-RU", Locale::Ru)]
    #[case("ru", Locale::Ru)]
    #[case("en_GB.UTF-8", Locale::En)]
    #[case("uz-Latn-UZ", Locale::UzLatn)]
    #[case("uz_UZ.UTF-8@cyrillic", Locale::UzCyrl)]
    #[case("uz-Cyrl", Locale::UzCyrl)]
    #[case("C", Locale::UzLatn)]
    #[case("run", Locale::UzLatn)]
    fn a_new_installation_speaks_the_systems_language(#[case] tag: &str, #[case] wanted: Locale) {
        assert_eq!(Locale::nearest(tag), wanted, "{tag}");
    }
}
