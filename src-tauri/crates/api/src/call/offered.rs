//! What marketplaces offer, for lists that say what is absent.

use std::collections::HashMap;

use domain::{AccountId, Capability, MarketplaceId};
use engine::Profile;
use store::account::Account;

/// The marketplace of every shop.
pub(crate) type Marketplaces = HashMap<AccountId, MarketplaceId>;

/// Which shop is where.
pub(crate) fn marketplaces(accounts: &[Account]) -> Marketplaces {
    let placed = accounts
        .iter()
        .map(|account| (account.id, account.marketplace.clone()));
    placed.collect()
}

/// Marketplaces of which that is true, each once.
pub(crate) fn those(marketplaces: &Marketplaces, fits: impl Fn(&Profile) -> bool) -> Vec<String> {
    let registry = engine::Registry::all();
    let fits = |id: &&MarketplaceId| {
        let connector = registry.get(id);
        connector.is_some_and(|connector| fits(connector.profile()))
    };
    let mut found: Vec<String> = marketplaces
        .values()
        .filter(fits)
        .map(ToString::to_string)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Those that let something be read and not be written.
pub(crate) fn read_only(marketplaces: &Marketplaces, what: Capability) -> Vec<String> {
    those(marketplaces, |profile| {
        profile.offers(what) == (true, false)
    })
}

/// Those that do not let it be read.
pub(crate) fn absent(marketplaces: &Marketplaces, what: Capability) -> Vec<String> {
    those(marketplaces, |profile| !profile.offers(what).0)
}
