//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  done                          5  the store is newer, damaged, or the disk is full
  1  failed                        6  another process is the engine of this store
  2  wrong arguments               7  no keychain
  3  the key is wrong or expired   8  the log is not intact
  4  the marketplace did not answer

Secrets are asked for, or read line by line from standard input; never give one as an argument.";

/// Runs a seller's day on Uzum, Wildberries, Yandex Market and Ozon, without a window.
#[derive(Debug, Parser)]
#[command(name = "sam", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// Folder of the installation.
    #[arg(long, global = true, env = "SAM_HOME", value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// Store to work on, in place of the installation's own.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    /// Language of the messages: uz-Latn, uz-Cyrl, ru, en.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = crate::words::LOCALES)]
    pub(crate) locale: Option<String>,
    /// One JSON object on standard output, and nothing else there.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say more on standard error; twice for still more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Four sandbox shops, buyers who write, the AI that answers; ends with a summary.
    Demo(Demo),
    /// Run the engine until it is stopped.
    Engine(Keys),
    /// Read every feed of every shop once.
    Sync(Sync),
    /// Ask a shop everything once, and say what came of each request: why is there no data.
    Probe(Probe),
    /// Rule packs that hold, and what those in the folder `rules` change.
    Rules,
    /// What there is and how it stands.
    Status,
    /// Connect, list, check and remove shops, replace their keys.
    Accounts(Accounts),
    /// Check that nobody changed the log.
    VerifyLog,
    /// Copy the store into its backup folder.
    Backup,
    /// Put a backup in the place of the store, which is moved aside.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Write reviews, questions, orders, stock and the log as files.
    Export {
        /// Folder for the files; files that are there are not replaced.
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Serve the four marketplaces and the scripted AI on this machine.
    Sandbox(Sandbox),
    /// Serve the page and its calls to browsers on this machine.
    Serve(Serve),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// How long: 60s, 5m, 1h. Without it until Ctrl+C.
    #[arg(long = "for", value_name = "SPAN", value_parser = span)]
    pub(crate) span: Option<Duration>,
    /// Seconds of the demo's world in a real one.
    #[arg(long, default_value_t = 60.0, value_parser = speed)]
    pub(crate) speed: f64,
    /// Same seed, same world.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Where keys are kept when there is no keychain.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Keys {
    /// Keep keys in a file sealed with a passphrase: the first line of standard input, asked for
    /// hidden on a terminal.
    #[arg(long, global = true)]
    pub(crate) passphrase_stdin: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    /// Only this shop.
    #[arg(long, value_name = "ID")]
    pub(crate) shop: Option<i64>,
    /// Only this feed, such as orders or prices; may be given several times.
    #[arg(long, value_name = "FEED", value_parser = feed)]
    pub(crate) feed: Vec<api::Feed>,
    #[command(flatten)]
    pub(crate) keys: Keys,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Probe {
    /// The shop.
    #[arg(value_name = "ID")]
    pub(crate) shop: i64,
    /// Address in place of the marketplace's own; only on this machine.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) keys: Keys,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Accounts {
    #[command(subcommand)]
    pub(crate) what: Account,
    #[command(flatten)]
    pub(crate) keys: Keys,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// Connect a shop: uzum, wildberries, yandex or ozon. Each field of its key is asked for.
    Add {
        marketplace: String,
        /// What to call it here.
        #[arg(long)]
        name: String,
    },
    /// All shops.
    List,
    /// Ask the marketplace what the shop's key may do.
    Check { id: i64 },
    /// Replace a shop's key; its data stays. Each field of the new key is asked for.
    Rekey { id: i64 },
    /// Remove a shop with its data and its keys; the log stays.
    Remove {
        id: i64,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sandbox {
    /// Port on this machine; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Same seed, same world.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Seconds of its world in a real one.
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    pub(crate) speed: f64,
    /// File that keeps every write; an earlier one is gone on with.
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// Days that lie behind it.
    #[arg(long, value_name = "DAYS", default_value_t = 35, value_parser = clap::value_parser!(u32).range(1..=366))]
    pub(crate) history: u32,
    /// How many times as many orders as a small seller has.
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) orders: u32,
    /// How many times as many reviews and questions.
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) reviews: u32,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Port on this machine; 0 takes a free one.
    #[arg(long, default_value_t = 8717)]
    pub(crate) port: u16,
    /// Serve the demo.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Seconds of the demo's world in a real one.
    #[arg(long, default_value_t = 30.0, value_parser = speed)]
    pub(crate) speed: f64,
    /// What the page may do.
    #[arg(long, value_enum, default_value_t = Role::Owner)]
    pub(crate) role: Role,
    /// Folder of the built page.
    #[arg(long, value_name = "DIR")]
    pub(crate) ui: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) keys: Keys,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Look, and decide on answers.
    Partner,
    /// Everything.
    Owner,
}

impl From<Role> for api::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Partner => Self::Partner,
            Role::Owner => Self::Owner,
        }
    }
}

/// `90`, `60s`, `5m`, `1h`.
fn span(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text.strip_prefix(digits) {
        Some("" | "s") => 1,
        Some("m") => 60,
        Some("h") => 3600,
        _ => return Err("write it as 60s, 5m or 1h".to_owned()),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "write it as 60s, 5m or 1h".to_owned())?;
    let seconds = number
        .checked_mul(unit)
        .filter(|seconds| (1..=31_536_000).contains(seconds));
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| "at least a second, at most a year".to_owned())
}

fn feed(text: &str) -> Result<api::Feed, String> {
    let mut all = api::Feed::ALL.into_iter();
    all.find(|feed| feed.as_str() == text)
        .ok_or_else(|| api::Feed::ALL.map(api::Feed::as_str).join(", "))
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "a number such as 60".to_owned())?;
    if (1.0..=3600.0).contains(&speed) {
        Ok(speed)
    } else {
        Err("from 1 to 3600".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (text, seconds) in [("60s", 60), ("90", 90), ("5m", 300), ("1h", 3600)] {
            assert_eq!(span(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "s", "-1s", "1d", "1.5h", "99999999999999h", "0s"] {
            assert!(span(text).is_err(), "{text} is no span");
        }
    }

    #[test]
    fn a_speed_stands_still_for_nobody() {
        for text in ["0", "-1", "NaN", "inf", "1e9", "fast"] {
            assert!(speed(text).is_err(), "{text} is no speed");
        }
        assert_eq!(speed("60"), Ok(60.0), "an hour in a minute");
    }
}
