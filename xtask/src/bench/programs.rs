//! Whole processes: how long `sam status` takes, and what the engine needs in memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Figure;
use crate::tree;

/// Starts of `sam status`.
const STARTS: usize = 100;
const STATUS: Duration = Duration::from_millis(50);
const MEMORY_KIB: u64 = 150 * 1024;

/// The demo is run once; afterwards its store is asked.
pub(super) fn figures() -> Result<Vec<Figure>> {
    let folder = tree::target()?.join("figures");
    let store = folder.join("demo").join("store.sqlite3");
    // A demo that goes on from an earlier one is another demo.
    let _ = fs::remove_dir_all(folder.join("demo"));
    fs::create_dir_all(folder.join("demo"))?;
    let mut figures = memory(&store)?;
    figures.push(status(&store)?);
    Ok(figures)
}

/// The released program.
pub(super) fn sam() -> Result<PathBuf> {
    let file = format!("sam{}", std::env::consts::EXE_SUFFIX);
    Ok(tree::target()?.join("release").join(file))
}

fn of(store: &Path, args: &[&str]) -> Result<Command> {
    let mut command = Command::new(sam()?);
    command
        .args(args)
        .arg("--store")
        .arg(store)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(command)
}

/// Engine and sandbox share the process of `sam demo`, so the engine alone needs less.
fn memory(store: &Path) -> Result<Vec<Figure>> {
    println!("==> memory of `sam demo --for 60s --speed 60`");
    let demo = ["demo", "--for", "60s", "--speed", "60", "--json"];
    let mut child = of(store, &demo)?.spawn().context("sam starts")?;
    let (mut last, mut most) = (0, 0);
    while child.try_wait()?.is_none() {
        if let Some(kib) = resident(&child) {
            (last, most) = (kib, most.max(kib));
        }
        thread::sleep(Duration::from_millis(250));
    }
    if !child.wait()?.success() {
        bail!("the demo failed");
    }
    let name = |what: &str| format!("resident memory of `sam demo` (engine and sandbox), {what}");
    let reading = |kib: u64| format!("{} MiB", kib / 1024);
    let aim = "under 150 MiB";
    Ok(vec![
        Figure::new(&name("at its end"), reading(last)).aiming(aim, last < MEMORY_KIB),
        Figure::new(&name("at most"), reading(most)),
    ])
}

/// Kibibytes in memory, where the system tells (Linux).
fn resident(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn status(store: &Path) -> Result<Figure> {
    println!("==> {STARTS} starts of `sam status`");
    let mut runs = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let mut command = of(store, &["status", "--json"])?;
        let started = Instant::now();
        let ended = command.status().context("sam starts")?;
        runs.push(started.elapsed());
        if !ended.success() {
            bail!("`sam status` failed");
        }
    }
    let name = "`sam status` on the demo's store, a process from start to end";
    Ok(Figure::of_runs(name, runs, Some(STATUS)))
}
