//! Documents that marketplaces made.

use domain::AccountId;
use store::finance::{DocumentFilter, DocumentRow as Stored};

use super::offered::{self, Marketplaces};
use crate::context::View;
use crate::error::ApiError;
use crate::view::parcel::{DocumentRow, DocumentsPage, DocumentsQuery};

/// Between the parts of a page's end.
const SEPARATOR: char = '\u{1f}';

/// A page of documents, the newest first.
pub(crate) async fn list(view: &View, query: DocumentsQuery) -> Result<DocumentsPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(DocumentsPage {
            rows: Vec::new(),
            next: None,
            not_offered: Vec::new(),
        });
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let filter = DocumentFilter {
        account: query.account.map(AccountId),
        after: query.after.as_deref().map(place).transpose()?,
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let mut rows = store::finance::documents(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let marketplaces = offered::marketplaces(&accounts);
    Ok(DocumentsPage {
        next: rows.last().filter(|_| more).map(end),
        rows: rows
            .into_iter()
            .map(|row| card(row, &marketplaces))
            .collect(),
        not_offered: offered::those(&marketplaces, |profile| !profile.handling.documents),
    })
}

fn card(row: Stored, marketplaces: &Marketplaces) -> DocumentRow {
    let marketplace = marketplaces.get(&row.account);
    DocumentRow {
        account: row.account.0,
        marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
        key: row.key,
        name: row.name,
        kind: row.kind,
        day: row.day.map(|day| day.to_string()),
        formats: row.formats,
    }
}

fn end(row: &Stored) -> String {
    let day = row.day.map(|day| day.to_string()).unwrap_or_default();
    format!("{day}{SEPARATOR}{}{SEPARATOR}{}", row.account, row.key)
}

fn place(after: &str) -> Result<(String, AccountId, String), ApiError> {
    let mut parts = after.splitn(3, SEPARATOR);
    let day = parts.next().map(ToOwned::to_owned);
    let account = parts.next().and_then(|part| part.parse().ok());
    match (day, account, parts.next()) {
        (Some(day), Some(account), Some(key)) => Ok((day, AccountId(account), key.to_owned())),
        _ => Err(ApiError::bad_input("after", "not the end of a page")),
    }
}
