//! What a key may do: its scopes, its cabinet, the state of its shops.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport, Scope, ScopeState};
use http::Method;
use serde_json::Value;

use super::cabinet::{self, Cabinet};
use super::line::Line;
use super::profile::limit_words;
use super::wire::Envelope;
use super::wire::shop::{ApiKey, Settings, SettingsInfo, Token};
use crate::Result;
use crate::http::Call;

const OPERATION: &str = "shop.check";

/// Scopes that the product can use.
const USEFUL: [&str; 3] = [
    "offers-and-cards-management",
    "inventory-and-order-processing",
    "communication",
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
    let call = Call::read(OPERATION, cabinet.host, Method::POST, "/v2/auth/token").bucket("token");
    let token: Envelope<Token> = line.ask(&call).await?;
    let path = cabinet.path("v2", "/settings");
    let call = Call::read(OPERATION, cabinet.host, Method::POST, &path).bucket("settings");
    let settings: Envelope<SettingsInfo> = line.ask(&call).await?;
    Ok(passport(
        &cabinet,
        &token.result.api_key,
        &settings.result.settings,
    ))
}

fn passport(cabinet: &Cabinet, key: &ApiKey, settings: &Settings) -> Passport {
    let scopes: Vec<String> = words(&key.auth_scopes).map(spelled).collect();
    let [seller, go] = KINDS;
    let is_go = words(&settings.traits).any(|word| word == "MARKET_YANDEX_GO");
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
        cells: Capability::ALL
            .into_iter()
            .map(|capability| cell(capability, &scopes, cabinet))
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

fn cell(capability: Capability, scopes: &[String], cabinet: &Cabinet) -> CapabilityCell {
    let (scope, answers, per_shop) = match capability {
        Capability::Catalogue => ("offers-and-cards-management", false, false),
        Capability::Stock => ("offers-and-cards-management", false, true),
        Capability::Orders => ("inventory-and-order-processing", false, false),
        Capability::Reviews | Capability::Questions => ("communication", true, false),
    };
    // Orders can be read for the reports, too.
    let money = capability == Capability::Orders && has(scopes, "finance-and-accounting");
    let allowed = |yes| match yes {
        true => Cell::Works,
        false => Cell::MissingScope(scope.to_owned()),
    };
    let read = match closed(cabinet).filter(|_| per_shop) {
        Some(reason) => Cell::Failed(reason),
        None => allowed(reads(scopes, scope) || money),
    };
    let write = match answers {
        true => allowed(writes(scopes, scope)),
        false => Cell::NotOffered,
    };
    CapabilityCell {
        capability,
        read,
        write,
        limit: Some(limit_words(capability).to_owned()),
    }
}

/// Why no shop of the cabinet can be called, e.g. `DISABLED_BY_INACTIVITY`.
fn closed(cabinet: &Cabinet) -> Option<String> {
    if cabinet.shops.iter().any(super::wire::shop::Campaign::open) {
        return None;
    }
    cabinet
        .shops
        .first()
        .map(|shop| shop.api_availability.clone())
}
