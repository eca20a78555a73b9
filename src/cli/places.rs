//! Where a member of a JSON document stands in its file.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ValueType};

use super::report::Spot;

/// The places of these paths (`items[3]._hustings.status`), or of what holds them where they are not there. Reads the
/// document once, and keeps none of it.
#[must_use]
pub fn find(document: impl Read, wanted: &HashSet<&str>) -> HashMap<String, Spot> {
    // What holds what is wanted; a name with a dot in it makes more of these, which only costs time.
    let holders = wanted.iter().flat_map(|path| {
        path.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).filter_map(|(at, _)| path.get(..at))
    });
    let holders: HashSet<&str> = holders.chain(wanted.iter().copied()).chain([""]).collect();
    let mut walk = Walk { reader: JsonStreamReader::new(document), holders, found: HashMap::new() };
    // A fault in the document is told by whoever reads it in earnest: what was found before it counts.
    let _ = walk.value("");
    let mut found = walk.found;
    let missing: Vec<&str> = wanted.iter().copied().filter(|path| !found.contains_key(*path)).collect();
    for path in missing {
        let mut holder = path;
        while let Some(at) = holder.rfind(['.', '[']) {
            holder = holder.get(..at).unwrap_or_default();
            if let Some(spot) = found.get(holder).copied() {
                found.insert(path.to_owned(), spot);
                break;
            }
        }
    }
    found
}

struct Walk<'a, R: Read> {
    reader: JsonStreamReader<R>,
    holders: HashSet<&'a str>,
    found: HashMap<String, Spot>,
}

impl<R: Read> Walk<'_, R> {
    fn value(&mut self, path: &str) -> Result<(), ReaderError> {
        if !self.holders.contains(path) {
            return self.reader.skip_value();
        }
        let kind = self.reader.peek()?;
        let position = self.reader.current_position(false).line_pos;
        if let Some(position) = position {
            let spot = Spot { line: position.line as usize + 1, column: position.column as usize + 1 };
            // Of members with one name the last counts, as it does for the reader.
            self.found.insert(path.to_owned(), spot);
        }
        match kind {
            ValueType::Object => {
                self.reader.begin_object()?;
                while self.reader.has_next()? {
                    let name = self.reader.next_name_owned()?;
                    let inner = if path.is_empty() { name } else { format!("{path}.{name}") };
                    self.value(&inner)?;
                }
                self.reader.end_object()
            }
            ValueType::Array => {
                self.reader.begin_array()?;
                let mut at = 0_usize;
                while self.reader.has_next()? {
                    self.value(&format!("{path}[{at}]"))?;
                    at += 1;
                }
                self.reader.end_array()
            }
            _ => self.reader.skip_value(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_items_are_found_and_else_what_holds_them() {
        let json =
            "{\n \"items\": [\n  {\"id\": \"é\"},\n  {\"id\": 2, \"_hustings\": {\"status\": 1}}\n ]\n}";
        let wanted =
            ["items[1]._hustings.status", "items[0].id", "items[1]._hustings.candidate.name", "none"];
        let found = find(json.as_bytes(), &wanted.into_iter().collect());
        let spot = |line, column| Some(&Spot { line, column }.clone()).copied();
        assert_eq!(found.get(wanted[0]).copied(), spot(4, 37));
        assert_eq!(found.get(wanted[1]).copied(), spot(3, 10));
        assert_eq!(found.get(wanted[2]).copied(), spot(4, 26));
        assert_eq!(found.get("none"), None);
    }

    #[test]
    fn what_stands_before_a_fault_is_found() {
        let found = find(&b"{\"a\": 1, \"b\": ]"[..], &["a"].into_iter().collect());
        assert_eq!(found.get("a").copied(), Some(Spot { line: 1, column: 7 }));
    }
}
