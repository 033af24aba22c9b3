//! Archives, as marketplaces send their reports.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A file's name and what is in it.
pub(crate) type File = (String, Vec<u8>);

/// An archive with this file; empty when it cannot be made.
pub(crate) fn pack(name: &str, content: &[u8]) -> Vec<u8> {
    pack_all(&[(name.to_owned(), content.to_vec())])
}

/// An archive with these files; empty when it cannot be made.
pub(crate) fn pack_all(files: &[File]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let begun = archive.start_file(name.as_str(), SimpleFileOptions::default());
        if begun.is_err() || archive.write_all(content).is_err() {
            return Vec::new();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Files of an archive; none when it is none.
pub(crate) fn unpack(bytes: &[u8]) -> Vec<File> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let count = archive.len();
    let file = |at| -> Option<File> {
        let mut file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).ok()?;
        Some((name, content))
    };
    (0..count).map_while(file).collect()
}

/// A sheet as text: names first, every cell that needs it in quotes (RFC 4180).
pub(crate) fn csv<const N: usize>(
    names: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let line = |cells: &[String; N]| cells.each_ref().map(|cell| quoted(cell)).join(",") + "\n";
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    line(&names.map(str::to_owned)) + &rows
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let files = [
            ("sheet.json".to_owned(), b"{\"rows\":[]}".to_vec()),
            ("7.csv".to_owned(), b"a;b".to_vec()),
        ];
        assert_eq!(unpack(&pack_all(&files)), files, "the same, in their order");
        assert!(unpack(b"no archive").is_empty(), "anything else has none");
    }

    #[test]
    fn what_would_break_a_line_is_quoted() {
        let row = ["a, \"b\"".to_owned(), "2".to_owned()];
        assert_eq!(csv(&["A", "B"], [row]), "A,B\n\"a, \"\"b\"\"\",2\n");
    }
}
