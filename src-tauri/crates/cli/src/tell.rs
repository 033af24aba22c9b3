//! What a command says: results on standard output, everything else on standard error. With
//! `--json` one object on standard output and nothing else there.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use api::ApiError;
use serde::Serialize;

use crate::args::Args;
use crate::{exit, words};

/// The voice of one run.
pub(crate) struct Tell {
    locale: &'static str,
    json: bool,
    /// The one object was printed.
    said: AtomicBool,
}

impl Tell {
    /// As the command line and the terminal want it.
    pub(crate) fn new(args: &Args) -> Self {
        let wanted = args.locale.as_deref();
        let known = words::LOCALES
            .into_iter()
            .find(|locale| Some(*locale) == wanted);
        let of_terminal = || words::of_environment(|name| std::env::var(name).ok());
        Self {
            locale: known.unwrap_or_else(of_terminal),
            json: args.json,
            said: AtomicBool::new(false),
        }
    }

    /// The language.
    pub(crate) fn locale(&self) -> &'static str {
        self.locale
    }

    /// Somebody watches standard error.
    pub(crate) fn watched(&self) -> bool {
        std::io::stderr().is_terminal()
    }

    /// A text of the command line with its values.
    pub(crate) fn words(&self, key: &str, values: &[(&str, String)]) -> String {
        let detail: BTreeMap<String, String> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        words::fill(self.locale, &format!("sam.{key}"), &detail)
    }

    /// One line of the result, for people; silent with `--json`.
    pub(crate) fn line(&self, text: &str) {
        if !self.json {
            out(&format!("{text}\n"));
        }
    }

    /// A line beside the result.
    pub(crate) fn note(&self, text: &str) {
        beside(&format!("{text}\n"));
    }

    /// The result as JSON; silent without `--json`, and after the one object that was promised.
    pub(crate) fn object(&self, value: &impl Serialize) {
        if self.json {
            self.always(value);
        }
    }

    /// The one JSON object, whatever was asked for.
    pub(crate) fn always(&self, value: &impl Serialize) {
        if !self.said.swap(true, Ordering::Relaxed) {
            object(value);
        }
    }

    /// Says what went wrong, and gives the code to end with.
    pub(crate) fn failed(&self, error: &ApiError) -> ExitCode {
        tracing::debug!(code = ?error.code, message = %error.message, "the command failed");
        self.object(&serde_json::json!({ "error": error }));
        beside(&format!("sam: {}\n", self.error(error)));
        ExitCode::from(exit::code(error))
    }

    /// An error in words: what, what next, and the English of the log for who asks on.
    pub(crate) fn error(&self, error: &ApiError) -> String {
        let code = serde_json::to_value(error.code).ok();
        let code = code
            .as_ref()
            .and_then(|code| code.as_str())
            .unwrap_or("internal");
        let mut detail = error.detail.clone();
        let shop = || words::say(self.locale, "error.the_marketplace");
        detail.entry("marketplace".to_owned()).or_insert_with(shop);
        let say = |key: &str| {
            let own = format!("sam.error.{key}");
            let key = if words::known(self.locale, &own) {
                own
            } else {
                format!("error.{key}")
            };
            words::fill(self.locale, &key, &detail)
        };
        // Which of its kind it is: words of its own where there are any.
        let kinds = ["why", "field", "what"].into_iter();
        let kinds = kinds.filter_map(|name| error.detail.get(name));
        let keys: Vec<String> = kinds.map(|kind| format!("{code}_{kind}")).collect();
        let known = |key: &String| {
            let of = |at: &str| words::known(self.locale, &format!("{at}{key}"));
            of("sam.error.") || of("error.")
        };
        let what = keys.iter().find(|key| known(key));
        let what = what.map_or_else(|| say(code), |key| say(key));
        let mut next = keys.iter().map(|key| format!("{key}_next"));
        let next = next.find(known).unwrap_or_else(|| format!("{code}_next"));
        let next = say(&next);
        format!("{what}. {next}\n     ({code}: {})", error.message)
    }
}

/// A JSON object in one line on standard output.
pub(crate) fn object(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        out(&format!("{text}\n"));
    }
}

/// A reader that went away is no fault of ours.
fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
}

pub(crate) fn beside(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
