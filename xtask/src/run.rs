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
        .args(["demo"])
        .args(unless_given(args, &[("--for", "60s"), ("--speed", "60")]))
        .args(args)
        .run()
}

/// Options with their values, but for those that the person chose.
fn unless_given<'a>(given: &[String], usual: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let chosen = |name: &str| {
        let with_value = format!("{name}=");
        given
            .iter()
            .any(|arg| arg == name || arg.starts_with(&with_value))
    };
    let left = usual.iter().filter(|(name, _)| !chosen(name));
    left.flat_map(|(name, value)| [*name, *value]).collect()
}

/// Windows and macOS always have one; on Linux the environment tells.
fn has_display(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{has_display, unless_given};

    #[test]
    fn what_a_person_chose_is_not_said_twice() {
        let usual = [("--for", "60s"), ("--speed", "60")];
        let given = ["--speed=30".to_owned()];
        assert_eq!(
            unless_given(&given, &usual),
            ["--for", "60s"],
            "`sam` refuses a repeated option"
        );
        let given = ["--for".to_owned(), "5s".to_owned()];
        assert_eq!(
            unless_given(&given, &usual),
            ["--speed", "60"],
            "in two words, too"
        );
    }

    #[test]
    fn an_empty_variable_is_no_display() {
        assert!(!has_display(|_| None), "nothing is set");
        assert!(!has_display(|_| Some(String::new())), "set to nothing");
        let wayland = |name: &str| (name == "WAYLAND_DISPLAY").then(|| "wayland-0".to_owned());
        assert!(has_display(wayland), "Wayland alone is a display");
    }
}
