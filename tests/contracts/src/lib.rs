//! Checks recorded HTTP exchanges against the official API descriptions of the marketplaces.
