//! What the rules say about a change: hard ones refuse it, soft ones are shown to the person who
//! decides. Pure.

use domain::{
    CardChange, CardRules, Decision, Picture, PictureFile, Reason, RulePack, RuleResult, Verdict,
};
use marketplaces::{Changes, Unfit};

use super::verb::Verb;

/// The rules of one change, as they are looked at.
pub(super) struct Sheet<'a> {
    pack: &'a RulePack,
    rules: Vec<RuleResult>,
    reasons: Vec<Reason>,
    refused: bool,
}

/// Judges a change, and gives the nearest one that the marketplace would take where it would not
/// take this one. Nothing leaves without a person's yes until an owner's policy says otherwise.
pub(super) fn judge<V: Verb>(
    change: &V,
    by: &dyn Changes<V>,
    pack: &RulePack,
) -> (Verdict, Option<V>) {
    let mut sheet = Sheet {
        pack,
        rules: Vec::new(),
        reasons: Vec::new(),
        refused: false,
    };
    change.judged(&mut sheet);
    let nearest = match by.fit(change) {
        Ok(()) => {
            sheet.must("marketplace_takes_it", true, "");
            None
        }
        Err(Unfit { reason, nearest }) => {
            sheet.must("marketplace_takes_it", false, reason);
            nearest.map(|nearest| *nearest)
        }
    };
    (sheet.verdict(), nearest)
}

impl Sheet<'_> {
    /// A rule that refuses.
    pub(super) fn must(&mut self, rule: &str, passed: bool, measured: &str) {
        self.refused |= !passed;
        self.note(rule, passed, measured);
    }

    /// A rule that is shown to whoever decides.
    pub(super) fn should(&mut self, rule: &str, passed: bool, measured: &str) {
        self.note(rule, passed, measured);
    }

    fn note(&mut self, rule: &str, passed: bool, measured: &str) {
        if !passed {
            self.reasons.push(Reason {
                code: rule.to_owned(),
                detail: Some(measured.to_owned()).filter(|detail| !detail.is_empty()),
            });
        }
        self.rules.push(RuleResult {
            rule: rule.to_owned(),
            passed,
            measured: measured.to_owned(),
        });
    }

    /// Words that a buyer reads: no way out of the marketplace.
    pub(super) fn text(&mut self, text: &str) {
        for found in crate::guardrails::ways_out(text, self.pack) {
            self.must(&found.rule, found.passed, &found.measured);
        }
    }

    /// A card against the marketplace's rule pack.
    pub(super) fn card(&mut self, card: &CardChange) {
        let Some(rules) = self.pack.card.clone() else {
            return;
        };
        let most = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
        if let Some(title) = &card.title {
            let length = title.chars().count();
            self.must(
                "title_length",
                (1..=most(rules.title_max)).contains(&length),
                &length.to_string(),
            );
        }
        if let Some(description) = &card.description {
            let length = description.chars().count();
            let fits =
                (most(rules.description_min)..=most(rules.description_max)).contains(&length);
            self.must("description_length", fits, &length.to_string());
        }
        if let Some(pictures) = &card.pictures {
            let fits = pictures.len() <= most(rules.pictures_max);
            self.must("pictures_most", fits, &pictures.len().to_string());
            for file in pictures.iter().filter_map(Picture::file) {
                self.picture(file, &rules);
            }
        }
        let texts = [card.title.as_deref(), card.description.as_deref()];
        let said = texts
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        let forbidden = rules.forbidden.iter().find(|word| says(&said, word));
        self.must(
            "forbidden_words",
            forbidden.is_none(),
            forbidden.map_or("", String::as_str),
        );
        self.text(&said);
    }

    /// A file of the seller's; a picture at an address is for the marketplace to look at.
    fn picture(&mut self, file: &PictureFile, rules: &CardRules) {
        let own = file.format.extension();
        let formats = &rules.picture_formats;
        let known = formats.is_empty() || formats.iter().any(|format| format == own);
        let (width, height) = rules.picture_min;
        let sharp = file.width >= width && file.height >= height;
        let small = rules.picture_bytes_max == 0 || file.bytes <= rules.picture_bytes_max;
        let told = file.to_string();
        self.must("picture_files", rules.picture_files, &told);
        self.must("picture_format", known, &told);
        self.must("picture_pixels", sharp, &told);
        self.must("picture_size", small, &format!("{told}, {} B", file.bytes));
    }

    fn verdict(self) -> Verdict {
        Verdict {
            decision: if self.refused {
                Decision::Refuse
            } else {
                Decision::Ask
            },
            reasons: self.reasons,
            rules: self.rules,
            pack: self.pack.name.clone(),
            pack_date: self.pack.date.clone(),
        }
    }
}

/// Whether a text says a word or phrase, not a part of a longer word.
fn says(text: &str, word: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(word).any(|(at, found)| {
        edge(text.get(..at).and_then(|before| before.chars().next_back()))
            && edge(
                text.get(at + found.len()..)
                    .and_then(|after| after.chars().next()),
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_word_is_not_the_word() {
        assert!(says("новый хит сезона", "хит"), "the word itself");
        assert!(!says("архитектура", "хит"), "another word");
        assert!(says("хит", "хит"), "alone");
    }
}
