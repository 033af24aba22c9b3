//! Bodies in parts (`multipart/form-data`).

use crate::call::Call;

/// The text of a field.
pub(crate) fn field<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    std::str::from_utf8(part(call, name)?).ok()
}

/// What is in a part.
pub(crate) fn part<'a>(call: &'a Call, name: &str) -> Option<&'a [u8]> {
    let (_, boundary) = call.header("content-type")?.split_once("boundary=")?;
    let edge = format!("\r\n--{}", boundary.trim_matches('"'));
    let own = format!("name=\"{name}\"");
    let mut rest: &[u8] = &call.body;
    loop {
        let (head, after) = cut(rest, b"\r\n\r\n")?;
        let (value, next) = cut(after, edge.as_bytes())?;
        if cut(head, own.as_bytes()).is_some() {
            return Some(value);
        }
        rest = next;
    }
}

/// What lies before and after the first `mark`.
fn cut<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|some| some == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}
