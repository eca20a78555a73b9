//! Small feeds with invented nominees.

use serde_json::{Value, json};

/// A feed of nominations with these names: ids are the names in small letters,
/// `-` for spaces.
pub fn of(names: &[&str]) -> Value {
    feed(names.iter().map(|name| nomination(name)))
}

/// A feed of these items.
pub fn feed(items: impl IntoIterator<Item = Value>) -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A small election",
        "language": "en",
        "_hustings": {
            "version": 1,
            "elections": [{ "id": "board", "name": "The board, 2027" }],
            "topics": [{ "id": "water", "label": "Water" }, { "id": "paths", "label": "Paths" }],
        },
        "items": items.into_iter().collect::<Vec<_>>(),
    })
}

/// One nomination.
pub fn nomination(name: &str) -> Value {
    json!({
        "id": name.to_lowercase().replace(' ', "-"),
        "title": format!("{name} for the board"),
        "summary": format!("{name} would mend the pump."),
        "_hustings": {
            "candidate": { "name": name },
            "election": "board",
            "status": "nominated",
            "stances": [{ "topic": "water", "quote": format!("Water, says {name}, runs downhill.") }],
        },
    })
}
