//! `hustings build`.

use std::fs;
use std::process::Command;

use expect_test::expect;

use super::{ANN, BOARD, BOB, Folder, project, run, shared};

/// The folders that the demo's feeds are built from.
const DEMO: [&str; 4] = ["python-steering-council", "kubernetes-steering", "sample-election", "minimal"];

#[test]
fn the_demos_feeds_are_what_their_folders_give() {
    for name in DEMO {
        let out = tempfile::tempdir().unwrap();
        let file = out.path().join("feed.json");
        let told =
            run(project(), &["build", &format!("feeds/{name}"), "--no-git", "-o", file.to_str().unwrap()]);
        assert_eq!(told.code, 0, "{name}: {}", told.err);
        let published = fs::read_to_string(project().join(format!("www/{name}.json"))).unwrap();
        assert!(fs::read_to_string(file).unwrap() == published, "www/{name}.json: run `cargo xtask feeds`");
    }
}

#[test]
fn real_statements_build_without_a_hands_touch() {
    let Some(statements) = shared("statements/kubernetes") else { return };
    let folder = Folder::of(&[]);
    let told = folder.run(&["build", statements.to_str().unwrap(), "-o", "feed.json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let feed = folder.json("feed.json");
    let items = feed["items"].as_array().unwrap();
    let files =
        fs::read_dir(&statements).unwrap().map(|year| fs::read_dir(year.unwrap().path()).unwrap().count());
    assert_eq!(items.len(), files.sum::<usize>());
    assert_eq!(feed["_hustings"]["elections"].as_array().unwrap().len(), 8);
    for item in items {
        let nomination = &item["_hustings"];
        assert!(!nomination["statement"].as_str().unwrap().is_empty(), "{}", item["id"]);
        assert!(!nomination["candidate"]["name"].as_str().unwrap().is_empty(), "{}", item["id"]);
    }
    let dashed = items.iter().filter(|item| item["_hustings"]["facts"]["employer"].is_string()).count();
    assert_eq!(dashed, 45, "all files since 2021 have the header");
}

#[test]
fn every_manner_of_file_says_the_same() {
    let toml = "+++\nname = \"Ann Ash\"\nhandle = \"ann\"\n+++\n\nI would mend the pump.\n";
    let rule = "-".repeat(61);
    let rules = format!("{rule}\nname: Ann Ash\nID: ann\n{rule}\n\nI would mend the pump.\n");
    let feed = |ann: &str| {
        let folder = Folder::of(&[("election.yml", BOARD), ("ann.md", ann)]);
        assert_eq!(folder.run(&["build", "."]).code, 0);
        folder.read("nominations.json")
    };
    assert_eq!(feed(ANN), feed(toml));
    assert_eq!(feed(ANN), feed(&rules));
    assert_eq!(feed(ANN), feed(&ANN.replace('\n', "\r\n")));
    assert_eq!(feed(ANN), feed(&format!("\u{feff}{ANN}")));
}

#[test]
fn the_short_ways_to_write_things_are_the_long_ones() {
    let ann = "---\nname: Ann Ash\nhandle: ann\ndate: 2027-01-14\naffiliations: [Mill, Bakery]\nreferences: [PEP 703]\n\
               links:\n  Site: https://ann.example\nstances:\n  water: mend the pump\n---\n\nI would mend the pump.\n";
    let board = "title: The board\nid: board\nname: The board, 2027\nseats: 3\ntopics: [Water, The roof]\n\
                 facts:\n  affiliation: Affiliation\n";
    let folder = Folder::of(&[("election.yml", board), ("ann.md", ann)]);
    let told = folder.run(&["build", ".", "--strict"]);
    assert_eq!(told.code, 0, "{}", told.err);
    expect![[r#"
        {
         "version": "https://jsonfeed.org/version/1.1",
         "title": "The board",
         "_hustings": {
          "version": 1,
          "elections": [{ "id": "board", "name": "The board, 2027", "seats": 3 }],
          "topics": [{ "id": "water", "label": "Water" }, { "id": "the-roof", "label": "The roof" }],
          "facts": [{ "id": "affiliation", "label": "Affiliation" }]
         },
         "items": [
          {
           "id": "board-ann",
           "title": "Ann Ash",
           "content_text": "Ann Ash is nominated.",
           "date_published": "2027-01-14",
           "_hustings": {
            "candidate": { "id": "ann", "name": "Ann Ash", "handle": "ann" },
            "election": "board",
            "statement": "I would mend the pump.",
            "stances": [{ "topic": "water", "quote": "mend the pump" }],
            "facts": { "affiliation": ["Mill", "Bakery"] },
            "references": [{ "type": "PEP", "number": "703" }],
            "links": [{ "label": "Site", "url": "https://ann.example" }]
           }
          }
         ]
        }
    "#]]
    .assert_eq(&folder.read("nominations.json"));
}

#[test]
fn elektos_election_file_is_read_as_it_is() {
    let elekto = "name: Steering, 2025\norganization: Kubernetes\nstart_datetime: 2025-10-01 00:00:01\n\
                  end_datetime: 2025-10-24 11:59:59\nno_winners: 3\nallow_no_opinion: True\ndelete_after: True\n\
                  show_candidate_fields:\n  - employer\n  - slack\nelection_officers:\n  - someone\neligibility: Org members\n";
    let folder = Folder::of(&[("election.yaml", elekto), ("candidate-ann.md", ANN)]);
    let told = folder.run(&["build", ".", "--strict"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let election = &folder.json("nominations.json")["_hustings"]["elections"][0];
    assert_eq!(election["name"], "Steering, 2025");
    assert_eq!(election["seats"], 3);
    assert_eq!(election["dates"]["voting_open"], "2025-10-01T00:00:01");
    assert_eq!(election["dates"]["time_zone"], "UTC");
}

#[test]
fn a_rename_changes_nothing_and_an_edit_one_item() {
    let folder = Folder::of(&[("election.yml", BOARD), ("ann.md", ANN), ("bob.md", BOB)]);
    let build = || {
        let told = folder.run(&["build", "."]);
        assert_eq!(told.code, 0, "{}", told.err);
        (told.err, folder.read("nominations.json"))
    };
    let (_, first) = build();
    let (told, again) = build();
    assert!(told.contains("is up to date") && again == first, "{told}");
    fs::rename(folder.path().join("ann.md"), folder.path().join("zz.md")).unwrap();
    assert_eq!(build().1, first);
    folder.put("zz.md", &ANN.replace("mend", "paint"));
    let edited = build().1;
    let changed: Vec<_> = first.lines().zip(edited.lines()).filter(|(one, other)| one != other).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
}

#[test]
fn what_is_hostile_is_left_out_and_the_last_feed_stays_whole() {
    let folder = Folder::of(&[("board/election.yml", BOARD), ("board/ann.md", ANN), ("secret.md", BOB)]);
    assert_eq!(folder.run(&["build", "board", "-o", "feed.json"]).code, 0);
    let whole = folder.read("feed.json");
    let board = folder.path().join("board");
    let fails = |what: &str, words: &str, file: &str| {
        let told = folder.run(&["build", "board", "-o", "feed.json"]);
        assert_eq!(told.code, 2, "{what}: {}", told.err);
        assert!(told.err.contains(words) && told.err.contains(file), "{what}: {}", told.err);
        assert!(told.err.contains("stays as it was"), "{what}: {}", told.err);
        assert_eq!(folder.read("feed.json"), whole, "{what}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "{what}: something was left behind");
    };

    folder.put("board/twice.md", ANN);
    fails("one id twice", "has the id “board-ann”, which board/ann.md has too", "board/twice.md");
    fs::remove_file(board.join("twice.md")).unwrap();

    fs::write(board.join("bytes.md"), b"---\nname: A\n---\n\nB\xff").unwrap();
    fails("not UTF-8", "not UTF-8", "board/bytes.md:5:2");
    fs::remove_file(board.join("bytes.md")).unwrap();

    // A file of a gigabyte that takes no room.
    fs::File::create(board.join("large.md")).unwrap().set_len(1 << 30).unwrap();
    fails("too large", "longer than 4000 kB", "board/large.md");
    fs::remove_file(board.join("large.md")).unwrap();

    folder.put("board/laughs.md", "---\na: &a [x, x]\nb: &b [*a, *a]\nname: [*b, *b]\n---\nText");
    fails("aliases", "anchors and aliases", "board/laughs.md:2:4");
    fs::remove_file(board.join("laughs.md")).unwrap();

    folder.put("board/open.md", "---\nname: Ann\n");
    fails("an open head", "no other line of --- ends that", "board/open.md:1:1");
    fs::remove_file(board.join("open.md")).unwrap();

    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.md", board.join("link.md")).unwrap();
        fails("a link", "leads out of the folder", "board/link.md");
        fs::remove_file(board.join("link.md")).unwrap();
        assert!(Command::new("mkfifo").arg(board.join("pipe.md")).status().unwrap().success());
        fails("a pipe", "no plain file", "board/pipe.md");
        fs::remove_file(board.join("pipe.md")).unwrap();
        std::os::unix::fs::symlink(".", board.join("round")).unwrap();
    }
    // What is harmless is not refused: a link to the folder itself is not followed, deep quotes are flattened.
    folder.put("board/deep.md", &format!("---\nname: Deep\n---\n\n{} a quote\n", ">".repeat(1000)));
    assert_eq!(folder.run(&["build", "board", "-o", "feed.json"]).code, 0);
    assert_eq!(folder.json("feed.json")["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_feed_that_can_not_be_written_is_told_and_nothing_is_lost() {
    let folder = Folder::of(&[("board/ann.md", ANN), ("feed.json/keep", "x")]);
    let told = folder.run(&["build", "board", "-o", "feed.json"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("feed.json: is there, and no plain file"), "{}", told.err);
    assert_eq!(folder.read("feed.json/keep"), "x");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_large_election_is_split_and_is_the_same() {
    let folder = Folder::of(&[("board/election.yml", "title: The board\nid: board\ntopics: [Pump]\n")]);
    for at in 0..7 {
        let text = format!(
            "---\nname: Nominee {at}\nhandle: n{at}\n---\n\n## Pump\n\nI would mend the pump number {at} myself, and pay for the parts.\n"
        );
        folder.put(&format!("board/n{at}.md"), &text);
    }
    let told = folder.run(&["build", "board", "-o", "site/feed.json", "--pages", "3"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let index = folder.json("site/feed.json");
    assert_eq!(index["next_url"], "feed-2.json");
    assert_eq!(folder.json("site/feed-2.json")["next_url"], "feed-3.json");
    assert!(folder.json("site/feed-3.json").get("next_url").is_none());
    let nomination = &index["items"][0]["_hustings"];
    assert_eq!(nomination["statement_url"], "feed-statements/board-n0.md");
    assert!(nomination.get("statement").is_none());
    assert!(folder.read("site/feed-statements/board-n0.md").contains("number 0"));
    // What its card needs is there without the statement.
    assert!(index["items"][0]["summary"].as_str().unwrap().contains("mend the pump"));
    assert_eq!(nomination["summary_extract"], true);
    assert_eq!(nomination["stances"][0]["topic"], "pump");
    let told = folder.run(&["check", "site/feed.json"]);
    assert!(told.err.starts_with("7 nominations: nothing to mend"), "{}", told.err);
    // Fewer pages: those that are no more are gone.
    assert_eq!(folder.run(&["build", "board", "-o", "site/feed.json", "--pages", "4"]).code, 0);
    assert!(!folder.path().join("site/feed-3.json").exists());
}

#[test]
fn dates_and_edits_come_from_the_history() {
    let folder = Folder::of(&[("ann.md", ANN), ("bob.md", BOB)]);
    let git = |date: &str, args: &[&str]| {
        let status = Command::new("git")
            .current_dir(folder.path())
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
            .args(args)
            .envs([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date)])
            .output()
            .unwrap()
            .status;
        assert!(status.success(), "git {args:?}");
    };
    git("", &["init"]);
    git("", &["add", "."]);
    git("2027-01-14T10:00:00Z", &["commit", "-m", "Nominations"]);
    folder.put("ann.md", &ANN.replace("mend", "paint"));
    git("2027-01-20T10:00:00Z", &["commit", "-am", "Paint, not mend"]);
    git("", &["mv", "ann.md", "a.md"]);
    git("2027-01-21T10:00:00Z", &["commit", "-m", "A shorter name"]);
    assert_eq!(folder.run(&["build", "."]).code, 0);
    let feed = folder.json("nominations.json");
    let (ann, bob) = (&feed["items"][0], &feed["items"][1]);
    assert_eq!(ann["date_published"], "2027-01-14T10:00:00Z");
    assert_eq!(ann["date_modified"], "2027-01-21T10:00:00Z");
    assert_eq!(ann["_hustings"]["edits"][0]["note"], "Paint, not mend");
    assert_eq!(bob["date_published"], "2027-01-14T10:00:00Z");
    assert!(bob.get("date_modified").is_none());
    assert_eq!(folder.run(&["build", ".", "--no-git"]).code, 0);
    assert!(folder.json("nominations.json")["items"][0].get("date_published").is_none());
}

#[test]
fn a_watched_folder_is_built_again_when_it_changes() {
    let folder = Folder::of(&[("board/ann.md", ANN)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .current_dir(folder.path())
        .args(["build", "board", "-o", "feed.json", "--watch"])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let wait = |count: usize| {
        for _ in 0..300 {
            let text = fs::read_to_string(folder.path().join("feed.json")).unwrap_or_default();
            let feed: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            if feed["items"].as_array().is_some_and(|items| items.len() == count) {
                return true;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        false
    };
    let first = wait(1);
    // It begins to watch once it has built.
    std::thread::sleep(std::time::Duration::from_millis(500));
    folder.put("board/bob.md", BOB);
    let second = wait(2);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first && second);
}

#[test]
fn only_what_a_build_made_is_taken_away_again() {
    let folder = Folder::of(&[
        ("board/ann.md", ANN),
        ("board/bob.md", BOB),
        ("site/feed-2.json", "mine"),
        ("site/feed-3.json", "mine"),
    ]);
    assert_eq!(folder.run(&["build", "board", "-o", "site/feed.json"]).code, 0);
    assert_eq!(
        (folder.read("site/feed-2.json"), folder.read("site/feed-3.json")),
        ("mine".into(), "mine".into())
    );
    assert_eq!(folder.run(&["build", "board", "-o", "site/feed.json", "--pages", "1"]).code, 0);
    assert!(folder.path().join("site/feed-statements/bob.md").exists());
    fs::remove_file(folder.path().join("board/bob.md")).unwrap();
    let told = folder.run(&["build", "board", "-o", "site/feed.json", "--pages", "1"]);
    assert!(told.err.contains("2 that it named before taken away"), "{}", told.err);
    // What nobody is nominated for any more is not published any more, either.
    assert!(!folder.path().join("site/feed-statements/bob.md").exists());
    assert_eq!(folder.read("site/feed-3.json"), "mine");
}

#[test]
fn a_build_into_the_folder_itself_is_no_source_of_the_next() {
    let folder = Folder::of(&[("election.yml", BOARD), ("ann.md", ANN), ("bob.md", BOB)]);
    for _ in 0..3 {
        assert_eq!(folder.run(&["build", ".", "--pages", "1"]).code, 0);
        assert_eq!(folder.run(&["render", ".", "--page", "-o", "guide.html"]).code, 0);
        let told = folder.run(&["check", "."]);
        assert!(told.err.starts_with("2 nominations"), "{}", told.err);
    }
    let told = folder.run(&["build", ".", "-o", "ann.md"]);
    assert!(told.code == 2 && told.err.contains("is a nomination of the folder"), "{}", told.err);
    assert_eq!(folder.read("ann.md"), ANN);
}

#[test]
fn what_begins_with_an_underscore_is_in_no_feed() {
    let board = "title: The board\n_secret: hidden\nid: board\nname: The board\n_officers: [hidden]\nfacts:\n  hours: { label: Hours, _why: hidden }\n";
    let ann = "---\nname: Ann\n_note: hidden\ncandidate: { handle: ann, _phone: hidden }\nfacts: { hours: 3, _pay: hidden }\nemail: hidden@example.org\n---\nText.\n";
    let folder = Folder::of(&[("election.yml", board), ("ann.md", ann)]);
    let told = folder.run(&["build", "."]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(!folder.read("nominations.json").contains("hidden"), "{}", folder.read("nominations.json"));
    assert!(told.err.contains("“email” is no member that a feed has here; left out"), "{}", told.err);
}

#[test]
fn a_folder_without_nominations_replaces_no_feed() {
    let folder =
        Folder::of(&[("board/ann.md", ANN), ("empty/notes.txt", "x"), ("begun/election.yml", BOARD)]);
    assert_eq!(folder.run(&["build", "board", "-o", "feed.json"]).code, 0);
    let told = folder.run(&["build", "empty", "-o", "feed.json"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("no nomination in it, and no election file"), "{}", told.err);
    assert!(
        told.err.contains("empty/notes.txt: not Markdown (.md) and not HTML (.html); passed over"),
        "{}",
        told.err
    );
    assert_eq!(folder.json("feed.json")["items"].as_array().unwrap().len(), 1);
    // An election that nobody is nominated for as yet is one.
    assert_eq!(folder.run(&["build", "begun", "-o", "feed.json"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_feed_goes_where_a_link_leads_and_into_no_pipe() {
    let folder = Folder::of(&[("board/ann.md", ANN), ("www/old.json", "{}")]);
    std::os::unix::fs::symlink("www/old.json", folder.path().join("feed.json")).unwrap();
    assert_eq!(folder.run(&["build", "board", "-o", "feed.json"]).code, 0);
    assert!(fs::symlink_metadata(folder.path().join("feed.json")).unwrap().is_symlink());
    assert!(folder.read("www/old.json").contains("Ann Ash"));
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.json")).status().unwrap().success());
    assert_eq!(folder.run(&["build", "board", "-o", "pipe.json"]).code, 2);
    assert!(folder.run(&["build", "board", "-o", "-"]).out.contains("Ann Ash"));
}

#[cfg(unix)]
#[test]
fn a_folders_own_settings_run_no_program() {
    let folder = Folder::of(&[("ann.md", ANN), ("evil.sh", "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\n")]);
    let evil = folder.path().join("evil.sh");
    fs::set_permissions(&evil, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let git = |args: &[&str], input: &str| {
        let mut child = Command::new("git")
            .current_dir(folder.path())
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
            .args(args)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
    };
    git(&["init"], "");
    git(&["add", "ann.md"], "");
    let tree = git(&["write-tree"], "");
    let who = "A <a@example.org> 1770000000 +0000";
    let commit = format!(
        "tree {tree}\nauthor {who}\ncommitter {who}\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\nSigned\n"
    );
    let commit = git(&["hash-object", "-t", "commit", "-w", "--stdin"], &commit);
    git(&["update-ref", "refs/heads/main", &commit], "");
    for (name, value) in
        [("log.showSignature", "true"), ("gpg.program", evil.to_str().unwrap()), ("log.showRoot", "false")]
    {
        git(&["config", name, value], "");
    }
    assert_eq!(folder.run(&["build", "."]).code, 0);
    assert!(!folder.path().join("ran").exists(), "a program of the folder's ran");
    assert!(folder.json("nominations.json")["items"][0]["date_published"].is_string());
}
