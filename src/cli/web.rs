//! What is fetched: politely, within limits, and never with anybody's credentials unless they were given.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;
use ureq::{Body, config::Config};

use super::report::Finding;
use super::source::unreadable;
use crate::feed::{MAX_BYTES, megabytes};

/// How we call ourselves to servers.
pub const AGENT: &str =
    concat!("hustings/", env!("CARGO_PKG_VERSION"), " (a feed tool; one request at a time)");

/// Fetches documents.
pub struct Web {
    agent: Agent,
}

impl Default for Web {
    fn default() -> Self {
        Self::new()
    }
}

impl Web {
    /// With our limits.
    #[must_use]
    pub fn new() -> Self {
        Self::with_redirects(5)
    }

    /// The same; an answer that leads elsewhere is an answer, and not followed.
    #[must_use]
    pub fn without_redirects() -> Self {
        Self::with_redirects(0)
    }

    fn with_redirects(most: u32) -> Self {
        let config: Config = Agent::config_builder()
            .user_agent(AGENT)
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(300)))
            .http_status_as_error(false)
            .max_redirects(most)
            .max_redirects_will_error(false)
            .build();
        Self { agent: Agent::new_with_config(config) }
    }

    /// The answer to a question for an address, whatever its status.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, address: &str, headers: &[(String, String)]) -> Result<Response<Body>, String> {
        let request = headers
            .iter()
            .fold(self.agent.get(address), |request, (name, value)| request.header(name, value));
        request.call().map_err(|error| error.to_string())
    }

    /// A document, in a file that is gone when it is closed.
    ///
    /// # Errors
    /// When it can't be had, or is too large.
    pub fn spool(&self, address: &str) -> Result<File, Finding> {
        let fault = |problem: String| {
            Finding::error(address, problem, "Check the address, and that the file is published")
        };
        let mut response = self.get(address, &[]).map_err(|error| fault(format!("no answer ({error})")))?;
        let status = response.status().as_u16();
        if !(200..300).contains(&status) {
            return Err(fault(format!("the server answered with status {status}")));
        }
        let mut file = tempfile::tempfile().map_err(|error| unreadable(address, &error))?;
        let mut body = response.body_mut().as_reader().take(MAX_BYTES as u64 + 1);
        let length =
            std::io::copy(&mut body, &mut file).map_err(|error| fault(format!("cut off ({error})")))?;
        if length > MAX_BYTES as u64 {
            return Err(fault(format!("more than {}", megabytes(MAX_BYTES))));
        }
        file.flush().and_then(|()| file.rewind()).map_err(|error| unreadable(address, &error))?;
        Ok(file)
    }
}

/// Where an address leads from a document.
#[must_use]
pub fn resolve(base: &str, address: &str) -> Option<String> {
    url::Url::parse(base).ok()?.join(address).ok().map(|url| url.to_string())
}
