//! What a handler may touch, by type. A view-only handler holds readers and
//! nothing else: there is no write handle that it could misuse.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{AccountId, PartnerId};
use engine::Room;
use sqlx::Sqlite;
use sqlx::pool::PoolConnection;

use crate::api::Api;
use crate::caller::{Caller, Role};
use crate::decisions::Decisions;
use crate::error::{ApiError, Code};
use crate::house::House;

/// A set of handles for handlers.
pub(crate) trait Context: Sized {
    /// The least role that gets it.
    const ROLE: Role;

    /// Collects the handles. The role was checked before.
    fn enter(api: &Api, caller: &Caller) -> Result<Self, ApiError>;
}

/// Reads the store, never writes.
pub(crate) struct View {
    house: Arc<House>,
    caller: Caller,
}

impl Context for View {
    const ROLE: Role = Role::Partner;

    fn enter(api: &Api, caller: &Caller) -> Result<Self, ApiError> {
        Ok(Self {
            house: api.house(),
            caller: *caller,
        })
    }
}

impl View {
    /// A connection that cannot write. Hold one at a time: there are few, and calls that hold
    /// one and wait for another would wait for each other.
    pub(crate) async fn read(&self) -> Result<PoolConnection<Sqlite>, ApiError> {
        Ok(self.house.store().read().await?)
    }

    /// The engine's time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.house.now()
    }

    /// Who calls.
    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What the house tells about itself: mode, place of keys, who writes, jobs, limits.
    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// The partner that the call is about, if there is one yet.
    pub(crate) async fn maybe_partner(&self) -> Result<Option<PartnerId>, ApiError> {
        match self.caller.partner {
            Some(partner) => Ok(Some(partner)),
            None => Ok(store::partner::list(&mut *self.read().await?)
                .await?
                .first()
                .map(|p| p.id)),
        }
    }

    /// The partner that the call is about.
    pub(crate) async fn partner(&self) -> Result<PartnerId, ApiError> {
        self.maybe_partner()
            .await?
            .ok_or_else(|| ApiError::not_found("partner"))
    }
}

/// Decides what the AI asks about, and reads. It can write nothing but decisions.
pub(crate) struct Decide {
    /// Reading.
    pub(crate) view: View,
    /// Deciding.
    pub(crate) decisions: Decisions,
}

impl Context for Decide {
    const ROLE: Role = Role::Partner;

    fn enter(api: &Api, caller: &Caller) -> Result<Self, ApiError> {
        let view = View::enter(api, caller)?;
        let decisions = Decisions::of(view.house.room()?, caller.role);
        Ok(Self { view, decisions })
    }
}

/// Owns the installation: connects shops, sets autonomy and budgets.
pub(crate) struct Own {
    view: View,
    room: Arc<Room>,
    /// The whole of it.
    pub(crate) api: Api,
}

impl Context for Own {
    const ROLE: Role = Role::Owner;

    fn enter(api: &Api, caller: &Caller) -> Result<Self, ApiError> {
        let view = View::enter(api, caller)?;
        let room = view.house.room()?;
        Ok(Self {
            view,
            room,
            api: api.clone(),
        })
    }
}

impl Own {
    /// Reading.
    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    /// A shop of the partner that the call is about.
    pub(crate) async fn account(&self, id: i64) -> Result<AccountId, ApiError> {
        let partner = self.view.partner().await?;
        let account = store::account::get(&mut *self.view.read().await?, AccountId(id)).await?;
        match account.partner == partner {
            true => Ok(account.id),
            false => Err(ApiError::not_found("shop")),
        }
    }

    /// The engine's room.
    pub(crate) fn room(&self) -> &Arc<Room> {
        &self.room
    }
}

/// Refuses a caller below a role.
pub(crate) fn allow(caller: &Caller, role: Role) -> Result<(), ApiError> {
    if caller.role >= role {
        Ok(())
    } else {
        Err(ApiError::new(
            Code::Forbidden,
            format!("{:?} may not do this", caller.role),
        ))
    }
}
