//! Connections.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, AccountState, Capability, Cell as DomainCell, Passport as DomainPassport};
use engine::{Fields, NewShop, accounts};
use store::account::Account;
use store::feed::Feed;

use super::iso;
use super::job;
use crate::context::{Own, View};
use crate::convert::of_problem;
use crate::error::{ApiError, Code};
use crate::view::job::Job;
use crate::view::passport::{Passport, Scope, ScopeState, ShopInspection};
use crate::view::shop::{
    CapabilityState, Cell, CellState, Connect, FeedState, Inspect, LimitState, Shop, ShopState,
};
use crate::view::{ById, Nothing};

/// All shops.
pub(crate) async fn list(view: &View, _: Nothing) -> Result<Vec<Shop>, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(Vec::new());
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let feeds = store::feed::list(&mut conn, None).await?;
    Ok(accounts
        .into_iter()
        .map(|account| card(view, account, &feeds))
        .collect())
}

async fn one(view: &View, id: AccountId) -> Result<Shop, ApiError> {
    let mut conn = view.read().await?;
    let account = store::account::get(&mut conn, id).await?;
    let feeds = store::feed::list(&mut conn, Some(id)).await?;
    Ok(card(view, account, &feeds))
}

fn card(view: &View, account: Account, feeds: &[Feed]) -> Shop {
    let now = view.now();
    let own: Vec<&Feed> = feeds
        .iter()
        .filter(|feed| feed.account == account.id)
        .collect();
    Shop {
        id: account.id.0,
        marketplace: account.marketplace.to_string(),
        external_name: account.external_name.clone(),
        state: state(account.state),
        problem: account.problem.as_ref().and_then(of_problem),
        demo: account.demo,
        capabilities: capabilities(&account, &own),
        limits: limits(view, &account),
        feeds: own.iter().map(|feed| feed_state(feed)).collect(),
        passport: account
            .passport
            .as_ref()
            .map(|p| passport(p, account.checked_at, now)),
        name: account.name,
    }
}

fn state(state: AccountState) -> ShopState {
    match state {
        AccountState::Checking => ShopState::Checking,
        AccountState::Ok => ShopState::Ok,
        AccountState::Attention => ShopState::Attention,
        AccountState::Failed => ShopState::Failed,
        AccountState::Paused => ShopState::Paused,
    }
}

fn feed_state(feed: &Feed) -> FeedState {
    FeedState {
        feed: feed.feed.as_str().to_owned(),
        last_ok_at: feed.last_ok_at.map(iso),
        rows: feed.rows,
        bad_rows: feed.bad_rows,
        problem: feed.problem.as_ref().and_then(of_problem),
        running: feed.running,
    }
}

fn passport(
    passport: &DomainPassport,
    checked: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Passport {
    Passport {
        token_kind: passport.token_kind.clone(),
        token_kinds: passport.token_kinds.clone(),
        expires_at: passport.expires_at.map(iso),
        days_left: passport.expires_at.map(|end| (end - now).num_days()),
        days_total: passport.lifetime_days.map(i64::from),
        scopes: passport.scopes.iter().map(scope).collect(),
        account_label: passport.account_label.clone(),
        checked_at: iso(checked.unwrap_or(now)),
        read_only: passport.read_only,
    }
}

fn scope(scope: &domain::Scope) -> Scope {
    let state = match scope.state {
        domain::ScopeState::Present => ScopeState::Present,
        domain::ScopeState::MissingUseful => ScopeState::MissingUseful,
        domain::ScopeState::NotNeeded => ScopeState::NotNeeded,
    };
    Scope {
        name: scope.name.clone(),
        state,
    }
}

/// The passport's cells; before the first check, what the API offers at all.
fn capabilities(account: &Account, feeds: &[&Feed]) -> Vec<CapabilityState> {
    let registry = engine::Registry::all();
    let profile = registry
        .get(&account.marketplace)
        .map(|connector| connector.profile());
    Capability::ALL
        .into_iter()
        .map(|capability| {
            let known = account.passport.as_ref().and_then(|passport| {
                passport
                    .cells
                    .iter()
                    .find(|cell| cell.capability == capability)
            });
            let (reads, writes) = profile.map_or((false, false), |p| p.offers(capability));
            let unchecked = |offered| match (offered, feeds.is_empty()) {
                (false, _) => cell(&DomainCell::NotOffered),
                (true, true) => cell(&DomainCell::Queued),
                (true, false) => cell(&DomainCell::Checking),
            };
            CapabilityState {
                capability: capability.as_str().to_owned(),
                read: known.map_or_else(|| unchecked(reads), |row| cell(&row.read)),
                write: known.map_or_else(|| unchecked(writes), |row| cell(&row.write)),
                limit: known.and_then(|row| row.limit.clone()),
            }
        })
        .collect()
}

fn cell(cell: &DomainCell) -> Cell {
    let (state, detail) = match cell {
        DomainCell::Works => (CellState::Works, None),
        DomainCell::Checking => (CellState::Checking, None),
        DomainCell::Queued => (CellState::Queued, None),
        DomainCell::MissingScope(what) => (CellState::MissingScope, Some(what.clone())),
        DomainCell::NeedsSubscription(what) => (CellState::NeedsSubscription, Some(what.clone())),
        DomainCell::NotOffered => (CellState::NotOffered, None),
        DomainCell::Failed(what) => (CellState::Failed, Some(what.clone())),
    };
    Cell { state, detail }
}

/// Documented limits with what is left of each; a viewer knows the documents only.
fn limits(view: &View, account: &Account) -> Vec<LimitState> {
    let registry = engine::Registry::all();
    let Some(connector) = registry.get(&account.marketplace) else {
        return Vec::new();
    };
    let known: HashMap<String, _> = match view.house().engine() {
        Some(engine) => engine
            .room()
            .shops
            .limits()
            .of(account.id)
            .into_iter()
            .collect(),
        None => HashMap::new(),
    };
    let limits = connector.profile().limits;
    let shown = limits.iter().filter_map(|spec| {
        let state = known.get(spec.bucket);
        let until = state.and_then(|state| state.blocked_until);
        let until = until.filter(|until| *until > view.now());
        // One method of many, with no number of its own: told while it is closed.
        let quiet = spec.documented.is_none() && limits.len() > 1 && until.is_none();
        (!quiet).then(|| LimitState {
            endpoint: spec.bucket.to_owned(),
            left: state.and_then(|state| state.left).map(i64::from),
            limit: spec.documented.map(i64::from),
            period_seconds: i64::try_from(spec.period.as_secs()).ok(),
            blocked_until: until.map(iso),
        })
    });
    shown.collect()
}

fn custody(fields: std::collections::BTreeMap<String, crate::view::session::Typed>) -> Fields {
    fields
        .into_iter()
        .map(|(name, value)| (name, value.into_sensitive()))
        .collect()
}

/// Reads a key on this machine, without a request.
pub(crate) async fn inspect(own: &Own, args: Inspect) -> Result<ShopInspection, ApiError> {
    let marketplace = args.marketplace.as_str().into();
    let found = accounts::inspect(own.room(), &marketplace, custody(args.fields));
    let now = own.view().now();
    Ok(match found {
        Ok(known) => ShopInspection {
            passport: known.as_ref().map(|known| passport(known, None, now)),
            problem: None,
        },
        Err(error) => ShopInspection {
            passport: None,
            problem: Some(error.into()),
        },
    })
}

/// Connects a shop.
pub(crate) async fn connect(own: &Own, args: Connect) -> Result<Shop, ApiError> {
    let house = own.view().house();
    if house.demo.is_some() {
        return Err(ApiError::new(
            Code::Conflict,
            "leave the demo before connecting a real shop",
        ));
    }
    if !house.has_place_for_keys() {
        return Err(ApiError::new(
            Code::KeychainUnavailable,
            "choose where keys are kept",
        ));
    }
    let new = NewShop {
        partner: crate::start::partner(own.room(), "").await?,
        marketplace: args.marketplace.as_str().into(),
        name: args.name,
        base: own.api.options().places.stand_in(&args.marketplace),
        demo: false,
    };
    let id = accounts::connect(own.room(), new, custody(args.fields)).await?;
    one(own.view(), id).await
}

/// Asks the marketplace again what the key may do.
pub(crate) async fn check(own: &Own, args: ById) -> Result<Shop, ApiError> {
    let id = AccountId(args.id);
    accounts::check(own.room(), id).await?;
    one(own.view(), id).await
}

/// Reads the shop now.
pub(crate) async fn sync(own: &Own, args: ById) -> Result<Job, ApiError> {
    let id = AccountId(args.id);
    store::account::get(&mut *own.view().read().await?, id).await?;
    let engine = own.view().house().engine();
    let engine = engine.ok_or_else(|| ApiError::new(Code::ViewerOnly, "no engine here"))?;
    engine.sync_now(id);
    Ok(job::sync_of(id, own.view().now()))
}

/// Removes a shop with its rows and keys; the journal stays.
pub(crate) async fn remove(own: &Own, args: ById) -> Result<Nothing, ApiError> {
    accounts::remove(own.room(), AccountId(args.id)).await?;
    Ok(Nothing {})
}
