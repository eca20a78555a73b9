//! The browser and its driver: all that differs from one browser to another is here.
//!
//! `HUSTINGS_BROWSER` chooses: `chromium` (unless told), `firefox` or
//! `webkitgtk`. Only Chromium's driver tells of the console and of requests;
//! in the others a journey is walked, but its quiet isn't proven.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::wire::Wire;

/// What may be different.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Chromium,
    Firefox,
    WebKitGtk,
}

/// A browser with nothing in it, and what steers it; both end with this value.
pub struct Browser {
    pub(crate) driver: WebDriver,
    kind: Kind,
    process: Child,
    profile: PathBuf,
}

/// What the browser noted since it was asked last.
#[derive(Default)]
pub(crate) struct Notes {
    /// Errors and warnings on the console, uncaught ones and broken policies too.
    pub(crate) console: Vec<String>,
    /// Addresses asked for.
    pub(crate) requests: Vec<String>,
}

impl Notes {
    /// Forgets the lines with these words; says whether there were any.
    pub(crate) fn forgive(&mut self, words: &str) -> bool {
        let before = self.console.len();
        self.console.retain(|line| !line.contains(words));
        self.console.len() < before
    }
}

impl Browser {
    /// A browser that takes notes.
    pub(crate) async fn start() -> Result<Self> {
        Self::start_with(&["browser", "performance"], &[]).await
    }

    /// A browser that takes no notes, which would cost it time; with further options where it is Chromium.
    pub async fn start_undisturbed(options: &[&str]) -> Result<Self> {
        Self::start_with(&[], options).await
    }

    async fn start_with(notes: &[&str], options: &[&str]) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("hustings-reader-{}-{count}", std::process::id()));
        let kind = Kind::chosen()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let program = kind.program();
        let mut process = Command::new(program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("{program} doesn’t start: it comes with the browser’s WebDriver package")
            })?;
        let driver = match connect(port, kind.capabilities(&profile, notes, options)).await {
            Ok(driver) => driver,
            Err(error) => {
                let _ = process.kill();
                let _ = process.wait();
                return Err(error);
            }
        };
        let browser = Self { driver, kind, process, profile };
        browser.resize(1280, 900).await?;
        Ok(browser)
    }

    /// Gives the page exactly this room, in CSS pixels: a window can't be made as narrow as a phone.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let metrics =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
            }
            Kind::Firefox | Kind::WebKitGtk => {
                self.driver.set_window_rect(0, 0, width, height).await?;
            }
        }
        Ok(())
    }

    /// Drags a finger across the page, from a place by so many CSS pixels; only Chromium's driver can.
    pub(crate) async fn swipe(&self, from: (f64, f64), by: (f64, f64)) -> Result<()> {
        const STEPS: u32 = 12;
        let touch = async |kind: &str, points: Value| {
            self.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await
        };
        touch("touchStart", json!([{ "x": from.0, "y": from.1 }])).await?;
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            let (x, y) = (from.0 + by.0 * part, from.1 + by.1 * part);
            touch("touchMove", json!([{ "x": x, "y": y }])).await?;
            sleep(Duration::from_millis(16)).await;
        }
        touch("touchEnd", json!([])).await
    }

    /// Shows the page as it is printed, or as it is seen; only Chromium's driver can.
    pub(crate) async fn on_paper(&self, paper: bool) -> Result<()> {
        let media = if paper { "print" } else { "" };
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media })).await
    }

    /// Whether the reader's system is dark; only Chromium's driver can.
    pub(crate) async fn in_the_dark(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await
    }

    /// Moves the reader to another place; only Chromium's driver can.
    pub(crate) async fn live_in(&self, zone: &str, locale: &str) -> Result<()> {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await?;
        self.devtools("Emulation.setLocaleOverride", json!({ "locale": locale })).await
    }

    /// Whether the driver tells of the console and of requests.
    pub(crate) fn takes_notes(&self) -> bool {
        self.kind == Kind::Chromium
    }

    /// What was noted since the last time.
    pub(crate) async fn notes(&self) -> Result<Notes> {
        if !self.takes_notes() {
            return Ok(Notes::default());
        }
        let console = self.driver.browser_log().await?.into_iter();
        let console = console.filter(|entry| matches!(&*entry.level, "SEVERE" | "WARNING"));
        let mut requests = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            if event["message"]["method"] == "Network.requestWillBeSent"
                && let Some(url) = event["message"]["params"]["request"]["url"].as_str()
            {
                requests.push(url.to_owned());
            }
        }
        Ok(Notes { console: console.map(|entry| entry.message).collect(), requests })
    }

    /// Only Chromium can be asked to.
    pub async fn collect_garbage(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        }
        Ok(())
    }

    /// Keeps no file for the next page. Only Chromium can be asked to.
    pub async fn forget_files(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            self.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
        }
        Ok(())
    }

    /// From now on answers come as over a network of this latency, in milliseconds, and of so many bytes a second.
    pub async fn over_a_network(&self, latency: u32, throughput: u32) -> Result<()> {
        if self.kind == Kind::Chromium {
            let conditions = json!({
                "offline": false, "latency": latency, "downloadThroughput": throughput, "uploadThroughput": throughput,
            });
            self.devtools("Network.enable", json!({})).await?;
            self.devtools("Network.emulateNetworkConditions", conditions).await?;
        }
        Ok(())
    }

    /// Goes to an address, and waits as long as its scripts may need.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.driver.set_script_timeout(Duration::from_secs(180)).await?;
        Ok(self.driver.goto(address).await?)
    }

    /// What a script's promise comes to; `given` is the script's.
    pub async fn promised(&self, script: &str, given: Value) -> Result<Value> {
        let script = format!(
            "const [given, done] = arguments;\n(async () => {{ {script} }})().then((value) => done({{ value }}), \
             (error) => done({{ error: `${{error}}\\n${{error?.stack}}` }}));"
        );
        let answer = self.driver.execute_async(script, vec![given]).await?.json().clone();
        match answer.get("error") {
            Some(error) => bail!("the promise was broken: {error}"),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Presses and releases the keys of a text, wherever the focus is.
    pub async fn type_in(&self, keys: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// What Chromium answers to a command of its own protocol.
    pub async fn command(&self, cmd: &'static str, params: Value) -> Result<Value> {
        Ok(self.driver.cmd(Devtools { cmd, params }).await?.value_json()?)
    }

    /// The process that steers the browser, and has started it.
    pub fn driver_process(&self) -> u32 {
        self.process.id()
    }

    /// Ends the session; the driver ends when this value does.
    pub async fn quit(mut self) -> Result<()> {
        let ended = self.driver.clone().quit().await;
        self.end_process();
        Ok(ended?)
    }

    fn end_process(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }

    async fn devtools(&self, cmd: &'static str, params: Value) -> Result<()> {
        self.driver.cmd(Devtools { cmd, params }).await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end_process();
    }
}

/// A command of Chromium's own protocol.
#[derive(Debug)]
struct Devtools {
    cmd: &'static str,
    params: Value,
}

impl FormatRequestData for Devtools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/goog/cdp/execute"))
            .add_body(json!({ "cmd": self.cmd, "params": self.params }))
    }
}

impl Kind {
    fn chosen() -> Result<Self> {
        match std::env::var("HUSTINGS_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkitgtk") => Ok(Self::WebKitGtk),
            Ok(other) => bail!("HUSTINGS_BROWSER is “{other}”, but takes chromium, firefox or webkitgtk."),
        }
    }

    fn program(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKitGtk => "WebKitWebDriver",
        }
    }

    fn capabilities(self, profile: &std::path::Path, notes: &[&str], options: &[&str]) -> Value {
        match self {
            Self::Chromium => {
                let mut args = vec![
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    // Nothing leaves this machine: what asks for another host is seen and goes nowhere.
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                ];
                args.extend(options);
                let profile = format!("--user-data-dir={}", profile.display());
                args.push(&profile);
                let notes: serde_json::Map<_, _> =
                    notes.iter().map(|log| ((*log).to_owned(), "ALL".into())).collect();
                json!({
                    "browserName": "chrome",
                    "goog:loggingPrefs": notes,
                    "goog:chromeOptions": { "args": args },
                })
            }
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": { "args": ["-headless"] },
            }),
            Self::WebKitGtk => json!({ "browserName": "MiniBrowser" }),
        }
    }
}

async fn connect(port: u16, capabilities: Value) -> Result<WebDriver> {
    for _ in 0..200 {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok() {
            break;
        }
        sleep(Duration::from_millis(25)).await;
    }
    let capabilities: Capabilities = serde_json::from_value(capabilities)?;
    let url = format!("http://127.0.0.1:{port}");
    WebDriver::builder(url, capabilities).client(Wire).connect().await.context("no browser session")
}
