//! Opened shops: an account's row joined with its connector and its keys. Keys
//! are read from the keychain when a shop is opened and live no longer than it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{AccountId, RulePack};
use marketplaces::http::{HttpSettings, Tap};
use marketplaces::{Connector, Hosts, Http, Keys, Packs, Profile, Registry, Shop};
use secrets::{SecretName, SecretStore, Sensitive};
use store::Store;
use store::account::Account;
use url::Url;

use crate::error::{EngineError, Result};

/// All shops of this process.
pub struct Shops {
    registry: &'static Registry,
    packs: Packs,
    settings: HttpSettings,
    open: Mutex<Opened>,
}

/// What is open, and how often anything was forgotten: a shop that was being opened with its old
/// key meanwhile must not stay.
#[derive(Default)]
struct Opened {
    shops: HashMap<AccountId, Arc<OpenShop>>,
    forgotten: u64,
}

/// A shop that can be asked.
pub struct OpenShop {
    /// Its row as it was when opened.
    pub account: Account,
    /// Dated rules of its marketplace.
    pub rules: RulePack,
    /// The connection.
    pub shop: Box<dyn Shop>,
}

impl Shops {
    /// No shop is open yet.
    pub fn new(registry: &'static Registry, packs: Packs, settings: HttpSettings) -> Self {
        Self {
            registry,
            packs,
            settings,
            open: Mutex::default(),
        }
    }

    /// All marketplaces of this build.
    pub fn registry(&self) -> &Registry {
        self.registry
    }

    /// Buckets of all accounts.
    pub fn limits(&self) -> &marketplaces::Limits {
        &self.settings.limits
    }

    /// The connector of a marketplace.
    ///
    /// # Errors
    /// `BadInput` for one that this build does not know.
    pub fn connector(&self, marketplace: &domain::MarketplaceId) -> Result<&dyn Connector> {
        let why = "this version does not know the marketplace";
        let unknown = EngineError::BadInput {
            field: "marketplace",
            why,
        };
        self.registry.get(marketplace).ok_or(unknown)
    }

    /// The rules of a marketplace: a pack that was dropped in, else the built-in one.
    pub fn rules(&self, marketplace: &domain::MarketplaceId) -> Option<RulePack> {
        let dropped_in = self.packs.get(marketplace).cloned();
        dropped_in.or_else(|| Some(self.profile(marketplace)?.rules.clone()))
    }

    /// The profile of a marketplace, if this build knows it.
    pub fn profile(&self, marketplace: &domain::MarketplaceId) -> Option<&Profile> {
        self.registry.get(marketplace).map(Connector::profile)
    }

    /// An opened shop; the keychain is asked only the first time.
    ///
    /// # Errors
    /// The store's, the keychain's, or `Unauthorised` when a key is missing.
    pub async fn open(
        &self,
        store: &Store,
        secrets: &dyn SecretStore,
        id: AccountId,
    ) -> Result<Arc<OpenShop>> {
        loop {
            let before = match self.known(id) {
                Ok(open) => return Ok(open),
                Err(forgotten) => forgotten,
            };
            let account = store::account::get(&mut *store.read().await?, id).await?;
            let keys = self.keys(secrets, &account).await?;
            let open = Arc::new(self.with_keys(account, &keys)?);
            let mut opened = self.lock();
            if opened.forgotten == before {
                opened.shops.insert(id, Arc::clone(&open));
                return Ok(open);
            }
        }
    }

    /// The open shop, else how often anything was forgotten until now.
    fn known(&self, id: AccountId) -> std::result::Result<Arc<OpenShop>, u64> {
        let opened = self.lock();
        let open = opened.shops.get(&id).map(Arc::clone);
        open.ok_or(opened.forgotten)
    }

    /// A shop that a test plays.
    #[cfg(test)]
    pub(crate) fn put(&self, open: OpenShop) {
        self.lock().shops.insert(open.account.id, Arc::new(open));
    }

    /// How often anything was forgotten: who began before the last time may have used an old key.
    pub(crate) fn forgotten(&self) -> u64 {
        self.lock().forgotten
    }

    /// Forgets a shop, after its key, name or address changed.
    pub fn forget(&self, id: AccountId) {
        let mut opened = self.lock();
        opened.forgotten += 1;
        opened.shops.remove(&id);
    }

    /// Forgets all shops, after the place of their keys changed.
    pub fn forget_all(&self) {
        let mut opened = self.lock();
        opened.forgotten += 1;
        opened.shops.clear();
    }

    /// A shop opened with these keys, whatever is kept; it is not remembered.
    ///
    /// # Errors
    /// `Unauthorised` when a field is missing or cannot be a key.
    pub(crate) fn with_keys(&self, account: Account, keys: &Keys) -> Result<OpenShop> {
        self.opened(account, keys, None)
    }

    /// A shop whose every exchange is told; it is not remembered.
    ///
    /// # Errors
    /// As [`Shops::open`].
    pub(crate) async fn tapped(
        &self,
        secrets: &dyn SecretStore,
        account: Account,
        tap: Tap,
    ) -> Result<OpenShop> {
        let keys = self.keys(secrets, &account).await?;
        self.opened(account, &keys, Some(tap))
    }

    fn opened(&self, account: Account, keys: &Keys, tap: Option<Tap>) -> Result<OpenShop> {
        let connector = self.connector(&account.marketplace)?;
        let profile = connector.profile();
        let base = account.base_url.as_deref().map(Url::parse).transpose();
        let base = base.map_err(|_| EngineError::BadInput {
            field: "base_url",
            why: "not a web address",
        })?;
        let hosts = Hosts::new(profile, base.as_ref())?;
        let http = Http::new(self.settings.clone(), account.id, hosts, profile.limits);
        let http = match tap {
            Some(tap) => http.tapped(tap),
            None => http,
        };
        let shop = connector.open(keys, http)?;
        Ok(OpenShop {
            rules: self
                .rules(&profile.id)
                .unwrap_or_else(|| profile.rules.clone()),
            shop,
            account,
        })
    }

    /// New keys of a shop; a field that was left empty and may be is as it was kept.
    ///
    /// # Errors
    /// The keychain's.
    pub(crate) async fn renewed(
        &self,
        secrets: &dyn SecretStore,
        account: &Account,
        typed: &Fields,
    ) -> Result<Keys> {
        let mut fields = typed.clone();
        let given = |name: &str| {
            typed
                .get(name)
                .is_some_and(|one| !one.expose().trim().is_empty())
        };
        let profile = self.connector(&account.marketplace)?.profile();
        let open = profile
            .fields
            .iter()
            .filter(|spec| !spec.required && !given(spec.name));
        for spec in open {
            if let Some(kept) = secrets.get(&secret_name(account.id, spec.name)?).await? {
                fields.insert(spec.name.to_owned(), kept);
            }
        }
        Ok(Keys::new(fields))
    }

    async fn keys(&self, secrets: &dyn SecretStore, account: &Account) -> Result<Keys> {
        let mut fields = Vec::new();
        for spec in self.connector(&account.marketplace)?.profile().fields {
            if let Some(value) = secrets.get(&secret_name(account.id, spec.name)?).await? {
                fields.push((spec.name.to_owned(), value));
            }
        }
        Ok(Keys::new(fields))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Opened> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The keychain's name of an account's field.
///
/// # Errors
/// `BadName`, if a connector's field had a name that no keychain takes.
pub(crate) fn secret_name(account: AccountId, field: &str) -> Result<SecretName> {
    Ok(SecretName::new(format!("account/{account}/{field}"))?)
}

/// The fields that a form sent, in custody.
pub type Fields = std::collections::BTreeMap<String, Sensitive<String>>;
