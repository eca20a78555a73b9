//! `hustings import discourse`, from a forum on this machine that speaks as documented, with faults.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::Folder;
use super::server::{Answer, Server};

/// A topic as Discourse gives it: the first post among the first twenty of so many.
fn topic(id: u64, handle: &str, posts: u64) -> Value {
    let first = 1000 * id;
    json!({
        "id": id, "title": format!("Nomination of {handle}"), "slug": format!("nomination-of-{handle}"),
        "tags": [{ "id": 1, "name": "nomination", "slug": "nomination" }, "board"],
        "reply_count": posts - 1, "like_count": 77, "views": 9000,
        "post_stream": {
            "posts": [post(id, handle)],
            "stream": (first..first + posts).collect::<Vec<_>>(),
        },
    })
}

fn post(id: u64, handle: &str) -> Value {
    json!({
        "id": 1000 * id, "post_number": 1, "topic_id": id, "topic_slug": format!("nomination-of-{handle}"),
        "name": format!("The {handle}"), "username": handle, "created_at": "2027-01-14T10:00:00.000Z",
        "updated_at": "2027-01-16T10:00:00.000Z", "version": 2, "reply_count": 12, "deleted_at": null,
        "cooked": format!("<p>I am <a class=\"mention\" href=\"/u/{handle}\">@{handle}</a>.</p>"),
        "raw": format!("I am @{handle}.\n\n## The pump\n\nMend it."),
    })
}

fn at(id: u64) -> String {
    format!("/t/{id}.json?include_raw=true")
}

/// Runs the import without pauses; what comes of it is in `out`.
fn import(folder: &Folder, args: &[&str]) -> super::Told {
    folder.run(&[&["import", "discourse", "--delay", "0", "-o", "out"], args].concat())
}

#[test]
fn a_topic_becomes_a_file_with_its_author_and_its_dates() {
    let server = Server::start();
    server.put(&at(7), Answer::json(&topic(7, "ann", 300).to_string()));
    let folder = Folder::of(&[]);
    let told = import(&folder, &[&server.at("/t/nomination-of-ann/7"), "--election", "board"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let file = folder.read("out/ann.md");
    for line in [
        "  name: \"The ann\"",
        "  handle: \"ann\"",
        &format!("  url: \"{}\"", server.at("/u/ann")),
        "title: \"Nomination of ann\"",
        &format!("url: \"{}\"", server.at("/t/nomination-of-ann/7")),
        "date_published: \"2027-01-14T10:00:00.000Z\"",
        "date_modified: \"2027-01-16T10:00:00.000Z\"",
        "tags: [\"nomination\",\"board\"]",
        "election: \"board\"",
        "  version: 2",
        "I am @ann.\n\n## The pump\n\nMend it.\n",
    ] {
        assert!(file.contains(line), "{line} is not in:\n{file}");
    }
    // How many answered or liked it is nobody's business.
    for count in ["reply", "like", "views", "posts", ": 299", ": 77", ": 9000"] {
        assert!(!file.contains(count), "{count} is in {file}");
    }
    let told = folder.run(&["build", "out", "-o", "feed.json", "--strict"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(folder.json("feed.json")["items"][0]["_hustings"]["candidate"]["name"], "The ann");
    for head in server.heads() {
        let head = head.to_lowercase();
        assert!(head.contains("user-agent: hustings/"), "{head}");
        assert!(
            !head.contains("api-key") && !head.contains("cookie") && !head.contains("authorization"),
            "{head}"
        );
    }
}

#[test]
fn a_category_is_paged_through_and_what_is_no_nomination_passed_over() {
    let listed = |id: u64, more: Value| {
        let mut topic =
            json!({ "id": id, "title": "T", "archetype": "regular", "visible": true, "pinned": false });
        topic.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        topic
    };
    let server = Server::start();
    let first = json!({ "topic_list": { "more_topics_url": "/c/board/12?page=1", "topics": [
        listed(1, json!({ "title": "About the Board category", "pinned": true })),
        listed(2, json!({})), listed(3, json!({ "visible": false })),
    ] } });
    let second = json!({ "topic_list": { "topics": [listed(4, json!({})), listed(2, json!({}))] } });
    server.put("/c/board/12.json?page=0", Answer::json(&first.to_string()));
    server.put("/c/board/12.json?page=1", Answer::json(&second.to_string()));
    server.put(&at(2), Answer::json(&topic(2, "ann", 1).to_string()));
    server.put(&at(4), Answer::json(&topic(4, "bob", 1).to_string()));
    let folder = Folder::of(&[]);
    let told = import(&folder, &[&server.at("/c/board/12")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(folder.path().join("out/ann.md").exists() && folder.path().join("out/bob.md").exists());
    let asked = ["/c/board/12.json?page=0", "/c/board/12.json?page=1", &at(2), &at(4)];
    assert_eq!(server.asked(), asked);
}

#[test]
fn a_first_post_that_did_not_come_is_asked_for() {
    let mut late = topic(7, "ann", 300);
    late["post_stream"]["posts"] = json!([{ "id": 7050, "post_number": 51, "cooked": "<p>Me, too.</p>" }]);
    let server = Server::start();
    server.put(&at(7), Answer::json(&late.to_string()));
    let posts = json!({ "post_stream": { "posts": [post(7, "ann")] } });
    server.put("/t/7/posts.json?post_ids[]=7000&include_raw=true", Answer::json(&posts.to_string()));
    let folder = Folder::of(&[]);
    assert_eq!(import(&folder, &[&server.at("/t/7/51")]).code, 0);
    assert!(folder.read("out/ann.md").contains("## The pump"));
}

#[test]
fn faults_that_pass_are_waited_out() {
    let text = topic(7, "ann", 1).to_string();
    let server = Server::start();
    server.put_all(
        &at(7),
        vec![
            Answer::status(429).with("Retry-After", "1"),
            Answer::status(500),
            Answer::json(&text).cut(60),
            Answer::json(&text).after(Duration::from_millis(300)),
        ],
    );
    let folder = Folder::of(&[]);
    let begun = std::time::Instant::now();
    let told = import(&folder, &[&server.at("/t/7")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(server.asked().len(), 4);
    assert!(begun.elapsed() >= Duration::from_secs(1), "the server asked for a second");
    assert!(folder.read("out/ann.md").contains("Mend it."));
}

#[test]
fn faults_that_stay_are_told_and_the_rest_goes_on_where_it_stopped() {
    let server = Server::start();
    server.put(&at(1), Answer::json(&topic(1, "ann", 1).to_string()));
    server.put(&at(2), Answer::status(500));
    server.put(&at(3), Answer::json("<html>not JSON</html>"));
    server.put(&at(4), Answer::status(403));
    server.put(&at(6), Answer::json(r#"{"errors": ["x"]}"#));
    server.put(&at(7), Answer::json(&topic(7, "bob", 1).to_string()));
    let addresses: Vec<String> = (1..=7).map(|id| server.at(&format!("/t/{id}"))).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let folder = Folder::of(&[]);
    let told = import(&folder, &addresses);
    assert_eq!(told.code, 2);
    for words in [
        "/t/2.json: the server answered with status 500, 5 times",
        "/t/3.json: the answer is not JSON",
        "/t/4.json: the server answered with status 403",
        "/t/5.json: the topic is gone",
        "/t/6.json: no topic of Discourse",
    ] {
        assert!(told.err.contains(words), "{words} is not in: {}", told.err);
    }
    assert!(folder.path().join("out/ann.md").exists() && folder.path().join("out/bob.md").exists());

    let before = server.asked().len();
    for (id, name) in [(2, "cleo"), (3, "dan"), (4, "eve"), (6, "fay")] {
        server.put(&at(id), Answer::json(&topic(id, name, 1).to_string()));
    }
    let told = import(&folder, &addresses);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(server.asked().split_off(before), [at(2), at(3), at(4), at(6)]);
    assert!(!folder.path().join("out/.hustings-import").exists());
}

#[test]
fn what_was_deleted_or_withdrawn_is_told_as_that() {
    let mut withdrawn = topic(1, "ann", 1);
    withdrawn["title"] = "[Withdrawn] Nomination of ann".into();
    let mut deleted = topic(2, "bob", 1);
    deleted["post_stream"]["posts"][0]["user_deleted"] = true.into();
    let server = Server::start();
    server.put(&at(1), Answer::json(&withdrawn.to_string()));
    server.put(&at(2), Answer::json(&deleted.to_string()));
    let folder = Folder::of(&[]);
    let told = import(&folder, &[&server.at("/t/1"), &server.at("/t/2")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(folder.read("out/ann.md").contains("status: \"withdrawn\""));
    let bob = folder.read("out/bob.md");
    assert!(bob.contains("status: \"withdrawn\"") && !bob.contains("Mend it"), "{bob}");
    assert!(told.err.contains("the post was deleted or hidden"), "{}", told.err);
}

#[test]
fn what_was_saved_is_read_without_the_forum() {
    let mut cooked = topic(7, "ann", 1);
    cooked["post_stream"]["posts"][0].as_object_mut().unwrap().remove("raw");
    cooked["tags"] = json!(["nomination"]);
    let folder = Folder::of(&[("saved.json", &cooked.to_string()), ("other.json", "[]")]);
    let told = import(&folder, &["saved.json", "other.json"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("other.json: neither a topic nor a post of Discourse"), "{}", told.err);
    assert!(folder.read("out/ann.html").contains("<p>I am <a class=\"mention\""));
    let told = folder.run(&["build", "out", "-o", "feed.json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let feed = folder.json("feed.json");
    assert!(feed["items"][0]["_hustings"]["statement_html"].as_str().unwrap().starts_with("<p>I am"));
}

#[test]
fn cooked_posts_lead_back_to_the_forum() {
    let mut cooked = topic(7, "ann", 1);
    cooked["post_stream"]["posts"][0].as_object_mut().unwrap().remove("raw");
    let server = Server::start();
    server.put(&at(7), Answer::json(&cooked.to_string()));
    let folder = Folder::of(&[]);
    assert_eq!(import(&folder, &[&server.at("/t/7")]).code, 0);
    assert!(folder.read("out/ann.html").contains(&format!("href=\"{}\"", server.at("/u/ann"))));
}

#[test]
fn a_key_is_shown_to_its_forum_alone() {
    let (server, other) = (Server::start(), Server::start());
    server.put(&at(7), Answer::status(302).with("Location", &other.at("/t/7.json")));
    let folder = Folder::of(&[]);
    let key = ["--api-key", "secret", "--api-username", "me"];
    let told = import(&folder, &[&[&*server.at("/t/7")], &key[..]].concat());
    assert_eq!(told.code, 2, "{}", told.err);
    assert!(server.heads()[0].to_lowercase().contains("api-key: secret"));
    assert_eq!(other.asked(), [""; 0]);
    let told = import(&folder, &[&[&*server.at("/t/7"), &*other.at("/t/8")], &key[..]].concat());
    assert!(told.err.contains("several forums"), "{}", told.err);
    assert_eq!(other.asked(), [""; 0]);
    assert!(!fs::exists(folder.path().join("out/ann.md")).unwrap());
}
