//! System packages on Debian and Ubuntu: what is missing is installed, and said. Elsewhere the
//! list is printed for the person to act on.

use std::process::Command;

use anyhow::{Result, bail};

use crate::step::Step;
use crate::tree;

/// A package, and the programs that make it unnecessary (another vendor's build of the same).
struct Package {
    name: &'static str,
    instead: &'static [&'static str],
}

const fn package(name: &'static str) -> Package {
    Package { name, instead: &[] }
}

const BUILD: &[Package] = &[
    package("build-essential"),
    package("libayatana-appindicator3-dev"),
    package("librsvg2-dev"),
    package("libwebkit2gtk-4.1-dev"),
    package("pkg-config"),
];

const TEST: &[Package] = &[
    package("dbus"),
    package("dbus-x11"),
    package("dunst"),
    package("gnome-keyring"),
    package("imagemagick"),
    package("libsecret-tools"),
    package("webkit2gtk-driver"),
    package("xauth"),
    package("xvfb"),
    // Ubuntu has Chromium only as a snap; its CI machines bring Google's build of both.
    Package {
        name: "chromium",
        instead: &["chromium", "google-chrome"],
    },
    Package {
        name: "chromium-driver",
        instead: &["chromedriver"],
    },
];

/// Installs what the build needs.
pub(crate) fn for_build() -> Result<()> {
    install("building", BUILD)
}

/// Installs what the build and the tests need.
pub(crate) fn for_tests() -> Result<()> {
    install("building", BUILD)?;
    install("testing", TEST)
}

fn install(purpose: &str, packages: &[Package]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        say_what_is_needed();
        return Ok(());
    }
    if tree::on_path(&["apt-get"]).is_none() {
        let names: Vec<_> = packages.iter().map(|package| package.name).collect();
        println!(
            "    not a Debian system: for {purpose}, have these (Debian's names): {}",
            names.join(" ")
        );
        return Ok(());
    }
    let missing = missing(packages, &installed(packages));
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        missing.join(" ")
    );
    println!(
        "    for {purpose}, these system packages are missing: {}",
        missing.join(" ")
    );
    let Some(prefix) = as_root() else {
        bail!("neither root nor sudo here; run by hand as root: {by_hand}");
    };
    apt(&prefix, "apt-get update", &["update", "-q"])?;
    let mut args = vec!["install", "-y", "-q", "--no-install-recommends"];
    args.extend(&missing);
    apt(&prefix, &by_hand, &args)
}

fn apt(prefix: &[&str], title: &str, args: &[&str]) -> Result<()> {
    let line: Vec<&str> = prefix
        .iter()
        .chain(&["apt-get"])
        .chain(args)
        .copied()
        .collect();
    let (program, args) = line
        .split_first()
        .map_or(("apt-get", args), |(p, rest)| (*p, rest));
    Step::new(title, program)
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}

/// Nothing before the command for root, sudo for others, None when neither is there.
fn as_root() -> Option<Vec<&'static str>> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout.trim_ascii() == b"0" {
        return Some(Vec::new());
    }
    tree::on_path(&["sudo"]).map(|_| vec!["sudo"])
}

fn installed(packages: &[Package]) -> String {
    let output = Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(packages.iter().map(|package| package.name))
        .output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

fn missing(packages: &[Package], installed: &str) -> Vec<&'static str> {
    let has = |name: &str| {
        installed
            .lines()
            .any(|line| line == format!("{name} installed"))
    };
    let packages = packages.iter().filter(|package| !has(package.name));
    packages
        .filter(|package| package.instead.is_empty() || tree::on_path(package.instead).is_none())
        .map(|package| package.name)
        .collect()
}

fn say_what_is_needed() {
    if cfg!(target_os = "windows") {
        println!("    needed on Windows: Visual Studio Build Tools (C++) and the WebView2 runtime");
    } else if cfg!(target_os = "macos") {
        println!("    needed on macOS: the Xcode command line tools (xcode-select --install)");
    }
}

#[cfg(test)]
mod tests {
    use super::{Package, missing, package};

    const TWO: &[Package] = &[package("xvfb"), package("xauth")];

    #[test]
    fn only_what_dpkg_calls_installed_is_there() {
        let installed = "xvfb installed\nxauth config-files\n";
        assert_eq!(
            missing(TWO, installed),
            ["xauth"],
            "a removed package leaves its settings"
        );
    }

    #[test]
    fn a_name_that_only_begins_alike_does_not_count() {
        let installed = "xvfb-extra installed\nxauth installed\n";
        assert_eq!(
            missing(TWO, installed),
            ["xvfb"],
            "whole names are compared"
        );
    }

    #[test]
    fn another_build_of_the_same_program_will_do() {
        let packages = [Package {
            name: "no-such-package",
            instead: &["cargo"],
        }];
        assert!(
            missing(&packages, "").is_empty(),
            "cargo is on PATH wherever this test runs"
        );
        let packages = [Package {
            name: "no-such-package",
            instead: &["no-such-program"],
        }];
        assert_eq!(
            missing(&packages, ""),
            ["no-such-package"],
            "neither is there"
        );
    }
}
