//! Buyers' claims.

use domain::{Currency, Money, Return, ReturnChoice, ReturnKind, ReturnState, Scheme};
use serde_json::Value;

use super::super::wire::Claim;
use super::{moment, needed, needed_moment};
use crate::http::row;
use crate::page::BadRow;

/// A claim. What the buyer writes is kept as it is and quoted nowhere.
pub(crate) fn claim(raw: &Value) -> Result<Return, BadRow> {
    let claim: Claim = row(raw)?;
    let amount = claim.price.and_then(|price| {
        let currency = claim.currency_code.parse().ok()?;
        Money::from_major(price, Currency::from_number(currency)?).ok()
    });
    let choice = |code: String| ReturnChoice {
        name: None,
        wants_text: wants_text(&code),
        wants_amount: false,
        code,
    };
    Ok(Return {
        external_id: needed(raw, "id", claim.id)?.into(),
        order: claim.srid.map(Into::into),
        listing: claim.nm_id.map(Into::into),
        title: claim.imt_name,
        quantity: 1,
        kind: ReturnKind::Claim,
        scheme: Scheme::Unknown,
        state: state(claim.status, claim.status_ex),
        word: word(claim.status, claim.status_ex),
        reason: None,
        comment: claim.user_comment,
        photos: claim.photos.into_iter().filter_map(address).collect(),
        amount,
        choices: claim.actions.into_iter().map(choice).collect(),
        created_at: needed_moment(raw, "dt", &claim.dt)?,
        updated_at: claim.dt_update.as_deref().and_then(moment),
        deadline: None,
    })
}

/// Decisions that carry a text of the seller's.
pub(crate) fn wants_text(code: &str) -> bool {
    matches!(code, "rejectcustom" | "approvecc1")
}

fn word(status: Option<i64>, goods: Option<i64>) -> String {
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    format!("{}/{}", number(status), number(goods))
}

/// Goods that stay with the buyer (1, 5) or go back on sale or away (2, 8) need nothing more of
/// the seller; 10 is on its way back.
fn state(status: Option<i64>, goods: Option<i64>) -> ReturnState {
    match (status, goods) {
        (Some(0), _) => ReturnState::Undecided,
        (Some(1 | 2), Some(10)) => ReturnState::UnderWay,
        (Some(1 | 2), _) => ReturnState::Closed,
        _ => ReturnState::Unknown,
    }
}

/// WB leaves the scheme out of addresses.
fn address(path: String) -> Option<String> {
    match path.strip_prefix("//") {
        Some(rest) => Some(format!("https://{rest}")),
        None => path.starts_with("https://").then_some(path),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example, what we do not read left out.
    pub(in super::super) fn example() -> Value {
        json!({"id": "fe3e9337-e9f9-423c-8930-946a8ebef80", "claim_type": 1, "status": 2,
            "status_ex": 8, "nm_id": 196_320_101,
            "user_comment": "Длина провода не соответствует описанию",
            "dt": "2025-03-26T17:06:12.245611", "imt_name": "Кабель 0.5 м, 3797",
            "dt_update": "2025-05-10T18:01:06.999613",
            "photos": ["//photos.wbstatic.net/claim/fe3e/1.webp", "javascript:alert(1)"],
            "actions": ["autorefund1", "rejectcustom"], "price": 157, "currency_code": "643",
            "srid": "v5o_7143225816503318733.0.0"})
    }

    #[test]
    fn a_claim_is_read_with_its_choices() {
        let read = claim(&example()).expect("the official example");
        assert_eq!(read.state, ReturnState::Closed, "granted, and back on sale");
        assert_eq!(
            read.amount.map(|money| money.minor),
            Some(15_700),
            "643 is the rouble"
        );
        assert_eq!(
            read.photos,
            ["https://photos.wbstatic.net/claim/fe3e/1.webp"],
            "addresses and nothing else"
        );
        let choices: Vec<(&str, bool)> = read
            .choices
            .iter()
            .map(|choice| (choice.code.as_str(), choice.wants_text))
            .collect();
        assert_eq!(
            choices,
            [("autorefund1", false), ("rejectcustom", true)],
            "in WB's words"
        );
        assert_eq!(
            read.created_at.to_rfc3339(),
            "2025-03-26T14:06:12.245611+00:00",
            "WB's times are Moscow's"
        );
    }

    #[test]
    fn a_claim_without_a_number_is_a_bad_row() {
        for path in ["/id", "/dt"] {
            let mut raw = example();
            *raw.pointer_mut(path).expect("it is there") = Value::Null;
            assert!(claim(&raw).is_err(), "{path} is needed");
        }
    }
}
