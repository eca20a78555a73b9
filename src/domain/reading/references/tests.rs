//! Works as people write them, and whose they are; about invented people.

use super::*;
use crate::domain::document::Document;
use crate::domain::reading::{Kind as Source, Means, blocks};

/// What was read: "PEP 1 own co-author 3.8 Final: Title", one work a line.
fn read(text: &str) -> String {
    let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    let scan = Scan::new(&blocks, &document);
    let found = references(&scan);
    let lines: Vec<String> = found.works.iter().map(|work| line(&document, work)).collect();
    lines.join("\n")
}

fn line(document: &Document, work: &FoundWork) -> String {
    let mut line = format!("{} {}", work.series, work.number);
    if !work.mentioned {
        line += " own";
    }
    let place = |place: &Option<Place>| place.as_ref().map(|place| document.text(place).to_owned());
    for part in [work.role.map(str::to_owned), place(&work.version), work.status.map(str::to_owned)] {
        line.extend(part.map(|part| format!(" {part}")));
    }
    line.extend(place(&work.title).map(|title| format!(": {title}")));
    line
}

/// Numbers alone.
fn numbers(text: &str) -> Vec<String> {
    let read = read(text);
    read.lines().map(|line| line.split([':']).next().unwrap_or_default().to_owned()).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text).lines().collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn a_number_is_read_however_it_is_written() {
    for text in [
        "See PEP 703.",
        "See PEP-703.",
        "See PEP703.",
        "See pep 0703.",
        "See PEP\u{a0}703’s idea.",
        "See PEP #703.",
        "See [this](https://peps.python.org/pep-0703/).",
        "See [this](https://www.python.org/dev/peps/pep-0703#motivation).",
        "See https://peps.python.org/pep-0703/.",
        "See [PEP 703](https://peps.python.org/pep-0703/).",
        "See [this](https://github.com/python/peps/blob/main/peps/pep-0703.rst).",
    ] {
        assert_eq!(numbers(text), ["PEP 703"], "{text}");
    }
    for text in ["See KEP-1234.", "See k/enhancements#1234.", "See kubernetes/enhancements#1234."] {
        assert_eq!(numbers(text), ["KEP 1234"], "{text}");
    }
    assert_eq!(numbers("<https://github.com/kubernetes/enhancements/issues/12>"), ["KEP 12"]);
    assert_eq!(
        numbers("[x y](https://github.com/kubernetes/enhancements/tree/master/keps/sig-mill/34-wheels)"),
        ["KEP 34"]
    );
    assert_eq!(
        numbers("RFC 2119 and [that](https://www.rfc-editor.org/rfc/rfc8259)"),
        ["RFC 2119", "RFC 8259"]
    );
}

#[test]
fn enumerations_name_each_of_their_works() {
    for text in [
        "PEPs 703, 709 and 711",
        "PEP 703/709/711",
        "PEPs 703, 709, and 711",
        "PEP 703, PEP 709 & PEP 711",
        "PEP 703, 709 and 711.",
    ] {
        assert_eq!(numbers(text), ["PEP 703", "PEP 709", "PEP 711"], "{text}");
    }
    assert_eq!(numbers("PEPs 634–636"), ["PEP 634", "PEP 635", "PEP 636"]);
    assert_eq!(numbers("In PEP 8, 20 people are thanked"), ["PEP 8"]);
    assert_eq!(numbers("PEP 587 3.8, 4"), ["PEP 587 3.8"]);
    assert_eq!(numbers("PEPs 1-99999"), ["PEP 1"]);
}

#[test]
fn what_is_no_number_of_a_work_is_none() {
    for text in [
        "Pep talks",
        "PEP 3.8",
        "a pep-1st",
        "PEP 123456789012345678901234567890",
        "stepep 8",
        "PEP",
        "KEP-process 5",
    ] {
        check(text, &[]);
    }
}

#[test]
fn a_list_under_a_lead_in_is_the_nominees() {
    let entries = "- PEP 11 3.8 Final Turn the wheel\n- PEP 12 — Final Grind finer – co-written with Bo Weir\n- PEP 13 - Keep the water (Draft, 3.9)\n";
    for lead in [
        "I am the author or co-author of 3 PEPs (I count no rejected ones):",
        "Authored & Co-authored PEPs:",
        "My PEPs:",
        "PEPs",
        "## Contributions to the mill",
        "## What I've done",
        "## PEPs",
    ] {
        check(
            &format!("{lead}\n\n{entries}"),
            &[
                "PEP 11 own 3.8 Final: Turn the wheel",
                "PEP 12 own co-author Final: Grind finer",
                "PEP 13 own 3.9 Draft: Keep the water",
            ],
        );
    }
    for lead in [
        "PEPs I like:",
        "## What I'll do",
        "See also:",
        "PEPs written by others:",
        "I did not write these PEPs:",
    ] {
        let read = read(&format!("{lead}\n\n{entries}"));
        assert!(!read.contains("own"), "{lead}: {read}");
    }
}

#[test]
fn the_part_in_a_work_is_what_the_text_says() {
    check(
        "PEP-Delegate for:\n\n- PEP 11\n- PEP 12: Sails\n",
        &["PEP 11 own delegate", "PEP 12 own delegate: Sails"],
    );
    check("Sponsored PEPs:\n\n- PEP 11\n", &["PEP 11 own sponsor"]);
    check("I'm the author of PEP 11.", &["PEP 11 own author"]);
    check("I co-authored PEP 11 and PEP 12.", &["PEP 11 own co-author", "PEP 12 own co-author"]);
    check("I was the PEP delegate for PEP 11.", &["PEP 11 own delegate"]);
    check("- Author of PEP 11\n- Lead: KEP-12\n", &["PEP 11 own author", "KEP 12 own"]);
    check(
        "I have driven features like KEP-11 and KEP-12, and my PEP 13 is next.",
        &["KEP 11 own", "KEP 12 own", "PEP 13 own"],
    );
}

#[test]
fn what_was_done_to_a_work_may_be_said_around_it() {
    const DONE: &str = "## What I have done\n\n";
    check(
        "I've been able to drive several features, as miller or reader. These include PEP 11, oars, and PEP 12.",
        &["PEP 11 own", "PEP 12 own"],
    );
    for text in [
        "Those years have been a ride pushing PEP 11, improving the wheel (PEP 12), or trying to mend PEP 13.",
        "I spent a year building PEP 11, PEP 12 and PEP 13.",
        "I helped keep the mill, where I'm helping extend the wheel (PEP 11, PEP 12, PEP 13).",
    ] {
        check(&format!("{DONE}{text}"), &["PEP 11 own", "PEP 12 own", "PEP 13 own"]);
    }
    check("- Rolled out PEP 11.", &["PEP 11 own"]);
    for text in [
        "I like many features. These include PEP 11.",
        "Bo drove several features. These include PEP 11.",
        "Those years have been a ride pushing PEP 11.",
        "## What I have done\n\nI support improving PEP 11.",
        "## What I have done\n\nBo Weir was busy pushing PEP 11.",
        "## What I have done\n\nI saw her improving PEP 11.",
        "## What I have done\n\nI saw Bo improving PEP 11.",
        "## What I have done\n\nThey spent years pushing PEP 11.",
        "## What I have done\n\nI helped discuss PEP 11.",
        "## What I'll do\n\n- Drive PEP 11.\n- Push for implemented PEP 12.\n\nThe years go by improving PEP 13.",
        "Drive PEP 11.",
    ] {
        let read = read(text);
        assert!(!read.contains("own"), "{text}: {read}");
    }
}

#[test]
fn what_is_only_mentioned_is_not_the_nominees() {
    for text in [
        "PEP 11 was hard to decide.",
        "I support changing PEP 11.",
        "I led the discussion of PEP 11.",
        "I'm not the author of PEP 11.",
        "I would have wished that Bo, who wrote PEP 11, stood too.",
        "Ada Brook wrote PEP 11.",
        "We accepted PEP 11, written by Bo Weir.",
        "I want to see PEP 11 implemented.",
        "I work on the wheel, like PEP 11.",
        "> I wrote PEP 11.",
    ] {
        let read = read(text);
        assert!(!read.contains("own"), "{text}: {read}");
    }
    check("> Quoted PEP 11.", &[]);
}

#[test]
fn an_entry_that_goes_on_with_a_sentence_is_not_a_work() {
    check("## Contributions\n\n- PEP 11 acceptance and planning\n- PEP 12\n", &["PEP 11", "PEP 12 own"]);
}

#[test]
fn a_flattened_list_ends_with_its_works() {
    check(
        "- I kept the mill.\n- PEP-delegate for:\n- PEP 11\n- PEP 12\n- Ran the mill fair\n- PEP 13\n",
        &["PEP 11 own delegate", "PEP 12 own delegate", "PEP 13"],
    );
    check(
        "Authored PEPs:\nPEP 11 3.8 Final Sails\nPEP 12 3.9 Draft Wheels",
        &["PEP 11 own author 3.8 Final: Sails", "PEP 12 own author 3.9 Draft: Wheels"],
    );
}

#[test]
fn a_heading_may_state_the_status() {
    check(
        "## PEPs\n\n### Final\n\n- PEP 11: Sails\n\n### Draft PEPs\n\n- PEP 12: Oars\n",
        &["PEP 11 own Final: Sails", "PEP 12 own Draft: Oars"],
    );
}

#[test]
fn a_table_says_what_its_columns_hold() {
    check(
        "My PEPs:\n\n| PEP | Title | Version | Status | Role |\n|---|---|---|---|---|\n| 11 | Sails | 3.8 | Final | Author |\n| [12](https://peps.python.org/pep-0012/) | Oars | | Draft | Co-author |\n",
        &["PEP 11 own author 3.8 Final: Sails", "PEP 12 own co-author Draft: Oars"],
    );
    check("| PEP | Title |\n|---|---|\n| PEP 11 | Sails |\n", &["PEP 11: Sails"]);
}

#[test]
fn a_title_is_what_follows_a_mark() {
    for (text, title) in [
        ("- PEP 11 - Turn it, turn it again, and stop", "Turn it, turn it again, and stop"),
        (
            "- PEP 11: *Make wheel.turn() quick on Mills* (ex: wheel.turn() )",
            "Make wheel.turn() quick on Mills",
        ),
        ("- [PEP 11 – Turn the Wheel](https://peps.python.org/pep-0011/) was fun", "Turn the Wheel"),
        ("- Turn the Wheel (PEP 11, 3.9)", "Turn the Wheel"),
        ("I like PEP 11 - Turn the wheel.", "Turn the wheel"),
        ("I like [turning wheels](https://peps.python.org/pep-0011/).", "turning wheels"),
    ] {
        assert!(read(text).ends_with(&format!(": {title}")), "{text}: {}", read(text));
    }
    for text in [
        "I like PEP 11 - it is good.",
        "PEP 11 – I wrote it.",
        "PEP 11, with sails",
        "[here](https://peps.python.org/pep-0011/)",
    ] {
        assert!(!read(text).contains(':'), "{text}: {}", read(text));
    }
}

#[test]
fn one_work_is_one_entry_and_the_richest_mention_says_what_it_is() {
    check(
        "I talk of PEP 11 a lot.\n\nMy PEPs:\n\n- PEP 11\n- PEP 12\n\nTables:\n\n- PEP 0011 3.8 Final Turn the wheel\n",
        &["PEP 11 own 3.8 Final: Turn the wheel", "PEP 12 own"],
    );
}

fn links(text: &str) -> Vec<(String, LinkKind, bool)> {
    let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    let found = references(&Scan::new(&blocks, &document));
    found.links.into_iter().map(|link| (link.address, link.kind, link.listed)).collect()
}

#[test]
fn issues_changes_and_pages_are_links() {
    let found = links(
        "- Talk: [Mills](https://example.org/talk)\n- mill/wheel#12\n- <https://git.example/mill/-/merge_requests/3>\n\nMore at https://example.org/more, and [again](https://example.org/talk). I wrote [this](https://github.com/mill/wheel/pull/7). [Mail](mailto:ada@example.org)",
    );
    let expected = [
        ("https://example.org/talk", LinkKind::Page, true),
        ("https://github.com/mill/wheel/issues/12", LinkKind::Issue, true),
        ("https://git.example/mill/-/merge_requests/3", LinkKind::Change, true),
        ("https://example.org/more", LinkKind::Page, false),
        ("https://github.com/mill/wheel/pull/7", LinkKind::Change, false),
    ];
    assert_eq!(found, expected.map(|(address, kind, listed)| (address.to_owned(), kind, listed)));
}

#[test]
fn the_evidence_holds_the_words_of_a_link_that_is_longer_than_its_sentence() {
    let text = "So it was. [So be it. The wheel turns](https://peps.python.org/pep-0011/) now.";
    let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    let found = references(&Scan::new(&blocks, &document)).works;
    assert_eq!(document.text(&found[0].evidence), "So be it. The wheel turns");
}

#[test]
fn a_work_has_the_page_of_its_series_unless_the_statement_has_one() {
    let page = |text: &str| {
        let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
        let document = Document::new(&blocks);
        references(&Scan::new(&blocks, &document)).works.first().and_then(FoundWork::page)
    };
    assert_eq!(page("PEP 8").as_deref(), Some("https://peps.python.org/pep-0008/"));
    assert_eq!(page("RFC 8"), None);
    let linked = "https://www.python.org/dev/peps/pep-0008/";
    assert_eq!(page(&format!("[PEP 8]({linked})")).as_deref(), Some(linked));
}

#[test]
fn hostile_texts_are_read_in_one_go() {
    let started = std::time::Instant::now();
    let many: String = (0..100_000).map(|number| format!("PEP {number} ")).collect();
    assert_eq!(read(&many).lines().count(), MOST);
    let items: String = (0..10_000).map(|number| format!("- PEP {number}: T\n")).collect();
    assert_eq!(read(&format!("My PEPs:\n\n{items}")).lines().count(), MOST);
    check(&"9".repeat(1_000_000), &[]);
    check(&format!("PEP {}", "9".repeat(1_000_000)), &[]);
    check(&"a".repeat(100_000), &[]);
    check(&"a/b#".repeat(50_000), &[]);
    check(&"PEPs 1,".repeat(20_000), &["PEP 1"]);
    let wide = format!("|{}\n|{}\n|{}\n", "PEP|".repeat(5_000), "-|".repeat(5_000), "1|".repeat(5_000));
    read(&wide);
    read(&format!("PEP 1 {}", "(, - ".repeat(40_000)));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
