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
            self.declared.insert(name, plain(&T::decl(&self.config)));
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

/// One line without comments: the documentation is in the Rust types.
fn plain(declaration: &str) -> String {
    let mut text = String::with_capacity(declaration.len());
    let mut rest = declaration;
    while let Some((before, comment)) = rest.split_once("/**") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of `calls.ts`: names with their types, and the table of roles and tags.
fn calls(described: &[CallTypes]) -> String {
    let mut text =
        format!("{HEADER}import type * as T from './types';\n\nexport interface Calls {{\n");
    for call in described {
        let (args, result) = (qualified(&call.args), qualified(&call.result));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {}: {{ args: {args}; result: {result} }};",
            call.name
        );
    }
    text.push_str("}\n\nexport type CallName = keyof Calls;\n");
    text.push_str("type Row = { role: T.Role; provides: readonly T.Tag[]; invalidates: readonly T.Tag[] };\n\n");
    let _ = writeln!(
        text,
        "export const ALL_TAGS = {} as const satisfies readonly T.Tag[];\n",
        words(crate::Tag::ALL)
    );
    text.push_str("export const CALLS: Record<CallName, Row> = {\n");
    for spec in crate::calls::CALLS {
        let role = serde_json::to_string(&spec.role).unwrap_or_default();
        let (provides, invalidates) = (words(spec.provides), words(spec.invalidates));
        let _ = writeln!(
            text,
            "  {}: {{ role: {role}, provides: {provides}, invalidates: {invalidates} }},",
            spec.name
        );
    }
    text.push_str("};\n");
    text
}

fn words(tags: &[crate::Tag]) -> String {
    serde_json::to_string(tags).unwrap_or_default()
}

/// Declared types live in `types.ts`; the built-in ones do not.
fn qualified(name: &str) -> String {
    match name
        .strip_prefix("Array<")
        .and_then(|inner| inner.strip_suffix('>'))
    {
        Some(inner) => format!("{}[]", qualified(inner)),
        None if name.starts_with("Record<") => name.to_owned(),
        None => format!("T.{name}"),
    }
}

/// Both files: name and text.
pub fn files() -> [(&'static str, String); 2] {
    let mut types = Types::new();
    let described = crate::calls::describe(&mut types);
    types.name_of::<crate::ApiError>();
    types.name_of::<crate::Role>();
    types.name_of::<crate::Tag>();
    types.name_of::<crate::Notice>();
    [("types.ts", types.text()), ("calls.ts", calls(&described))]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// With `SAM_WRITE_BINDINGS` set (`cargo xtask bindings`) the files are written anew.
    #[test]
    fn bindings_are_fresh() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings");
        for (name, text) in files() {
            let path = folder.join(name);
            if std::env::var_os("SAM_WRITE_BINDINGS").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let known = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(
                known, text,
                "{name} is stale: run `cargo xtask bindings` and commit it"
            );
        }
    }

    #[test]
    fn every_call_has_a_role_and_reads_spoil_nothing() {
        for spec in crate::calls::CALLS {
            let reads = !spec.provides.is_empty();
            assert!(
                !reads || spec.invalidates.is_empty(),
                "{} reads and spoils",
                spec.name
            );
        }
    }
}
