//! A room with one shop whose marketplace says what a test wants it to say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeZone, Utc};
use domain::{
    AccountId, AccountState, Currency, Listing, ListingStatus, ManualClock, Money, Order,
    OrderLine, OrderStatus, Passport, Scheme, StockLevel,
};
use marketplaces::http::HttpSettings;
use marketplaces::{
    BadRow, Cursor, ErrorKind, FileAnswer, FileWish, Files, Limits, MarketplaceError, Packs, Page,
    Registry, Shop, Source, Window,
};
use serde_json::json;
use store::account::NewAccount;
use store::{OpenOptions, Store, StoreError};
use tokio::sync::Semaphore;

use crate::room::Room;
use crate::shops::{OpenShop, Shops};

pub(crate) fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 6, 0, 0).unwrap()
}

/// What a feed says next, and from where on it was asked. Without a word it is up to date.
pub(crate) struct Said<T> {
    next: Mutex<VecDeque<marketplaces::Result<Page<T>>>>,
    asked: Mutex<Vec<Option<Cursor>>>,
    /// How many answers it may still give.
    may: Semaphore,
}

impl<T> Default for Said<T> {
    fn default() -> Self {
        Self {
            next: Mutex::default(),
            asked: Mutex::default(),
            may: Semaphore::new(Semaphore::MAX_PERMITS),
        }
    }
}

impl<T> Said<T> {
    pub(crate) fn page(&self, rows: Vec<T>, more: bool) {
        self.spoilt(rows, 0, more);
    }

    /// A page with so many rows that nobody can read.
    pub(crate) fn spoilt(&self, rows: Vec<T>, bad: usize, more: bool) {
        let at = self.next.lock().unwrap().len() + self.asked().len() + 1;
        let broken = |id| BadRow::new(&json!({"id": format!("bad-{id}")}), "sku", "missing");
        let cursor = if more { json!(at) } else { json!(null) };
        let page = Page {
            rows,
            bad: (0..bad).map(broken).collect(),
            cursor: Cursor(cursor),
            more,
            wait: None,
        };
        self.next.lock().unwrap().push_back(Ok(page));
    }

    pub(crate) fn fails(&self, kind: ErrorKind, wait: Option<Duration>) {
        let error = MarketplaceError::new(kind, "test.page", "as the test wants").after(wait);
        self.next.lock().unwrap().push_back(Err(error));
    }

    /// Lets so many answers through from now on, and no more.
    pub(crate) fn only(&self, answers: usize) {
        self.may.forget_permits(Semaphore::MAX_PERMITS);
        self.may.add_permits(answers);
    }

    /// The cursors that it was asked with.
    pub(crate) fn asked(&self) -> Vec<Option<Cursor>> {
        self.asked.lock().unwrap().clone()
    }

    async fn say(&self, after: Option<&Cursor>) -> marketplaces::Result<Page<T>> {
        self.asked.lock().unwrap().push(after.cloned());
        self.may.acquire().await.unwrap().forget();
        let said = self.next.lock().unwrap().pop_front();
        said.unwrap_or_else(|| Ok(Page::of([], Cursor(json!(null)), false)))
    }
}

/// What the marketplace says.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) catalogue: Said<Listing>,
    pub(crate) stock: Said<StockLevel>,
    pub(crate) orders: Said<Order>,
    /// What is said of files, each time one is asked for, and what each was asked with.
    pub(crate) files: Mutex<VecDeque<marketplaces::Result<FileAnswer>>>,
    pub(crate) wishes: Mutex<Vec<(FileWish, Option<String>)>>,
    /// Its catalogue tells changes only.
    pub(crate) changes_only: bool,
    /// What its stock remembers from one round to the next.
    pub(crate) remembers: Option<Cursor>,
}

struct Played(Arc<Script>);

#[async_trait]
impl Shop for Played {
    async fn check(&self, _: Window) -> marketplaces::Result<Passport> {
        Err(MarketplaceError::unsupported("check"))
    }

    fn catalogue(&self) -> Option<&dyn Source<Listing>> {
        Some(self)
    }

    fn stock(&self) -> Option<&dyn Source<StockLevel>> {
        Some(self)
    }

    fn orders(&self) -> Option<&dyn Source<Order>> {
        Some(self)
    }

    fn files(&self) -> Option<&dyn Files> {
        Some(self)
    }
}

#[async_trait]
impl Files for Played {
    fn has_labels(&self) -> bool {
        true
    }

    fn supply_papers(&self) -> &'static [&'static str] {
        &["act"]
    }

    async fn file(
        &self,
        wish: &FileWish,
        ticket: Option<&str>,
    ) -> marketplaces::Result<FileAnswer> {
        let asked = (wish.clone(), ticket.map(ToOwned::to_owned));
        self.0.wishes.lock().unwrap().push(asked);
        let said = self.0.files.lock().unwrap().pop_front();
        said.unwrap_or_else(|| Err(MarketplaceError::unsupported("files")))
    }
}

#[async_trait]
impl Source<Listing> for Played {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> marketplaces::Result<Page<Listing>> {
        self.0.catalogue.say(after).await
    }

    fn names_all(&self) -> bool {
        !self.0.changes_only
    }
}

#[async_trait]
impl Source<StockLevel> for Played {
    fn names_all(&self) -> bool {
        true
    }

    fn carried(&self, _: &Cursor) -> Option<Cursor> {
        self.0.remembers.clone()
    }

    async fn page(
        &self,
        after: Option<&Cursor>,
        _: Window,
    ) -> marketplaces::Result<Page<StockLevel>> {
        self.0.stock.say(after).await
    }
}

#[async_trait]
impl Source<Order> for Played {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> marketplaces::Result<Page<Order>> {
        self.0.orders.say(after).await
    }
}

/// A room, its clock, and its one shop.
pub(crate) struct Stage {
    pub(crate) room: Arc<Room>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) script: Arc<Script>,
    pub(crate) account: AccountId,
    _dir: tempfile::TempDir,
}

impl Stage {
    pub(crate) async fn open() -> Self {
        Self::playing(Script::default()).await
    }

    pub(crate) async fn playing(script: Script) -> Self {
        // Another test of this process may have chosen it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (dir, clock) = (tempfile::tempdir().unwrap(), ManualClock::at(start()));
        let options = OpenOptions::engine(clock.clone(), "boot");
        let opened = Store::open(&dir.path().join("sam.db"), options).await;
        let store = opened.unwrap().store;
        let account = new_shop(&store).await;
        let settings = HttpSettings {
            client: reqwest::Client::new(),
            local: reqwest::Client::new(),
            limits: Limits::default(),
            clock: clock.clone(),
            pictures: Arc::new(marketplaces::NoPictures),
        };
        let shops = Shops::new(Registry::all(), Packs::default(), settings);
        let script = Arc::new(script);
        let row = store::account::get(&mut store.read().await.unwrap(), account).await;
        let row = row.unwrap();
        let profile = shops.profile(&row.marketplace).unwrap();
        shops.put(OpenShop {
            rules: profile.rules.clone(),
            shop: Box::new(Played(Arc::clone(&script))),
            account: row,
        });
        let secrets = Arc::new(secrets::Memory::default());
        Self {
            room: Arc::new(Room::new(store, clock.clone(), shops, secrets)),
            clock,
            script,
            account,
            _dir: dir,
        }
    }

    /// One figure of the store.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut conn = self.room.store.read().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }

    /// Waits until something holds; it is asked again and again.
    pub(crate) async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let waiting = async {
            while !holds().await {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
        assert!(waited.is_ok(), "never: {what}");
    }
}

/// A shop whose key was checked just now.
async fn new_shop(store: &Store) -> AccountId {
    let passport = Passport {
        token_kind: None,
        token_kinds: Vec::new(),
        expires_at: None,
        lifetime_days: None,
        scopes: Vec::new(),
        read_only: false,
        account_label: None,
        external_id: None,
        cells: Vec::new(),
    };
    let added = store.write(move |tx| {
        Box::pin(async move {
            let partner = store::partner::add(tx, "Dilnoza", start()).await?;
            // Any marketplace without reviews: what it says is played.
            let silent = Registry::all();
            let silent = silent.iter().map(marketplaces::Connector::profile);
            let silent = silent
                .filter(|profile| !profile.offers(domain::Capability::Reviews).0)
                .map(|profile| profile.id.clone());
            let new = NewAccount {
                partner,
                marketplace: silent.last().unwrap(),
                name: "Dilnoza".to_owned(),
                base_url: None,
                zone: chrono_tz::Asia::Tashkent,
                demo: false,
                external_id: None,
            };
            let account = store::account::add(tx, &new, start()).await?;
            store::account::set_passport(tx, account, &passport, start()).await?;
            store::account::set_state(tx, account, AccountState::Ok, None).await?;
            Ok::<_, StoreError>(account)
        })
    });
    added.await.unwrap()
}

pub(crate) fn card(id: &str) -> Listing {
    Listing {
        external_id: id.into(),
        article: format!("art-{id}"),
        title: format!("Choynak {id}"),
        brand: None,
        category: None,
        description: None,
        attributes: Vec::new(),
        aliases: Vec::new(),
        price: None,
        url: None,
        image: None,
        status: ListingStatus::Active,
        updated_at: None,
    }
}

pub(crate) fn level(listing: &str, available: i64) -> StockLevel {
    StockLevel {
        listing: listing.into(),
        warehouse: "Toshkent".to_owned(),
        scheme: Scheme::Seller,
        available,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    }
}

/// An order of yesterday.
pub(crate) fn order(id: &str, listing: &str, quantity: i64) -> Order {
    Order {
        external_id: id.into(),
        status: OrderStatus::New,
        scheme: Scheme::Seller,
        placed_at: start() - chrono::TimeDelta::days(1),
        updated_at: None,
        lines: vec![OrderLine {
            listing: listing.into(),
            title: "Choynak".to_owned(),
            quantity,
            price: Money::new(500_000, Currency::UZS),
        }],
    }
}
