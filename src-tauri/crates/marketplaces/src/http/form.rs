//! Bodies in parts: files and the fields beside them.

use bytes::Bytes;

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Name of the field.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Bytes,
    /// Name and media type of a file; none for a field.
    pub file: Option<(String, String)>,
}

impl Part {
    /// A field.
    pub fn text(name: &'static str, value: &str) -> Self {
        Self {
            name,
            bytes: Bytes::copy_from_slice(value.as_bytes()),
            file: None,
        }
    }

    /// A file.
    pub fn file(name: &'static str, file_name: &str, media_type: &str, bytes: Bytes) -> Self {
        Self {
            name,
            bytes,
            file: Some((file_name.to_owned(), media_type.to_owned())),
        }
    }
}

/// The form that goes out. A media type that is none is left out.
pub(super) fn form(parts: &[Part]) -> reqwest::multipart::Form {
    parts
        .iter()
        .fold(reqwest::multipart::Form::new(), |form, part| {
            form.part(part.name, one(part))
        })
}

fn one(part: &Part) -> reqwest::multipart::Part {
    let plain = || reqwest::multipart::Part::stream(part.bytes.clone());
    match &part.file {
        None => plain(),
        Some((name, media_type)) => {
            let typed = plain().file_name(name.clone()).mime_str(media_type);
            typed.unwrap_or_else(|_| plain().file_name(name.clone()))
        }
    }
}
