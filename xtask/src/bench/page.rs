//! docs/benchmarks.md: the measured part lies between two marks, the rest is people's.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::Figure;
use crate::tree;

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

/// Writes the figures, and says which aims were missed.
pub(super) fn write(figures: &[Figure]) -> Result<()> {
    let page = tree::root().join("docs/benchmarks.md");
    let old = fs::read_to_string(&page).with_context(|| format!("read {}", page.display()))?;
    let new = replace(&old, &table(&machine(), figures))?;
    fs::write(&page, new).with_context(|| format!("write {}", page.display()))?;
    println!(
        "    {} figures written to docs/benchmarks.md",
        figures.len()
    );
    for figure in figures {
        if let Some((aim, false)) = &figure.aim {
            println!(
                "    aim missed: {}: {}, aim: {aim}",
                figure.name, figure.reading
            );
        }
    }
    Ok(())
}

fn table(machine: &str, figures: &[Figure]) -> String {
    let lines = figures.iter().map(|figure| {
        let aim = figure.aim.as_ref().map(|(aim, met)| {
            let end = if *met { "met" } else { "missed" };
            format!("{aim}: {end}")
        });
        let aim = aim.unwrap_or_default();
        format!("| {} | {} | {aim} |\n", figure.name, figure.reading)
    });
    let lines: String = lines.collect();
    format!("{machine}\n\n| what | measured | aim |\n|---|---|---|\n{lines}")
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
    use super::{BEGIN, END, replace, table};
    use crate::bench::Figure;

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

    #[test]
    fn a_missed_aim_stands_beside_its_figure() {
        let figure = Figure::new("status", "60 ms".to_owned()).aiming("under 50 ms", false);
        let page = table("some machine", &[figure]);
        assert!(
            page.contains("| status | 60 ms | under 50 ms: missed |"),
            "nobody has to look for it: {page}"
        );
    }
}
