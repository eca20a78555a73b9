//! `hustings serve`: a folder in the browser while it is written, with what `check` says of it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;
use tower_http::services::ServeDir;

use super::args::{Serve, View};
use super::check::folder as check;
use super::folder;
use super::render::{Feed, Form, What, escape, render};
use super::report::{Finding, Report, Severity, told};
use super::source::{Root, unreadable};
use super::{build, write};

/// What is shown now.
#[derive(Debug, Default, Clone)]
struct Shown {
    /// The last feed in which nothing was lost.
    feed: Vec<u8>,
    /// The same without a script.
    fallback: String,
    /// What is wrong, and with how many.
    report: String,
    listed: Vec<(Severity, String)>,
}

/// What the server answers from.
#[derive(Clone)]
struct Site {
    shown: Arc<Mutex<Shown>>,
    /// Counts the builds.
    builds: watch::Receiver<u64>,
    has_widget: bool,
    root: Root,
}

/// Serves until it is stopped.
///
/// # Errors
/// When there is no such folder, or the port is taken.
pub fn run(args: &Serve) -> Result<ExitCode, Finding> {
    let root = Root::new(&args.folder)?;
    let widget = widget(args)?;
    let shown = Arc::new(Mutex::new(Shown::default()));
    again(&root, &shown)?;
    let (tell, builds) = watch::channel(0_u64);
    let site = Site { shown: shown.clone(), builds, has_widget: widget.is_some(), root: root.clone() };
    let folder = args.folder.clone();
    std::thread::spawn(move || {
        let watched = build::watch(&folder, || {
            if again(&root, &shown).is_ok() {
                tell.send_modify(|builds| *builds += 1);
            }
        });
        if let Err(finding) = watched {
            let _ = Report::from(finding).write(super::report::Format::Text);
        }
    });
    let runtime = tokio::runtime::Runtime::new().map_err(|error| unreadable("the network", &error))?;
    runtime.block_on(serve(args, widget, site))
}

/// The folder with the widget: as given, or `hustings/` in the folder, or the package that this was built from.
fn widget(args: &Serve) -> Result<Option<PathBuf>, Finding> {
    let has = |folder: &Path| folder.join("hustings.js").is_file();
    if let Some(given) = &args.widget {
        if has(given) {
            return Ok(Some(given.clone()));
        }
        let problem = "has no hustings.js";
        return Err(Finding::error(&told(given), problem, "Name the folder pkg/ of a build of hustings"));
    }
    let near = [args.folder.join("hustings"), Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg")];
    Ok(near.into_iter().find(|folder| has(folder)))
}

/// Builds again; where something is lost, what was shown before stays.
fn again(root: &Root, shown: &Mutex<Shown>) -> Result<(), Finding> {
    let mut read = folder::read(root, true)?;
    let report = check(root, &mut read).report;
    let feed = write::feed(&read);
    let what = What { view: View::Cards, picks: &[], query: "", seed: 0, form: Form::Plain };
    let fallback = Feed::read("", &feed).and_then(|feed| render(&feed, &what)).unwrap_or_default();
    let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
    if report.errors == 0 || shown.feed.is_empty() {
        (shown.feed, shown.fallback) = (feed, fallback);
    }
    shown.report = report.summary();
    shown.listed = listed(&report);
    super::say(&format!("{}: {}", told(root.path()), report.summary()));
    Ok(())
}

fn listed(report: &Report) -> Vec<(Severity, String)> {
    /// More are for the terminal.
    const MOST: usize = 50;
    let line = |finding: &Finding| {
        let place = finding.spot.map(|spot| format!(":{}:{}", spot.line, spot.column)).unwrap_or_default();
        (finding.severity, format!("{}{place}: {}. {}.", finding.file, finding.problem, finding.remedy))
    };
    report.findings.iter().take(MOST).map(line).collect()
}

async fn serve(args: &Serve, widget: Option<PathBuf>, site: Site) -> Result<ExitCode, Finding> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| {
        let problem = format!("can't be listened to ({error})");
        Finding::error(&format!("port {}", args.port), problem, "Take another: --port 8402")
    })?;
    let port = listener.local_addr().map_or(args.port, |address| address.port());
    let mut router = Router::new()
        .route("/", get(index))
        .route("/nominations.json", get(feed))
        .route("/-/builds", get(builds))
        .fallback_service(ServeDir::new(&args.folder));
    if let Some(widget) = widget {
        router = router.nest_service("/hustings", ServeDir::new(widget));
    } else {
        super::say(
            "The widget is not here, so the page shows what needs no script; --widget names its folder.",
        );
    }
    let router = router.layer(middleware::from_fn_with_state(site.clone(), guard)).with_state(site);
    super::say(&format!(
        "http://localhost:{port}/ shows the folder, and what is wrong with it; Ctrl+C ends it."
    ));
    axum::serve(listener, router).await.map_err(|error| unreadable("the network", &error))?;
    Ok(ExitCode::SUCCESS)
}

/// Only this machine's browser, and nothing hidden: a page elsewhere could lead a name of its own here.
async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let path = write::name_of(request.uri().path());
    let hidden = path.split(['/', '\\']).any(|part| part.starts_with(['.', '_']));
    let file = path.trim_start_matches('/');
    // What stands in the folder, and is no link out of it. (The widget's own files are ours.)
    let ours = ["", "nominations.json", "-/builds"].contains(&file) || file.starts_with("hustings/");
    let away = !ours && !site.root.holds(&site.root.path().join(file));
    if !matches!(name, "localhost" | "127.0.0.1") || hidden || away {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

async fn feed(State(site): State<Site>) -> Response {
    let feed = site.shown.lock().unwrap_or_else(PoisonError::into_inner).feed.clone();
    ([(header::CONTENT_TYPE, "application/feed+json"), (header::CACHE_CONTROL, "no-store")], Body::from(feed))
        .into_response()
}

/// Answers when there is another build than the page has seen.
async fn builds(State(mut site): State<Site>) -> Response {
    site.builds.mark_unchanged();
    let changed = tokio::time::timeout(std::time::Duration::from_secs(25), site.builds.changed()).await;
    let changed = matches!(changed, Ok(Ok(())));
    ([(header::CACHE_CONTROL, "no-store")], if changed { "again" } else { "" }).into_response()
}

async fn index(State(site): State<Site>) -> Html<String> {
    let shown = site.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Html(page(&shown, site.has_widget))
}

fn page(shown: &Shown, has_widget: bool) -> String {
    let line = |(severity, line): &(Severity, String)| {
        let class = if *severity == Severity::Error { " class=\"error\"" } else { "" };
        format!("<li{class}>{}</li>", escape(line))
    };
    let lines: String = shown.listed.iter().map(line).collect();
    let open =
        if shown.listed.iter().any(|(severity, _)| *severity == Severity::Error) { " open" } else { "" };
    let script =
        if has_widget { "<script type=\"module\" src=\"/hustings/hustings.js\"></script>" } else { "" };
    include_str!("serve.html")
        .replace("{script}", script)
        .replace("{summary}", &escape(&shown.report))
        .replace("{open}", open)
        .replace("{lines}", &lines)
        .replace("{fallback}", &shown.fallback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_shown_as_words() {
        let shown = Shown {
            report: "1 error".into(),
            listed: vec![(Severity::Error, "a.md:1:1: <script>alert(1)</script>".into())],
            ..Shown::default()
        };
        let page = page(&shown, false);
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>alert"));
        assert!(!page.contains("/hustings/hustings.js"));
    }
}
