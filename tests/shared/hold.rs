//! What holds for every statement, whatever its bytes: shared with the fuzz target.

use hustings::domain::blocks::Block;
use hustings::domain::document::Document;
use hustings::domain::reading::Kind;
use hustings::domain::reading::engine::Engine;
use hustings::domain::{html, passage, tape, tree};
use hustings::feed::{Fact, Found};

fn resolve(address: &str) -> Option<String> {
    Some(address.to_owned())
}

/// Reads the bytes as a statement: the first says what it is written in.
pub fn statement(bytes: &[u8]) {
    let Some((format, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let mut engine = Engine::default();
    engine.set_feed(
        "https://forum.example/u/{handle}".to_owned(),
        "docs\u{1f}Documentation\u{1f}manual\u{1f}\u{1e}m\u{1f}Mentoring\u{1f}\u{1e}",
    );
    engine.set_emoji("tada 🎉\n".to_owned());
    let found = match format % 3 {
        0 => engine.read("a", &text, Kind::Markdown, &resolve),
        1 => {
            let mut events = tape::Tape::default();
            html::native::read(&text, &mut events);
            engine.read("a", &events.into_string(), Kind::Tape(false), &resolve)
        }
        _ => engine.read("a", &text, Kind::Plain, &resolve),
    };
    let blocks = engine.blocks("a").to_vec();
    // Whoever builds the tree again has the same one.
    // (An image without a host is never shown, so that it comes back as a link.)
    let again = tree::read(&tree::write(&blocks), &resolve, &hosts(&blocks));
    assert!(again == blocks || format!("{blocks:?}").contains("Image("), "{text:?}");
    findings_are_quotations(&blocks, &Found::read(&found, &resolve));
    engine.discover();
    findings_are_quotations(&blocks, &Found::read(&engine.lay("a"), &resolve));
}

/// Every host of an image: none is left out.
fn hosts(blocks: &[Block]) -> Vec<String> {
    let all = format!("{blocks:?}");
    let images = all.split("Image(Href(\"").skip(1);
    let hosts =
        images.filter_map(|image| image.split_once("://")?.1.split(['/', '?', '#', '"', '\\']).next());
    hosts.filter_map(|host| host.rsplit('@').next()).map(str::to_owned).collect()
}

/// Every quotation stands in the text, letter by letter.
fn findings_are_quotations(blocks: &[Block], found: &Found) {
    let document = Document::new(blocks);
    let stands = |quote: &str| document.leaves.iter().any(|leaf| leaf.text.contains(quote));
    for stance in &found.stances {
        let quote = stance.quote.as_deref().unwrap_or_default();
        assert!(stands(quote), "stance {quote:?}");
        let mut marked = blocks.to_vec();
        let has_letters = quote.chars().any(hustings::domain::text::is_letter);
        assert!(
            !has_letters || passage::mark(&mut marked, quote, stance.anchor.as_deref()),
            "not found: {quote:?}"
        );
    }
    for (_, fact) in &found.facts {
        if let Fact::Quoted(_, passage) = fact {
            assert!(passage.quote.as_deref().is_none_or(stands), "fact {passage:?}");
        }
    }
    for reference in &found.references {
        assert!(reference.passage.quote.as_deref().is_none_or(stands), "reference {reference:?}");
    }
}
