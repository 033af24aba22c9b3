//! Which rule packs hold, and what those that were dropped in change.

use engine::Registry;
use engine::packs::{Packs, differences};
use serde::Serialize;

use crate::places::Places;

/// All packs of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacksView {
    /// One for each marketplace.
    pub packs: Vec<PackView>,
    /// Files that are left aside.
    pub problems: Vec<PackProblem>,
}

/// The pack that holds for a marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackView {
    /// Marketplace.
    pub marketplace: String,
    /// Date of the documents that it was read from.
    pub date: String,
    /// The file that was dropped in; none for the built-in one.
    pub file: Option<String>,
    /// Documents that it was read from.
    pub sources: Vec<String>,
    /// Values that differ from the built-in pack.
    pub differences: Vec<Difference>,
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where.
    pub place: String,
    /// Built in.
    pub before: Option<String>,
    /// Dropped in.
    pub after: Option<String>,
}

/// A file that is no pack to be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackProblem {
    /// Its name.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}

/// Looks at the packs of an installation; no store is opened.
pub fn packs(places: &Places) -> PacksView {
    let registry = Registry::all();
    let folder = places.rules();
    let (packs, problems) = Packs::from_folder(&folder, registry);
    let view = |profile: &engine::Profile| {
        let dropped_in = packs.get(&profile.id);
        let pack = dropped_in.unwrap_or(&profile.rules);
        let file = folder.join(format!("{}.toml", profile.id));
        let found = dropped_in.map(|pack| differences(&profile.rules, pack));
        PackView {
            marketplace: profile.id.to_string(),
            date: pack.date.clone(),
            file: dropped_in.map(|_| file.display().to_string()),
            sources: pack.sources.clone(),
            differences: found
                .unwrap_or_default()
                .into_iter()
                .map(|one| Difference {
                    place: one.place,
                    before: one.before,
                    after: one.after,
                })
                .collect(),
        }
    };
    PacksView {
        packs: registry.iter().map(|one| view(one.profile())).collect(),
        problems: problems
            .into_iter()
            .map(|problem| PackProblem {
                file: problem.file,
                why: problem.why,
            })
            .collect(),
    }
}
