use chrono::TimeDelta;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::contract::Connector;
use crate::testing::{keys, start};
use crate::wildberries::Wildberries;

/// A token with that public part.
pub(crate) fn token(claims: &serde_json::Value) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!(
        "{}.{}.{}",
        part(r#"{"alg":"ES256","typ":"JWT"}"#),
        part(&claims.to_string()),
        part("signature")
    )
}

fn decoded(claims: &serde_json::Value) -> Claims {
    Claims::decode(&token(claims)).expect("a token")
}

/// Content, Analytics, Marketplace, Feedbacks.
const ALL: i64 = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 7;

#[rstest]
#[case(1, Some("basic"))]
#[case(2, Some("test"))]
#[case(3, Some("personal"))]
#[case(4, Some("service"))]
#[case(9, None)]
fn the_kind_is_told_by_acc(#[case] acc: i64, #[case] expected: Option<&str>) {
    let passport = decoded(&json!({"acc": acc})).passport();
    assert_eq!(passport.token_kind.as_deref(), expected, "acc {acc}");
    assert_eq!(passport.token_kinds.len(), 4, "the screen shows all kinds");
}

#[rstest]
#[case(json!({"acc": 2}), false)]
#[case(json!({"acc": 3, "t": true}), false)]
#[case(json!({"acc": 3, "t": false}), true)]
#[case(json!({"acc": 3}), true)]
#[case(json!({}), true)]
fn a_test_token_is_told_before_it_is_kept(#[case] claims: serde_json::Value, #[case] opens: bool) {
    let typed = keys(&[("token", &token(&claims))]);
    let seen = Connector::inspect(&Wildberries::new(), &typed);
    let error = seen.err().map(|error| error.kind);
    assert_eq!(error, (!opens).then_some(ErrorKind::TestKey), "{claims}");
}

#[test]
fn permissions_are_bits_of_s() {
    let claims = decoded(&json!({"s": ALL & !(1 << 7)}));
    assert!(
        claims.has(CONTENT) && claims.has(MARKETPLACE),
        "bits 1 and 4"
    );
    assert!(!claims.has(FEEDBACKS), "bit 7 is not there");
    let state = |name: &str| {
        let scopes = claims.passport().scopes;
        scopes
            .into_iter()
            .find(|scope| scope.name == name)
            .map(|scope| scope.state)
    };
    assert_eq!(state("Контент"), Some(ScopeState::Present), "is there");
    assert_eq!(
        state("Вопросы и отзывы"),
        Some(ScopeState::MissingUseful),
        "reviews could be answered with it"
    );
    assert_eq!(
        state("Пользователи"),
        Some(ScopeState::NotNeeded),
        "no use for it"
    );
}

#[test]
fn bit_30_means_read_only() {
    assert!(
        decoded(&json!({"s": ALL | 1 << 30})).read_only(),
        "bit 30 is set"
    );
    assert!(
        !decoded(&json!({"s": ALL})).read_only(),
        "bit 30 is not set"
    );
}

#[test]
fn what_a_token_does_not_say_is_not_held_against_it() {
    let claims = decoded(&json!({}));
    assert!(claims.has(FEEDBACKS), "the marketplace is asked instead");
    assert!(
        claims.passport().scopes.is_empty(),
        "and nothing is claimed"
    );
    assert!(claims.valid_at(start()).is_ok(), "no end was named");
}

#[test]
fn an_expired_token_says_so() {
    let end = start() - TimeDelta::seconds(1);
    let error = decoded(&json!({"exp": end.timestamp()}))
        .valid_at(start())
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Expired, "the key works no more");
    assert!(
        error.message.contains("expired on 2026-11-22"),
        "in clear words: {error}"
    );
    let day = json!({"exp": (start() + TimeDelta::days(1)).timestamp().to_string()});
    assert!(
        decoded(&day).valid_at(start()).is_ok(),
        "a day is left; a number in quotes is read"
    );
}

#[rstest]
#[case::empty_middle("a..c")]
#[case::two_parts("abc.def")]
#[case::a_password("hunter2")]
#[case::no_base64("a.!!!.c")]
#[case::no_json("a.aGVsbG8.c")]
#[case::a_list("a.WzFd.c")]
#[case::line_break("a.e30.c\nX-Evil: 1")]
fn other_texts_are_refused_without_being_quoted(#[case] text: &str) {
    let error = Claims::of(&keys(&[("token", text)])).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorised, "{text:?} is no token");
    assert!(
        !error.to_string().contains(text),
        "what was pasted may be another secret"
    );
}

#[test]
fn the_word_bearer_is_forgiven() {
    let pasted = format!("Bearer {}", token(&json!({"acc": 3})));
    let claims = Claims::of(&keys(&[("token", &pasted)])).expect("a token");
    assert_eq!(claims.kind(), Some("personal"), "read all the same");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".*", acc in any::<i64>(), s in any::<i64>(), exp in any::<i64>()) {
        let _ = Claims::decode(&text);
        let claims = decoded(&json!({"acc": acc, "s": s, "exp": exp}));
        let _ = (claims.passport(), claims.valid_at(start()), claims.has(FEEDBACKS));
    }
}
