//! The reader's site: the demo, the package, and whatever a test puts there.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, ensure};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use crate::policy::{POLICY, policy_of};

/// What a test's page hears of the widgets on it, and of mistakes.
const EARS: &str = r#"
    window.heard = [];
    for (const name of ["loaded", "failed", "filtered", "picked"]) {
        addEventListener(`hustings-${name}`, (event) => {
            const { detail, bubbles, composed } = event;
            heard.push({ name, detail, bubbles, composed, target: event.target.id });
        });
    }
"#;

/// Notes every task of more than 50 ms in `tasks`, which is as short as browsers tell of.
pub const CLOCK: &str = "window.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration))))
        .observe({ type: 'longtask', buffered: true });";

/// What is answered at one address.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    mime: &'static str,
    body: Bytes,
    policy: Option<String>,
    delay: Duration,
    /// Announced beyond what is sent, in bytes.
    missing: usize,
    /// How many bytes come at first, and how long after them the rest.
    halt: Option<(usize, Duration)>,
}

impl Answer {
    /// A file as a web server gives it.
    pub fn file(mime: &'static str, body: impl Into<String>) -> Self {
        let body = Bytes::from(body.into());
        Self { status: 200, mime, body, policy: None, delay: Duration::ZERO, missing: 0, halt: None }
    }

    /// A WebAssembly module.
    pub fn wasm(body: Vec<u8>) -> Self {
        Self { body: body.into(), ..Self::file("application/wasm", "") }
    }

    /// A feed.
    pub fn feed(body: impl fmt::Display) -> Self {
        Self::file("application/feed+json", format!("{body}"))
    }

    /// A script.
    pub fn script(body: impl Into<String>) -> Self {
        Self::file("text/javascript", body)
    }

    /// A whole HTML page, with the strict content policy.
    pub fn page(html: impl Into<String>) -> Self {
        Self { policy: Some(POLICY.to_owned()), ..Self::file("text/html; charset=utf-8", html) }
    }

    /// An error with its status.
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::file("text/html; charset=utf-8", "<h1>Sorry</h1>") }
    }

    /// No answer at all.
    pub fn never() -> Self {
        Self::feed("{}").after(Duration::from_secs(3600))
    }

    /// The same, later.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, announced as something else.
    pub fn announced_as(self, mime: &'static str) -> Self {
        Self { mime, ..self }
    }

    /// The same, but the connection breaks before the end.
    pub fn cut(self) -> Self {
        let half = self.body.slice(..self.body.len() / 2);
        Self { missing: self.body.len() - half.len(), body: half, ..self }
    }

    /// The same, so many bytes at first and the rest later.
    pub fn halting(self, at: usize, pause: Duration) -> Self {
        Self { halt: Some((at, pause)), ..self }
    }

    /// The same, under another content policy.
    pub fn under_policy(self, policy: impl Into<String>) -> Self {
        Self { policy: Some(policy.into()), ..self }
    }

    async fn give(self) -> Response {
        tokio::time::sleep(self.delay).await;
        let length = self.body.len() + self.missing;
        let body = if let Some((at, pause)) = self.halt {
            let (first, rest) = (self.body.slice(..at), self.body.slice(at..));
            let later = stream::once(async move {
                tokio::time::sleep(pause).await;
                Ok(rest)
            });
            Body::from_stream(stream::once(async { io::Result::Ok(first) }).chain(later))
        } else if self.missing == 0 {
            Body::from(self.body)
        } else {
            Body::from_stream(stream::iter([Ok(self.body), Err(io::Error::other("cut"))]))
        };
        let mut response = body.into_response();
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.mime));
        headers.insert(CONTENT_LENGTH, length.into());
        if let Some(policy) = self.policy.and_then(|policy| policy.parse().ok()) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// A server of its own, which is an origin of its own.
#[derive(Clone)]
pub struct Site {
    /// `http://127.0.0.1:` and a port.
    pub origin: String,
    kept: Arc<Kept>,
}

struct Kept {
    answers: Mutex<HashMap<String, Answer>>,
    /// By path: what a file is announced as, whatever it is.
    announced: Mutex<HashMap<String, &'static str>>,
    /// The paths asked for.
    asked: Mutex<Vec<String>>,
    open_to_all: bool,
}

impl Site {
    /// Serves the demo at `/`, the package at `/pkg/`, and what is put elsewhere;
    /// to pages of other origins only if it is `open_to_all`.
    pub async fn start(open_to_all: bool) -> Result<Self> {
        let kept = Arc::new(Kept {
            answers: Mutex::default(),
            announced: Mutex::default(),
            asked: Mutex::default(),
            open_to_all,
        });
        let pkg = folder("HUSTINGS_PKG", "../../pkg", "hustings_widget_bg.wasm")?;
        let www = folder("HUSTINGS_WWW", "../../www", "python-steering-council.json")?;
        let router = Router::new()
            .nest_service("/pkg", ServeDir::new(&pkg))
            .nest_service("/blog/posts/hustings", ServeDir::new(&pkg))
            .fallback_service(ServeDir::new(www))
            .layer(from_fn_with_state(kept.clone(), answer));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async { axum::serve(listener, router).await });
        let site = Self { origin, kept };
        site.put("/ears.js", Answer::script(EARS));
        Ok(site)
    }

    /// Puts an answer at a path, which may have a query.
    pub fn put(&self, path: &str, answer: Answer) {
        lock(&self.kept.answers).insert(path.to_owned(), answer);
    }

    /// Takes an answer away again: what the demo or the package has there is back.
    pub fn take_away(&self, path: &str) {
        lock(&self.kept.answers).remove(path);
    }

    /// Announces a file of the demo or of the package as something else.
    pub fn announce(&self, path: &str, mime: &'static str) {
        lock(&self.kept.announced).insert(path.to_owned(), mime);
    }

    /// How often a path was asked for.
    pub fn asked_for(&self, path: &str) -> usize {
        lock(&self.kept.asked).iter().filter(|asked| *asked == path).count()
    }

    /// The paths that were asked for, each time.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.kept.asked).clone()
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

async fn answer(State(kept): State<Arc<Kept>>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    lock(&kept.asked).push(path.clone());
    let put = lock(&kept.answers).get(&path).cloned();
    let mut response = match put {
        Some(answer) => answer.give().await,
        None => {
            let response = next.run(request).await;
            if path.starts_with("/pkg/") {
                response
            } else {
                with(response, CONTENT_SECURITY_POLICY, &policy_of(&path))
            }
        }
    };
    if let Some(mime) = lock(&kept.announced).get(&path) {
        response = with(response, CONTENT_TYPE, mime);
    }
    if kept.open_to_all {
        response = with(response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    with(response, CACHE_CONTROL, "no-store")
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that is named by the environment or stands in this repository, and isn't empty.
fn folder(variable: &str, unset: &str, holds: &str) -> Result<PathBuf> {
    let folder = std::env::var_os(variable)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(unset), PathBuf::from);
    ensure!(
        folder.join(holds).exists(),
        "There is no {holds} in {}: run `cargo xtask build`, or let {variable} name another folder.",
        folder.display()
    );
    Ok(folder)
}
