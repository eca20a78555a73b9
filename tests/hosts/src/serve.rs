//! A folder as a plain web host serves it.

use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// Serves a folder until the runtime ends; the origin it has.
pub(crate) async fn folder(folder: &Path) -> Result<String> {
    let router = Router::new()
        // Browsers ask for it without being told to, and a missing one is an error on the console.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .fallback_service(ServeDir::new(folder));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async { axum::serve(listener, router).await });
    Ok(origin)
}
