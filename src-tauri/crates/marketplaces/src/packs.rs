//! Rule packs that are dropped in beside the installation: newer rules without a new build. A pack
//! that is broken, older or of another marketplace is told of and left aside; the built-in one
//! stays.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::{MarketplaceId, RulePack};
use serde_json::Value;

use crate::registry::Registry;

/// Packs in place of the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packs(BTreeMap<MarketplaceId, RulePack>);

/// A file that is no pack, or none to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// Name of the file.
    pub file: String,
    /// What is wrong with it, in English.
    pub why: String,
}

/// One value that differs between two packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where, e.g. `review_answer.max_length`.
    pub place: String,
    /// The value in the older pack; none where it has none.
    pub before: Option<String>,
    /// The value in the newer pack.
    pub after: Option<String>,
}

impl Packs {
    /// Reads `<marketplace>.toml` of a folder; one that is not there holds no packs.
    pub fn from_folder(folder: &Path, registry: &Registry) -> (Self, Vec<PackProblem>) {
        let (mut packs, mut problems) = (Self::default(), Vec::new());
        for connector in registry.iter() {
            let profile = connector.profile();
            let file = format!("{}.toml", profile.id);
            let Ok(text) = std::fs::read_to_string(folder.join(&file)) else {
                continue;
            };
            match read(&text, &profile.rules) {
                Ok(pack) => {
                    packs.0.insert(profile.id.clone(), pack);
                }
                Err(why) => problems.push(PackProblem { file, why }),
            }
        }
        (packs, problems)
    }

    /// The pack in place of a marketplace's built-in one.
    pub fn get(&self, marketplace: &MarketplaceId) -> Option<&RulePack> {
        self.0.get(marketplace)
    }
}

/// Reads a pack that takes the place of `built_in`.
fn read(text: &str, built_in: &RulePack) -> Result<RulePack, String> {
    let pack: RulePack = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let problems = problems(&pack, built_in);
    match problems.is_empty() {
        true => Ok(pack),
        false => Err(problems.join("; ")),
    }
}

/// What is wrong with a pack.
fn problems(pack: &RulePack, built_in: &RulePack) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |holds: bool, why: &str| {
        if !holds {
            found.push(why.to_owned());
        }
    };
    let date = pack.date.parse::<NaiveDate>().ok();
    let newer = date >= built_in.date.parse::<NaiveDate>().ok();
    must(pack.name == built_in.name, "it is for another marketplace");
    must(date.is_some(), "its date is no ISO date");
    must(newer, "it is older than the built-in one");
    must(!pack.sources.is_empty(), "it names no source");
    must(
        pack.time_zone.parse::<chrono_tz::Tz>().is_ok(),
        "its time zone is no IANA zone",
    );
    let answers = [&pack.review_answer, &pack.question_answer];
    let lengths = answers
        .into_iter()
        .flatten()
        .all(|one| one.min_length <= one.max_length);
    must(lengths, "a text may be no shorter than its longest");
    let card = pack.card.as_ref();
    must(
        card.is_none_or(|card| card.description_min <= card.description_max && card.title_max > 0),
        "a card's lengths contradict each other",
    );
    must(
        pack.fees.iter().all(|fee| !fee.source.is_empty()),
        "a fee has no source",
    );
    found
}

/// Every value in which two packs differ.
pub fn differences(before: &RulePack, after: &RulePack) -> Vec<Difference> {
    let leaves = |pack: &RulePack| {
        let mut leaves = BTreeMap::new();
        walk(
            String::new(),
            &serde_json::to_value(pack).unwrap_or_default(),
            &mut leaves,
        );
        leaves
    };
    let (before, after) = (leaves(before), leaves(after));
    let places: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    places
        .into_iter()
        .filter(|place| before.get(*place) != after.get(*place))
        .map(|place| Difference {
            place: place.clone(),
            before: before.get(place).cloned(),
            after: after.get(place).cloned(),
        })
        .collect()
}

fn walk(place: String, value: &Value, leaves: &mut BTreeMap<String, String>) {
    let below = |name: &str| match place.is_empty() {
        true => name.to_owned(),
        false => format!("{place}.{name}"),
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(below(name), member, leaves);
            }
        }
        Value::Array(rows) => {
            for (at, row) in rows.iter().enumerate() {
                walk(below(&at.to_string()), row, leaves);
            }
        }
        Value::Null => {}
        Value::String(text) => {
            leaves.insert(place, text.clone());
        }
        other => {
            leaves.insert(place, other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> RulePack {
        let registry = Registry::all();
        let first = registry.iter().next().expect("a marketplace");
        first.profile().rules.clone()
    }

    fn text(pack: &RulePack) -> String {
        toml::to_string(pack).expect("a pack can be written")
    }

    #[test]
    fn every_built_in_pack_is_sound() {
        for connector in Registry::all().iter() {
            let rules = &connector.profile().rules;
            let found = problems(rules, rules);
            assert!(found.is_empty(), "{}: {found:?}", connector.profile().id);
        }
    }

    #[test]
    fn a_newer_pack_takes_the_place_of_the_built_in_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let registry = Registry::all();
        let id = registry
            .iter()
            .next()
            .expect("a marketplace")
            .profile()
            .id
            .clone();
        let newer = RulePack {
            date: "2099-01-01".to_owned(),
            stop_words: vec!["распродажа".to_owned()],
            ..built_in()
        };
        let file = folder.path().join(format!("{id}.toml"));
        std::fs::write(&file, text(&newer)).expect("written");
        let (packs, problems) = Packs::from_folder(folder.path(), registry);
        assert_eq!(
            (packs.get(&id), problems.len()),
            (Some(&newer), 0),
            "read as it was written"
        );
        let places: Vec<String> = differences(&built_in(), &newer)
            .into_iter()
            .map(|difference| difference.place)
            .collect();
        assert!(
            places.contains(&"date".to_owned()),
            "the date differs: {places:?}"
        );
        assert!(
            places.iter().any(|place| place.starts_with("stop_words.")),
            "and what it forbids: {places:?}"
        );
    }

    #[test]
    fn a_broken_pack_is_told_of_and_left_aside() {
        let older = RulePack {
            date: "2000-01-01".to_owned(),
            ..built_in()
        };
        let other = RulePack {
            name: "elsewhere".to_owned(),
            ..built_in()
        };
        let no_source = RulePack {
            sources: Vec::new(),
            ..built_in()
        };
        for pack in [older, other, no_source] {
            assert!(
                read(&text(&pack), &built_in()).is_err(),
                "not used: {pack:?}"
            );
        }
        assert!(read("date = 7", &built_in()).is_err(), "not even a pack");
    }
}
