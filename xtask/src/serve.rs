//! The demo on localhost: `www/` at `/` and `pkg/` at `/pkg/`, as a careful host would serve them.

use crate::package::{self, Kind};
use crate::policy::policy_of;
use crate::root;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::Response;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// The port unless another is asked for.
pub(crate) const PORT: u16 = 8400;

/// How many ports are tried from the first.
const TRIED: u16 = 100;

/// Sets up, builds if anything changed, and serves until it is stopped.
pub(crate) fn run(kind: Kind, port: u16) -> Result<()> {
    package::build(kind)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(port).await?;
        let found = listener.local_addr()?.port();
        if found != port {
            eprintln!("port {port} is taken");
        }
        println!("http://localhost:{found}/  (Ctrl+C ends it)");
        Ok(axum::serve(listener, site()).await?)
    })
}

fn site() -> Router {
    let pkg = Router::new().nest_service("/pkg", ServeDir::new(root().join("pkg")));
    let www = Router::new().fallback_service(ServeDir::new(root().join("www"))).layer(from_fn(
        async |request: Request, next: Next| {
            let policy = policy_of(request.uri().path());
            with(next.run(request).await, CONTENT_SECURITY_POLICY, &policy)
        },
    ));
    pkg.merge(www).layer(map_response(async |response| {
        let response = with(response, CACHE_CONTROL, "no-cache");
        with(response, ACCESS_CONTROL_ALLOW_ORIGIN, "*")
    }))
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The first free port from `port` on.
async fn listen(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(TRIED);
    for port in port..last {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, last))
        .await
        .with_context(|| format!("no port from {port} to {last} is free"))
}
