//! Parcels: what is to be handed over, and the steps that a seller takes.

use std::collections::HashMap;

use domain::{AccountId, Capability, ChangeKind, ExternalId, ParcelStep, StepLine};
use store::account::Account;
use store::parcel::{Goods, ParcelFilter, ParcelRow as Stored, SupplyFilter, SupplyRow};

use super::offered::Marketplaces;
use super::{change, iso, offered};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::parcel::{
    ParcelAct, ParcelCounts, ParcelLine, ParcelQueue, ParcelRow, ParcelShop, ParcelsPage,
    ParcelsQuery, PieceMark, ProposeParcels, SupplyName,
};

/// Between the parts of a page's end.
const SEPARATOR: char = '\u{1f}';
/// Parcels of one step, at most.
const AT_ONCE: usize = 200;
/// Supplies to choose from.
const SUPPLIES: i64 = 50;

/// A page of parcels.
pub(crate) async fn list(view: &View, query: ParcelsQuery) -> Result<ParcelsPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(nothing());
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let filter = ParcelFilter {
        account: query.account.map(AccountId),
        queue: query.queue.into(),
        search: query.search,
        after: query.after.as_deref().map(place).transpose()?,
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let mut rows = store::parcel::list(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let goods = store::parcel::goods(&mut conn, &rows).await?;
    let counts = store::parcel::counts(&mut conn, partner, filter.account).await?;
    let supplies = SupplyFilter {
        account: None,
        open: true,
    };
    let supplies = store::parcel::supplies(&mut conn, partner, supplies, SUPPLIES).await?;
    let of = (partner, filter.account);
    let mut open = change::under_way(&mut conn, of, ChangeKind::Parcel).await?;
    let marketplaces = offered::marketplaces(&accounts);
    let beside = Beside {
        marketplaces: &marketplaces,
        goods: &goods,
    };
    Ok(ParcelsPage {
        next: rows.last().filter(|_| more).map(end),
        rows: rows
            .into_iter()
            .map(|row| beside.card(row, &mut open))
            .collect(),
        counts: counted(counts),
        shops: accounts
            .iter()
            .map(|account| shop(account, &supplies))
            .collect(),
        read_only: offered::read_only(&marketplaces, Capability::Orders),
        not_offered: offered::absent(&marketplaces, Capability::Orders),
    })
}

fn nothing() -> ParcelsPage {
    ParcelsPage {
        rows: Vec::new(),
        next: None,
        counts: ParcelCounts::default(),
        shops: Vec::new(),
        read_only: Vec::new(),
        not_offered: Vec::new(),
    }
}

fn counted(counts: Vec<(String, i64)>) -> ParcelCounts {
    let mut all = ParcelCounts::default();
    for (state, amount) in counts {
        match state.as_str() {
            "handed_over" => all.handed_over += amount,
            "cancelled" => all.cancelled += amount,
            state => {
                all.to_do += amount;
                match state {
                    "new" => all.new += amount,
                    "packing" => all.packing += amount,
                    "packed" => all.packed += amount,
                    _ => {}
                }
            }
        }
    }
    all
}

/// What a shop wants to know, and which papers it gives.
fn shop(account: &Account, supplies: &[SupplyRow]) -> ParcelShop {
    let connector = engine::Registry::all().get(&account.marketplace);
    let handling = connector.map(|connector| connector.profile().handling);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let own = |row: &&SupplyRow| {
        row.account == account.id && row.open && row.scheme != domain::Scheme::Marketplace
    };
    let named = |row: &SupplyRow| SupplyName {
        key: row.key.clone(),
        name: row.name.clone(),
    };
    ParcelShop {
        account: account.id.0,
        marketplace: account.marketplace.to_string(),
        supplies: handling
            .filter(|handling| handling.into_supply)
            .map(|_| supplies.iter().filter(own).map(named).collect()),
        reasons: handling.map_or_else(Vec::new, |handling| words(handling.reasons)),
        labels: handling.is_some_and(|handling| handling.labels > 0),
        papers: handling.map_or_else(Vec::new, |handling| words(handling.papers)),
        documents: handling.is_some_and(|handling| handling.documents),
    }
}

/// What is known beside a parcel's own row.
struct Beside<'a> {
    marketplaces: &'a Marketplaces,
    goods: &'a HashMap<(AccountId, String), Goods>,
}

impl Beside<'_> {
    fn card(&self, row: Stored, open: &mut change::Open) -> ParcelRow {
        let marketplace = self.marketplaces.get(&row.account);
        let change = open.remove(&(row.account, row.key.clone()));
        ParcelRow {
            account: row.account.0,
            marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
            lines: row
                .lines
                .into_iter()
                .map(|line| self.line(row.account, line))
                .collect(),
            key: row.key,
            order: row.order,
            scheme: row.scheme.as_str().to_owned(),
            state: row.state,
            created_at: iso(row.created_at),
            ship_by: row.ship_by.map(iso),
            supply: row.supply,
            acts: row.acts.into_iter().map(Into::into).collect(),
            label_at: row.label_at.map(iso),
            change,
        }
    }

    fn line(&self, account: AccountId, line: domain::ParcelLine) -> ParcelLine {
        let known = self.goods.get(&(account, line.listing.as_str().to_owned()));
        ParcelLine {
            title: known.map_or(line.title, |goods| goods.title.clone()),
            article: known.map(|goods| goods.article.clone()).unwrap_or_default(),
            image: known.and_then(|goods| goods.image.clone()),
            quantity: line.quantity,
            marks: line.marks,
        }
    }
}

fn end(row: &Stored) -> String {
    format!(
        "{}{SEPARATOR}{}{SEPARATOR}{}",
        row.due, row.account, row.key
    )
}

fn place(after: &str) -> Result<(i64, AccountId, String), ApiError> {
    let mut parts = after.splitn(3, SEPARATOR);
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    match (number(), number(), parts.next()) {
        (Some(due), Some(account), Some(key)) => Ok((due, AccountId(account), key.to_owned())),
        _ => Err(ApiError::bad_input("after", "not the end of a page")),
    }
}

/// A step that the owner wants for some parcels, as the rules see it for each; it waits for the
/// owner's yes. Where one cannot be proposed, none is.
pub(crate) async fn propose(
    own: &Own,
    args: ProposeParcels,
) -> Result<Vec<ProposedChange>, ApiError> {
    if args.parcels.is_empty() || args.parcels.len() > AT_ONCE {
        return Err(ApiError::bad_input("parcels", "1 to 200 parcels at once"));
    }
    let steps = steps(own, &args).await?;
    let mut proposed = Vec::with_capacity(steps.len());
    for step in steps {
        match change::propose(own, &step).await {
            Ok(one) => proposed.push(change::proposed(one, None)),
            Err(error) => {
                take_back(own, &proposed).await;
                return Err(error);
            }
        }
    }
    Ok(proposed)
}

/// Nobody has seen these: they wait for nothing.
async fn take_back(own: &Own, proposed: &[ProposedChange]) {
    for one in proposed {
        let taken = engine::changing::cancel(own.room(), one.change.id, "owner").await;
        if let Err(error) = taken {
            // One that the rules refused has ended already.
            tracing::debug!(%error, "a proposal was not taken back");
        }
    }
}

async fn steps(own: &Own, args: &ProposeParcels) -> Result<Vec<ParcelStep>, ApiError> {
    let partner = own.view().partner().await?;
    let account = AccountId(args.account);
    let mut conn = own.view().read().await?;
    let mut steps = Vec::with_capacity(args.parcels.len());
    for key in &args.parcels {
        let row = store::parcel::get(&mut conn, partner, (account, key)).await?;
        steps.push(ParcelStep {
            account,
            parcel: key.as_str().into(),
            act: args.act.into(),
            lines: lines(&row, &args.marks),
            reason: args.reason.clone(),
            supply: args.supply.as_deref().map(ExternalId::from),
            expected: row.word,
        });
    }
    Ok(steps)
}

fn lines(row: &Stored, marks: &[PieceMark]) -> Vec<StepLine> {
    let of = |place: usize| {
        let own = marks
            .iter()
            .filter(move |mark| usize::try_from(mark.line) == Ok(place));
        own.map(|mark| (mark.kind.clone(), mark.code.trim().to_owned()))
    };
    let lines = row.lines.iter().enumerate();
    lines
        .map(|(place, line)| StepLine {
            item: line.item.clone(),
            listing: line.listing.clone(),
            quantity: line.quantity,
            marks: of(place).collect(),
        })
        .collect()
}

impl From<ParcelQueue> for store::parcel::ParcelQueue {
    fn from(queue: ParcelQueue) -> Self {
        match queue {
            ParcelQueue::ToDo => Self::ToDo,
            ParcelQueue::New => Self::New,
            ParcelQueue::Packing => Self::Packing,
            ParcelQueue::Packed => Self::Packed,
            ParcelQueue::HandedOver => Self::HandedOver,
            ParcelQueue::Cancelled => Self::Cancelled,
        }
    }
}

macro_rules! same_acts {
    ($($act:ident),+) => {
        impl From<ParcelAct> for domain::ParcelAct {
            fn from(act: ParcelAct) -> Self {
                match act {
                    $(ParcelAct::$act => Self::$act,)+
                }
            }
        }

        impl From<domain::ParcelAct> for ParcelAct {
            fn from(act: domain::ParcelAct) -> Self {
                match act {
                    $(domain::ParcelAct::$act => Self::$act,)+
                }
            }
        }
    };
}

same_acts!(
    Confirm, Mark, Pack, HandOver, Arrive, Deliver, Cancel, Label
);

#[cfg(test)]
mod tests;
