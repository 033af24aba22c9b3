//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;

/// Shown for `--help`.
pub(crate) const HELP: &str = "\
super-ai-manager [--demo] [--speed N] [--home FOLDER] [--minimised]

  --demo         open the demo store: four made-up shops on this computer
  --speed N      the demo's clock runs N times as fast (1 to 3600; usually 30)
  --home FOLDER  keep everything in this folder instead of the usual one
  --minimised    start in the tray
  --help, --version

Without a window: `sam` does the same and more on the command line.
";

/// World seconds per real second in the demo, when nobody says otherwise.
const SPEED: f64 = 30.0;

/// How the window is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Arguments {
    /// Open the demo's store instead of the seller's.
    pub demo: bool,
    /// World seconds per real second in the demo.
    pub speed: f64,
    /// Folder of everything; the usual one when `None`.
    pub home: Option<PathBuf>,
    /// Start in the tray.
    pub minimised: bool,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            demo: false,
            speed: SPEED,
            home: None,
            minimised: false,
        }
    }
}

/// What the arguments ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Open the window.
    Open(Arguments),
    /// Print the help.
    Help,
    /// Print the version.
    Version,
}

/// Arguments that make no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misunderstood {
    /// No such argument.
    #[error("unknown argument `{0}`; see --help")]
    Unknown(String),
    /// The argument needs a value after it.
    #[error("`{0}` needs a value; see --help")]
    Missing(&'static str),
    /// The value is of another kind.
    #[error("`--speed` needs a number from 1 to 3600")]
    Speed,
}

impl Wish {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// The first argument that makes no sense.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, Misunderstood> {
        let mut read = Arguments::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            match arg.to_string_lossy().as_ref() {
                "--demo" => read.demo = true,
                "--minimised" | "--minimized" => read.minimised = true,
                "--speed" => read.speed = speed(args.next())?,
                "--home" => {
                    let folder = args.next().ok_or(Misunderstood::Missing("--home"))?;
                    read.home = Some(PathBuf::from(folder));
                }
                "--help" | "-h" => return Ok(Self::Help),
                "--version" | "-V" => return Ok(Self::Version),
                other => return Err(Misunderstood::Unknown(other.to_owned())),
            }
        }
        Ok(Self::Open(read))
    }
}

fn speed(value: Option<OsString>) -> Result<f64, Misunderstood> {
    let value = value.ok_or(Misunderstood::Missing("--speed"))?;
    let speed: f64 = value
        .to_string_lossy()
        .parse()
        .map_err(|_| Misunderstood::Speed)?;
    if (1.0..=3600.0).contains(&speed) {
        Ok(speed)
    } else {
        Err(Misunderstood::Speed)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Arguments, Misunderstood, Wish};

    fn read(line: &str) -> Result<Wish, Misunderstood> {
        Wish::read(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn every_argument_is_read() {
        let wished = Arguments {
            demo: true,
            speed: 60.0,
            home: Some(PathBuf::from("/tmp/shop")),
            minimised: true,
        };
        assert_eq!(
            read("--demo --speed 60 --home /tmp/shop --minimised"),
            Ok(Wish::Open(wished)),
            "in any order, each to its place"
        );
        assert_eq!(
            read(""),
            Ok(Wish::Open(Arguments::default())),
            "the seller's own store, in a window"
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in ["--speed 0", "--speed fast", "--speed 1e9", "--speed NaN"] {
            assert_eq!(read(line), Err(Misunderstood::Speed), "{line}");
        }
        assert_eq!(
            read("--home"),
            Err(Misunderstood::Missing("--home")),
            "no folder was named"
        );
        assert_eq!(
            read("shop.sqlite3"),
            Err(Misunderstood::Unknown("shop.sqlite3".to_owned())),
            "a file that was dropped on the program is not guessed at"
        );
    }

    #[test]
    fn help_and_version_come_before_everything() {
        assert_eq!(read("--demo --help"), Ok(Wish::Help), "asked for help");
        assert_eq!(read("-V"), Ok(Wish::Version), "asked for the version");
    }
}
