//! Credentials of one account, by field name, for the moment of use.

use std::collections::BTreeMap;

use secrets::Sensitive;

use crate::error::{ErrorKind, MarketplaceError};

/// The fields that a connector's form asks for.
#[derive(Debug, Clone, Default)]
pub struct Keys(BTreeMap<String, Sensitive<String>>);

impl Keys {
    /// Takes the fields as typed; surrounding white space is pasted by accident
    /// and never part of a key.
    pub fn new(fields: impl IntoIterator<Item = (String, Sensitive<String>)>) -> Self {
        let trim = |value: &Sensitive<String>| Sensitive::new(value.expose().trim().to_owned());
        Self(
            fields
                .into_iter()
                .map(|(name, value)| (name, trim(&value)))
                .collect(),
        )
    }

    /// One field.
    ///
    /// # Errors
    /// `Unauthorised` when the field is missing or empty.
    pub fn field(&self, name: &'static str) -> Result<&Sensitive<String>, MarketplaceError> {
        self.given(name).ok_or_else(|| {
            MarketplaceError::new(
                ErrorKind::Unauthorised,
                "keys",
                format!("the field {name} is empty"),
            )
        })
    }

    /// A field that may be left empty.
    pub fn given(&self, name: &'static str) -> Option<&Sensitive<String>> {
        let value = self.0.get(name)?;
        (!value.is_empty()).then_some(value)
    }
}
