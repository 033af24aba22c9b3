//! The built page's files.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use api::ApiError;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// The folder of the built page.
pub(super) struct Page {
    folder: PathBuf,
}

impl Page {
    /// The given folder, else where a build or an installation puts it beside the program.
    ///
    /// # Errors
    /// `BadInput` when there is no page.
    pub(super) fn find(given: Option<&Path>) -> Result<Self, ApiError> {
        let program = std::env::current_exe().ok();
        let program = program.as_deref().and_then(Path::parent);
        let beside = [
            "page",
            "../share/super-ai-manager/page",
            "../../ui/dist",
            "../../../ui/dist",
        ];
        let usual = program
            .into_iter()
            .flat_map(|folder| beside.map(|place| folder.join(place)));
        let candidates: Vec<PathBuf> = match given {
            Some(folder) => vec![folder.to_owned()],
            None => usual.collect(),
        };
        let found = candidates
            .into_iter()
            .find(|folder| folder.join("index.html").is_file());
        found.map(|folder| Self { folder }).ok_or_else(|| {
            ApiError::bad_input(
                "ui",
                "no built page found; build it (cargo xtask run) or name its folder with --ui",
            )
        })
    }

    /// The file behind a path; `None` for anything that would leave the folder.
    fn path(&self, asked: &str) -> Option<PathBuf> {
        let asked = asked.trim_start_matches('/');
        let asked = Path::new(if asked.is_empty() {
            "index.html"
        } else {
            asked
        });
        let plain = asked.components().all(|part| match part {
            Component::Normal(name) => name.to_str().is_some_and(is_plain),
            _ => false,
        });
        plain.then(|| self.folder.join(asked))
    }
}

/// Names that a build gives: no hidden file, nothing encoded.
fn is_plain(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !name.starts_with('.') && name.bytes().all(letter)
}

/// One file of the page.
pub(super) async fn file(State(page): State<Arc<Page>>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(path) = page.path(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match tokio::fs::read(&path).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, kind(&path)),
                (header::CACHE_CONTROL, keeps(uri.path())),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The build puts a digest into the names of its assets.
fn keeps(asked: &str) -> &'static str {
    if asked.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_folder_is_served() {
        let page = Page {
            folder: PathBuf::from("/page"),
        };
        for path in [
            "/../etc/passwd",
            "/assets/../../x",
            "/.git/config",
            "/%2e%2e/x",
            "//etc/passwd/..",
            "/a\\..\\b",
        ] {
            assert_eq!(page.path(path), None, "{path} leaves the page");
        }
        assert_eq!(
            page.path("/"),
            Some(PathBuf::from("/page/index.html")),
            "the page itself"
        );
        assert_eq!(
            page.path("/assets/index-C_a1.js"),
            Some(PathBuf::from("/page/assets/index-C_a1.js")),
            "its parts"
        );
    }
}
