//! `hustings check`.

use std::fs;

use expect_test::expect;

use super::server::{Answer, Server};
use super::{ANN, BOARD, BOB, Folder, project, run};

#[test]
fn each_fault_has_its_place_and_its_remedy() {
    let feed = r##"{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "The board",
 "_hustings": {
  "version": 1,
  "elections": [{"id": "board", "limits": [{"fact": "emploier", "most": 2}]}],
  "topics": [{"id": "pump"}],
  "facts": [{"id": "employer"}, {"id": "hours", "kind": "number"}]
 },
 "items": [
  {"id": "ann", "summary": "Short.", "_hustings": {
   "candidate": {"name": "Ann Ash", "image": "https://cdn.example/ann.png"}, "election": "bord", "status": "elcted",
   "statement": "# The pump\n\nMail ann@example.org or call +49 30 1234567. [Here](javascript:alert(1)), [there](more.html).",
   "stances": [{"topic": "pumps", "quote": "I never said that."}, {"topic": "pump", "quote": "Mail", "anchor": "pump"}],
   "facts": {"hours": "many"}}},
  {"id": "bob", "_hustings": {"candidate": {"name": "Bob Birch"}, "election": "board"}},
  {"title": "Nobody"}
 ]
}
"##;
    let folder = Folder::of(&[("feed.json", feed)]);
    let told = folder.run(&["check", "feed.json"]);
    assert_eq!(told.code, 2);
    expect![[r#"
        warning: feed.json:12:90: election “bord” is not described; its id is shown as its name. Describe it in _hustings.elections. [items[0]._hustings.election]
        warning: feed.json:12:108: status “elcted” is not known; read as “nominated”. Use nominated, withdrawn, elected or not-elected. [items[0]._hustings.status]
        warning: feed.json:14:26: topic “pumps” is not described; its id is shown as its name. Describe it in _hustings.topics. [items[0]._hustings.stances[0].topic]
        warning: feed.json:13:17: the mail address ann@example.org stands in a statement; programs that gather such will find it. Ask whether it is meant to be public, or link to a page instead. [items[0]._hustings.statement]
        warning: feed.json:13:17: the phone number +49 30 1234567 stands in a statement; programs that gather such will find it. Ask whether it is meant to be public, or link to a page instead. [items[0]._hustings.statement]
        warning: feed.json:12:46: the image comes from cdn.example, which learns of every reader that looks at it. Put the image beside the feed, or write feed_url if the feed is on the same host. [items[0]._hustings.candidate.image]
        warning: feed.json:13:17: a link to “javascript:alert(1)”: nobody can follow javascript: here, so its words stand alone. Use an http, https or mailto address. [items[0]._hustings.statement]
        warning: feed.json:13:17: a link to “more.html”, which depends on where the feed is published. Write the whole address, or the feed's own in feed_url. [items[0]._hustings.statement]
        warning: feed.json:14:44: the quote does not stand in the statement, word for word. Copy the words from the statement, or write a summary. [items[0]._hustings.stances[0].quote]
        warning: feed.json:14:112: no heading of the statement has the anchor “pump”. Use one of these: the-pump. [items[0]._hustings.stances[1].anchor]
        warning: feed.json:15:23: “many” is no number, and “hours” is one. Write a figure, without its unit. [items[0]._hustings.facts.hours]
        error: feed.json:17:3: no id; the nomination is left out. Give every item an “id” that never changes. [items[2]]
        warning: feed.json: election “board” limits the fact “emploier”, which is not there. Write “employer”, if that is meant.
        2 nominations: 1 error, 12 warnings
    "#]]
    .assert_eq(&told.err);
}

#[test]
fn what_is_not_looked_at_is_said() {
    let stances = vec![r#"{"topic": "pump", "quote": "mend"}"#; 201].join(", ");
    let feed = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "The board", "_hustings": {{"version": 1,
        "elections": [{{"id": "board"}}], "topics": [{{"id": "pump"}}]}}, "items": [{{"id": "ann", "_hustings": {{
        "candidate": {{"name": "Ann Ash"}}, "election": "board", "statement": "I would mend the pump.", "stances": [{stances}]}}}}]}}"#
    );
    let told = Folder::of(&[("feed.json", &feed)]).run(&["check", "feed.json"]);
    assert!(
        told.err.contains("only the first 200 of 201 stances are compared with the statement"),
        "{}",
        told.err
    );
}

#[test]
fn a_folders_faults_are_told_in_its_own_files() {
    let ann = "---\nname: Ann Ash\nhandle: ann\nstatus: elcted\nhourz: 3\nstances:\n  - topic: pmup\n    quote: mend\n---\n\
               I would mend the pump.\n\nMail me: ann@example.org\n";
    let board = "title: The board\nid: board\ntopics: [Pump]\nfacts:\n  hours: { kind: numbre }\n";
    let folder = Folder::of(&[("board/election.yml", board), ("board/ann.md", ann), ("board/bob.md", BOB)]);
    let told = folder.run(&["check", "board", "--strict"]);
    assert_eq!(told.code, 1);
    expect![[r#"
        warning: board/ann.md:5:1: “hourz” is no member that a feed has here; left out. Write “hours”, if that is meant.
        warning: board/ann.md:4:1: status “elcted” is not known; read as “nominated”. Use nominated, withdrawn, elected or not-elected. [items[0]._hustings.status]
        warning: board/ann.md:7:5: topic “pmup” is not described; its id is shown as its name. Describe it under topics in election.yml. [items[0]._hustings.stances[0].topic]
        warning: board/ann.md:12:1: the mail address ann@example.org stands in a statement; programs that gather such will find it. Ask whether it is meant to be public, or link to a page instead. [items[0]._hustings.statement]
        warning: board/election.yml:5:12: kind “numbre” is not known; read as text. Use text, number, date, list, link or reference. [_hustings.facts[0].kind]
        2 nominations: 5 warnings
    "#]]
    .assert_eq(&told.err);
    assert_eq!(folder.run(&["check", "board"]).code, 0);
}

#[test]
fn a_program_and_a_workflow_are_told_the_same() {
    let folder =
        Folder::of(&[("board/election.yml", BOARD), ("board/ann.md", &ANN.replace("handle", "hanlde"))]);
    let told = folder.run(&["check", "board", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((json["warnings"].as_u64(), json["findings"][0]["line"].as_u64()), (Some(1), Some(3)));
    assert_eq!(json["findings"][0]["file"], "board/ann.md");
    assert_eq!(told.err, "");
    let told = folder.run(&["check", "board", "--format", "github"]);
    assert!(
        told.out.starts_with("::warning file=board/ann.md,line=3,col=1,title=hustings::“hanlde”"),
        "{}",
        told.out
    );
}

#[test]
fn unequal_room_is_remarked() {
    let nominee = |name: &str, words: usize, more: &str| {
        format!("---\nname: {name}\n{more}---\n\n{}\n", "word ".repeat(words))
    };
    let folder = Folder::of(&[
        ("election.yml", BOARD),
        ("a.md", &nominee("Ann", 100, "")),
        ("b.md", &nominee("Bob", 120, "image: bob.png\n")),
        ("c.md", &nominee("Cleo", 2000, "")),
        ("d.md", &nominee("Dan", 90, "")),
    ]);
    let told = folder.run(&["check", "."]);
    assert!(
        told.err.contains("./b.md:3:1: 1 of 4 nominees of an election have an image, the others none"),
        "{}",
        told.err
    );
    assert!(
        told.err.contains(
            "./c.md:5:1: the statement of Cleo has 2000 words; half of the others have 120 or fewer"
        ),
        "{}",
        told.err
    );
    assert!(told.err.ends_with("4 nominations: 2 warnings\n"), "{}", told.err);
}

#[test]
fn what_can_not_be_checked_says_why() {
    let folder = Folder::of(&[("not.json", "{\n \"a\": ]"), ("other.json", "[]"), ("empty", "")]);
    fs::write(folder.path().join("bytes.json"), b"{\"a\": \"\xff\"}").unwrap();
    for (file, words) in [
        ("not.json", "not.json:2:8: not JSON (value expected)"),
        ("other.json", "JSON, but not a JSON Feed: it is no object"),
        ("empty", "not JSON"),
        ("bytes.json", "not UTF-8 after 7 bytes"),
        ("nowhere.json", "can't be read"),
    ] {
        let told = folder.run(&["check", file]);
        assert_eq!(told.code, 2, "{file}");
        assert!(told.err.contains(words), "{file}: {}", told.err);
    }
    // The others are checked all the same.
    folder.put("board/ann.md", ANN);
    let told = folder.run(&["check", "nowhere.json", "board"]);
    assert!(told.err.contains("1 nomination: 1 error, 1 warning"), "{}", told.err);
}

#[test]
fn a_feed_is_checked_where_it_is_published_page_after_page() {
    let item = |id: &str| {
        format!(r#"{{"id": "{id}", "_hustings": {{"candidate": {{"name": "N"}}, "status": "x"}}}}"#)
    };
    let page = |id: &str, next: &str| {
        format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "T", {next} "_hustings": {{"version": 1}}, "items": [{}]}}"#,
            item(id)
        )
    };
    let server = Server::start();
    server.put("/feed.json", Answer::json(&page("a", r#""next_url": "two.json","#)));
    server.put("/two.json", Answer::json(&page("b", r#""next_url": "feed.json","#)));
    let folder = Folder::of(&[]);
    let told = folder.run(&["check", &server.at("/feed.json")]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains(&format!("{}:1:", server.at("/two.json"))), "{}", told.err);
    assert!(told.err.contains("next_url leads to a page that came before"), "{}", told.err);
    assert!(told.err.contains("2 nominations: 1 error, 2 warnings"), "{}", told.err);
    let told = folder.run(&["check", &server.at("/none.json")]);
    assert!(told.err.contains("the server answered with status 404"), "{}", told.err);
}

#[test]
fn the_projects_own_feeds_are_sound() {
    for feed in ["python-steering-council", "kubernetes-steering", "minimal"] {
        let told = run(project(), &["check", &format!("www/{feed}.json")]);
        assert!(told.err.ends_with("nominations: nothing to mend\n"), "{feed}: {}", told.err);
    }
}

#[test]
fn a_feed_may_come_through_a_pipe() {
    use std::io::Write as _;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["check", "-"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let feed = fs::read(project().join("www/minimal.json")).unwrap();
    child.stdin.take().unwrap().write_all(&feed).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "2 nominations: nothing to mend\n");
}

#[test]
fn statements_in_files_of_their_own_are_looked_at() {
    let ann = ANN.replace("the pump", "the pump (ann@example.org)");
    let folder = Folder::of(&[("board/election.yml", BOARD), ("board/ann.md", &ann), ("board/bob.md", BOB)]);
    assert_eq!(folder.run(&["build", "board", "-o", "site/a #1.json", "--pages", "1"]).code, 0);
    let told = folder.run(&["check", "site/a #1.json"]);
    assert!(told.err.contains("the mail address ann@example.org"), "{}", told.err);
    assert!(told.err.contains("2 nominations: 1 warning"), "{}", told.err);
    fs::remove_file(folder.path().join("site/a #1-statements/board-bob.md")).unwrap();
    let told = folder.run(&["check", "site/a #1.json"]);
    assert!(
        told.code == 2 && told.err.contains("a #1-statements/board-bob.md can't be read"),
        "{}",
        told.err
    );
    assert!(told.err.contains("[items[0]._hustings.statement_url]"), "{}", told.err);
}

#[test]
fn what_is_written_in_two_ways_is_not_lost_in_silence() {
    let files = [
        ("blank.md", "---\nname: Ada\ncandidate:\n---\nText.\n"),
        ("list.md", "---\ncandidate: [Bea]\nname: Bea\n---\nText.\n"),
        ("two.md", "---\nname: Cleo\nstatement: short\n---\nThe long one.\n"),
        ("twice.md", "---\nname: Dan\naffiliation: Mill\nfacts: { affiliation: Bakery }\n---\nText.\n"),
    ];
    let folder = Folder::of(&files);
    folder.put("election.yml", BOARD);
    let told = folder.run(&["check", "."]);
    for words in [
        "./list.md:2:12: “candidate” is a list, where one person belongs; left out",
        "./two.md:3:1: a statement in “statement:” and one below; the one below counts",
        "./twice.md:3:1: “affiliation” is stated twice; the first counts",
        "4 nominations: 3 warnings",
    ] {
        assert!(told.err.contains(words), "{words} is not in: {}", told.err);
    }
    assert_eq!(folder.run(&["build", "."]).code, 0);
    let feed = folder.read("nominations.json");
    for name in ["Ada", "Bea", "Cleo", "Dan", "The long one."] {
        assert!(feed.contains(name), "{name} is not in {feed}");
    }
    for broken in ["hello", "- a", "elections: board"] {
        folder.put("election.yml", broken);
        assert_ne!(folder.run(&["check", ".", "--strict"]).code, 0, "{broken}");
    }
}

#[test]
fn nothing_of_a_feed_moves_the_cursor_or_forges_a_line() {
    let url = "javascript:\u{1b}]0;x\u{7}\n::error file=README.md::forged";
    let feed = serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "T",
        "items": [{ "id": "a", "url": url, "_hustings": { "candidate": { "name": "A" } } }] });
    let folder = Folder::of(&[("feed.json", &feed.to_string())]);
    for args in [&["check", "feed.json"][..], &["check", "feed.json", "--format", "github"]] {
        let told = folder.run(args);
        let all = told.out + &told.err;
        assert!(!all.contains('\u{1b}') && !all.contains('\u{7}'), "{all:?}");
        assert!(all.lines().filter(|line| line.starts_with("::error")).count() == 0, "{all}");
    }
}

#[test]
fn a_feed_of_nothing_but_faults_is_told_in_bounded_memory() {
    let feed = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "_hustings": {{"version": 1}}, "items": [{}0]}}"#,
        "0,".repeat(50_000)
    );
    let folder = Folder::of(&[("feed.json", &feed)]);
    let told = folder.run(&["check", "feed.json", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 10_000);
    assert_eq!(json["errors"].as_u64(), Some(50_001));
}
