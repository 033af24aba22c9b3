use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::guard::Guard;

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).expect("a header"),
        )
    };
    pairs.iter().map(pair).collect()
}

#[test]
fn only_our_own_page_on_this_machine_is_known() {
    let guard = Guard::new(8717).expect("randomness");
    let known = |pairs: &[(&'static str, &str)]| guard.knows(&headers(pairs));
    assert!(
        known(&[("host", "127.0.0.1:8717")]),
        "the address that is printed"
    );
    assert!(
        known(&[
            ("host", "localhost:8717"),
            ("origin", "http://localhost:8717")
        ]),
        "the same by its other name"
    );
    for (pairs, why) in [
        (
            vec![("host", "evil.example:8717")],
            "a name that was pointed here",
        ),
        (vec![("host", "127.0.0.1")], "another port"),
        (
            vec![("host", "127.0.0.1:8717.evil.example")],
            "a longer name",
        ),
        (vec![], "no name at all"),
        (
            vec![
                ("host", "127.0.0.1:8717"),
                ("origin", "http://evil.example"),
            ],
            "another site's page",
        ),
        (
            vec![("host", "127.0.0.1:8717"), ("origin", "null")],
            "a page without a home",
        ),
        (
            vec![
                ("host", "127.0.0.1:8717"),
                ("origin", "https://127.0.0.1:8717"),
            ],
            "another scheme",
        ),
        (
            vec![("host", "127.0.0.1:8717"), ("sec-fetch-site", "cross-site")],
            "sent by another site",
        ),
    ] {
        assert!(!known(&pairs), "{why}: {pairs:?}");
    }
}

#[test]
fn the_token_opens_once_and_only_the_session_after_it() {
    let (guard, other) = (
        Guard::new(1).expect("randomness"),
        Guard::new(1).expect("randomness"),
    );
    assert_eq!(guard.token().len(), 64, "256 bits");
    let entered = guard.enter(&headers(&[("x-sam-token", guard.token())]));
    let session = entered.expect("its own").to_owned();
    assert!(
        guard.opens(&headers(&[("x-sam-token", &session)])),
        "the session is known"
    );
    assert_eq!(
        guard.enter(&headers(&[("x-sam-token", guard.token())])),
        None,
        "whoever finds the address later is too late"
    );
    for token in [
        guard.token(),
        other.token(),
        "",
        guard.token().get(..63).expect("most of it"),
    ] {
        assert!(
            !guard.opens(&headers(&[("x-sam-token", token)])),
            "{token:?} is not it"
        );
    }
    assert!(!guard.opens(&headers(&[])), "none at all");
}
