//! Buyers: their names (some hostile to whoever reads them) and cities.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde::Deserialize;

/// The shipped names, cities and the seller's old answers.
#[derive(Debug, Deserialize)]
pub(super) struct People {
    plain: Vec<String>,
    hostile: Vec<String>,
    cities: Vec<(String, String)>,
    /// What the seller used to answer before the demo began.
    pub(super) answers: Answers,
}

/// Old answers by language.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    pub(super) ru: Vec<String>,
    pub(super) uz: Vec<String>,
}

impl People {
    pub(super) fn shipped() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("data/people.json"))
    }

    /// A name; one in thirty tries to talk to a program.
    pub(super) fn name(&self, dice: &mut StdRng) -> String {
        let names = if dice.random_range(0..30) == 0 {
            &self.hostile
        } else {
            &self.plain
        };
        names.choose(dice).cloned().unwrap_or_default()
    }

    /// A city and its region.
    pub(super) fn city(&self, dice: &mut StdRng) -> (String, String) {
        self.cities.choose(dice).cloned().unwrap_or_default()
    }
}
