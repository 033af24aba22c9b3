//! Papers of a shipment, and a report, as documents.

use chrono::{DateTime, Utc};
use domain::Document;

use crate::feed::Flaw;
use crate::ozon::day;
use crate::ozon::wire::document::{Act, Report};

/// Before the number of a shipment: numbers and codes of reports are told apart by it.
pub(in crate::ozon) const ACT: &str = "act:";

/// Words of shipments that have no papers (yet).
const UNMADE: [&str; 5] = ["new", "awaiting_retry", "in_process", "error", "cancelled"];

/// Of links whose end tells no format.
const USUAL: &str = "xlsx";

/// Papers of one shipment.
pub(in crate::ozon) fn act(row: &Act) -> Result<Option<Document>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    if UNMADE.contains(&row.status.as_str()) {
        return Ok(None);
    }
    let date = row.departure_date.get(..10).unwrap_or_default();
    Ok(Some(Document {
        external_id: format!("{ACT}{}", row.id).into(),
        name: format!("{} {date}", row.delivery_method_name)
            .trim()
            .to_owned(),
        kind: match row.act_type.as_str() {
            "" => "act".to_owned(),
            word => word.to_owned(),
        },
        day: date.parse().ok(),
        formats: vec!["pdf".to_owned()],
    }))
}

/// One report that can still be fetched.
pub(in crate::ozon) fn report(row: &Report, now: DateTime<Utc>) -> Result<Option<Document>, Flaw> {
    if row.code.is_empty() {
        return Err(Flaw::missing("code"));
    }
    let gone = row.expires_at.is_some_and(|end| end <= now);
    if row.status != "success" || row.file.is_empty() || gone {
        return Ok(None);
    }
    let day = row.created_at.map(day);
    let when = day.map(|day| day.to_string()).unwrap_or_default();
    Ok(Some(Document {
        external_id: row.code.as_str().into(),
        name: format!("{} {when}", row.report_type).trim().to_owned(),
        kind: row.report_type.clone(),
        day,
        formats: vec![format(&row.file).to_owned()],
    }))
}

/// The end of the link's name, where it looks like a format.
pub(in crate::ozon) fn format(link: &str) -> &str {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let end = name.rsplit_once('.').map(|(_, end)| end);
    let plain = |end: &&str| {
        (2..=4).contains(&end.len()) && end.bytes().all(|one| one.is_ascii_alphanumeric())
    };
    end.filter(plain).unwrap_or(USUAL)
}
