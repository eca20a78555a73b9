//! `hustings serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{ANN, BOARD, BOB, Folder};

/// The program, serving a folder; it ends with the test.
struct Serving {
    child: Child,
    port: u16,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    fn start(folder: &Folder, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .current_dir(folder.path())
            .args(["serve", "board", "--port", "0"])
            .args(args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| line.split("localhost:").nth(1)?.split('/').next()?.parse().ok());
        // Who writes must be read.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port: port.unwrap() }
    }

    /// The head and the body of an answer.
    fn get(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    fn body(&self, path: &str) -> String {
        self.get(path, "localhost").1
    }
}

#[test]
fn a_folder_is_shown_while_it_is_written() {
    let folder = Folder::of(&[("board/election.yml", BOARD), ("board/ann.md", ANN), ("board/.secret", "x")]);
    let serving = Serving::start(&folder, &[]);
    let page = serving.body("/");
    assert!(
        page.contains("hustings check: nothing to mend") && page.contains("I would mend the pump."),
        "{page}"
    );
    assert!(serving.body("/nominations.json").contains("board-ann"));

    // The page hears of a change, and of what is wrong with it; what was good is shown until it is mended.
    let port = serving.port;
    let waiting = std::thread::spawn(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
        write!(stream, "GET /-/builds HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    });
    std::thread::sleep(Duration::from_millis(500));
    folder.put("board/bob.md", &BOB.replace("name", "name: x\nname"));
    assert!(waiting.join().unwrap().ends_with("again"));
    let page = serving.body("/");
    assert!(page.contains("“name” stands here twice") && page.contains("I would mend the pump."), "{page}");
    assert!(!serving.body("/nominations.json").contains("board-bob"));
    folder.put("board/bob.md", BOB);
    for _ in 0..100 {
        if serving.body("/nominations.json").contains("board-bob") {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the mended file is not shown");
}

#[test]
fn what_is_hidden_stays_hidden_and_other_hosts_are_not_answered() {
    let folder = Folder::of(&[("board/ann.md", ANN), ("board/.env", "secret"), ("outside.txt", "secret")]);
    folder.put("board/_private/x.txt", "secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.txt", folder.path().join("board/link.txt")).unwrap();
    let serving = Serving::start(&folder, &[]);
    for path in [
        "/.env",
        "/%2eenv",
        "/%2Eenv",
        "/link.txt",
        "/_private/x.txt",
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/x/..%2f..%2foutside.txt",
    ] {
        let (head, body) = serving.get(path, "localhost");
        assert!(!head.contains("200") && !body.contains("secret"), "{path}: {head}");
    }
    assert!(serving.get("/nominations.json", "evil.example").0.contains("404"));
    assert!(serving.get("/ann.md", "127.0.0.1:8401").0.contains("200"));
}

#[test]
fn a_widget_that_is_not_there_is_told() {
    let folder = Folder::of(&[("board/ann.md", ANN), ("pkg/other.js", "")]);
    let told = folder.run(&["serve", "board", "--port", "0", "--widget", "pkg"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("pkg: has no hustings.js"), "{}", told.err);
    folder.put("pkg/hustings.js", "export {};");
    let serving = Serving::start(&folder, &["--widget", "pkg"]);
    assert!(serving.body("/").contains("src=\"/hustings/hustings.js\""));
    assert!(serving.body("/hustings/hustings.js").contains("export"));
}
