//! What a key may do: its scopes, its cabinet, the state of its shops.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport, Scope, ScopeState};
use http::Method;
use serde_json::Value;

use super::cabinet::{self, Cabinet};
use super::line::Line;
use super::profile::{CAPABILITIES, limit_words};
use super::wire::Envelope;
use super::wire::shop::{ApiKey, Campaign, SettingsInfo, Token};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError, Why};
use crate::http::Call;
use crate::profile::CapabilitySpec;

const OPERATION: &str = "shop.check";

/// Scopes that the product can use.
const USEFUL: [&str; 6] = [
    "offers-and-cards-management",
    "inventory-and-order-processing",
    "communication",
    "pricing",
    "promotion",
    "finance-and-accounting",
];

/// Words for the kind of key: cabinets of Market Yandex Go have no promotions
/// and no bids in the API.
const KINDS: [&str; 2] = ["Api-Key", "Api-Key, Market Yandex Go"];

/// Asks for everything.
///
/// # Errors
/// As the marketplace answers.
pub(super) async fn check(line: &Line) -> Result<Passport> {
    let cabinet = cabinet::find(line).await?;
    if let Some(closed) = closed(&cabinet) {
        return Err(closed);
    }
    let call = Call::read(OPERATION, cabinet.host, Method::POST, "/v2/auth/token").bucket("token");
    let token: Envelope<Token> = line.ask(&call).await?;
    let path = cabinet.path("v2", "/settings");
    let call = Call::read(OPERATION, cabinet.host, Method::POST, &path).bucket("settings");
    let settings: Envelope<SettingsInfo> = line.ask(&call).await?;
    Ok(passport(&cabinet, &token.result.api_key, &settings.result))
}

fn passport(cabinet: &Cabinet, key: &ApiKey, info: &SettingsInfo) -> Passport {
    let settings = &info.settings;
    let scopes: Vec<String> = words(&key.auth_scopes).map(spelled).collect();
    let [seller, go] = KINDS;
    let is_go = words(&info.traits).any(|word| word == "MARKET_YANDEX_GO");
    let label = [&cabinet.name, &key.name]
        .into_iter()
        .find(|name| !name.is_empty());
    Passport {
        token_kind: Some(if is_go { go } else { seller }.to_owned()),
        token_kinds: KINDS.map(str::to_owned).to_vec(),
        expires_at: None,
        lifetime_days: None,
        read_only: !scopes.is_empty() && scopes.iter().all(|scope| scope.ends_with(":read-only")),
        account_label: label.map(|label| match settings.currency.as_str() {
            "" => label.clone(),
            currency => format!(
                "{label} · {}",
                if currency == "RUR" { "RUB" } else { currency }
            ),
        }),
        external_id: Some(cabinet.business.to_string()),
        cells: CAPABILITIES
            .iter()
            .map(|spec| cell(*spec, &scopes, is_go))
            .collect(),
        scopes: table(&scopes),
    }
}

/// The words of a list; what is none says nothing.
fn words(list: &[Value]) -> impl Iterator<Item = &str> {
    list.iter().filter_map(Value::as_str)
}

/// `ALL_METHODS_READ_ONLY` is `all-methods:read-only` in the cabinet and in 403s.
fn spelled(word: &str) -> String {
    let lower = word.to_lowercase();
    let (scope, suffix) = match lower.strip_suffix("_read_only") {
        Some(scope) => (scope, ":read-only"),
        None => (lower.as_str(), ""),
    };
    format!("{}{suffix}", scope.replace('_', "-"))
}

fn table(scopes: &[String]) -> Vec<Scope> {
    let present = scopes.iter().map(|name| Scope {
        name: name.clone(),
        state: ScopeState::Present,
    });
    let missing = USEFUL.into_iter().filter(|name| !reads(scopes, name));
    let missing = missing.map(|name| Scope {
        name: name.to_owned(),
        state: ScopeState::MissingUseful,
    });
    present.chain(missing).collect()
}

fn has(scopes: &[String], name: &str) -> bool {
    scopes.iter().any(|scope| scope == name)
}

fn writes(scopes: &[String], name: &str) -> bool {
    has(scopes, "all-methods") || has(scopes, name)
}

fn reads(scopes: &[String], name: &str) -> bool {
    writes(scopes, name)
        || has(scopes, "all-methods:read-only")
        || has(scopes, &format!("{name}:read-only"))
}

/// Scopes any of which opens a capability, for reading; the first one is named when all are missing.
fn opening(capability: Capability) -> &'static [&'static str] {
    match capability {
        Capability::Catalogue | Capability::Cards | Capability::Stock => {
            &["offers-and-cards-management"]
        }
        Capability::Prices => &["pricing"],
        // Orders can be read for the reports, too.
        Capability::Orders => &["inventory-and-order-processing", "finance-and-accounting"],
        Capability::Returns | Capability::Finance => &["inventory-and-order-processing"],
        Capability::Reviews | Capability::Questions | Capability::Chats => &["communication"],
        Capability::Ads => &["promotion", "pricing"],
        Capability::Analytics => &["finance-and-accounting"],
        Capability::Tariffs => &["pricing", "finance-and-accounting"],
    }
}

/// Methods that are not for sellers of Market Yandex Go.
fn is_for_others(capability: Capability) -> bool {
    capability == Capability::Ads
}

fn cell(spec: CapabilitySpec, scopes: &[String], is_go: bool) -> CapabilityCell {
    let capability = spec.capability;
    let opening = opening(capability);
    let missing = || Cell::MissingScope(opening.first().copied().unwrap_or_default().to_owned());
    let allowed = |yes: bool| if yes { Cell::Works } else { missing() };
    let read = opening.iter().any(|scope| reads(scopes, scope));
    // Reports only read: their scope changes nothing.
    let changing = opening
        .iter()
        .filter(|scope| **scope != "finance-and-accounting");
    let write = changing.into_iter().any(|scope| writes(scopes, scope));
    let elsewhere = is_go && is_for_others(capability);
    let told = |offered: bool, yes: bool| match offered {
        false => Cell::NotOffered,
        true if elsewhere => Cell::NotForThisSeller("Market Yandex Go".to_owned()),
        true => allowed(yes),
    };
    CapabilityCell {
        capability,
        read: told(spec.read, read),
        write: told(spec.write, write),
        limit: Some(limit_words(capability).to_owned()),
    }
}

/// The API of a cabinet is closed when that of all its shops is ("API for business disabled
/// because it has only disabled partners"); its shops say why.
fn closed(cabinet: &Cabinet) -> Option<MarketplaceError> {
    let shop = cabinet.shops.first()?;
    if !cabinet.whole || cabinet.shops.iter().any(Campaign::open) {
        return None;
    }
    let word = shop.api_availability.as_str();
    let mut error = MarketplaceError::new(ErrorKind::Blocked, OPERATION, word);
    error.why = match word {
        "MANUALLY_DISABLED" => Some(Why::SwitchedOff),
        "DISABLED_BY_INACTIVITY" => Some(Why::Inactive),
        "DISABLED_BY_NO_ACTIVE_CONTRACT" => Some(Why::NoContract),
        "DISABLED_BY_NO_PLACEMENT_TYPE" => Some(Why::NoPlacement),
        _ => None,
    };
    Some(error)
}
