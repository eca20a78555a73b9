//! What somebody else says of the nominee in the nominee's statement: under a
//! heading that says so, or at the end, with a name below it. Those words are
//! no stance of the nominee's.

use std::ops::Range;

use super::english::{FIRST, IS, OTHERS, PERSON, SIGNED, SUPPORT, WORDS};
use crate::domain::document::{Document, Kind, Place, words};
use crate::domain::text::{fold, is_letter};

/// Somebody else's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endorsement {
    /// The leaves that have them, the signature's too.
    pub leaves: Range<usize>,
    /// Who said them, as the text has it.
    pub by: Option<Place>,
}

/// What somebody else says of the nominee.
#[must_use]
pub fn endorsement(document: &Document) -> Option<Endorsement> {
    under_heading(document).or_else(|| at_the_end(document))
}

/// Quotations under a heading that calls them endorsements.
fn under_heading(document: &Document) -> Option<Endorsement> {
    let says =
        |title: &str| words(title).count() <= 5 && words(title).any(|word| SUPPORT.contains(&&*fold(word)));
    let at = document.sections.iter().position(|section| section.level > 0 && says(&section.title))?;
    let section = document.sections.get(at)?;
    let below = document.sections.get(at + 1..).unwrap_or_default();
    let deeper = below.iter().take_while(|below| below.level > section.level).last();
    let leaves = section.leaves.start + 1..deeper.unwrap_or(section).leaves.end;
    let quoted = |at: &usize| {
        let Some(leaf) = document.leaves.get(*at) else { return false };
        let opens = leaf.text.trim_start().starts_with(['"', '“', '„', '«', '‘']);
        leaf.kind == Kind::Quoted
            || leaf.kind != Kind::Heading && (opens || signature(document, *at).is_some())
    };
    let first = leaves.clone().find(quoted)?;
    let last = leaves.rev().find(quoted)?;
    let by = (first..=last).find_map(|at| signature(document, at));
    Some(Endorsement { leaves: first..last + 1, by })
}

/// Praise in the third person at the end of the text, with a signature.
fn at_the_end(document: &Document) -> Option<Endorsement> {
    let last = document.leaves.iter().rposition(|leaf| leaf.text.contains(is_letter))?;
    let by = signature(document, last)?;
    let (mut start, mut persons, mut firsts) = (None, 0, 0);
    for at in (0..=last).rev() {
        let Some(leaf) = document.leaves.get(at).filter(|leaf| leaf.kind != Kind::Heading) else { break };
        let text = if at == last { leaf.text.get(..by.bytes.start).unwrap_or_default() } else { &leaf.text };
        let voice = Voice::of(text);
        if voice.persons > 0 || voice.named || leaf.kind == Kind::Quoted {
            start = Some(at);
        } else if voice.firsts > 0 {
            break;
        }
        persons += voice.persons + usize::from(voice.named && (voice.others || voice.persons > 0));
        firsts += voice.firsts;
    }
    let start = start.filter(|_| persons > 0 && firsts <= persons)?;
    if is_nominee(document, start, document.text(&by)) {
        return None;
    }
    Some(Endorsement { leaves: start..last + 1, by: Some(by) })
}

/// Of whom a text speaks.
#[derive(Default)]
struct Voice {
    /// How often of the speaker.
    firsts: usize,
    /// How often of one other person.
    persons: usize,
    /// Whether of "they".
    others: bool,
    /// Whether a name has or is something: "Ada has been …".
    named: bool,
}

impl Voice {
    fn of(text: &str) -> Self {
        let mut voice = Self::default();
        let mut before: Option<&str> = None;
        for word in words(text) {
            // "he’ll"
            let folded = fold(word.split(['\'', '’']).next().unwrap_or(word));
            let class =
                |class| WORDS.iter().any(|(own, list)| *own == class && list.split(' ').any(|w| w == folded));
            voice.firsts += usize::from(class(FIRST));
            voice.persons += usize::from(class(PERSON));
            voice.others |= OTHERS.contains(&&*folded);
            let name =
                before.is_some_and(|before| before.starts_with(char::is_uppercase) && before.len() > 2);
            voice.named |= name && IS.contains(&&*folded);
            before = Some(word);
        }
        voice
    }
}

/// Who signs the last line of a leaf: "By: …", "— Ada", "“…” – Ada".
fn signature(document: &Document, leaf: usize) -> Option<Place> {
    const LONGEST: usize = 200;
    let text = document.leaves.get(leaf)?.text.trim_end();
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let line = line + text[line..].len() - text[line..].trim_start().len();
    let place = |start: usize| {
        let rest = &text[start..];
        let start = start + rest.len() - rest.trim_start().len();
        let rest = &text[start..];
        (rest.len() <= LONGEST && rest.contains(is_letter))
            .then_some(Place { leaf, bytes: start..text.len() })
    };
    let named = |place: &Place| {
        let name = document.text(place);
        name.starts_with(|c: char| c == '@' || c.is_uppercase())
            && words(name).count() <= 12
            && !name.ends_with('.')
    };
    let last = &text[line..];
    // "By: somebody who knows"
    if let Some((label, _)) = last.split_once([':', ',']).filter(|(label, _)| label.len() <= 20) {
        let words: Vec<String> = words(label).map(fold).collect();
        if SIGNED.contains(&&*words.join(" ")) {
            return place(line + label.len() + 1);
        }
    }
    let dash = |c: char| matches!(c, '-' | '\u{2012}'..='\u{2015}' | '~');
    if last.starts_with(dash) {
        let name = last.trim_start_matches(dash);
        return place(text.len() - name.len()).filter(named);
    }
    // A quotation, a dash, and the name.
    let quote = ['"', '”', '“', '»', '’'];
    let end = last.rfind(quote).and_then(|at| last[at..].chars().next().map(|c| line + at + c.len_utf8()))?;
    let name = text[end..].trim_start();
    let signed = name.starts_with(dash).then(|| name.trim_start_matches(dash))?;
    place(text.len() - signed.len()).filter(named)
}

/// Whether a name is one that the text begins with, before the words at its end: the nominee signs.
fn is_nominee(document: &Document, start: usize, name: &str) -> bool {
    const OPENING: usize = 3;
    let known = |name: &str| {
        let leaves = document.leaves.iter().take(OPENING.min(start));
        leaves.into_iter().any(|leaf| words(&leaf.text).take(20).any(|word| word == name))
    };
    let mut names = words(name).take(3).filter(|word| word.starts_with(char::is_uppercase)).peekable();
    names.peek().is_some() && names.all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reading::{Kind as Source, Means, blocks};

    /// The first words of each leaf of an endorsement, and who signs it.
    fn read(text: &str) -> Option<(Vec<String>, Option<String>)> {
        let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
        let document = Document::new(&blocks);
        let found = endorsement(&document)?;
        let leaves = document.leaves.get(found.leaves.clone())?.iter();
        let by = found.by.map(|by| document.text(&by).to_owned());
        Some((leaves.map(|leaf| words(&leaf.text).next().unwrap_or_default().to_owned()).collect(), by))
    }

    #[test]
    fn praise_with_a_name_below_it_is_anothers() {
        let own = "I keep the mill.\n\nI work at Green Mill.\n\n";
        for (praise, leaves, by) in [
            (
                "Also Ada has been:\n\n- quick\n- kind\n\nI believe she keeps it well. So she will.\n\nBy: somebody who uses her flour",
                &["Also", "quick", "kind", "I", "By"][..],
                "somebody who uses her flour",
            ),
            ("He is kind.\n\n— Bo Weir, miller", &["He", "Bo"], "Bo Weir, miller"),
            ("Ada has been kind. They mean it.\n\nSigned: Bo Weir", &["Ada", "Signed"], "Bo Weir"),
            ("> She is kind.\n>\n> — Bo Weir", &["She", "Bo"], "Bo Weir"),
        ] {
            let (found, who) = read(&format!("{own}{praise}")).unwrap();
            assert_eq!(
                (&found[..], who.as_deref()),
                (&leaves.iter().map(|leaf| (*leaf).to_owned()).collect::<Vec<_>>()[..], Some(by)),
                "{praise}"
            );
        }
    }

    #[test]
    fn quotations_under_their_heading_are_others() {
        let (leaves, by) = read("# Ada\n\nI keep the mill.\n\n## Endorsements\n\nMany, and I thank them.\n\n“[There is nobody better.](https://example.org)” - @bo\n").unwrap();
        assert_eq!((leaves.len(), by.as_deref()), (1, Some("@bo")));
        assert_eq!(read("## Endorsements\n\nI have been endorsed by many."), None);
    }

    #[test]
    fn the_nominees_own_end_is_none() {
        for text in [
            "I keep the mill.\n\nThank you!\n\n— Ada",
            "# Ada Brook\n\nI keep the mill. Bo helps me; she is kind.\n\n— Ada Brook",
            "I keep the mill, as I always did, and I thank Bo: she is kind.\n\n— Ada",
            "She has been kind.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_hostile_end_is_read_in_one_go() {
        let started = std::time::Instant::now();
        read(&format!("{}By: Bo", "x\n\n".repeat(200_000)));
        read(&format!("she {} — Bo", "—".repeat(300_000)));
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}
