//! Connections.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, AccountState, Capability, Cell as DomainCell, Passport as DomainPassport};
use engine::{BucketState, Fields, NewShop, accounts};
use store::account::Account;
use store::feed::FeedRow;

use super::iso;
use super::job;
use crate::context::{Own, View};
use crate::convert::of_problem;
use crate::error::{ApiError, Code};
use crate::once::of_shop;
use crate::view::job::Job;
use crate::view::passport::{Passport, Scope, ScopeState, ShopInspection};
use crate::view::shop::{
    CapabilityState, Cell, CellState, Connect, FeedState, Inspect, LimitState, Rekey, Shop,
    ShopState,
};
use crate::view::{ById, Nothing};

/// All shops.
pub(crate) async fn list(view: &View, _: Nothing) -> Result<Vec<Shop>, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(Vec::new());
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let beside = Beside::of(view, &mut conn).await?;
    Ok(accounts
        .into_iter()
        .map(|account| card(view, account, &beside))
        .collect())
}

async fn one(view: &View, id: AccountId) -> Result<Shop, ApiError> {
    let mut conn = view.read().await?;
    let account = store::account::get(&mut conn, id).await?;
    let beside = Beside::of(view, &mut conn).await?;
    Ok(card(view, account, &beside))
}

/// What is stored beside the accounts.
struct Beside {
    feeds: Vec<FeedRow>,
    stops: HashMap<AccountId, DateTime<Utc>>,
    /// Limits as another process wrote them down; the engine knows its own better.
    limits: Vec<(AccountId, String, BucketState)>,
}

impl Beside {
    async fn of(view: &View, conn: &mut store::SqliteConnection) -> Result<Self, ApiError> {
        let limits = match view.house().engine() {
            Some(_) => Vec::new(),
            None => engine::stored_limits(conn).await?,
        };
        Ok(Self {
            feeds: store::feed::list(conn, None).await?,
            stops: store::reading::stops(conn).await?,
            limits,
        })
    }

    fn limits_of(&self, view: &View, id: AccountId) -> Vec<(String, BucketState)> {
        if let Some(engine) = view.house().engine() {
            return engine.room().shops.limits().of(id);
        }
        let own = self.limits.iter().filter(|(of, _, _)| *of == id);
        own.map(|(_, bucket, state)| (bucket.clone(), state.clone()))
            .collect()
    }
}

fn card(view: &View, account: Account, beside: &Beside) -> Shop {
    let now = view.now();
    let own: Vec<&FeedRow> = beside
        .feeds
        .iter()
        .filter(|feed| feed.account == account.id)
        .collect();
    Shop {
        id: account.id.0,
        marketplace: account.marketplace.to_string(),
        external_name: account.external_name.clone(),
        state: state(account.state),
        problem: told(account.problem.as_ref(), &account),
        stopped_at: beside.stops.get(&account.id).copied().map(iso),
        demo: account.demo,
        capabilities: capabilities(&account, &own),
        limits: limits(&beside.limits_of(view, account.id), &account, now),
        feeds: own.iter().map(|feed| feed_state(feed, &account)).collect(),
        passport: account
            .passport
            .as_ref()
            .map(|p| passport(p, account.checked_at, now)),
        name: account.name,
    }
}

/// A stored problem, with the marketplace's name for the text.
fn told(problem: Option<&serde_json::Value>, account: &Account) -> Option<ApiError> {
    let problem = problem.and_then(of_problem)?;
    Some(of_shop(problem, account.marketplace.as_str()))
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

fn feed_state(feed: &FeedRow, account: &Account) -> FeedState {
    FeedState {
        feed: feed.feed.as_str().to_owned(),
        last_ok_at: feed.last_ok_at.map(iso),
        rows: feed.rows,
        bad_rows: feed.bad_rows,
        bad_in_round: feed.bad_in_round,
        problem: told(feed.problem.as_ref(), account),
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

/// The passport's cells; before the first check, what the API offers at all. Lines that this
/// version does not know for a marketplace are left out.
fn capabilities(account: &Account, feeds: &[&FeedRow]) -> Vec<CapabilityState> {
    let registry = engine::Registry::all();
    let profile = registry
        .get(&account.marketplace)
        .map(|connector| connector.profile());
    let known = |capability: &Capability| {
        profile.is_some_and(|profile| {
            let mut lines = profile.capabilities.iter();
            lines.any(|line| line.capability == *capability)
        })
    };
    Capability::ALL
        .into_iter()
        .filter(known)
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
        DomainCell::NeedsKey(what) => (CellState::NeedsKey, Some(what.clone())),
        DomainCell::NeedsSubscription(what) => (CellState::NeedsSubscription, Some(what.clone())),
        DomainCell::NotOffered => (CellState::NotOffered, None),
        DomainCell::NotForThisSeller(who) => (CellState::NotForThisSeller, Some(who.clone())),
        DomainCell::NotYet(why) => (CellState::NotYet, Some(why.clone())),
        DomainCell::Failed(what) => (CellState::Failed, Some(what.clone())),
    };
    Cell { state, detail }
}

/// Documented limits with what is left of each. What a marketplace said longer than a period ago
/// says nothing about now.
fn limits(
    known: &[(String, BucketState)],
    account: &Account,
    now: DateTime<Utc>,
) -> Vec<LimitState> {
    let registry = engine::Registry::all();
    let Some(connector) = registry.get(&account.marketplace) else {
        return Vec::new();
    };
    let limits = connector.profile().limits;
    let shown = limits.iter().filter_map(|spec| {
        let state = known.iter().find(|(bucket, _)| bucket == spec.bucket);
        let state = state.map(|(_, state)| state);
        let period = TimeDelta::from_std(spec.period).unwrap_or(TimeDelta::MAX);
        let fresh = state.filter(|state| now - state.at < period);
        let until = state.and_then(|state| state.blocked_until);
        let until = until.filter(|until| *until > now);
        // One method of many, with no number of its own: told while it is closed.
        let quiet = spec.documented.is_none() && limits.len() > 1 && until.is_none();
        (!quiet).then(|| LimitState {
            endpoint: spec.bucket.to_owned(),
            left: fresh.and_then(|state| state.left).map(i64::from),
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
    if let Some(why) = house.keys_closed() {
        return Err(why.into());
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

/// Replaces a shop's key; its history stays.
pub(crate) async fn rekey(own: &Own, args: Rekey) -> Result<Shop, ApiError> {
    let id = AccountId(args.id);
    let account = store::account::get(&mut *own.view().read().await?, id).await?;
    let replaced = accounts::rekey(own.room(), id, custody(args.fields)).await;
    let named = |error: engine::EngineError| of_shop(error.into(), account.marketplace.as_str());
    replaced.map_err(named)?;
    if let Some(engine) = own.view().house().engine() {
        // Its job is seen by whoever looks at jobs.
        let _ = engine.sync_now(id).await?;
    }
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
    let begun = job::engine(own.view())?.sync_now(id).await?;
    let begun = begun.ok_or_else(|| ApiError::not_found("job"))?;
    Ok(job::card(&begun))
}

/// Removes a shop with its rows and keys; the journal stays.
pub(crate) async fn remove(own: &Own, args: ById) -> Result<Nothing, ApiError> {
    accounts::remove(own.room(), AccountId(args.id)).await?;
    Ok(Nothing {})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(marketplace: &str) -> Account {
        Account {
            id: AccountId(7),
            partner: domain::PartnerId(1),
            marketplace: marketplace.into(),
            name: "Dilnoza".to_owned(),
            external_name: None,
            external_id: None,
            base_url: None,
            zone: chrono_tz::Asia::Tashkent,
            state: AccountState::Ok,
            passport: None,
            checked_at: None,
            problem: None,
            demo: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_left_is_not_what_is_left() {
        let registry = engine::Registry::all();
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        for connector in registry.iter() {
            let profile = connector.profile();
            // A limit without a number of its own is not shown at all.
            let mut numbered = profile
                .limits
                .iter()
                .filter(|spec| spec.documented.is_some());
            let Some(spec) = numbered.next() else {
                continue;
            };
            let period = TimeDelta::from_std(spec.period).expect("a period");
            let state = BucketState {
                tokens: 0.0,
                at: now,
                blocked_until: None,
                left: Some(0),
            };
            let known = [(spec.bucket.to_owned(), state)];
            let left = |at| {
                let shown = limits(&known, &account(profile.id.as_str()), at);
                let own = shown
                    .into_iter()
                    .find(|limit| limit.endpoint == spec.bucket);
                own.expect("it is shown").left
            };
            assert_eq!(left(now), Some(0), "{}: just said", profile.id);
            assert_eq!(
                left(now + period),
                None,
                "{}: a period later nobody knows",
                profile.id
            );
        }
    }
}
