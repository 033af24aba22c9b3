use super::*;

fn counted(count: u64) -> BTreeMap<String, String> {
    BTreeMap::from([("count".to_owned(), count.to_string())])
}

#[test]
fn every_language_has_every_text_of_the_command_line() {
    let keys = |locale: &str| -> Vec<String> {
        let own = CATALOGUES[locale]
            .keys()
            .filter(|key| key.starts_with("sam."));
        own.cloned().collect()
    };
    let plain = |keys: Vec<String>| -> std::collections::BTreeSet<String> {
        let forms = ["_one", "_few", "_many", "_other"];
        let stem = |key: &String| {
            let found = forms.iter().find_map(|form| key.strip_suffix(form));
            found.unwrap_or(key).to_owned()
        };
        keys.iter().map(stem).collect()
    };
    let english = plain(keys("en"));
    assert!(english.len() > 20, "else nothing is compared: {english:?}");
    for locale in LOCALES {
        assert_eq!(
            plain(keys(locale)),
            english,
            "{locale} would show a bare key"
        );
    }
}

#[test]
fn every_error_has_words_in_every_language() {
    let codes = [
        "unauthorised_key",
        "expired_key",
        "test_key",
        "missing_scope",
        "needs_subscription",
        "blocked_company",
        "moving",
        "other_host",
        "ai_key",
        "ai_billing",
        "ai_spend_limit",
        "rate_limited",
        "unreachable",
        "unreadable_answer",
        "rejected_by_marketplace",
        "unsupported",
        "not_found",
        "bad_input",
        "forbidden",
        "viewer_only",
        "store_newer",
        "store_corrupt",
        "disk_full",
        "keychain_unavailable",
        "conflict",
        "too_late",
        "not_ready",
        "stopped",
        "internal",
    ];
    for locale in LOCALES {
        for code in codes {
            let own = CATALOGUES[locale].contains_key(&format!("error.{code}"));
            assert!(own, "{locale} does not say {code}");
        }
    }
}

#[test]
fn russian_has_three_forms_and_values_are_put_in() {
    let said = |count| fill("ru", "common.stars", &counted(count));
    assert_eq!(
        [1, 3, 5, 11, 21, 112].map(said),
        [
            "1 звезда",
            "3 звезды",
            "5 звёзд",
            "11 звёзд",
            "21 звезда",
            "112 звёзд"
        ],
        "each number in its own form"
    );
}

#[test]
fn an_unknown_key_or_language_is_not_a_fault() {
    assert_eq!(
        say("en", "no.such.key"),
        "no.such.key",
        "the key says more than nothing"
    );
    assert_eq!(
        say("fr", "common.retry"),
        say("en", "common.retry"),
        "English is the way out"
    );
}

#[test]
fn the_terminals_language_is_heard() {
    let of = |value: &'static str| {
        of_environment(move |name| (name == "LANG").then(|| value.to_owned()))
    };
    assert_eq!(
        ["ru_RU.UTF-8", "uz_UZ.UTF-8", "uz_UZ@cyrillic", "C", ""].map(of),
        ["ru", "uz-Latn", "uz-Cyrl", "en", "en"],
        "by the first letters"
    );
}
