//! What Criterion left: means, with rates.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Figure;
use super::figure::time;

/// Rates that are aimed at, per second, by the beginning of a benchmark's name.
const AIMS: [(&str, f64); 1] = [("ingest/100k orders with roll-ups", 50_000.0)];

/// Every `new/estimates.json` below a folder is one figure; sorted by name.
pub(super) fn figures(folder: &Path) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    collect(folder, &mut figures)?;
    figures.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(figures)
}

fn collect(folder: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten().filter(|entry| entry.path().is_dir()) {
        let path = entry.path();
        if path.ends_with("new") {
            figures.extend(one(&path)?);
        } else {
            collect(&path, figures)?;
        }
    }
    Ok(())
}

fn one(folder: &Path) -> Result<Option<Figure>> {
    let read = |name: &str| -> Result<Value> {
        let text = fs::read_to_string(folder.join(name))?;
        Ok(serde_json::from_str(&text)?)
    };
    let (Ok(benchmark), Ok(estimates)) = (read("benchmark.json"), read("estimates.json")) else {
        return Ok(None);
    };
    let name = benchmark.get("full_id").and_then(Value::as_str);
    let name = name.unwrap_or_default();
    let elements = benchmark.pointer("/throughput/Elements");
    let mean = estimates.pointer("/mean/point_estimate");
    let mean = mean.and_then(Value::as_f64);
    let mean = mean.with_context(|| format!("no mean for {name}"))?;
    Ok(Some(figure(name, mean, elements.and_then(Value::as_f64))))
}

/// Nanoseconds per iteration as a person reads them, with the rate when the benchmark has one.
fn figure(name: &str, nanoseconds: f64, elements: Option<f64>) -> Figure {
    let mean = time(Duration::from_secs_f64(nanoseconds / 1e9));
    let Some(count) = elements else {
        return Figure::new(name, format!("mean {mean}"));
    };
    let rate = count * 1e9 / nanoseconds;
    let figure = Figure::new(name, format!("mean {mean} ({rate:.0} per second)"));
    match AIMS.iter().find(|(begin, _)| name.starts_with(begin)) {
        Some((_, aim)) => figure.aiming(&format!("at least {aim:.0} per second"), rate >= *aim),
        None => figure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_a_person_says_them() {
        assert_eq!(
            figure("x", 1_500_000.0, None).reading,
            "mean 1.50 ms",
            "a time"
        );
        let ingest = figure(
            "ingest/100k orders with roll-ups, pages",
            4e9,
            Some(100_000.0),
        );
        assert_eq!(
            ingest.reading, "mean 4.00 s (25000 per second)",
            "with a rate"
        );
        let aim = Some(("at least 50000 per second".to_owned(), false));
        assert_eq!(ingest.aim, aim, "half of what is aimed at");
    }
}
