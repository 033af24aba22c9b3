//! The program `sam` as a person or a script runs it: a process of its own, with a home of its own.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// Nothing here takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(240);

/// An installation that goes away with its value.
pub(crate) struct Home {
    folder: TempDir,
    stand_in: Option<u16>,
}

impl Home {
    /// An empty one, on a machine without a keychain.
    pub(crate) fn new() -> Self {
        let folder = TempDir::with_prefix("sam-it-").expect("a folder");
        Self {
            folder,
            stand_in: None,
        }
    }

    /// Its shops are a sandbox on this port.
    pub(crate) fn at(mut self, port: u16) -> Self {
        self.stand_in = Some(port);
        self
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Its store.
    pub(crate) fn store(&self) -> PathBuf {
        self.path().join("store.sqlite3")
    }

    /// `sam ARGS` in English, ready to be started.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args);
        self.here(command)
    }

    /// Runs `sam ARGS` to its end with files of at most so many blocks of 512 bytes, and a
    /// passphrase on standard input.
    #[cfg(unix)]
    pub(crate) async fn limited(&self, args: &[&str], blocks: u32) -> Ended {
        let mut command = Command::new("sh");
        // The signal would end the process.
        let script = format!("trap '' XFSZ && ulimit -f {blocks} && exec \"$@\"");
        command
            .args(["-c", &script, "sh"])
            .arg(program())
            .args(args);
        let mut child = self
            .here(command)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let _ = stdin.write_all(b"some long phrase\n").await;
        drop(stdin);
        Ended::of(child).await
    }

    /// In this home, on a machine without a keychain.
    fn here(&self, mut command: Command) -> Command {
        command
            .env("SAM_HOME", self.path())
            .env("LC_ALL", "C")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("XDG_RUNTIME_DIR", self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        match self.stand_in {
            Some(port) => command.env("SAM_STAND_IN", format!("http://127.0.0.1:{port}")),
            None => command.env_remove("SAM_STAND_IN"),
        };
        command
    }

    /// Runs `sam ARGS` to its end.
    pub(crate) async fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, "").await
    }

    /// The same with lines on standard input.
    pub(crate) async fn run_with(&self, args: &[&str], input: &str) -> Ended {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .spawn()
            .expect("sam starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A command that does not read has closed it.
        let _ = stdin.write_all(input.as_bytes()).await;
        drop(stdin);
        Ended::of(child).await
    }
}

/// A process that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    pub(crate) async fn of(child: Child) -> Self {
        let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
        let Output {
            status,
            stdout,
            stderr,
        } = output.expect("it ends").expect("its output");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: status.code(),
            out: text(stdout),
            err: text(stderr),
        }
    }

    /// The one object on standard output.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(
            self.out.lines().count(),
            1,
            "one object and nothing else: {self:?}"
        );
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A process that goes on: its first line, and itself until it is dropped.
pub(crate) struct Running {
    _child: Child,
    pub(crate) first: String,
    _rest: BufReader<ChildStdout>,
}

impl Running {
    /// Starts it and waits for its first line on standard output.
    pub(crate) async fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::null()).spawn().expect("sam starts");
        let mut rest = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut first = String::new();
        let read = tokio::time::timeout(PATIENCE, rest.read_line(&mut first)).await;
        read.expect("it says something").expect("a line");
        assert!(!first.is_empty(), "it ended without a word");
        Self {
            _child: child,
            first,
            _rest: rest,
        }
    }
}

/// A sandbox in a process of its own.
pub(crate) struct Shops {
    pub(crate) port: u16,
    about: Value,
    _running: Running,
}

impl Shops {
    pub(crate) async fn open(home: &Home) -> Self {
        let running = Running::start(home.command(&["sandbox", "--speed", "60"])).await;
        let about: Value = serde_json::from_str(&running.first).expect("one line of JSON");
        let port = u16::try_from(about["port"].as_u64().expect("a port")).expect("a port");
        Self {
            port,
            about,
            _running: running,
        }
    }

    /// A field of a shop's key.
    pub(crate) fn key(&self, marketplace: &str, field: &str) -> String {
        let shops = self.about["accounts"].as_array().expect("accounts");
        let shop = shops
            .iter()
            .find(|shop| shop["marketplace"] == marketplace)
            .expect("a shop");
        shop["fields"][field].as_str().expect("a field").to_owned()
    }
}

/// Beside the tests' own program: `cargo build --workspace` and `cargo xtask test` put it there.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("this program has a path");
    let folder = tests.ancestors().nth(2).expect("target/debug/deps/it");
    let name = format!("sam{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join(name);
    assert!(
        program.exists(),
        "{} is not built: cargo build -p cli",
        program.display()
    );
    program
}

/// Every file below a folder that holds these bytes.
pub(crate) fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if let Ok(content) = std::fs::read(&path)
            && content.windows(bytes.len()).any(|window| window == bytes)
        {
            found.push(path);
        }
    }
    found
}
