//! What is kept of a row that could not be read: nothing that tells of a person, and not too much.

use domain::Feed;
use serde_json::Value;

/// Bytes kept of one row.
const MOST: usize = 16 * 1024;
/// What stands where something was.
const MASK: &str = "[masked]";
/// Parts of the names under which marketplaces tell of a person.
const PERSONAL: [&str; 27] = [
    "name",
    "fio",
    "phone",
    "mobile",
    "tel",
    "addr",
    "street",
    "house",
    "building",
    "apartment",
    "flat",
    "entrance",
    "mail",
    "recipient",
    "receiver",
    "customer",
    "buyer",
    "client",
    "passport",
    "birth",
    "latitude",
    "longitude",
    "contact",
    "nick",
    "author",
    "user",
    "comment",
];

/// What names the row: the member `id`, else the first whose name ends as if it did.
pub(super) fn identity(raw: &str) -> Option<String> {
    let Ok(Value::Object(members)) = serde_json::from_str(raw) else {
        return None;
    };
    let own = members.get("id").and_then(scalar);
    let named = |name: &str| {
        let name = name.to_lowercase();
        name.ends_with("id") || name.ends_with("number")
    };
    own.or_else(|| {
        members
            .iter()
            .filter(|(name, _)| named(name))
            .find_map(|(_, value)| scalar(value))
    })
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// The row as it may be kept. Goods and their quantities tell of nobody.
pub(super) fn masked(raw: &str, feed: Feed) -> String {
    let people = match feed {
        Feed::Orders
        | Feed::Parcels
        | Feed::Supplies
        | Feed::Returns
        | Feed::Reviews
        | Feed::Questions
        | Feed::Chats
        | Feed::Ledger
        | Feed::Statements
        | Feed::Documents => true,
        Feed::Catalogue
        | Feed::Stock
        | Feed::Prices
        | Feed::PriceSignals
        | Feed::Promotions
        | Feed::Warehouses
        | Feed::Turnover
        | Feed::Campaigns
        | Feed::AdDays
        | Feed::AdQueries
        | Feed::Balances
        | Feed::Funnel
        | Feed::SearchTerms
        | Feed::Quality
        | Feed::Tariffs
        | Feed::BidSignals
        | Feed::ShopRatings
        | Feed::CategoryPlaces => false,
    };
    let text = match serde_json::from_str::<Value>(raw) {
        Ok(mut value) if people => {
            hide(&mut value);
            value.to_string()
        }
        Err(_) if people => MASK.to_owned(),
        _ => raw.to_owned(),
    };
    cut(text)
}

fn hide(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if personal(name) && !member.is_null() {
                    *member = MASK.into();
                } else {
                    hide(member);
                }
            }
        }
        Value::Array(rows) => rows.iter_mut().for_each(hide),
        Value::String(text) if reaches(text) => *text = MASK.to_owned(),
        _ => {}
    }
}

fn personal(name: &str) -> bool {
    let name = name.to_lowercase().replace("warehouse", "");
    name == "inn" || PERSONAL.iter().any(|part| name.contains(part))
}

/// Whether somebody could be reached by what stands there: an e-mail or a phone number.
fn reaches(text: &str) -> bool {
    let number = |rest: &str| {
        let phone = |c: &char| c.is_ascii_digit() || " ()-".contains(*c);
        let digits = rest.chars().take_while(phone).filter(char::is_ascii_digit);
        digits.count() >= 7
    };
    text.contains('@') || text.split('+').skip(1).any(number)
}

fn cut(mut text: String) -> String {
    if text.len() > MOST {
        let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
    }
    text
}
