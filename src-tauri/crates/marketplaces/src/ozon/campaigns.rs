//! Campaigns with what they advertise. The list is read whole at every page and a page goes on after
//! a campaign's number, so that campaigns that come and go move nothing.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Campaign, CampaignItem};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ads_line::AdsLine;
use super::convert::ad::{CLICKS, ORDERS, campaign, click_item, lives, order_item};
use super::profile::PERFORMANCE;
use super::wire::ad::{AdCampaign, CampaignList, ProductsOfCampaign};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, rows};
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "campaigns.page";

/// Campaigns and products of one answer.
const PAGE: usize = 100;

/// "A campaign may hold 500 products."
const PRODUCTS: usize = 500;

/// Pages of one list, at most.
const MOST_PAGES: usize = 100;

/// Campaigns of a page of ours: each costs a request.
const OURS: usize = 20;

/// Reads campaigns and handles them.
pub(super) struct Campaigns(pub(super) Arc<AdsLine>);

/// After which campaign a round goes on.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
struct After {
    id: u64,
}

#[async_trait]
impl Source<Campaign> for Campaigns {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Campaign>> {
        let after: After = Cursor::position(after);
        let (mut all, bad) = list(&self.0, OPERATION, None).await?;
        // Told once a round.
        let mut bad = if after.id == 0 { bad } else { Vec::new() };
        all.retain(|(id, _)| *id > after.id);
        let more = all.len() > OURS;
        all.truncate(OURS);
        let mut found = Vec::with_capacity(all.len());
        for (_, row) in &all {
            let (items, broken) = self.items(row).await?;
            found.push(campaign(row, items));
            bad.extend(broken);
        }
        let last = all.last().map(|(id, _)| *id).filter(|_| more);
        let next = After {
            id: last.unwrap_or_default(),
        };
        Ok(Page::new(found, bad, Cursor::at(&next), more))
    }
}

impl Campaigns {
    async fn items(&self, row: &AdCampaign) -> Result<(Vec<CampaignItem>, Vec<BadRow>)> {
        match row.adv_object_type.as_str() {
            _ if !lives(row) => Ok((Vec::new(), Vec::new())),
            CLICKS => self.clicked(OPERATION, &row.id).await,
            ORDERS => self.ordered(OPERATION).await,
            // Banners and videos advertise pictures.
            _ => Ok((Vec::new(), Vec::new())),
        }
    }

    /// Products of a campaign that is paid for by the click. The beginning of its pages is not
    /// documented, so its only one is asked for without a number.
    pub(super) async fn clicked(
        &self,
        operation: &'static str,
        id: &str,
    ) -> Result<(Vec<CampaignItem>, Vec<BadRow>)> {
        let path = format!("/api/client/campaign/{id}/v2/products");
        let call = Call::read(operation, PERFORMANCE, Method::GET, &path)
            .bucket("adverts")
            .query("pageSize", &PRODUCTS);
        let found: ProductsOfCampaign = self.0.ask(call).await?;
        Ok(rows(&found.products, click_item))
    }

    /// Products that are paid for by the order.
    pub(super) async fn ordered(
        &self,
        operation: &'static str,
    ) -> Result<(Vec<CampaignItem>, Vec<BadRow>)> {
        Ok(rows(&self.all_ordered(operation).await?, order_item))
    }

    /// Rows of the list behind it, those that are switched off, too.
    pub(super) async fn all_ordered(&self, operation: &'static str) -> Result<Vec<Value>> {
        let path = "/api/client/campaign/search_promo/v2/products";
        let mut all = Vec::new();
        for page in 1..=MOST_PAGES {
            let call = Call::read(operation, PERFORMANCE, Method::POST, path)
                .bucket("adverts")
                .json(json!({ "page": page, "pageSize": PAGE }));
            let found: ProductsOfCampaign = self.0.ask(call).await?;
            let full = found.products.len() == PAGE;
            all.extend(found.products);
            if !full {
                break;
            }
        }
        Ok(all)
    }
}

/// All campaigns by their numbers, rising; of one kind when it is named. And rows that could not be
/// read.
pub(super) async fn list(
    line: &AdsLine,
    operation: &'static str,
    kind: Option<&str>,
) -> Result<(Vec<(u64, AdCampaign)>, Vec<BadRow>)> {
    let mut raw = Vec::new();
    for page in 1..=MOST_PAGES {
        let mut call = Call::read(operation, PERFORMANCE, Method::GET, "/api/client/campaign")
            .bucket("adverts")
            .query("page", &page)
            .query("pageSize", &PAGE);
        if let Some(kind) = kind {
            call = call.query("advObjectType", kind);
        }
        let found: CampaignList = line.ask(call).await?;
        let full = found.list.len() == PAGE;
        raw.extend(found.list);
        if !full {
            break;
        }
    }
    let (mut all, bad) = rows(&raw, numbered);
    all.sort_by_key(|(id, _)| *id);
    // A list that moved between its pages names a campaign twice.
    all.dedup_by_key(|(id, _)| *id);
    Ok((all, bad))
}

/// A campaign with its number.
pub(super) fn numbered(row: AdCampaign) -> std::result::Result<Option<(u64, AdCampaign)>, Flaw> {
    let id = row.id.parse().map_err(|_| Flaw::missing("id"))?;
    Ok(Some((id, row)))
}

/// One campaign.
///
/// # Errors
/// `NotFound` when there is none of that number.
pub(super) async fn one(line: &AdsLine, operation: &'static str, id: &str) -> Result<AdCampaign> {
    let call = Call::read(operation, PERFORMANCE, Method::GET, "/api/client/campaign")
        .bucket("adverts")
        .query("campaignIds", id);
    let found: CampaignList = line.ask(call).await?;
    let (rows, _) = rows(&found.list, |row: AdCampaign| Ok(Some(row)));
    let gone = || MarketplaceError::new(ErrorKind::NotFound, operation, "no such campaign");
    rows.into_iter().find(|row| row.id == id).ok_or_else(gone)
}
