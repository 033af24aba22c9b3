//! How Uzum says no: `errors[{code, message}]` with the request's `trace` beside them.

use serde_json::Value;

/// What Uzum says to a key that it does not know, with a status of 403.
const BAD_KEY: &str = "token not found";

/// "Селлер заблокирован" of the official description, with a status of 403.
const BLOCKED: &str = "storage-service-04";

/// Why a request was refused, and the number that Uzum's support asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: Option<String>,
    pub(crate) words: Option<String>,
    pub(crate) trace: Option<String>,
}

impl Refusal {
    /// Reads any body; one that is no JSON says nothing.
    pub(crate) fn of(body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let first = body.pointer("/errors/0").cloned().unwrap_or_default();
        let words = ["message", "detailMessage", "code"];
        let words = words.into_iter().find_map(|name| text(&first, name));
        Self {
            code: text(&first, "code"),
            words: words
                .or_else(|| text(&body, "error"))
                .or_else(|| text(&body, "message")),
            trace: text(&body, "trace"),
        }
    }

    /// Whether it is the key itself that is refused; a missing right is 403, too.
    pub(crate) fn is_bad_key(&self) -> bool {
        let words = self.words.as_deref().unwrap_or_default();
        words.to_lowercase().contains(BAD_KEY)
    }

    /// Whether the seller is blocked.
    pub(crate) fn is_of_blocked(&self) -> bool {
        self.code.as_deref() == Some(BLOCKED)
    }
}

fn text(from: &Value, name: &str) -> Option<String> {
    let text = from.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        r#"{"payload":null,"errors":[{"code":"forbidden-001","message":"Token not found"}],"timestamp":"2026-05-20T10:00:00Z","trace":"ab12"}"#,
        Some("Token not found"),
        Some("ab12"),
        true
    )]
    #[case(
        r#"{"errors":[{"code":"fbs-2-seller-access-denied","message":""},{"code":"x","message":"second"}]}"#,
        Some("fbs-2-seller-access-denied"),
        None,
        false
    )]
    #[case(
        r#"{"status":401,"error":"Unauthorized"}"#,
        Some("Unauthorized"),
        None,
        false
    )]
    #[case(r#"{"errors":"no"}"#, None, None, false)]
    #[case("<html></html>", None, None, false)]
    #[case("", None, None, false)]
    fn refusals(
        #[case] body: &str,
        #[case] words: Option<&str>,
        #[case] trace: Option<&str>,
        #[case] bad_key: bool,
    ) {
        let refusal = Refusal::of(body.as_bytes());
        assert_eq!(refusal.words.as_deref(), words, "words of {body}");
        assert_eq!(refusal.trace.as_deref(), trace, "trace of {body}");
        assert_eq!(refusal.is_bad_key(), bad_key, "the key or a right: {body}");
    }
}
