//! Statements that nobody wrote for readers: endless, deep, empty, or found by
//! the fuzzer (`fuzz/`). Each is read whole or cut, and nothing panics.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

#[path = "shared/hold.rs"]
mod hold;

use std::fs;
use std::path::Path;

/// In Markdown, as HTML and as plain text.
fn check(text: &str) {
    for format in 0..3 {
        let mut bytes = vec![format];
        bytes.extend(text.as_bytes());
        hold::statement(&bytes);
    }
}

#[test]
fn what_the_fuzzer_found_is_read() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/statement");
    let files: Vec<_> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 20, "the corpus is not there");
    for file in files {
        hold::statement(&fs::read(&file).unwrap());
    }
}

#[test]
fn nothing_much_is_read() {
    for text in ["", " ", "\n\n", "\0", "🎉🎉🎉", "🎉 🎉\n\n🎉", "-", "#", "\u{202e}", "a"] {
        check(text);
    }
}

#[test]
fn an_endless_word_is_read() {
    check(&"a".repeat(1_000_000));
    check(&"字".repeat(300_000));
}

#[test]
fn a_megabyte_of_prose_is_read() {
    check(&"I mentored 3 people at the mill, e.g. PEP 703 and [this](https://mill.example). ".repeat(12_500));
    check(&"Documentation matters.\n\n".repeat(45_000));
}

#[test]
fn a_hundred_thousand_headings_are_read() {
    let headings: String = (0..100_000).map(|index| format!("# Heading {index}\n\n")).collect();
    check(&headings);
    check(&"<h2>Same</h2>".repeat(100_000));
    check(&"**Bold**\n\n".repeat(100_000));
}

#[test]
fn ten_thousand_levels_are_read() {
    for (open, close) in [
        ("> ", ""),
        ("<div>", "</div>"),
        ("<blockquote>", ""),
        ("- ", ""),
        ("[quote]", "[/quote]"),
        ("**a ", ""),
    ] {
        check(&format!("{}deep{}", open.repeat(10_000), close.repeat(10_000)));
    }
}

#[test]
fn marks_without_end_are_read() {
    for mark in [
        "[",
        "`",
        "*",
        "_",
        "<",
        "&",
        ":",
        "@",
        "|",
        "(",
        "\"",
        "[quote=",
        "<a href=",
        "![",
        "PEP 1 ",
        "- ",
        "---\n",
        "a.b. ",
        "(((",
        "http://",
        "http://.",
        "http://a@",
        "http://a(",
        "https://a. ",
        "^[",
        "[code]",
        "[b]",
        "[url]",
        "~",
        "[^",
        "<video>",
        "<source src=a>",
    ] {
        check(&mark.repeat(100_000));
    }
}

#[test]
fn a_megabyte_of_one_mark_is_read() {
    for mark in ["[", "(((", "http://", "https://a.", "^[a", "[b]"] {
        check(&mark.repeat(1_000_000 / mark.len()));
    }
    // The last one closes.
    for (name, closing) in [("url", "[/url]"), ("b", "[/b]"), ("spoiler", "[/spoiler]"), ("code", "[/code]")]
    {
        check(&format!("{}{closing}", format!("[{name}]").repeat(8_000)));
    }
    check(&format!("https://a.example/{}{}", "(".repeat(25_000), ")".repeat(30_000)));
}
