//! Supplies: what travels together, its papers, making one and handing it over.

use domain::{AccountId, ChangeKind, ExternalId, SupplyStep};
use store::parcel::{SupplyFilter, SupplyRow as Stored};

use super::offered::Marketplaces;
use super::{change, iso, offered};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::parcel::{ProposeSupply, SuppliesPage, SuppliesQuery, SupplyAct, SupplyRow};

/// Supplies on the page: the newest are those that have papers to print.
const MOST: i64 = 200;
/// Letters of a name, at most (WB: 128).
const NAME: usize = 128;

/// Supplies, open ones first.
pub(crate) async fn list(view: &View, query: SuppliesQuery) -> Result<SuppliesPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(SuppliesPage { rows: Vec::new() });
    };
    let filter = SupplyFilter {
        account: query.account.map(AccountId),
        open: false,
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let rows = store::parcel::supplies(&mut conn, partner, filter, MOST).await?;
    let of = (partner, filter.account);
    let mut open = change::under_way(&mut conn, of, ChangeKind::Supply).await?;
    let marketplaces = offered::marketplaces(&accounts);
    let cards = rows
        .into_iter()
        .map(|row| card(row, &marketplaces, &mut open));
    Ok(SuppliesPage {
        rows: cards.collect(),
    })
}

fn card(row: Stored, marketplaces: &Marketplaces, open: &mut change::Open) -> SupplyRow {
    let marketplace = marketplaces.get(&row.account);
    let connector = marketplace.and_then(|id| engine::Registry::all().get(id));
    let handling = connector.map(|connector| connector.profile().handling);
    // What goes to the marketplace's shelves is made and handed over elsewhere.
    let handling = handling.filter(|_| row.scheme != domain::Scheme::Marketplace);
    let papers = handling.map_or(&[][..], |handling| handling.papers);
    SupplyRow {
        account: row.account.0,
        marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
        change: open.remove(&(row.account, row.key.clone())),
        key: row.key,
        name: row.name,
        state: row.state,
        open: row.open,
        scheme: row.scheme.as_str().to_owned(),
        created_at: row.created_at.map(iso),
        at: row.at.map(iso),
        amount: row.amount,
        hand_over: row.open && handling.is_some_and(|handling| handling.hands_over),
        papers: papers.iter().map(|word| (*word).to_owned()).collect(),
    }
}

/// A step of a supply that the owner wants, as the rules see it; it waits for the owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposeSupply) -> Result<ProposedChange, ApiError> {
    let account = own.account(args.account).await?;
    let name = args.name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(ApiError::bad_input("name", "1 to 128 letters"));
    }
    let wanted = SupplyStep {
        account,
        supply: args.supply.as_deref().map(ExternalId::from),
        name: name.to_owned(),
        act: match args.act {
            SupplyAct::Open => domain::SupplyAct::Open,
            SupplyAct::HandOver => domain::SupplyAct::HandOver,
            SupplyAct::Cancel => domain::SupplyAct::Cancel,
        },
        parcels: Vec::new(),
        slot: None,
    };
    let proposed = change::propose(own, &wanted).await?;
    Ok(change::proposed(proposed, None))
}
