//! What a key may do: its roles and their methods, its end, and what the
//! cabinet's subscription opens. Subscriptions are tried out, since the one for
//! reviews alone is not told by any method.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport, Scope, ScopeState};
use secrets::Sensitive;
use serde_json::{Value, json};

use super::ads_line::AdsLine;
use super::analytics::DATA;
use super::chats::CHATS;
use super::finance::{BALANCE, BY_DAY};
use super::gates::FOR_MESSAGES;
use super::line::Line;
use super::prices::PRICES;
use super::profile::CAPABILITIES;
use super::wire::shop::{Role, Roles, SellerInfo};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;

const OPERATION: &str = "shop.check";

/// The limit in plain words.
const LIMIT: &str = "50 / s";

/// The limit of advertising.
const LIMIT_OF_ADS: &str = "100 000 / 24 h";

/// The key that advertising needs.
const FOR_ADS: &str = "Performance API";

/// Asks for everything; `ads` when the key for advertising is there.
///
/// # Errors
/// As the marketplace answers.
pub(super) async fn check(
    line: &Line,
    ads: Option<&AdsLine>,
    client_id: &Sensitive<String>,
) -> Result<Passport> {
    let told: Roles = line.ask(OPERATION, "/v1/roles", json!({})).await?;
    let roles: Vec<Role> = readable(&told.roles);
    // A role that cannot be read may open anything: then the calls decide.
    let judged = if roles.len() == told.roles.len() {
        roles.as_slice()
    } else {
        &[]
    };
    let info: SellerInfo = line.ask(OPERATION, "/v1/seller/info", json!({})).await?;
    let mut cells = Vec::new();
    for spec in CAPABILITIES {
        cells.push(match spec.capability {
            Capability::Ads => advertising(ads).await,
            capability => cell(line, judged, &info, capability).await,
        });
    }
    Ok(Passport {
        token_kind: Some("Api-Key".to_owned()),
        token_kinds: vec!["Api-Key".to_owned()],
        expires_at: told.expires_at,
        // Three months since September 2026; older keys may have six, so only the date counts.
        lifetime_days: None,
        scopes: roles.iter().map(present).collect(),
        read_only: !judged.is_empty() && judged.iter().all(Role::only_reads),
        account_label: label(&info),
        external_id: Some(client_id.expose().clone()),
        cells,
    })
}

fn present(role: &Role) -> Scope {
    Scope {
        name: role.name.clone(),
        state: ScopeState::Present,
    }
}

/// Name, currency and subscription, as far as they are told.
fn label(info: &SellerInfo) -> Option<String> {
    let plan = match info.subscription.kind.as_str() {
        "PREMIUM" => "Premium",
        "PREMIUM_LITE" => "Premium Lite",
        "PREMIUM_PLUS" => "Premium Plus",
        "PREMIUM_PRO" => "Premium Pro",
        _ => "",
    };
    let parts = [
        info.company.name.as_str(),
        info.company.currency.as_str(),
        plan,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

async fn cell(
    line: &Line,
    roles: &[Role],
    info: &SellerInfo,
    capability: Capability,
) -> CapabilityCell {
    let (read, write) = match capability {
        Capability::Catalogue => (granted(roles, "/v3/product/list", false), Cell::NotOffered),
        Capability::Cards => {
            let rated = granted(roles, "/v1/product/rating-by-sku", false);
            let words = granted(roles, "/v1/description-category/tree", false);
            let whole = granted(roles, "/v3/product/import", true);
            let parts = granted(roles, "/v1/product/attributes/update", true);
            (both(rated, words), both(whole, parts))
        }
        Capability::Prices => plain(roles, PRICES, "/v1/product/import/prices"),
        Capability::Tariffs => (granted(roles, PRICES, false), Cell::NotOffered),
        Capability::Stock => {
            let sums = granted(roles, "/v4/product/info/stocks", false);
            let places = granted(roles, "/v2/product/info/stocks-by-warehouse/fbs", false);
            let writes = granted(roles, "/v2/products/stocks", true);
            (both(sums, places), writes)
        }
        Capability::Orders => {
            let seller = granted(roles, "/v4/posting/fbs/list", false);
            let ozon = granted(roles, "/v3/posting/fbo/list", false);
            let parcels = granted(roles, "/v4/posting/fbs/unfulfilled/list", false);
            let writes = granted(roles, "/v4/posting/fbs/ship", true);
            (both(both(seller, ozon), parcels), writes)
        }
        Capability::Returns => {
            let claims = granted(roles, "/v2/returns/rfbs/list", false);
            let read = both(granted(roles, "/v1/returns/list", false), claims);
            (read, granted(roles, "/v1/returns/rfbs/action/set", true))
        }
        Capability::Chats => {
            let write = granted(roles, "/v1/chat/send/message", true);
            let write = match (write, info.has_premium_plus()) {
                (Cell::Works, false) => Cell::NeedsSubscription(FOR_MESSAGES.to_owned()),
                (write, _) => write,
            };
            (granted(roles, CHATS, false), write)
        }
        Capability::Finance => {
            let read = both(
                granted(roles, BY_DAY, false),
                granted(roles, BALANCE, false),
            );
            (read, Cell::NotOffered)
        }
        Capability::Analytics => (granted(roles, DATA, false), Cell::NotOffered),
        Capability::Reviews => {
            let body = json!({ "filters": { "status": "ALL" }, "limit": 20, "sort_dir": "ASC" });
            let writes = "/v1/review/comment/create";
            tried(line, roles, ("/v2/review/list", body), writes).await
        }
        _ => {
            let body = json!({ "filter": { "status": "ALL" }, "limit": 10, "sort_dir": "ASC" });
            let writes = "/v1/question/answer/create";
            tried(line, roles, ("/v1/question/list", body), writes).await
        }
    };
    CapabilityCell {
        capability,
        read,
        write,
        limit: Some(LIMIT.to_owned()),
    }
}

/// Its key opens all of it. Without one the rest of the shop works all the same.
async fn advertising(ads: Option<&AdsLine>) -> CapabilityCell {
    let cell = match ads {
        None => Cell::NeedsKey(FOR_ADS.to_owned()),
        Some(ads) => match ads.check(OPERATION).await {
            Ok(()) => Cell::Works,
            Err(error) if error.kind == ErrorKind::RateLimited => Cell::Queued,
            Err(error) => Cell::Failed(error.message),
        },
    };
    CapabilityCell {
        capability: Capability::Ads,
        read: cell.clone(),
        write: cell,
        limit: Some(LIMIT_OF_ADS.to_owned()),
    }
}

/// A method that reads and one that writes.
fn plain(roles: &[Role], reads: &str, writes: &str) -> (Cell, Cell) {
    (granted(roles, reads, false), granted(roles, writes, true))
}

fn both(one: Cell, other: Cell) -> Cell {
    if one == Cell::Works { other } else { one }
}

fn granted(roles: &[Role], path: &str, write: bool) -> Cell {
    // A key without any list of methods is judged by its calls.
    let untold = roles
        .iter()
        .all(|role| role.methods.is_empty() && !role.only_reads());
    if untold || roles.iter().any(|role| role.grants(path, write)) {
        Cell::Works
    } else {
        Cell::MissingScope(path.to_owned())
    }
}

/// Tries a method that a subscription opens; gives reading and writing.
async fn tried(
    line: &Line,
    roles: &[Role],
    (path, body): (&str, Value),
    writes: &str,
) -> (Cell, Cell) {
    let read = match granted(roles, path, false) {
        Cell::Works => match line.ask::<Value>(OPERATION, path, body).await {
            Ok(_) => Cell::Works,
            Err(error) => refused(&error, path),
        },
        missing => missing,
    };
    let write = match &read {
        Cell::Works => granted(roles, writes, true),
        other => other.clone(),
    };
    (read, write)
}

fn refused(error: &MarketplaceError, path: &str) -> Cell {
    match error.kind {
        ErrorKind::NeedsSubscription => {
            Cell::NeedsSubscription(error.about.clone().unwrap_or_default())
        }
        ErrorKind::Forbidden => Cell::MissingScope(path.to_owned()),
        ErrorKind::RateLimited => Cell::Queued,
        _ => Cell::Failed(error.message.clone()),
    }
}

impl Role {
    /// "Admin read only" and the like.
    fn only_reads(&self) -> bool {
        let name = self.name.to_lowercase();
        name.contains("read only") || name.contains("read-only")
    }

    /// Whether the role opens a method. Methods are listed whole or by their
    /// beginning, at times in an older version.
    fn grants(&self, path: &str, write: bool) -> bool {
        let name = self.name.to_lowercase();
        if name == "admin" || (name == "admin read only" && !write) {
            return true;
        }
        let wanted = versionless(path);
        self.methods.iter().any(|method| {
            let method = versionless(method).trim_end_matches('/');
            let rest = wanted.strip_prefix(method);
            !method.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// `/v3/product/list` is `product/list`.
fn versionless(path: &str) -> &str {
    let path = path.trim_start_matches('/');
    match path.split_once('/') {
        Some((version, rest)) if is_version(version) => rest,
        _ => path,
    }
}

fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
