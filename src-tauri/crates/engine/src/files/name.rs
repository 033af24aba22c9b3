//! Names for the disk. What a marketplace calls its file is a wish: nothing of it may lead out of
//! the folder, hide what the file is, or make the system run it.

use store::file::FileKind;

/// Letters of a name without its extension, at most.
const MOST: usize = 80;
/// Extensions that open in a viewer and run nothing.
const PLAIN: [&str; 14] = [
    "pdf", "png", "jpg", "jpeg", "zip", "xlsx", "xls", "xml", "csv", "txt", "json", "doc", "docx",
    "rtf",
];
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name that may stand on the disk.
pub(super) fn safe(given: &str, media_type: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    // A dot in front hides a file and begins no extension.
    let parts = last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    let (stem, extension) = parts.unwrap_or((last, ""));
    let extension = extension.to_lowercase();
    let extension = match extension.as_str() {
        // Labels of several parcels are a page of ours; a page of theirs would be run by a browser.
        "html" if kind == FileKind::Labels => "html",
        known if PLAIN.contains(&known) => known,
        _ => usual(media_type),
    };
    format!("{}.{extension}", plain(stem, kind))
}

fn plain(stem: &str, kind: FileKind) -> String {
    let kept = stem.chars().filter(|sign| {
        sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_' | '.' | '(' | ')' | '№')
    });
    let kept: String = kept.take(MOST).collect();
    let kept = kept.trim_matches([' ', '.', '-']).to_owned();
    let device = kept.to_lowercase();
    let device = device.split('.').next().unwrap_or_default();
    let port = |word: &str| {
        let digit = device.strip_prefix(word);
        digit.is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|one| one.is_ascii_digit()))
    };
    match kept.is_empty() || DEVICES.contains(&device) || port("com") || port("lpt") {
        true => format!("{}{kept}", kind.as_str()),
        false => kept,
    }
}

/// The extension of a kind of file that its name does not tell.
fn usual(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "application/zip" => "zip",
        "application/xml" | "text/xml" => "xml",
        "text/csv" => "csv",
        "text/plain" => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("act-77.pdf", "application/pdf", "act-77.pdf")]
    #[case::cyrillic("УПД № 12 (копия).PDF", "", "УПД № 12 (копия).pdf")]
    #[case::up("../../.bashrc", "", "bashrc.bin")]
    #[case::windows_up(r"..\..\x.pdf", "", "x.pdf")]
    #[case::drive("C:evil.pdf", "", "Cevil.pdf")]
    #[case::program("act.exe", "application/pdf", "act.pdf")]
    #[case::page("act.html", "text/html", "act.bin")]
    #[case::turned("act\u{202e}fdp.exe", "", "actfdp.bin")]
    #[case::device("con.pdf", "", "documentcon.pdf")]
    #[case::port("LPT1.pdf", "", "documentLPT1.pdf")]
    #[case::dots("....", "", "document.bin")]
    #[case::nothing("", "image/png", "document.png")]
    #[case::nul("a\0b\n.pdf", "", "ab.pdf")]
    fn names(#[case] given: &str, #[case] media_type: &str, #[case] wanted: &str) {
        let name = safe(given, media_type, FileKind::Document);
        assert_eq!(name, wanted, "{given:?} as a name on the disk");
    }

    #[test]
    fn our_own_page_of_labels_stays_a_page() {
        let name = safe("labels.html", "text/html", FileKind::Labels);
        assert_eq!(name, "labels.html", "a browser prints it");
    }

    #[test]
    fn a_long_name_is_cut() {
        let name = safe(&format!("{}.pdf", "щ".repeat(500)), "", FileKind::Labels);
        assert_eq!(name.chars().count(), MOST + 4, "the disk takes no more");
    }
}
