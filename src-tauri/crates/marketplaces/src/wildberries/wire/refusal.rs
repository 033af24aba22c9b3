//! The shapes in which Wildberries says no: the gateway's problem (`detail`, `title`), the envelope
//! of cards and reviews (`errorText`), marketplace-api's `message`, advertising's `error`.

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Why a request was refused, and the number that WB's support asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) words: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Refusal {
    /// Reads any body; one that is no JSON says nothing.
    pub(crate) fn of(body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |name: &str| {
            let text = body.get(name)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let words = ["detail", "errorText", "message", "error", "title", "code"];
        // Advertising says some of it in a bare text.
        let bare = body.as_str().filter(|text| !text.is_empty());
        Self {
            words: words.into_iter().find_map(text).or(bare.map(str::to_owned)),
            request_id: text("requestId").or_else(|| text("request_id")),
        }
    }
}

/// Whether an answer with a status of success says all the same that it is an error.
pub(crate) fn says_no(body: &[u8]) -> bool {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Envelope {
        #[serde(deserialize_with = "loose::truth")]
        error: Option<bool>,
    }
    let envelope: Envelope = serde_json::from_slice(body).unwrap_or_default();
    envelope.error == Some(true)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        r#"{"title":"unauthorized","detail":"token problem; expired","requestId":"7b80","status":401}"#,
        Some("token problem; expired"),
        Some("7b80")
    )]
    #[case(
        r#"{"data":null,"error":true,"errorText":"Не найден отзыв","additionalErrors":null,"requestId":"734c"}"#,
        Some("Не найден отзыв"),
        Some("734c")
    )]
    #[case(r#"{"code":"NotFound","message":""}"#, Some("NotFound"), None)]
    #[case(
        r#"{"code":"AccessDenied","message":"Доступ запрещён"}"#,
        Some("Доступ запрещён"),
        None
    )]
    #[case("<html>Bad Gateway</html>", None, None)]
    #[case(r#"["no"]"#, None, None)]
    #[case(
        r#"{"error":"AdvertChangeStatus: Low Budget"}"#,
        Some("AdvertChangeStatus: Low Budget"),
        None
    )]
    #[case(r#""Статус не изменен""#, Some("Статус не изменен"), None)]
    #[case("", None, None)]
    fn each_shape_is_read(
        #[case] body: &str,
        #[case] words: Option<&str>,
        #[case] request_id: Option<&str>,
    ) {
        let refusal = Refusal::of(body.as_bytes());
        assert_eq!(refusal.words.as_deref(), words, "words of {body}");
        assert_eq!(
            refusal.request_id.as_deref(),
            request_id,
            "number of {body}"
        );
    }

    #[rstest]
    #[case(r#"{"data":null,"error":true,"errorText":"no"}"#, true)]
    #[case(r#"{"data":{},"error":false,"errorText":""}"#, false)]
    #[case(r#"{"cards":[],"cursor":{}}"#, false)]
    #[case("", false)]
    fn an_error_can_hide_behind_200(#[case] body: &str, #[case] expected: bool) {
        assert_eq!(says_no(body.as_bytes()), expected, "{body}");
    }
}
