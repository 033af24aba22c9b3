//! A figure with what it aims at.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

/// One line of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) name: String,
    /// As a person reads it.
    pub(crate) reading: String,
    /// The aim in words, and whether it was met.
    pub(crate) aim: Option<(String, bool)>,
}

impl Figure {
    pub(crate) fn new(name: &str, reading: String) -> Self {
        Self {
            name: name.to_owned(),
            reading,
            aim: None,
        }
    }

    pub(crate) fn aiming(mut self, aim: &str, met: bool) -> Self {
        self.aim = Some((aim.to_owned(), met));
        self
    }

    /// Percentiles of single runs; the aim is about the 95th.
    pub(crate) fn of_runs(name: &str, mut runs: Vec<Duration>, aim: Option<Duration>) -> Self {
        runs.sort();
        let at = |percent: usize| {
            let last = runs.len().saturating_sub(1);
            runs.get(last * percent / 100).copied().unwrap_or_default()
        };
        let reading = format!(
            "p50 {}, p95 {}, p99 {} of {}",
            time(at(50)),
            time(at(95)),
            time(at(99)),
            runs.len()
        );
        let figure = Self::new(name, reading);
        match aim {
            Some(aim) => figure.aiming(&format!("p95 under {}", time(aim)), at(95) < aim),
            None => figure,
        }
    }
}

/// As a person reads it.
pub(crate) fn time(span: Duration) -> String {
    match span.as_secs_f64() {
        s if s < 1e-6 => format!("{:.0} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}

/// Figures in `*.json` below a folder, in the order of their names.
pub(crate) fn left(folder: &Path) -> Result<Vec<Figure>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

/// What a benchmark of ours leaves beside Criterion's figures: `{"name", "seconds": [of each run],
/// "aim_p95": seconds or null}`, or one `{"name", "reading", "aim", "met"}`.
fn read(path: &Path) -> Result<Figure> {
    let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let left: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let word = |name: &str| left.get(name).and_then(Value::as_str);
    let name = word("name").with_context(|| format!("no name in {}", path.display()))?;
    if let (Some(reading), Some(aim)) = (word("reading"), word("aim")) {
        let met = left.get("met").and_then(Value::as_bool);
        let figure = Figure::new(name, reading.to_owned());
        return Ok(figure.aiming(aim, met.unwrap_or(false)));
    }
    let runs = left.get("seconds").and_then(Value::as_array);
    let runs = runs.into_iter().flatten().filter_map(Value::as_f64);
    let aim = left.get("aim_p95").and_then(Value::as_f64);
    let runs = runs.map(Duration::from_secs_f64).collect();
    Ok(Figure::of_runs(
        name,
        runs,
        aim.map(Duration::from_secs_f64),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_single_runs() {
        let runs: Vec<_> = (1..=100).rev().map(Duration::from_millis).collect();
        let figure = Figure::of_runs("call", runs, Some(Duration::from_millis(20)));
        assert_eq!(
            figure.reading, "p50 50.00 ms, p95 95.00 ms, p99 99.00 ms of 100",
            "in order, whatever the order of running"
        );
        let aim = Some(("p95 under 20.00 ms".to_owned(), false));
        assert_eq!(figure.aim, aim, "a missed aim says so");
    }
}
