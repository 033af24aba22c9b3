//! What a text is about, told by stems in Uzbek, Russian and English.

/// Topics that a person should answer come first: the first match counts.
const TOPICS: [(&str, bool, &[&str]); 9] = [
    (
        "health",
        true,
        &[
            "аллерг",
            "сыпь",
            "першит",
            "привкус",
            "allerg",
            "toshma",
            "қичиш",
            "қизар",
            "rash",
        ],
    ),
    (
        "legal",
        true,
        &[
            "в суд",
            "юрист",
            "роспотреб",
            "претензи",
            "sudga",
            "huquq",
            "судга",
            "адвокат",
            "court",
            "consumer agency",
        ],
    ),
    (
        "counterfeit",
        true,
        &[
            "подделк",
            "контрафакт",
            "обман",
            "soxta",
            "aldash",
            "қалбаки",
            "алдов",
            "fake",
        ],
    ),
    (
        "defect",
        true,
        &[
            "брак",
            "трещин",
            "дырк",
            "скол",
            "разош",
            "было пять",
            "недовлож",
            "singan",
            "yirt",
            "so'kil",
            "ёрил",
            "йиртиқ",
            "кам чиқ",
            "crack",
            "torn",
            "unusable",
            "ранги чиқ",
        ],
    ),
    (
        "delivery",
        false,
        &[
            "достав",
            "ехала",
            "привезли",
            "курьер",
            "yetkaz",
            "етказ",
            "ҳафта кут",
            "deliver",
            "arrived",
        ],
    ),
    (
        "packaging",
        false,
        &["упаков", "короб", "qadoq", "quti", "қути", "box", "packag"],
    ),
    (
        "size",
        false,
        &[
            "размер",
            "меньше",
            "маломер",
            "o'lcham",
            "ўлчам",
            "smaller",
            "size",
        ],
    ),
    (
        "colour",
        false,
        &["цвет", "rang", "ранг", "colour", "color"],
    ),
    (
        "quality",
        false,
        &[
            "качеств",
            "ткань",
            "пахнет",
            "sifat",
            "matosi",
            "сифат",
            "quality",
        ],
    ),
];

/// What a question asks for, by the card's key.
const KEYS: [(&str, &[&str]); 10] = [
    (
        "care",
        &[
            "ухаж",
            "уход",
            "стира",
            "машинк",
            "посудомо",
            "yuvi",
            "yuvsa",
            "ювил",
            "parvarish",
            "парвариш",
            "wash",
            "care",
        ],
    ),
    (
        "country",
        &[
            "где произв",
            "страна",
            "производ",
            "ishlab chiqar",
            "ишлаб чиқар",
            "mamlakat",
            "country",
            "made in",
        ],
    ),
    (
        "set",
        &[
            "комплект",
            "предмет",
            "to'plam",
            "nechta dona",
            "тўплам",
            "in the set",
            "pieces",
        ],
    ),
    ("warranty", &["гаранти", "kafolat", "кафолат", "warrant"]),
    ("density", &["плотност", "zichlig", "зичли", "density"]),
    (
        "heat",
        &["температур", "harorat", "ҳарорат", "heat", "temperature"],
    ),
    ("volume", &["объем", "литр", "hajm", "ҳажм", "volume"]),
    ("weight", &["весит", "вес", "vazn", "вазн", "weigh"]),
    (
        "size",
        &[
            "размер",
            "рост",
            "диаметр",
            "o'lcham",
            "ўлчам",
            "size",
            "dimension",
        ],
    ),
    (
        "material",
        &[
            "материал",
            "состав",
            "из чего",
            "nimadan",
            "нимадан",
            "tarkib",
            "таркиб",
            "made of",
            "material",
        ],
    ),
];

/// Lower case, ё as е, every apostrophe as '.
pub(super) fn plain(text: &str) -> String {
    let sign = |sign: char| match sign {
        'ё' => 'е',
        'ʻ' | 'ʼ' | '‘' | '’' | '`' | '´' => '\'',
        other => other,
    };
    text.to_lowercase().chars().map(sign).collect()
}

/// The topic and whether a person should look at it.
pub(super) fn of(text: &str) -> Option<(&'static str, bool)> {
    let text = plain(text);
    let about = |stems: &[&str]| stems.iter().any(|stem| text.contains(&plain(stem)));
    let found = TOPICS.iter().find(|(_, _, stems)| about(stems));
    found.map(|(topic, grave, _)| (*topic, *grave))
}

/// The card's key that a question or the name of a fact speaks of.
pub(super) fn key(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let about = |stems: &[&str]| stems.iter().any(|stem| text.contains(&plain(stem)));
    let found = KEYS.iter().find(|(_, stems)| about(stems));
    found.map(|(key, _)| *key)
}
