//! `cargo xtask run`: from a fresh machine to the demo store on the screen.

use anyhow::Result;

use crate::step::Step;
use crate::{build, debian, page, tree};

/// Arguments after `run` go to the program that is started.
pub(crate) fn run(args: &[String]) -> Result<()> {
    debian::for_build()?;
    page::build()?;
    build::binaries()?;
    if has_display(|name| std::env::var(name).ok()) {
        let app = tree::binary("super-ai-manager")?;
        return Step::new("open the window on the demo store", app)
            .args(["--demo"])
            .args(args)
            .run();
    }
    println!("    no display here: the same story runs headless for 60 seconds");
    Step::new("sam demo", tree::binary("sam")?)
        .args(["demo", "--for", "60s", "--speed", "60"])
        .args(args)
        .run()
}

/// Windows and macOS always have one; on Linux the environment tells.
fn has_display(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::has_display;

    #[test]
    #[cfg(target_os = "linux")]
    fn an_empty_variable_is_no_display() {
        assert!(!has_display(|_| None), "nothing is set");
        assert!(!has_display(|_| Some(String::new())), "set to nothing");
        let wayland = |name: &str| (name == "WAYLAND_DISPLAY").then(|| "wayland-0".to_owned());
        assert!(has_display(wayland), "Wayland alone is a display");
    }
}
