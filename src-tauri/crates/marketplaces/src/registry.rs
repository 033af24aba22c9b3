//! The marketplaces that this build knows. A fifth one is one folder and one
//! line here.

use std::sync::LazyLock;

use domain::MarketplaceId;

use crate::contract::Connector;

/// All connectors.
pub struct Registry(Vec<Box<dyn Connector>>);

/// Their rules are parsed once: every page of the app asks what marketplaces offer.
static ALL: LazyLock<Registry> = LazyLock::new(|| {
    Registry(vec![
        Box::new(crate::uzum::Uzum::new()),
        Box::new(crate::wildberries::Wildberries::new()),
        Box::new(crate::yandex::Yandex::new()),
        Box::new(crate::ozon::Ozon::new()),
    ])
});

impl Registry {
    /// Every marketplace of this build, in the order of the screens.
    pub fn all() -> &'static Self {
        &ALL
    }

    /// One by its id.
    pub fn get(&self, id: &MarketplaceId) -> Option<&dyn Connector> {
        self.iter().find(|connector| connector.profile().id == *id)
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Connector> {
        self.0.iter().map(AsRef::as_ref)
    }
}
