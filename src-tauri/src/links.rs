//! Where the window may go: nowhere but its own page.

use tauri::Url;

/// True for the page's own addresses. Everything else is refused; links to the internet are
/// opened in the system's browser by the page, https only.
pub(crate) fn stays(url: &Url) -> bool {
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows serves the page under a name that leaves the machine nowhere.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    let development = tauri::is_dev() && url.host_str() == Some("127.0.0.1");
    if !own && !development {
        tracing::warn!(
            scheme = url.scheme(),
            "the window was asked to leave its page"
        );
    }
    own || development
}

#[cfg(test)]
mod tests {
    use super::stays;

    #[test]
    fn only_its_own_page_is_shown() {
        for own in [
            "tauri://localhost/index.html#/reviews",
            "http://tauri.localhost/",
        ] {
            assert!(stays(&own.parse().expect(own)), "its own page: {own}");
        }
        for other in [
            "https://wildberries.ru/",
            "http://localhost:8080/",
            "tauri://elsewhere/",
            "https://tauri.localhost.evil.example/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(
                !stays(&other.parse().expect(other)),
                "not its page: {other}"
            );
        }
    }
}
