//! marketplaces.
