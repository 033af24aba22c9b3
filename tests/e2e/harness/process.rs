//! Programs that a test starts, and that must not outlive it: also when it panics.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A program in a process group of its own, with a home of its own. On drop the whole group is
/// killed, then the home is removed.
pub(crate) struct Process {
    pub(super) child: Child,
    _home: TempDir,
}

impl Process {
    pub(super) fn start(command: &mut Command) -> Self {
        let home = TempDir::with_prefix("sam-e2e-").expect("a folder");
        for name in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "TMPDIR",
        ] {
            let folder = home.path().join(name);
            std::fs::create_dir(&folder).expect("a folder");
            command.env(name, folder);
        }
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        Self { child, _home: home }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        // Gone already is as good as killed.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on right now.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
    listener.local_addr().expect("an address").port()
}

/// Waits until somebody listens on the port.
pub(super) fn wait_for_port(port: u16) {
    let patience = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(Instant::now() < patience, "nobody listens on port {port}");
        thread::sleep(Duration::from_millis(20));
    }
}
