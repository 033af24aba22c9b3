//! TypeScript of the contract: written from the Rust types, committed, and
//! proven fresh by a test.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name; a type is visited once with everything that it names.
#[derive(Default)]
pub(crate) struct Types {
    config: Config,
    declared: BTreeMap<String, String>,
}

/// Names of a call's types.
pub(crate) struct CallTypes {
    pub(crate) name: &'static str,
    pub(crate) args: String,
    pub(crate) result: String,
}

impl Types {
    /// With i64 as `number`: ids and counts lie far below 2^53.
    pub(crate) fn new() -> Self {
        Self {
            config: Config::new().with_large_int("number"),
            declared: BTreeMap::new(),
        }
    }

    /// The name of a type, declared with its dependencies.
    pub(crate) fn name_of<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.declare::<T>();
        T::name(&self.config)
    }

    fn declare<T: TS + 'static + ?Sized>(&mut self) {
        // Only declared types have a place of their own; the rest is inline.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.declared.contains_key(&name) {
                return;
            }
            self.declared.insert(name, T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }

    /// The text of `types.ts`.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(HEADER);
        for declaration in self.declared.values() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "export {declaration}");
        }
        text
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.declare::<T>();
    }
}

/// First lines of the generated files.
pub(crate) const HEADER: &str =
    "// Written by `cargo xtask bindings` from src-tauri/crates/api. Do not edit.\n";
