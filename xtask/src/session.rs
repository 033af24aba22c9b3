//! A desktop session for tests: on Linux its own message bus, an unlocked gnome-keyring and empty
//! XDG folders, so that keychain tests are real and touch nothing of the person who runs them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::build::SHAPE;
use crate::step::Step;

/// Unlocks a new keyring and becomes the command that follows.
/// The daemon lives as long as the bus: it leaves when dbus-run-session ends.
const UNLOCK: &str = "printf sandbox | gnome-keyring-daemon --unlock --components=secrets \
                      >/dev/null; exec \"$@\"";

const FOLDERS: [&str; 5] = [
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
];

/// The session's folders; removed when it is dropped.
pub(crate) struct Session {
    folder: PathBuf,
}

impl Session {
    pub(crate) fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("sam-session-{}", std::process::id()));
        for name in FOLDERS {
            let path = folder.join(name);
            fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
            private(&path)?;
        }
        Ok(Self { folder })
    }

    /// A cargo command in the shared shape, inside the session where the system needs one.
    pub(crate) fn cargo(&self, title: &str, command: &[&str]) -> Step {
        self.wrap(title, &[], command)
    }

    /// The same with a screen of its own.
    pub(crate) fn cargo_on_screen(&self, title: &str, command: &[&str]) -> Step {
        // The screen is outside the bus, so that services the bus starts (notifications) see it.
        let screen = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24"];
        self.wrap(title, &screen, command)
    }

    fn wrap(&self, title: &str, outside: &[&str], command: &[&str]) -> Step {
        let mut line = Vec::new();
        if cfg!(target_os = "linux") {
            line.extend(outside);
            line.extend(["dbus-run-session", "--", "bash", "-c", UNLOCK, "session"]);
        }
        line.push("cargo");
        line.extend(command);
        line.extend(SHAPE);
        let (program, args) = line
            .split_first()
            .map_or(("cargo", &[][..]), |(p, rest)| (*p, rest));
        let mut step = Step::new(title, program)
            .args(args)
            .env("SAM_TEST_KEYCHAIN", "1");
        if cfg!(target_os = "linux") {
            for name in FOLDERS {
                step = step.env(name, self.folder.join(name));
            }
        }
        step
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A folder left behind in the temporary files hurts nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The bus refuses a runtime folder that others can read.
#[cfg(unix)]
fn private(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
        .with_context(|| format!("cannot make {} private", path.display()))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the Unix form can fail")]
fn private(_: &Path) -> Result<()> {
    Ok(())
}
