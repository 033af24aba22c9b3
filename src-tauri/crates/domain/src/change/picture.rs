//! Pictures of cards.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A picture that a card is to show.
// An address is written as it always was, so that older changes keep their digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Picture {
    /// It lies at a public address.
    Address(String),
    /// A file of the seller's, which goes to the marketplace as it is.
    File(PictureFile),
}

/// A file of the seller's by what is in it: a verdict on these words is one on this very picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// SHA-256 of the file, 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Its format.
    pub format: PictureFormat,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Formats of pictures that some marketplace takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureFormat {
    /// JPEG.
    Jpg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// WebP.
    Webp,
}

impl Picture {
    /// The address, where it has one.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Address(address) => Some(address),
            Self::File(_) => None,
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&PictureFile> {
        match self {
            Self::Address(_) => None,
            Self::File(file) => Some(file),
        }
    }
}

impl From<&str> for Picture {
    fn from(address: &str) -> Self {
        Self::Address(address.to_owned())
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => to.write_str(address),
            Self::File(file) => write!(to, "{file}"),
        }
    }
}

impl PictureFile {
    /// Its name on the disk: content decides it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.sha256, self.format.extension())
    }
}

impl fmt::Display for PictureFile {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = self.sha256.get(..8).unwrap_or_default();
        let extension = self.format.extension();
        write!(to, "{short}.{extension} {} × {}", self.width, self.height)
    }
}

impl PictureFormat {
    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Webp => "webp",
        }
    }

    /// Its kind on the web.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Webp => "image/webp",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_is_written_as_it_always_was_and_a_file_by_what_is_in_it() {
        let file = PictureFile {
            sha256: "0a".repeat(32),
            format: PictureFormat::Webp,
            width: 900,
            height: 1200,
            bytes: 34_567,
        };
        let both = vec![
            Picture::from("https://p.example/a.jpg"),
            Picture::File(file.clone()),
        ];
        let written = serde_json::to_value(&both).expect("JSON");
        let expected = json!(["https://p.example/a.jpg", { "sha256": "0a".repeat(32),
            "format": "webp", "width": 900, "height": 1200, "bytes": 34_567 }]);
        assert_eq!(written, expected, "older changes keep their digest");
        let read: Vec<Picture> = serde_json::from_value(written).expect("pictures");
        assert_eq!(read, both, "and both are read again");
        assert_eq!(file.name(), format!("{}.webp", "0a".repeat(32)), "a name");
        let shown = Picture::File(file).to_string();
        assert_eq!(shown, "0a0a0a0a.webp 900 × 1200", "for people");
    }
}
