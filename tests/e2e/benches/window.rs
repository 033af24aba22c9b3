//! From the start of the process to the first painted overview, on a store that was lived in.
//! `cargo xtask bench` gives it a release build, a screen and a message bus; without them there is
//! nothing to measure.

#![cfg_attr(
    target_os = "linux",
    expect(
        clippy::print_stdout,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a measurement that cannot set its scene has nothing to measure"
    )
)]

#[cfg(target_os = "linux")]
#[path = "../harness/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use all of it")]
mod harness;

#[cfg(target_os = "linux")]
mod measure {
    use std::path::PathBuf;
    use std::time::Duration;

    use serde_json::json;

    use crate::harness::{Window, told};

    const STARTS: usize = 12;
    const AIM_SECONDS: f64 = 1.5;

    /// The home is shared by all starts: the first one, which fills it, is not counted.
    pub(crate) fn run() {
        if std::env::var_os("SAM_E2E_APP").is_none() {
            println!("no release build to measure: run `cargo xtask bench`");
            return;
        }
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path().to_str().expect("a plain path").to_owned();
        let mut seconds = Vec::new();
        for start in 0..=STARTS {
            let took = runtime.block_on(painted(&home));
            println!("start {start}: {took:.3} s");
            if start > 0 {
                seconds.push(took);
            }
        }
        let figure = json!({
            "name": "the window, from the start of its process to the first painted overview",
            "seconds": seconds, "aim_p95": AIM_SECONDS,
        });
        let folder = PathBuf::from(told("SAM_FIGURES"));
        std::fs::create_dir_all(&folder).expect("the folder of figures");
        std::fs::write(folder.join("window.json"), figure.to_string()).expect("written");
    }

    /// Seconds from the process's own start, as the system tells it, to the page's mark.
    async fn painted(home: &str) -> f64 {
        let window = Window::open(&["--demo", "--home", home]).await;
        let screen = &window.screen;
        screen.find("html[data-painted=overview]").await;
        let mark =
            "return performance.timeOrigin + performance.getEntriesByName('painted')[0].startTime";
        let mark = screen.run(mark, Vec::new()).await;
        let mark = mark.as_f64().expect("a moment");
        let took = mark / 1000.0 - started();
        // The demo writes for a while, so that the next start has something to show; then a clean
        // end, as after a day's work.
        tokio::time::sleep(Duration::from_secs(3)).await;
        end().await;
        took
    }

    /// Asks the app to end, and waits until it has.
    async fn end() {
        let app = process();
        let id = app.file_name().expect("its number").to_owned();
        let asked = std::process::Command::new("kill")
            .arg("-TERM")
            .arg(id)
            .status();
        assert!(
            asked.is_ok_and(|status| status.success()),
            "it can be asked"
        );
        while app.join("exe").exists() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// When the app's process began, in seconds since 1970: now without its age.
    #[expect(
        clippy::disallowed_methods,
        reason = "the machine's own time is measured"
    )]
    fn started() -> f64 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let now = now.expect("after 1970").as_secs_f64();
        let uptime = std::fs::read_to_string("/proc/uptime").expect("the system's figures");
        let uptime = uptime.split_whitespace().next();
        let uptime: f64 = uptime.and_then(|text| text.parse().ok()).expect("its age");
        now - (uptime - ticks() / 100.0)
    }

    /// Hundredths of a second between the system's start and the app's.
    fn ticks() -> f64 {
        let stat = std::fs::read_to_string(process().join("stat")).expect("its figures");
        let (_, rest) = stat.rsplit_once(')').expect("its name");
        // Field 22 of proc(5); the third is the first behind the name.
        let field = rest.split_whitespace().nth(19);
        field.and_then(|text| text.parse().ok()).expect("its start")
    }

    /// The app's folder below /proc.
    fn process() -> PathBuf {
        let app = told("SAM_E2E_APP");
        let found = std::fs::read_dir("/proc").expect("processes").flatten();
        let mut own = found.map(|entry| entry.path()).filter(|path| {
            std::fs::read_link(path.join("exe")).is_ok_and(|exe| exe.to_str() == Some(&app))
        });
        own.next().expect("the app runs")
    }
}

fn main() {
    #[cfg(target_os = "linux")]
    measure::run();
}
