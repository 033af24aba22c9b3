//! Sheets of a report: an archive with one CSV file for each (`ReportFormatType` of the
//! description). Which sheets a report has, how their files are called and what their columns are
//! named is on the documentation page of its method.

use chrono::NaiveDate;
use serde_json::Value;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::{archive, csv};

/// The rows of a sheet, by the names of its columns. The file may have more in its name than the
/// documented one.
///
/// # Errors
/// `Unreadable` when the archive is none, or has no such sheet.
pub(super) fn sheet(operation: &'static str, packed: &[u8], name: &str) -> Result<Vec<Value>> {
    let told = maybe_sheet(operation, packed, name)?;
    told.ok_or_else(|| {
        let words = format!("the archive has no sheet {name}");
        MarketplaceError::new(ErrorKind::Unreadable, operation, words)
    })
}

/// The same of a sheet that may be left out.
///
/// # Errors
/// `Unreadable` when the archive is none.
pub(super) fn maybe_sheet(
    operation: &'static str,
    packed: &[u8],
    name: &str,
) -> Result<Option<Vec<Value>>> {
    let mut files = archive::files(operation, packed, ".csv")?.into_iter();
    let file = files.find(|file| file.name.to_lowercase().contains(name));
    Ok(file.map(|file| csv::rows(&String::from_utf8_lossy(&file.bytes))))
}

/// Forms of a day. The pages of the methods say that it is a text; sheets have shown all of these.
const DAYS: [&str; 3] = ["%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"];

/// The day of a cell, which may go on with a time.
pub(super) fn day(cell: &str) -> Option<NaiveDate> {
    let day: String = cell.trim().chars().take(10).collect();
    let read = |form: &&str| NaiveDate::parse_from_str(&day, form).ok();
    DAYS.iter().find_map(read)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("20-11-2026", Some("2026-11-20"))]
    #[case("20.11.2026 00:00:00", Some("2026-11-20"))]
    #[case("2026-11-20T10:00:00+03:00", Some("2026-11-20"))]
    #[case("11.2026", None)]
    #[case("", None)]
    fn a_day_is_read_in_every_form_that_was_seen(#[case] cell: &str, #[case] day: Option<&str>) {
        let expected = day.map(|text| text.parse().expect("a day"));
        assert_eq!(super::day(cell), expected, "{cell}");
    }

    #[test]
    fn an_archive_without_a_sheet_is_unreadable_and_no_panic() {
        for bytes in [
            &b""[..],
            b"PK",
            b"<html>",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        ] {
            let error = sheet("funnel.page", bytes, "turnover").expect_err("no sheet");
            assert_eq!(error.kind, ErrorKind::Unreadable, "{bytes:?}");
        }
    }
}
