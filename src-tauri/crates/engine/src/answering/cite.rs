//! Where a text rests on a fact: stretches to underline.

use domain::Fact;
use store::draft::Cited;

/// Shortest value worth underlining, in characters.
const SHORTEST: usize = 2;

/// Finds the values of the facts in a text, in characters, first mention each.
/// Without regard to case; overlapping finds give way to the earlier one.
pub(super) fn cite(text: &str, facts: &[Fact]) -> Vec<Cited> {
    let haystack = folded(text);
    let mut found: Vec<Cited> = Vec::new();
    for fact in facts {
        let needle = folded(fact.value.trim());
        if needle.len() < SHORTEST {
            continue;
        }
        let Some(start) = position(&haystack, &needle) else {
            continue;
        };
        let end = start + needle.len();
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else {
            continue;
        };
        let free = found
            .iter()
            .all(|other| end <= other.start || other.end <= start);
        if free {
            found.push(Cited {
                start,
                end,
                fact: fact.number,
            });
        }
    }
    found.sort_by_key(|cited| cited.start);
    found
}

/// One folded character per character, so that positions stay true.
fn folded(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| c.to_lowercase().next().unwrap_or(c))
        .collect()
}

fn position(haystack: &[char], needle: &[char]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_characters_and_without_case() {
        let fact = |number, value: &str| Fact {
            number,
            name: String::new(),
            value: value.to_owned(),
            source: String::new(),
        };
        let facts = [fact(1, "Хлопок"), fact(2, "40 °C"), fact(3, "x")];
        let got = cite("Это хлопок, стирать при 40 °C", &facts);
        let spans: Vec<_> = got.iter().map(|c| (c.start, c.end, c.fact)).collect();
        assert_eq!(
            spans,
            [(4, 10, 1), (24, 29, 2)],
            "Cyrillic counts by characters"
        );
    }
}
