//! The way to the browser's driver: HTTP/1.1 on this machine, one connection per command.

use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use axum::body::Bytes;
use axum::http::{Request, Response};
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::session::http::{Body, HttpClient};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A client without pool, TLS or redirects: a driver needs none of them.
pub(crate) struct Wire;

#[async_trait]
impl HttpClient for Wire {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        exchange(request).await.map_err(|error| WebDriverError::RequestFailed(format!("{error:#}")))
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Self)
    }
}

async fn exchange(request: Request<Body<'_>>) -> Result<Response<Bytes>> {
    let (parts, body) = request.into_parts();
    let body = match body {
        Body::Empty => String::new(),
        Body::Json(json) => json.to_string(),
    };
    let host = parts.uri.authority().context("an address without a host")?.as_str();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut stream = BufReader::new(TcpStream::connect(host).await.context("the driver is gone")?);
    let head = format!(
        "{} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        parts.method,
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.flush().await?;

    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status: u16 = line.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let mut length = None;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse().context("a length that is no number")?);
        }
    }
    let mut body = Vec::new();
    match length {
        Some(length) => {
            body.resize(length, 0);
            stream.read_exact(&mut body).await?;
        }
        None => {
            stream.read_to_end(&mut body).await?;
        }
    }
    Ok(Response::builder().status(status).body(body.into())?)
}
