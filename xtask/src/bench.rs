//! `cargo xtask bench`: runs the Criterion benchmarks and writes their figures, with the machine
//! they were measured on, between the marks of docs/benchmarks.md.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{build, tree};

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

/// Runs, reads and writes.
pub(crate) fn bench() -> Result<()> {
    build::cargo("benchmarks (release build)", &["bench"])
        .args(["--benches"])
        .run()?;
    let mut rows = Vec::new();
    collect(&tree::target()?.join("criterion"), &mut rows)?;
    if rows.is_empty() {
        bail!("no benchmark left a figure in target/criterion");
    }
    rows.sort();
    let page = tree::root().join("docs/benchmarks.md");
    let old = fs::read_to_string(&page).with_context(|| format!("read {}", page.display()))?;
    let new = replace(&old, &table(&machine(), &rows))?;
    fs::write(&page, new).with_context(|| format!("write {}", page.display()))?;
    println!("    {} figures written to docs/benchmarks.md", rows.len());
    Ok(())
}

/// Every `new/estimates.json` below `folder` is one figure.
fn collect(folder: &Path, rows: &mut Vec<(String, String)>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten().filter(|entry| entry.path().is_dir()) {
        let path = entry.path();
        if path.ends_with("new") {
            rows.extend(figure(&path)?);
        } else {
            collect(&path, rows)?;
        }
    }
    Ok(())
}

fn figure(folder: &Path) -> Result<Option<(String, String)>> {
    let read = |name: &str| -> Result<Value> {
        let text = fs::read_to_string(folder.join(name))?;
        Ok(serde_json::from_str(&text)?)
    };
    let (Ok(benchmark), Ok(estimates)) = (read("benchmark.json"), read("estimates.json")) else {
        return Ok(None);
    };
    let name = benchmark
        .get("full_id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let elements = benchmark
        .pointer("/throughput/Elements")
        .and_then(Value::as_f64);
    let mean = estimates
        .pointer("/mean/point_estimate")
        .and_then(Value::as_f64);
    let mean = mean.with_context(|| format!("no mean for {name}"))?;
    Ok(Some((name, reading(mean, elements))))
}

/// Nanoseconds per iteration as a person reads them, with the rate when the benchmark has one.
fn reading(nanoseconds: f64, elements: Option<f64>) -> String {
    let time = match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.2} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.2} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    };
    match elements {
        Some(count) => format!("{time} ({:.0} per second)", count * 1e9 / nanoseconds),
        None => time,
    }
}

fn table(machine: &str, rows: &[(String, String)]) -> String {
    let lines = rows
        .iter()
        .map(|(name, figure)| format!("| {name} | {figure} |\n"));
    format!(
        "{machine}\n\n| benchmark | mean |\n|---|---|\n{}",
        lines.collect::<String>()
    )
}

fn replace(page: &str, measured: &str) -> Result<String> {
    let parts = page
        .split_once(BEGIN)
        .and_then(|(before, rest)| rest.split_once(END).map(|(_, after)| (before, after)));
    let (before, after) = parts.with_context(|| format!("the page lacks {BEGIN} … {END}"))?;
    Ok(format!("{before}{BEGIN}\n{measured}{END}{after}"))
}

/// Processor, cores, system, and the commit that was measured with its date.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        line.split_once(':').map(|(_, name)| name.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let git = Command::new("git")
        .args(["log", "-1", "--format=%h of %cs"])
        .output();
    let commit = git.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    format!(
        "{}, {cores} cores, {}; commit {}.",
        cpu.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        std::env::consts::OS,
        commit.unwrap_or_else(|_| "unknown".to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, reading, replace};

    #[test]
    fn figures_read_as_a_person_says_them() {
        assert_eq!(reading(512.4, None), "512 ns", "small");
        assert_eq!(reading(1_500_000.0, None), "1.50 ms", "middle");
        let ingest = reading(2e9, Some(100_000.0));
        assert_eq!(ingest, "2.00 s (50000 per second)", "with a rate");
    }

    #[test]
    fn only_the_marked_part_of_the_page_changes() {
        let page = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let new = replace(&page, "new\n").expect("the marks are there");
        assert_eq!(
            new,
            format!("before\n{BEGIN}\nnew\n{END}\nafter\n"),
            "what people wrote stays"
        );
        assert!(
            replace("no marks", "new").is_err(),
            "a page without marks is not overwritten"
        );
    }
}
