//! From what is written in front matter to the members of a feed, as its schema has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::node::{Key, Node, Written};
use super::report::{Finding, Report};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../schema/feed-1.schema.json")).unwrap_or_default()
});

/// A definition of the schema, by its name; the feed itself has none.
#[must_use]
pub fn schema(name: &str) -> &'static Value {
    if name.is_empty() {
        &SCHEMA
    } else {
        SCHEMA.get("$defs").and_then(|all| all.get(name)).unwrap_or(&Value::Null)
    }
}

/// The schema of one member.
#[must_use]
pub fn member(name: &str, of: &str) -> Option<&'static Value> {
    schema(of).get("properties")?.get(name)
}

/// What a feed says of its facts: by id, their kind.
pub type Kinds = HashMap<String, String>;

/// Puts what is written in the form that the schema asks for. What it does not know is kept and told.
pub struct Fitter<'a> {
    /// The file that it stands in.
    pub file: &'a str,
    /// Of the facts.
    pub kinds: &'a Kinds,
    /// Whether it is not known what there may be: the election file could not be read.
    pub lenient: bool,
    /// What is found.
    pub report: &'a mut Report,
}

impl Fitter<'_> {
    /// A value in the form of a schema; nothing where nothing is written.
    pub fn fit(&mut self, node: &Node, schema: &Value) -> Option<Value> {
        let schema = resolve(schema);
        if node.is_null() {
            return None;
        }
        if let Some(facts) = schema.get("additionalProperties") {
            let own = node.members().iter().filter(|(key, _)| !key.name.starts_with('_'));
            let members = own.filter_map(|(key, value)| {
                let kind = self.kinds.get(&key.name).map(String::as_str);
                Some((key.name.clone(), fact(self.fit(value, facts)?, value, kind)))
            });
            return Some(Value::Object(members.collect()));
        }
        match &node.value {
            Written::Scalar { text, plain } => Some(scalar(text, *plain, schema)),
            Written::List(items) => {
                let natural = Value::Null;
                let inner = schema.get("items").unwrap_or(&natural);
                Some(Value::Array(items.iter().filter_map(|item| self.fit(item, inner)).collect()))
            }
            Written::Map(members) => {
                let Some(known) = schema.get("properties").and_then(Value::as_object) else {
                    return Some(natural(node));
                };
                let mut out = Map::new();
                for (key, value) in members {
                    match known.get(&key.name) {
                        Some(schema) => {
                            let value = self.fit(value, schema);
                            out.extend(value.map(|value| (key.name.clone(), value)));
                        }
                        None => self.unknown(key, known.keys().map(String::as_str)),
                    }
                }
                Some(Value::Object(out))
            }
        }
    }

    /// A member that the feed has no place for.
    pub fn unknown<'k>(&mut self, key: &Key, known: impl Iterator<Item = &'k str>) {
        // By agreement, what begins so is somebody's own.
        if self.lenient || key.name.starts_with('_') {
            return;
        }
        let near = nearest(&key.name, known);
        let remedy = match near {
            Some(near) if near == key.name => "It stands in two places: keep one".to_owned(),
            Some(near) => format!("Write “{near}”, if that is meant"),
            None => "Take it away, or begin its name with _ to keep it to yourself".to_owned(),
        };
        let problem = format!("“{}” is no member that a feed has here; left out", key.name);
        self.report.add(Finding::warning(self.file, problem, remedy).at(key.spot));
    }
}

/// A fact's value as its kind has it: "3.10" is a version where the kind is text, and a figure where it is a number.
fn fact(value: Value, node: &Node, kind: Option<&str>) -> Value {
    match (kind, &node.value, value) {
        (Some("number"), Written::Scalar { text, .. }, value) => figure(text).unwrap_or(value),
        (Some("text" | "date"), Written::Scalar { text, .. }, Value::Number(_)) => {
            Value::String(text.clone())
        }
        (_, _, value) => value,
    }
}

/// A definition that is named is taken from its place.
fn resolve(schema: &Value) -> &Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
    name.map_or(schema, |name| self::schema(name))
}

fn scalar(text: &str, plain: bool, schema: &Value) -> Value {
    let one = schema.get("type").and_then(Value::as_str);
    match one {
        Some("number" | "integer") => figure(text).unwrap_or_else(|| Value::String(text.to_owned())),
        Some("boolean") => match text {
            "true" | "True" | "yes" => Value::Bool(true),
            "false" | "False" | "no" => Value::Bool(false),
            _ => Value::String(text.to_owned()),
        },
        // As written, so that no zero is lost.
        Some(_) => Value::String(text.to_owned()),
        None => natural_scalar(text, plain),
    }
}

/// A value where no schema says what it should be.
#[must_use]
pub fn natural(node: &Node) -> Value {
    match &node.value {
        Written::Scalar { text, plain } => natural_scalar(text, *plain),
        Written::List(items) => Value::Array(items.iter().map(natural).collect()),
        Written::Map(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.name.clone(), natural(value))).collect())
        }
    }
}

fn natural_scalar(text: &str, plain: bool) -> Value {
    match text {
        _ if !plain => Value::String(text.to_owned()),
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "" | "~" | "null" => Value::Null,
        _ => figure(text).unwrap_or_else(|| Value::String(text.to_owned())),
    }
}

/// A figure, where writing it as a number loses nothing.
fn figure(text: &str) -> Option<Value> {
    let number: serde_json::Number = serde_json::from_str(text).ok()?;
    (number.to_string() == text).then_some(Value::Number(number))
}

/// Of some names the one that differs least, if it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase().replace('-', "_");
    let best = known.map(|known| (strsim::osa_distance(&name, known), known)).min()?;
    (best.0 * 3 <= name.chars().count()).then_some(best.1)
}
