//! A document on its way.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Date, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestInit, Response,
};

use crate::feed::{ErrorKind, MAX_BYTES};

/// Bytes that are taken over at once: what is read of them is forgotten before the next come.
const PIECE: u32 = 1 << 16;

/// The promise of an answer, and what ends the wait for it.
pub(super) type Asked = (Promise, AbortController);

/// Asks for what is at an address.
pub(super) fn ask(url: &str) -> Result<Asked, ErrorKind> {
    let abort = AbortController::new().map_err(unreachable)?;
    let options = RequestInit::new();
    options.set_signal(Some(&abort.signal()));
    let window = web_sys::window().ok_or_else(|| unreachable(JsValue::UNDEFINED))?;
    Ok((window.fetch_with_str_and_init(url, &options), abort))
}

async fn answer(promise: Promise) -> Result<Response, ErrorKind> {
    let response: Response = JsFuture::from(promise).await.map_err(unreachable)?.unchecked_into();
    if response.ok() { Ok(response) } else { Err(ErrorKind::Status { status: response.status() }) }
}

fn unreachable(error: impl Into<JsValue>) -> ErrorKind {
    let error: JsValue = error.into();
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    ErrorKind::Unreachable { reason: reason.unwrap_or_else(|| "no reason given".to_owned()) }
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).ok().flatten().unwrap_or_default()
}

/// What comes of a document.
pub(super) enum Piece {
    Bytes(Vec<u8>),
    /// Nothing as yet.
    Late,
    /// Nothing more.
    End,
}

/// A document that comes piece by piece, if it may be a feed. It is no longer waited for when this is dropped.
pub(super) struct Download {
    asked: Option<Result<Promise, ErrorKind>>,
    abort: Option<AbortController>,
    body: Option<ReadableStreamDefaultReader>,
    /// The promise of what comes next, where somebody lost patience with it.
    next: Option<Promise>,
    /// What came and was not taken over yet.
    came: Uint8Array,
    /// As what it is announced, until that is known not to matter.
    mime: Option<String>,
    /// Bytes that came.
    bytes: usize,
    /// Bytes that memory is made ready for.
    ready: usize,
    /// How many seconds the whole of it may be waited for.
    seconds: f64,
    /// Milliseconds that it was waited for: the reading between takes as long as it takes.
    waited: f64,
}

impl Download {
    pub(super) fn new(asked: Result<Asked, ErrorKind>, seconds: f64) -> Self {
        let (asked, abort) = match asked {
            Ok((promise, abort)) => (Ok(promise), Some(abort)),
            Err(kind) => (Err(kind), None),
        };
        Self {
            asked: Some(asked),
            abort,
            body: None,
            next: None,
            came: Uint8Array::new_with_length(0),
            mime: None,
            bytes: 0,
            ready: 0,
            seconds,
            waited: 0.0,
        }
    }

    /// The next piece, which is waited for until `patience` is kept.
    pub(super) async fn next(&mut self, patience: Option<Promise>) -> Result<Piece, ErrorKind> {
        let late = Rc::new(Cell::new(false));
        let begin = Date::now();
        let _timer = {
            let (abort, late) = (self.abort.clone(), late.clone());
            Timeout::new((self.seconds * 1000.0 - self.waited) as u32, move || {
                late.set(true);
                if let Some(abort) = abort {
                    abort.abort();
                }
            })
        };
        let next = self.piece(patience).await;
        self.waited += Date::now() - begin;
        if late.get() { Err(ErrorKind::Timeout { seconds: self.seconds as u32 }) } else { next }
    }

    async fn piece(&mut self, patience: Option<Promise>) -> Result<Piece, ErrorKind> {
        if let Some(asked) = self.asked.take() {
            let response = answer(asked?).await?;
            let announced = header(&response, "content-length").parse().unwrap_or(0);
            if announced > MAX_BYTES {
                return Err(ErrorKind::TooLarge { bytes: announced });
            }
            let mime = header(&response, "content-type");
            self.mime = Some(mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
            self.body = response.body().map(|body| body.get_reader().unchecked_into());
        }
        while self.came.length() == 0 {
            let Some(body) = &self.body else { return self.check(None).map(|()| Piece::End) };
            let mut next = self.next.take().unwrap_or_else(|| body.read());
            if let Some(patience) = &patience {
                self.next = Some(next.clone());
                next = Promise::race(&Array::of2(&next, patience));
            }
            let read = JsFuture::from(next).await.map_err(unreachable)?;
            if read.is_undefined() {
                return Ok(Piece::Late);
            }
            self.next = None;
            let read: ReadableStreamReadResult = read.unchecked_into();
            if read.get_done() == Some(true) {
                self.body = None;
                continue;
            }
            self.came = read.get_value().unchecked_into();
            self.bytes += self.came.length() as usize;
            if self.bytes > MAX_BYTES {
                return Err(ErrorKind::TooLarge { bytes: self.bytes });
            }
        }
        if self.bytes > self.ready {
            self.ready = 2 * self.bytes;
            // Memory that grows page by page is slow to grow; what is given back here is used next.
            drop(std::hint::black_box(Vec::<u8>::with_capacity(self.bytes)));
        }
        let piece = self.came.subarray(0, PIECE).to_vec();
        self.came = self.came.subarray(PIECE, u32::MAX);
        if let first @ Some(_) = piece.iter().find(|byte| !byte.is_ascii_whitespace()) {
            self.check(first)?;
        }
        Ok(Piece::Bytes(piece))
    }

    /// Some hosts announce every file as plain text; what looks like JSON by its first letter is tried.
    fn check(&mut self, first: Option<&u8>) -> Result<(), ErrorKind> {
        let Some(mime) = self.mime.take() else { return Ok(()) };
        let is_json = mime.contains("json") || matches!(first, Some(b'{' | b'[' | 0xef));
        if mime.is_empty() || is_json { Ok(()) } else { Err(ErrorKind::WrongType { mime }) }
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// A statement that stands in a file of its own; a web page is none.
pub(super) async fn text(url: &str) -> Option<String> {
    const WAIT_MS: u32 = 20_000;
    let (promise, abort) = ask(url).ok()?;
    let _timer = Timeout::new(WAIT_MS, move || abort.abort());
    let response = answer(promise).await.ok()?;
    if header(&response, "content-type").starts_with("text/html") {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
