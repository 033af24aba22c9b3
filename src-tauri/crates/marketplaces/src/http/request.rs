//! A call as the request that leaves: host, keys, body.

use http::HeaderValue;
use http::header::AUTHORIZATION;
use reqwest::{Request, RequestBuilder};

use super::call::Call;
use super::form::form;
use super::way::{KeyHeader, Way};
use crate::error::{ErrorKind, MarketplaceError};

type Built<T> = Result<T, MarketplaceError>;

impl Way {
    /// The request of a call.
    ///
    /// # Errors
    /// `Unexpected` for a host that the marketplace lacks and a key that no header can hold.
    pub(super) fn request(&self, call: &Call) -> Built<Request> {
        let url = self.hosts.url(call.host, &call.path);
        let url = url.ok_or_else(|| self.wrong(call, "no such host"))?;
        let mut builder = self.client().request(call.method.clone(), url);
        if !call.query.is_empty() {
            builder = builder.query(&call.query);
        }
        let builder = with_body(self.with_keys(builder, call)?, call);
        builder
            .build()
            .map_err(|error| self.wrong(call, &error.without_url().to_string()))
    }

    fn with_keys(&self, mut builder: RequestBuilder, call: &Call) -> Built<RequestBuilder> {
        let no_key = || self.wrong(call, "the key holds characters that no key has");
        let meant = |header: &&KeyHeader| header.host.is_none_or(|host| host == call.host);
        for header in self.headers.iter().filter(meant) {
            let value = secret(header.value.expose()).ok_or_else(no_key)?;
            builder = builder.header(&header.name, value);
        }
        if let Some(key) = &call.bearer {
            let value = secret(&format!("Bearer {}", key.expose())).ok_or_else(no_key)?;
            builder = builder.header(AUTHORIZATION, value);
        }
        Ok(builder)
    }

    fn wrong(&self, call: &Call, message: &str) -> MarketplaceError {
        let error = MarketplaceError::new(ErrorKind::Unexpected, call.operation, message);
        self.ours(error)
    }
}

fn with_body(mut builder: RequestBuilder, call: &Call) -> RequestBuilder {
    for (name, value) in &call.headers {
        builder = builder.header(*name, value);
    }
    match &call.body {
        Some(body) => builder.json(body),
        None if call.parts.is_empty() => builder,
        None => builder.multipart(form(&call.parts)),
    }
}

/// A header's value that no log shows.
fn secret(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}
