//! Marketplaces as data.

use crate::context::View;
use crate::error::ApiError;
use crate::view::Nothing;
use crate::view::marketplace::{CapabilitySpec, FieldKind, FieldSpec, MarketplaceView};

/// Steps of the help on where to find a key; the words are in the catalogues.
const HELP_STEPS: usize = 3;

/// All marketplaces of this build.
pub(crate) async fn list(_: &View, _: Nothing) -> Result<Vec<MarketplaceView>, ApiError> {
    let registry = engine::Registry::all();
    Ok(registry
        .iter()
        .map(|connector| card(connector.profile()))
        .collect())
}

fn card(profile: &engine::Profile) -> MarketplaceView {
    MarketplaceView {
        id: profile.id.to_string(),
        name: profile.name.to_owned(),
        letter: profile.letter.to_owned(),
        colour: profile.colour.0.to_owned(),
        on_colour: profile.colour.1.to_owned(),
        key_url: profile.key_url.to_owned(),
        fields: profile
            .fields
            .iter()
            .map(|field| FieldSpec {
                name: field.name.to_owned(),
                kind: if field.is_secret() {
                    FieldKind::Secret
                } else {
                    FieldKind::Text
                },
                required: field.required,
                label_key: format!("connect.{}.{}", profile.id, field.name),
                help_keys: (1..=HELP_STEPS)
                    .map(|step| format!("connect.{}.{}_help_{step}", profile.id, field.name))
                    .collect(),
            })
            .collect(),
        hosts: profile.hosts.iter().map(|host| bare(host.url)).collect(),
        capabilities: profile
            .capabilities
            .iter()
            .map(|spec| CapabilitySpec {
                capability: spec.capability.as_str().to_owned(),
                read: spec.read,
                write: spec.write,
            })
            .collect(),
    }
}

/// The host of an address, as people read it.
fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_owned()
}
