//! The other imports.

use super::Folder;

fn import(folder: &Folder, args: &[&str]) -> super::Told {
    folder.run(&[&["import"], args, &["-o", "out", "--election", "board"]].concat())
}

#[test]
fn a_feed_of_ours_comes_back_as_it_was() {
    let folder = Folder::of(&[
        ("board/election.yml", super::BOARD),
        ("board/ann.md", super::ANN),
        ("board/bob.md", super::BOB),
    ]);
    assert_eq!(folder.run(&["build", "board", "-o", "first.json", "--no-git"]).code, 0);
    let told = import(&folder, &["jsonfeed", "first.json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("out/election.yml written, as the feed has it"), "{}", told.err);
    let told = folder.run(&["build", "out", "-o", "second.json", "--no-git", "--strict"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(folder.json("first.json"), folder.json("second.json"));
}

#[test]
fn any_blogs_feed_is_one_of_nominations() {
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>x</id><updated>2027-01-02T00:00:00Z</updated>
        <entry><id>urn:1</id><title>I stand</title><author><name>Ann Ash</name></author><published>2027-01-01T00:00:00Z</published><updated>2027-01-02T00:00:00Z</updated>
        <link href="https://blog.example/1"/><category term="board"/><content type="html">&lt;p&gt;I would mend the pump.&lt;/p&gt;</content></entry></feed>"#;
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><link>https://blog.example</link><description>d</description>
        <item><title>I stand</title><author>Ann Ash</author><link>https://blog.example/1</link><pubDate>Fri, 01 Jan 2027 00:00:00 GMT</pubDate><description>&lt;p&gt;I would mend the pump.&lt;/p&gt;</description></item></channel></rss>"#;
    for (name, text) in [("atom.xml", atom), ("rss.xml", rss)] {
        let folder = Folder::of(&[(name, text)]);
        let told = import(&folder, &["rss", name]);
        assert_eq!(told.code, 0, "{name}: {}", told.err);
        let file = folder.read("out/ann-ash.html");
        assert!(
            file.contains("url: \"https://blog.example/1\"") && file.contains("2027-01-01T00:00:00Z"),
            "{file}"
        );
        assert!(file.contains("<p>I would mend the pump.</p>"), "{file}");
        assert_eq!(folder.run(&["build", "out", "--strict"]).code, 0);
    }
    let folder = Folder::of(&[("no.xml", "<html></html>")]);
    let told = import(&folder, &["rss", "no.xml"]);
    assert!(told.code == 2 && told.err.contains("neither RSS nor Atom"), "{}", told.err);
}

#[test]
fn a_table_is_read_row_by_row() {
    let csv = "Name;candidate.handle;facts.employer;tags;Statement\nAnn Ash;ann;Mill;a, b;\"I would\nmend it.\"\nBob Birch;bob;;;\n";
    let folder = Folder::of(&[("table.csv", csv)]);
    let told = import(&folder, &["csv", "table.csv"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told = folder.run(&["build", "out", "-o", "feed.json", "--strict"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let feed = folder.json("feed.json");
    let ann = &feed["items"][0];
    assert_eq!(ann["_hustings"]["candidate"]["handle"], "ann");
    assert_eq!(ann["_hustings"]["facts"]["employer"], "Mill");
    assert_eq!(ann["_hustings"]["statement"], "I would\nmend it.");
    assert_eq!(ann["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(feed["items"].as_array().unwrap().len(), 2);
    let folder = Folder::of(&[("table.csv", "who,what\nAnn,x\n")]);
    let told = import(&folder, &["csv", "table.csv"]);
    assert!(
        told.err.contains("table.csv:1:1: no column says who is nominated; there are: who, what"),
        "{}",
        told.err
    );
}

#[test]
fn what_is_imported_can_be_read_back_whatever_it_is_called() {
    let long = "x".repeat(400);
    let csv =
        format!("name,_imported,statement\nreadme,a,One\nindex,b,Two\n../../evil,c,Three\n{long},d,Four\n");
    let folder = Folder::of(&[("table.csv", &csv)]);
    for _ in 0..2 {
        let told = import(&folder, &["csv", "./table.csv"]);
        assert_eq!(told.code, 0, "{}", told.err);
    }
    let told = import(&folder, &["csv", "table.csv"]);
    assert!(told.err.matches("is up to date").count() == 4, "{}", told.err);
    assert_eq!(folder.run(&["build", "out", "-o", "feed.json"]).code, 0);
    assert_eq!(folder.json("feed.json")["items"].as_array().unwrap().len(), 4);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}
