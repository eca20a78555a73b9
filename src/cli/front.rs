//! A nomination's file: what stands before the statement, and the statement.

use super::node::{self, Fault, Key, Node, Written};
use super::report::Spot;

/// A file in two.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// What stands before the statement; without members where there is nothing. Its places are the file's.
    pub node: Node,
    /// The statement, without white space around it.
    pub statement: String,
    /// The line that the statement begins on, from 1.
    pub line: usize,
}

/// Divides a file: YAML between lines of `---`, TOML between lines of `+++`, and the header between two long rules
/// of dashes that the Kubernetes elections have.
///
/// # Errors
/// Where what stands before the statement can't be read.
pub fn divide(text: &str) -> Result<Front, Fault> {
    let start = Spot { line: 1, column: 1 };
    let trimmed = text.trim_start_matches(['\n', ' ', '\t']);
    // Empty lines before it change nothing.
    let before = text.len() - trimmed.len();
    let above = text.get(..before).unwrap_or_default().matches('\n').count();
    let Some((kind, head, rest)) = head(trimmed, above)? else {
        return Ok(Front { node: Node::map(Vec::new(), start), ..body(text, 1) });
    };
    let parse = if kind == Kind::Toml { node::toml } else { node::yaml };
    let mut node = match parse(head) {
        Ok(node) => node.lower(above + 1),
        Err(Fault { spot, problem }) => {
            return Err(Fault { spot: Spot { line: spot.line + above + 1, ..spot }, problem });
        }
    };
    if node.is_null() {
        node = Node::map(Vec::new(), start);
    }
    if !matches!(node.value, Written::Map(_)) {
        let problem = "what stands before the statement is no list of “name: value”".to_owned();
        return Err(Fault { spot: node.spot, problem });
    }
    if kind == Kind::Rules {
        node = elekto(node);
    }
    let line = above + head.matches('\n').count() + 3;
    Ok(Front { node, ..body(rest, line) })
}

/// The statement, and the line that it begins on.
fn body(text: &str, line: usize) -> Front {
    let trimmed = text.trim_start();
    let before = text.len() - trimmed.len();
    let line = line + text.get(..before).unwrap_or_default().matches('\n').count();
    let node = Node::map(Vec::new(), Spot { line: 1, column: 1 });
    Front { node, statement: trimmed.trim_end().to_owned(), line }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Yaml,
    Toml,
    Rules,
}

/// What stands between the first line, where it is a mark, and the next line like it; and the rest.
fn head(text: &str, above: usize) -> Result<Option<(Kind, &str, &str)>, Fault> {
    /// Dashes that a rule has at least: three are YAML's.
    const RULE: usize = 10;
    let is_rule = |line: &str| line.len() >= RULE && line.bytes().all(|byte| byte == b'-');
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let kind = match first.trim_end() {
        "---" => Kind::Yaml,
        "+++" => Kind::Toml,
        line if is_rule(line) => Kind::Rules,
        _ => return Ok(None),
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let ends = match kind {
            Kind::Yaml => matches!(trimmed, "---" | "..."),
            Kind::Toml => trimmed == "+++",
            Kind::Rules => is_rule(trimmed),
        };
        if ends {
            let after = rest.get(at + line.len()..).unwrap_or_default();
            return Ok(Some((kind, rest.get(..at).unwrap_or_default(), after)));
        }
        at += line.len();
    }
    // A line of dashes alone may be a rule of the statement.
    if kind == Kind::Rules {
        return Ok(None);
    }
    let mark = first.trim_end();
    let problem = format!("begins with {mark}, and no other line of {mark} ends that");
    Err(Fault { spot: Spot { line: above + 1, column: 1 }, problem })
}

/// The header that Elekto reads, in the words of a feed: `name`, `ID` and a list `info` of one value each.
fn elekto(node: Node) -> Node {
    let spot = node.spot;
    let Written::Map(members) = node.value else { return node };
    let mut out = Vec::new();
    for (key, value) in members {
        match key.name.as_str() {
            "ID" | "id" => out.push((Key { name: "handle".into(), ..key }, value)),
            "info" => {
                let mut facts = Vec::new();
                match value.value {
                    Written::List(items) => {
                        for item in items {
                            if let Written::Map(one) = item.value {
                                facts.extend(one);
                            }
                        }
                    }
                    Written::Map(all) => facts.extend(all),
                    Written::Scalar { .. } => {}
                }
                facts.retain(|(_, value)| value.words().is_some());
                let facts = Node::map(facts, value.spot);
                out.push((Key { name: "facts".into(), ..key }, facts));
            }
            _ => out.push((key, value)),
        }
    }
    Node::map(out, spot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_manner_of_front_matter_is_understood() {
        let yaml = divide("---\nname: Ann\n---\n\nHello.\n").unwrap();
        assert_eq!(yaml.node.get("name").and_then(Node::words), Some("Ann"));
        assert_eq!((yaml.statement.as_str(), yaml.line), ("Hello.", 5));
        let toml = divide("+++\nname = \"Ann\"\n+++\nHello.").unwrap();
        assert_eq!(toml.node.get("name").and_then(Node::words), Some("Ann"));
        assert_eq!((toml.statement.as_str(), toml.line), ("Hello.", 4));
        let rule = "-".repeat(49);
        let text =
            format!("{rule}\nname: Ann\nID: ann\ninfo:\n  - employer: Mill\n  - slack:\n{rule}\n## SIGs\n");
        let rules = divide(&text).unwrap();
        assert_eq!(rules.node.get("handle").and_then(Node::words), Some("ann"));
        let facts = rules.node.get("facts").unwrap();
        assert_eq!(facts.members().len(), 1);
        assert_eq!(facts.get("employer").map(|value| value.spot), Some(Spot { line: 5, column: 15 }));
        assert_eq!((rules.statement.as_str(), rules.line), ("## SIGs", 8));
        let lower = divide(&format!("\n{text}")).unwrap();
        assert_eq!((lower.statement.as_str(), lower.line), ("## SIGs", 9));
    }

    #[test]
    fn a_file_may_be_a_statement_alone() {
        for text in ["# Ann\n\nHello.", "----------------\n\nHello.", "-----------\nHello."] {
            let front = divide(text).unwrap();
            assert_eq!((front.node.members().len(), front.statement.as_str()), (0, text));
        }
        assert_eq!(divide("---\n---\nHello.").unwrap().statement, "Hello.");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_in_the_file() {
        assert_eq!(divide("---\nname: Ann\n").unwrap_err().spot.line, 1);
        assert_eq!(divide("---\nname: Ann\nname: Bob\n---\n").unwrap_err().spot, Spot { line: 3, column: 1 });
        assert_eq!(divide("---\n- Ann\n---\n").unwrap_err().spot.line, 2);
    }
}
