//! Sheets as text with a line of names first (RFC 4180): each row becomes an object of texts, so
//! that it is read as any other row of a marketplace.

use serde_json::{Map, Value};

/// What divides the cells of a line. Marketplaces name the columns and not the divider.
const DIVIDERS: [char; 3] = [',', ';', '\t'];

/// The rows below the line of names. A cell that is empty is not told; one beyond the names is
/// left out.
pub(crate) fn rows(text: &str) -> Vec<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Lines::of(text);
    let Some(names) = lines.next() else {
        return Vec::new();
    };
    let told = lines.filter(|cells| cells.iter().any(|cell| !cell.is_empty()));
    told.map(|cells| row(&names, cells)).collect()
}

fn row(names: &[String], cells: Vec<String>) -> Value {
    let named = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let fields: Map<String, Value> = named
        .map(|(name, cell)| (name.trim().to_owned(), Value::String(cell)))
        .collect();
    Value::Object(fields)
}

/// Lines, cell by cell; one in quotes may hold dividers, breaks and doubled quotes.
struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    divider: char,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let head = text.lines().next().unwrap_or_default();
        let often = |divider: &char| head.matches(*divider).count();
        Self {
            rest: text.chars().peekable(),
            divider: DIVIDERS.into_iter().max_by_key(often).unwrap_or(','),
        }
    }

    /// The cell that begins here, and what ended it.
    fn cell(&mut self) -> (String, Option<char>) {
        let mut cell = String::new();
        if self.rest.next_if_eq(&'"').is_some() {
            self.quoted(&mut cell);
        }
        loop {
            match self.rest.next() {
                Some('\r') if self.rest.peek() == Some(&'\n') => {}
                Some(end) if end == self.divider || end == '\n' => return (cell, Some(end)),
                Some(sign) => cell.push(sign),
                None => return (cell, None),
            }
        }
    }

    fn quoted(&mut self, cell: &mut String) {
        while let Some(sign) = self.rest.next() {
            if sign == '"' && self.rest.next_if_eq(&'"').is_none() {
                return;
            }
            cell.push(sign);
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        self.rest.peek()?;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell();
            cells.push(cell);
            if end != Some(self.divider) {
                return Some(cells);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case("A,B\n1,2\n", json!([{"A": "1", "B": "2"}]))]
    #[case("\u{feff}A;B\r\n1;2\r\n3;4", json!([{"A": "1", "B": "2"}, {"A": "3", "B": "4"}]))]
    #[case("A\tB\n\"a, \"\"b\"\"\nc\"\t2\n", json!([{"A": "a, \"b\"\nc", "B": "2"}]))]
    #[case("A,B\n1,\n,,\n\n1,2,3\n", json!([{"A": "1"}, {"A": "1", "B": "2"}]))]
    #[case("A,B\n\"1,2", json!([{"A": "1,2"}]))]
    #[case("A,B\n", json!([]))]
    #[case("", json!([]))]
    fn a_sheet_is_read_by_its_names(#[case] text: &str, #[case] expected: Value) {
        assert_eq!(Value::Array(rows(text)), expected, "{text:?}");
    }
}
