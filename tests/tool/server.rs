//! A server that answers as it is told, with every fault that a server has.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is answered to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// Bytes after which the connection ends.
    cut: Option<usize>,
    wait: Duration,
}

impl Answer {
    /// This document.
    pub fn json(text: &str) -> Self {
        Self { status: 200, headers: Vec::new(), body: text.into(), cut: None, wait: Duration::ZERO }
    }

    /// Only a status.
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::json("{}") }
    }

    /// With a header.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Ends in the middle.
    pub fn cut(self, at: usize) -> Self {
        Self { cut: Some(at), ..self }
    }

    /// Takes its time.
    pub fn after(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }
}

#[derive(Default)]
struct Known {
    /// By path and query: what is answered, one after the other; the last one for ever.
    answers: HashMap<String, Vec<Answer>>,
    /// Every request, with its headers.
    asked: Vec<(String, String)>,
}

/// A server on this machine.
pub struct Server {
    port: u16,
    known: Arc<Mutex<Known>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let known = Arc::new(Mutex::new(Known::default()));
        let shared = known.clone();
        // It ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                std::thread::spawn(move || answer(stream, &shared));
            }
        });
        Self { port, known }
    }

    /// An address on it.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Answers so from now on.
    pub fn put(&self, path: &str, answer: Answer) {
        self.known.lock().unwrap().answers.insert(path.to_owned(), vec![answer]);
    }

    /// Answers so, one after the other.
    pub fn put_all(&self, path: &str, answers: Vec<Answer>) {
        self.known.lock().unwrap().answers.insert(path.to_owned(), answers);
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.known.lock().unwrap().asked.iter().map(|(path, _)| path.clone()).collect()
    }

    /// The heads of all requests.
    pub fn heads(&self) -> Vec<String> {
        self.known.lock().unwrap().asked.iter().map(|(_, head)| head.clone()).collect()
    }
}

fn answer(mut stream: TcpStream, known: &Mutex<Known>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if !matches!(stream.read(&mut byte), Ok(1)) {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let found = {
        let mut known = known.lock().unwrap();
        known.asked.push((path.clone(), head));
        match known.answers.get_mut(&path) {
            Some(answers) if answers.len() > 1 => answers.remove(0),
            Some(answers) => answers[0].clone(),
            None => Answer::status(404),
        }
    };
    std::thread::sleep(found.wait);
    let mut out = format!(
        "HTTP/1.1 {} X\r\nContent-Length: {}\r\nConnection: close\r\n",
        found.status,
        found.body.len()
    );
    for (name, value) in &found.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    let body = &found.body[..found.cut.unwrap_or(found.body.len())];
    // Whoever asked may be gone.
    let _ = stream.write_all(out.as_bytes()).and_then(|()| stream.write_all(body));
}
