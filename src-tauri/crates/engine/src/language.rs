//! Which language a buyer wrote in. Uzbek has two scripts; sellers and buyers
//! write oʻ and gʻ with any apostrophe, or with none.

use domain::Language;

use crate::guardrails::plain;

/// Words that no Russian text has.
const UZBEK_CYRILLIC: &[&str] = &[
    "ва",
    "учун",
    "жуда",
    "яхши",
    "эмас",
    "бор",
    "йуқ",
    "йуқ",
    "рахмат",
    "раҳмат",
    "лекин",
    "билан",
    "керак",
    "ёқди",
    "екди",
    "яхшими",
    "борми",
    "чиройли",
    "сифатли",
    "сифати",
    "тавсия",
    "киламан",
    "қиламан",
    "мумкин",
    "мумкинми",
    "нархи",
    "келди",
    "етиб",
    "олдим",
    "зур",
    "зўр",
    "ажойиб",
    "сотувчи",
    "катта",
    "кичик",
    "канча",
    "қанча",
    "неча",
    "бўлади",
    "ассалому",
    "булди",
    "килди",
    "экан",
    "эди",
    "эканлиги",
    "менга",
    "сизга",
    "болалар",
    "даражада",
    "мазза",
    "килиб",
    "киляпти",
    "олинг",
    "келибди",
    "олсангиз",
    "арзон",
];

/// Words that no English text has.
const UZBEK_LATIN: &[&str] = &[
    "va",
    "uchun",
    "juda",
    "yaxshi",
    "emas",
    "bor",
    "yo'q",
    "yoq",
    "rahmat",
    "raxmat",
    "lekin",
    "bilan",
    "kerak",
    "yoqdi",
    "yaxshimi",
    "bormi",
    "chiroyli",
    "sifatli",
    "sifati",
    "tavsiya",
    "qilaman",
    "mumkin",
    "mumkinmi",
    "narxi",
    "keldi",
    "yetib",
    "oldim",
    "zo'r",
    "zor",
    "ajoyib",
    "sotuvchi",
    "katta",
    "kichik",
    "qancha",
    "necha",
    "bo'ladi",
    "boladi",
    "assalomu",
    "salom",
    "uchunmi",
    "qanday",
    "qayerda",
    "nechta",
    "bu",
    "mahsulot",
    "tovar",
    "zo'rakan",
    "ekan",
    "bo'lsa",
    "sizga",
    "sizning",
    "minnatdormiz",
];

const ENGLISH: &[&str] = &[
    "the", "and", "is", "it", "this", "very", "good", "great", "not", "was", "are", "for", "with",
    "have", "has", "you", "your", "my", "but", "does", "what", "how", "can", "thanks", "thank",
    "nice", "quality", "size", "please", "bad", "love", "we", "of", "to",
];

/// The language of a text; `Other` when there is too little to tell.
pub fn detect(text: &str) -> Language {
    detect_plain(&plain(text))
}

/// The same for a text in its plain form.
pub(crate) fn detect_plain(text: &str) -> Language {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    let cyrillic = text
        .chars()
        .filter(|c| ('\u{0400}'..='\u{04ff}').contains(c))
        .count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    match (cyrillic, latin) {
        (0, 0) => Language::Other,
        (cyrillic, latin) if cyrillic >= latin => in_cyrillic(text, &words),
        _ => in_latin(text, &words),
    }
}

/// Letters of alphabets that are neither Russian nor Uzbek: Kazakh, Kyrgyz, Tajik, Ukrainian
/// and their neighbours.
const OTHER_LETTERS: &str = "әөүұіңӣӯҷїєґһөҥӈӧҝҫҙ";

/// Words of those languages that have none of their letters.
const OTHER_CYRILLIC: &[&str] = &[
    "жаксы",
    "жақсы",
    "рахмет",
    "керемет",
    "жакшы",
    "абдан",
    "сонун",
    "ыракмат",
    "ырахмат",
    "екен",
    "экен",
    "болды",
    "маған",
    "маган",
    "хеле",
    "хуб",
    "хубаст",
    "аст",
    "барои",
    "ташаккур",
    "дуже",
    "гарний",
    "дякую",
];

/// Endings that Uzbek words have and Russian ones lack.
const UZBEK_ENDINGS: &[&str] = &[
    "ларга",
    "ларни",
    "ларда",
    "лардан",
    "ларим",
    "ларимга",
    "имизга",
    "имга",
    "ингиз",
    "ингизга",
    "гизга",
    "сангиз",
    "япти",
    "ибди",
    "майди",
    "мокда",
    "моқда",
    "ларнинг",
    "имнинг",
    "ингизнинг",
    "дагидек",
    "гандек",
    "чилик",
    "лигидан",
];

fn in_cyrillic(text: &str, words: &[&str]) -> Language {
    if text.contains(|c| OTHER_LETTERS.contains(c)) || share(words, OTHER_CYRILLIC) >= 0.2 {
        return Language::Other;
    }
    if text.contains(['ў', 'қ', 'ғ', 'ҳ']) || share(words, UZBEK_CYRILLIC) >= 0.2 {
        return Language::UzbekCyrillic;
    }
    // Russian has ы and щ in every other sentence, Uzbek in none.
    if !text.contains(['ы', 'щ']) && words.iter().any(|word| is_uzbek(word)) {
        return Language::UzbekCyrillic;
    }
    Language::Russian
}

/// By its form alone: "аъ" stands in no Russian word.
fn is_uzbek(word: &str) -> bool {
    let ends = |ending: &&str| word.len() > ending.len() + 4 && word.ends_with(*ending);
    word.contains("аъ") || UZBEK_ENDINGS.iter().any(ends)
}

fn in_latin(text: &str, words: &[&str]) -> Language {
    let uzbek = share(words, UZBEK_LATIN)
        + if text.contains("o'") || text.contains("g'") {
            0.3
        } else {
            0.0
        };
    let english = share(words, ENGLISH);
    if uzbek == 0.0 && english == 0.0 {
        return by_trigrams(text);
    }
    if uzbek >= english {
        Language::UzbekLatin
    } else {
        Language::English
    }
}

/// Whatlang knows Uzbek in Latin letters; it is trusted when it says so itself.
fn by_trigrams(text: &str) -> Language {
    match whatlang::detect(text) {
        Some(info) if info.is_reliable() && info.lang() == whatlang::Lang::Uzb => {
            Language::UzbekLatin
        }
        Some(info) if info.is_reliable() && info.lang() == whatlang::Lang::Eng => Language::English,
        _ => Language::Other,
    }
}

fn share(words: &[&str], known: &[&str]) -> f64 {
    if words.is_empty() {
        return 0.0;
    }
    let hits = words.iter().filter(|word| known.contains(word)).count();
    ratio(hits, words.len())
}

fn ratio(part: usize, whole: usize) -> f64 {
    let small = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    small(part) / small(whole)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Juda yaxshi sochiq, rahmat", Language::UzbekLatin)]
    #[case("Zoʻr, tavsiya qilaman!", Language::UzbekLatin)]
    #[case("Sifati a'lo, rangi ham chiroyli", Language::UzbekLatin)]
    #[case("Жуда яхши сочиқ, раҳмат", Language::UzbekCyrillic)]
    #[case("Сифати яхши, тавсия киламан", Language::UzbekCyrillic)]
    #[case("Болаларимга маъкул булди", Language::UzbekCyrillic)]
    #[case("Аъло даражада экан", Language::UzbekCyrillic)]
    #[case("Өте жақсы, рахмет", Language::Other)]
    #[case("Абдан жакшы экен", Language::Other)]
    #[case("Хеле хуб аст", Language::Other)]
    #[case("Дуже гарний рушник, дякую", Language::Other)]
    #[case("Скрининг и тюнинг отличные", Language::Russian)]
    #[case("Всегда хорошая дорога, найди книги", Language::Russian)]
    #[case("Полотенце линяет, вода красная", Language::Russian)]
    #[case("Отличное качество, рекомендую", Language::Russian)]
    #[case("Great quality, thanks", Language::English)]
    #[case("Does it fit a gas stove?", Language::English)]
    #[case("👍👍👍", Language::Other)]
    #[case("", Language::Other)]
    fn buyers_languages(#[case] text: &str, #[case] expected: Language) {
        assert_eq!(detect(text), expected, "{text:?}");
    }
}
