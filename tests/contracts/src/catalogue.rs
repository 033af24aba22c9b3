//! Which operations exist: read from the embedded files, found by method, host and path.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::exchange::Exchange;
use crate::patches;
use crate::schema;
use crate::shapes::Shape;

const WANTED: &str = include_str!("../operations.json");
const PATCHES: &str = include_str!("../patches.json");
const SPECS: &[(&str, &str)] = &[
    ("anthropic", include_str!("../specs/anthropic.json")),
    ("ozon", include_str!("../specs/ozon.json")),
    (
        "ozon-performance",
        include_str!("../specs/ozon-performance.json"),
    ),
    ("uzum", include_str!("../specs/uzum.json")),
    (
        "wildberries-analytics",
        include_str!("../specs/wildberries-analytics.json"),
    ),
    (
        "wildberries-communications",
        include_str!("../specs/wildberries-communications.json"),
    ),
    (
        "wildberries-general",
        include_str!("../specs/wildberries-general.json"),
    ),
    (
        "wildberries-items",
        include_str!("../specs/wildberries-items.json"),
    ),
    (
        "wildberries-orders",
        include_str!("../specs/wildberries-orders.json"),
    ),
    (
        "wildberries-dbw",
        include_str!("../specs/wildberries-dbw.json"),
    ),
    (
        "wildberries-dbs",
        include_str!("../specs/wildberries-dbs.json"),
    ),
    (
        "wildberries-pickup",
        include_str!("../specs/wildberries-pickup.json"),
    ),
    (
        "wildberries-rates",
        include_str!("../specs/wildberries-rates.json"),
    ),
    (
        "wildberries-promotion",
        include_str!("../specs/wildberries-promotion.json"),
    ),
    (
        "wildberries-finances",
        include_str!("../specs/wildberries-finances.json"),
    ),
    ("yandex", include_str!("../specs/yandex.json")),
];

/// One entry of operations.json.
#[derive(Deserialize)]
struct Wanted {
    name: String,
    marketplace: String,
    /// The connector's names of hosts and their real addresses.
    hosts: BTreeMap<String, String>,
}

/// One official file with its corrections.
pub(crate) struct Spec {
    pub(crate) root: Value,
    definitions: Value,
    /// Compiled shapes by the text of their schema: a tape asks for the same ones again and again.
    shapes: Mutex<BTreeMap<String, Arc<Shape>>>,
}

/// One method on one path.
pub struct Operation {
    pub(crate) marketplace: String,
    pub(crate) method: String,
    pub(crate) template: String,
    /// Names of the hosts that serve it.
    pub(crate) hosts: Vec<String>,
    pub(crate) spec: Arc<Spec>,
    pub(crate) item: Value,
    pub(crate) body: Value,
}

/// An operation and the values of its path parameters.
pub(crate) struct Found<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) path: Vec<(String, String)>,
}

/// Every described operation.
pub struct Catalogue {
    pub(crate) operations: Vec<Operation>,
}

impl Catalogue {
    pub(crate) fn embedded() -> Result<Self, String> {
        let wanted: Vec<Wanted> =
            serde_json::from_str(WANTED).map_err(|error| format!("operations.json: {error}"))?;
        let mut operations = Vec::new();
        for entry in &wanted {
            let text = SPECS.iter().find(|(name, _)| *name == entry.name);
            let (_, text) = text.ok_or_else(|| format!("{} is not embedded", entry.name))?;
            operations.extend(read(entry, text)?);
        }
        Ok(Self { operations })
    }

    /// The operation that an exchange belongs to.
    pub(crate) fn find(&self, exchange: &Exchange) -> Result<Found<'_>, String> {
        let candidates = self.operations.iter().filter_map(|operation| {
            let path = operation.matches(exchange)?;
            Some(Found { operation, path })
        });
        candidates
            .min_by_key(|found| found.path.len())
            .ok_or_else(|| {
                let Exchange {
                    marketplace,
                    method,
                    host,
                    path,
                    ..
                } = exchange;
                format!("{marketplace} {host}: no operation {method} {path} is described")
            })
    }

    /// Every operation, by [`Operation::name`].
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.operations.iter().map(Operation::name).collect()
    }
}

fn read(entry: &Wanted, text: &str) -> Result<Vec<Operation>, String> {
    let mut root =
        serde_json::from_str(text).map_err(|error| format!("{}: {error}", entry.name))?;
    for patch in patches::read(PATCHES)?
        .iter()
        .filter(|patch| patch.spec == entry.name)
    {
        patch.apply(&mut root)?;
    }
    let none = Map::new();
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let definitions = schema::definitions(schemas.unwrap_or(&none));
    let spec = Arc::new(Spec {
        root,
        definitions,
        shapes: Mutex::default(),
    });
    let paths = spec
        .root
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    Ok(paths
        .flat_map(|(path, item)| operations_of(entry, &spec, path, item))
        .collect())
}

fn operations_of(entry: &Wanted, spec: &Arc<Spec>, path: &str, item: &Value) -> Vec<Operation> {
    let methods = ["get", "post", "put", "patch", "delete"];
    let bodies = methods
        .iter()
        .filter_map(|method| Some((method, item.get(method)?)));
    let operation = |(method, body): (&&str, &Value)| Operation {
        marketplace: entry.marketplace.clone(),
        method: method.to_uppercase(),
        template: path.to_owned(),
        hosts: hosts(entry, spec, item, body),
        spec: Arc::clone(spec),
        item: item.clone(),
        body: body.clone(),
    };
    bodies.map(operation).collect()
}

/// The connector's hosts whose real address is one of the operation's servers.
fn hosts(entry: &Wanted, spec: &Spec, item: &Value, body: &Value) -> Vec<String> {
    let places = [
        body.get("servers"),
        item.get("servers"),
        spec.root.get("servers"),
    ];
    let servers = places
        .into_iter()
        .flatten()
        .next()
        .and_then(Value::as_array);
    let servers: Vec<String> = servers
        .into_iter()
        .flatten()
        .filter_map(|server| server.get("url").and_then(Value::as_str).map(plain))
        .collect();
    let served = entry
        .hosts
        .iter()
        .filter(|(_, url)| servers.contains(&plain(url)));
    served.map(|(name, _)| name.clone()).collect()
}

/// An address without its scheme and its last slash.
fn plain(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_owned()
}

impl Spec {
    /// Follows a `$ref` to a parameter, response or schema.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let pointer = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|to| to.strip_prefix('#'));
        pointer
            .and_then(|pointer| self.root.pointer(pointer))
            .unwrap_or(value)
    }

    /// A compiled schema of this file.
    pub(crate) fn shape(&self, schema: &Value) -> Result<Arc<Shape>, String> {
        let mut shapes = self.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        let key = schema.to_string();
        if let Some(shape) = shapes.get(&key) {
            return Ok(Arc::clone(shape));
        }
        let shape = Arc::new(Shape::new(&schema::document(schema, &self.definitions))?);
        shapes.insert(key, Arc::clone(&shape));
        Ok(shape)
    }
}

impl Operation {
    /// `yandex POST /v2/auth/token`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {} {}", self.marketplace, self.method, self.template)
    }

    /// The values of the path parameters, when the exchange is one of this operation.
    fn matches(&self, exchange: &Exchange) -> Option<Vec<(String, String)>> {
        let host = exchange.host.is_empty() || self.hosts.contains(&exchange.host);
        let same = self.marketplace == exchange.marketplace && self.method == exchange.method;
        if !(host && same) {
            return None;
        }
        let wanted: Vec<&str> = self.template.split('/').collect();
        let found: Vec<&str> = exchange.path.split('/').collect();
        if wanted.len() != found.len() {
            return None;
        }
        let mut values = Vec::new();
        for (wanted, found) in wanted.into_iter().zip(found) {
            match wanted
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) => values.push((name.to_owned(), found.to_owned())),
                None if wanted == found => {}
                None => return None,
            }
        }
        Some(values)
    }
}
