//! Front matter as written: values, and where each stands.

use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::de::{DeTable, DeValue};

use super::report::Spot;
use super::source::end_of;

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// In the text that was parsed.
    pub spot: Spot,
    /// The value.
    pub value: Written,
}

/// What is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// Words or a figure, as written; quoted words are never a figure.
    Scalar {
        /// As written.
        text: String,
        /// Whether it stands without quotation marks.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written.
    Map(Vec<(Key, Node)>),
}

/// A member's name and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// As written.
    pub name: String,
    /// In the text that was parsed.
    pub spot: Spot,
}

/// What is no front matter, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// In the text that was parsed.
    pub spot: Spot,
    /// In words.
    pub problem: String,
}

/// Values may stand this deep in each other.
const MAX_DEPTH: usize = 32;

impl Node {
    /// Words that stand nowhere: made up from other words at a place.
    #[must_use]
    pub fn text(text: impl Into<String>, spot: Spot) -> Self {
        Self { spot, value: Written::Scalar { text: text.into(), plain: false } }
    }

    /// A map that stands nowhere.
    #[must_use]
    pub fn map(members: Vec<(Key, Self)>, spot: Spot) -> Self {
        Self { spot, value: Written::Map(members) }
    }

    /// Its words, where it is words.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match &self.value {
            Written::Scalar { text, .. } => Some(text.trim()).filter(|_| !self.is_null()),
            _ => None,
        }
    }

    /// Whether nothing is written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Written::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// A member of a map.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Written::Map(members) => members.iter().find(|(key, _)| key.name == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Takes a member out of a map.
    pub fn take(&mut self, name: &str) -> Option<(Key, Self)> {
        let Written::Map(members) = &mut self.value else { return None };
        let at = members.iter().position(|(key, _)| key.name == name)?;
        Some(members.remove(at))
    }

    /// Its members, where it is a map.
    #[must_use]
    pub fn members(&self) -> &[(Key, Self)] {
        match &self.value {
            Written::Map(members) => members,
            _ => &[],
        }
    }

    /// The deepest value on a way of members and places in lists that is there, and whether that is all of it.
    #[must_use]
    pub fn follow<'a>(&self, steps: impl Iterator<Item = &'a str>) -> (Spot, bool) {
        let (mut node, mut spot, mut whole) = (self, self.spot, true);
        for step in steps {
            let next = match &node.value {
                Written::Map(members) => {
                    members.iter().find(|(key, _)| key.name == step).map(|(key, value)| (key.spot, value))
                }
                Written::List(items) => {
                    step.parse::<usize>().ok().and_then(|at| items.get(at)).map(|item| (item.spot, item))
                }
                Written::Scalar { .. } => None,
            };
            let Some((at, value)) = next else {
                whole = false;
                break;
            };
            (node, spot) = (value, at);
        }
        (spot, whole)
    }

    /// The same, so many lines further down.
    #[must_use]
    pub fn lower(mut self, lines: usize) -> Self {
        self.shift(lines);
        self
    }

    fn shift(&mut self, lines: usize) {
        self.spot.line += lines;
        match &mut self.value {
            Written::Scalar { .. } => {}
            Written::List(items) => items.iter_mut().for_each(|item| item.shift(lines)),
            Written::Map(members) => {
                for (key, value) in members {
                    key.spot.line += lines;
                    value.shift(lines);
                }
            }
        }
    }
}

/// Reads YAML: one document of maps, lists and words. Anchors and aliases are refused: nobody writes a nomination
/// with them, and a few lines of them can grow to fill any memory.
///
/// # Errors
/// Where it is not that.
pub fn yaml(text: &str) -> Result<Node, Fault> {
    let mut parser = Parser::new_from_str(text);
    let mut next = move || loop {
        let (event, span) = match parser.next_event() {
            Some(Ok(event)) => event,
            Some(Err(error)) => {
                let spot = Spot { line: error.marker().line().max(1), column: error.marker().col() + 1 };
                return Err(Fault { spot, problem: error.info().to_owned() });
            }
            None => return Ok(None),
        };
        let spot = Spot { line: span.start.line().max(1), column: span.start.col() + 1 };
        let event = match event {
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => continue,
            Event::StreamEnd => return Ok(None),
            Event::Alias(_) => return Err(alias(spot)),
            Event::Scalar(_, _, 1.., _) | Event::SequenceStart(1.., _) | Event::MappingStart(1.., _) => {
                return Err(alias(spot));
            }
            Event::Scalar(text, style, 0, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                Came::Scalar(text.into_owned(), plain)
            }
            Event::SequenceStart(..) => Came::List,
            Event::MappingStart(..) => Came::Map,
            Event::SequenceEnd | Event::MappingEnd => Came::End,
        };
        return Ok(Some((event, spot)));
    };
    let start = Spot { line: 1, column: 1 };
    let Some((came, spot)) = next()? else { return Ok(Node::map(Vec::new(), start)) };
    let node = read_yaml(came, spot, MAX_DEPTH, &mut next)?;
    match next()? {
        None => Ok(node),
        Some((_, spot)) => Err(Fault { spot, problem: "a second document begins here".to_owned() }),
    }
}

fn alias(spot: Spot) -> Fault {
    Fault { spot, problem: "anchors and aliases are not understood here: write it out".to_owned() }
}

enum Came {
    Scalar(String, bool),
    List,
    Map,
    End,
}

type Next<'a> = &'a mut dyn FnMut() -> Result<Option<(Came, Spot)>, Fault>;

fn read_yaml(came: Came, spot: Spot, depth: usize, next: Next<'_>) -> Result<Node, Fault> {
    let deep = || Fault { spot, problem: format!("more than {MAX_DEPTH} values in each other") };
    let depth = depth.checked_sub(1).ok_or_else(deep)?;
    let value = match came {
        Came::Scalar(text, plain) => Written::Scalar { text, plain },
        Came::End => Written::Scalar { text: String::new(), plain: true },
        Came::List => {
            let mut items = Vec::new();
            while let Some((came, spot)) = next()? {
                if matches!(came, Came::End) {
                    break;
                }
                items.push(read_yaml(came, spot, depth, next)?);
            }
            Written::List(items)
        }
        Came::Map => {
            let mut members: Vec<(Key, Node)> = Vec::new();
            let mut names = std::collections::HashSet::new();
            while let Some((came, spot)) = next()? {
                let name = match came {
                    Came::End => break,
                    Came::Scalar(name, _) => name,
                    Came::List | Came::Map => {
                        return Err(Fault { spot, problem: "a name of a member must be words".to_owned() });
                    }
                };
                let key = Key { name, spot };
                let Some((came, spot)) = next()? else { break };
                let value = read_yaml(came, spot, depth, next)?;
                if !names.insert(key.name.clone()) {
                    return Err(Fault {
                        spot: key.spot,
                        problem: format!("“{}” stands here twice", key.name),
                    });
                }
                members.push((key, value));
            }
            Written::Map(members)
        }
    };
    Ok(Node { spot, value })
}

/// Reads TOML.
///
/// # Errors
/// Where it is not that.
pub fn toml(text: &str) -> Result<Node, Fault> {
    let lines = Lines::of(text);
    let table = DeTable::parse(text).map_err(|error| Fault {
        spot: lines.spot(text, error.span().map_or(0, |span| span.start)),
        problem: error.message().lines().collect::<Vec<_>>().join("; "),
    })?;
    Ok(Node { spot: Spot { line: 1, column: 1 }, value: read_table(table.get_ref(), text, &lines) })
}

/// Where each line of a text begins.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    fn spot(&self, text: &str, at: usize) -> Spot {
        let line = self.0.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.0.get(line)).copied().unwrap_or(0);
        Spot { line: line + 1, ..end_of(text.get(start..at).unwrap_or_default()) }
    }
}

fn read_table(table: &DeTable<'_>, text: &str, lines: &Lines) -> Written {
    let mut members: Vec<_> = table.iter().collect();
    // As written: the table keeps no order.
    members.sort_by_key(|(key, _)| key.span().start);
    let member = |(key, value): &(&toml::Spanned<_>, &toml::Spanned<_>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        let key = Key { name: name.to_string(), spot: lines.spot(text, key.span().start) };
        (key, read_value(value, text, lines))
    };
    Written::Map(members.iter().map(member).collect())
}

fn read_value(value: &toml::Spanned<DeValue<'_>>, text: &str, lines: &Lines) -> Node {
    let spot = lines.spot(text, value.span().start);
    let scalar = |text: String, plain| Written::Scalar { text, plain };
    let written = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), false),
        DeValue::Integer(number) => scalar(number.to_string(), true),
        DeValue::Float(number) => scalar(number.to_string(), true),
        DeValue::Boolean(flag) => scalar(flag.to_string(), true),
        DeValue::Datetime(moment) => scalar(moment.to_string(), true),
        DeValue::Array(items) => {
            Written::List(items.iter().map(|item| read_value(item, text, lines)).collect())
        }
        DeValue::Table(table) => read_table(table, text, lines),
    };
    Node { spot, value: written }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(line: usize, column: usize) -> Spot {
        Spot { line, column }
    }

    #[test]
    fn both_languages_say_the_same_and_where() {
        let yaml = yaml("name: Ann\nfacts:\n  hours: 5\n  roles: [a, \"b\"]\n").unwrap();
        let toml = toml("name = \"Ann\"\n[facts]\nhours = 5\nroles = [\"a\", \"b\"]\n").unwrap();
        for node in [&yaml, &toml] {
            assert_eq!(node.get("name").and_then(Node::words), Some("Ann"));
            let hours = node.get("facts").and_then(|facts| facts.get("hours")).unwrap();
            assert_eq!(hours.value, Written::Scalar { text: "5".into(), plain: true });
        }
        assert_eq!(yaml.follow(["facts", "roles", "1"].into_iter()), (spot(4, 14), true));
        assert_eq!(toml.follow(["facts", "roles", "1"].into_iter()), (spot(4, 15), true));
        assert_eq!(toml.follow(["facts", "hours", "x"].into_iter()), (spot(3, 1), false));
        assert_eq!(toml.clone().lower(2).follow(["facts", "hours"].into_iter()).0, spot(5, 1));
    }

    #[test]
    fn what_can_not_be_read_says_where() {
        for (text, at) in [
            ("a: 1\na: 2", spot(2, 1)),
            ("a: &x [1]\nb: *x", spot(1, 4)),
            ("a: 1\n---\nb: 2", spot(3, 1)),
            ("? [a]\n: b", spot(1, 3)),
        ] {
            assert_eq!(yaml(text).unwrap_err().spot, at, "{text}");
        }
        assert!(yaml("a: [1").is_err());
        assert!(yaml(&"[".repeat(100_000)).is_err());
        assert_eq!(toml("a = 1\na = 2").unwrap_err().spot.line, 2);
        assert_eq!(yaml("").unwrap().members(), []);
    }
}
