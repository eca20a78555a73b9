//! A page under a reader's eyes and hands.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{Key, TypingData, WebElement};
use tokio::time::sleep;

use crate::browser::{Browser, Notes};
use crate::site::{Answer, Site};

/// How long a reader waits for what was said to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every script below is given: the widget that is looked at, and eyes.
const EYES: &str = r#"
    const [selector, ...given] = arguments;
    const widget = document.querySelector(selector);
    const root = widget?.shadowRoot;
    const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (query) => [...(root?.querySelectorAll(query) ?? [])].filter(seen);
    const part = (name) => all(`[part~="${name}"]`);
    const text = (element) => (element?.innerText ?? "").replace(/\s+/g, " ").trim();
    const label = (element) => element.getAttribute("aria-label") ?? text(element.labels?.[0] ?? element);
    const focused = () => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element;
    };
    const roles = { A: "link", SUMMARY: "menu", H2: "heading", H1: "heading", SELECT: "select", PRE: "code" };
    const named = (element) => {
        const role = ["checkbox", "date", "number", "radio", "search"].includes(element.type)
            ? element.type : roles[element.tagName] ?? element.getAttribute("role") ?? element.localName;
        return `${role} ${label(element)}`.trim();
    };
"#;

/// One page, and the reader in front of it. What is seen and done is seen and
/// done in the widget that is looked at: the first, unless told.
pub struct Page {
    /// The reader's site.
    pub site: Site,
    pub(crate) browser: Browser,
    pub(crate) notes: RefCell<Notes>,
    /// Other sites that the page may ask.
    pub(crate) allowed: RefCell<Vec<String>>,
    widget: RefCell<String>,
    opened: Cell<bool>,
    /// Whether the page around the widget is somebody else's, whose faults are theirs.
    pub(crate) guest: Cell<bool>,
}

impl Page {
    pub(crate) async fn start() -> Result<Self> {
        let site = Site::start(false).await?;
        let browser = Browser::start().await?;
        Ok(Self {
            site,
            browser,
            notes: RefCell::default(),
            allowed: RefCell::default(),
            widget: RefCell::new("hustings-widget".to_owned()),
            opened: Cell::new(false),
            guest: Cell::new(false),
        })
    }

    pub(crate) async fn quit(self) -> Result<()> {
        self.browser.quit().await
    }

    /// Goes to a path of the site. The page before must have kept quiet.
    pub async fn open(&self, path: &str) -> Result<()> {
        if self.opened.replace(true) {
            self.assert_clean().await?;
        }
        self.look_at("hustings-widget");
        Ok(self.browser.driver.goto(self.site.url(path)).await?)
    }

    /// Goes to a page of somebody else's: it may ask its own origin, and axe-core looks at the widget only.
    pub async fn visit(&self, address: &str) -> Result<()> {
        let host = address.split_inclusive('/').take(3).collect::<String>();
        self.allowed.borrow_mut().push(host.trim_end_matches('/').to_owned());
        self.guest.set(true);
        self.look_at("hustings-widget");
        Ok(self.browser.driver.goto(address).await?)
    }

    /// Opens a page with this in its body, and with the widget's script.
    pub async fn show(&self, body: &str) -> Result<()> {
        self.show_with(r#"<script type="module" src="/pkg/hustings.js"></script>"#, body).await
    }

    /// Opens a page with this in its head and its body.
    pub async fn show_with(&self, head: &str, body: &str) -> Result<()> {
        self.site.put("/page.html", Answer::page(html(head, body)));
        self.open("/page.html").await
    }

    /// The same under another content policy.
    pub async fn show_under(&self, policy: &str, head: &str, body: &str) -> Result<()> {
        self.site.put("/page.html", Answer::page(html(head, body)).under_policy(policy));
        self.open("/page.html").await
    }

    /// The same without any content policy: nothing but the widget holds anything off.
    pub async fn show_without_policy(&self, head: &str, body: &str) -> Result<()> {
        self.site.put("/page.html", Answer::file("text/html; charset=utf-8", html(head, body)));
        self.open("/page.html").await
    }

    /// From now on the browser keeps no file for the next page.
    pub async fn forget_files(&self) -> Result<()> {
        self.browser.forget_files().await
    }

    /// From now on answers come as over a network of this latency, in milliseconds, and of so many bytes a second.
    pub async fn over_a_network(&self, latency: u32, throughput: u32) -> Result<()> {
        self.browser.over_a_network(latency, throughput).await
    }

    /// Lets the browser throw away whatever nobody holds any more.
    pub async fn collect_garbage(&self) -> Result<()> {
        self.browser.collect_garbage().await
    }

    /// From now on another widget of the page is meant.
    pub fn look_at(&self, selector: &str) {
        selector.clone_into(&mut self.widget.borrow_mut());
    }

    /// This page may ask another site, too.
    pub fn allow(&self, site: &Site) {
        self.allowed.borrow_mut().push(site.origin.clone());
    }

    /// Gives the page so much room, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.browser.resize(width, height).await
    }

    /// Drags a finger across the page, from a place by so many CSS pixels.
    pub async fn swipe(&self, from: (f64, f64), by: (f64, f64)) -> Result<()> {
        self.browser.swipe(from, by).await
    }

    /// Shows the page as it is printed, or as it is seen.
    pub async fn on_paper(&self, paper: bool) -> Result<()> {
        self.browser.on_paper(paper).await
    }

    /// Whether the reader's system is dark.
    pub async fn in_the_dark(&self, dark: bool) -> Result<()> {
        self.browser.in_the_dark(dark).await
    }

    /// The reader lives in this time zone, and speaks this language.
    pub async fn live_in(&self, zone: &str, locale: &str) -> Result<()> {
        self.browser.live_in(zone, locale).await
    }

    // What is seen.

    /// These words stand somewhere in the widget.
    pub async fn see(&self, words: &str) -> Result<()> {
        self.wait(
            &format!("“{words}” to be seen"),
            "return text(part('frame')[0]).includes(given[0])",
            [words],
        )
        .await
    }

    /// Nothing in the widget has changed for half a second.
    pub async fn see_it_rest(&self) -> Result<()> {
        self.promised(
            "await new Promise((done) => {
                 const rest = () => { watcher.disconnect(); done(); };
                 let timer = setTimeout(rest, 500);
                 const watcher = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(rest, 500); });
                 watcher.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
             })",
        )
        .await
        .map(drop)
    }

    /// These words stand nowhere in the widget.
    pub async fn see_no(&self, words: &str) -> Result<()> {
        let what = format!("“{words}” to be gone");
        self.wait(&what, "return !text(part('frame')[0]).includes(given[0])", [words]).await
    }

    /// The count reads so.
    pub async fn see_count(&self, words: &str) -> Result<()> {
        self.equal("the count", "return text(part('count')[0])", words).await
    }

    /// So many cards are there.
    pub async fn see_cards(&self, count: usize) -> Result<()> {
        self.equal("the number of cards", "return part('card').length", count).await
    }

    /// The names on the cards, from the first.
    pub async fn names(&self) -> Result<Vec<String>> {
        Ok(serde_json::from_value(self.ask("return part('name').map(text)", []).await?)?)
    }

    /// Exactly these names are on the cards, in any order.
    pub async fn see_names(&self, names: &[&str]) -> Result<()> {
        let mut names = names.to_vec();
        names.sort_unstable();
        self.equal("the names", "return part('name').map(text).sort()", names).await
    }

    /// A notice says so.
    pub async fn see_notice(&self, words: &str) -> Result<()> {
        let what = format!("a notice “{words}”");
        self.wait(&what, "return part('notice').some((notice) => text(notice).includes(given[0]))", [words])
            .await
    }

    /// No notice is there.
    pub async fn see_no_notice(&self) -> Result<()> {
        self.equal("the notices", "return part('notice').map(text)", json!([])).await
    }

    /// The page's own words inside the tag are seen.
    pub async fn see_fallback(&self) -> Result<()> {
        self.equal("whether the fallback is seen", FALLBACK, true).await
    }

    /// The page's own words inside the tag give way to nominations.
    pub async fn see_no_fallback(&self) -> Result<()> {
        self.equal("whether the fallback is seen", FALLBACK, false).await
    }

    /// The heads of the comparison's columns are these names.
    pub async fn see_columns(&self, names: &[&str]) -> Result<()> {
        let script = "return all('[part~=compare] thead [part~=name]').map(text)";
        self.equal("the columns", script, names).await
    }

    /// A cell of the comparison holds these words.
    pub async fn see_cell(&self, words: &str) -> Result<()> {
        let what = format!("a cell “{words}”");
        self.wait(&what, "return part('cell').some((cell) => text(cell).includes(given[0]))", [words]).await
    }

    /// An element that this selector finds in a statement has these words.
    pub async fn see_in_statement(&self, query: &str, words: &str) -> Result<()> {
        let script = "return part('statement').some((statement) =>
            [...statement.querySelectorAll(given[0])].some((element) => text(element).includes(given[1])))";
        self.wait(&format!("{query} “{words}” in a statement"), script, [query, words]).await
    }

    /// This is what has the focus: role and name, as in `button Compare Ann`.
    pub async fn focus(&self) -> Result<String> {
        let focused = self.ask("return focused() ? named(focused()) : ''", []).await?;
        Ok(focused.as_str().unwrap_or_default().to_owned())
    }

    /// The focus comes to rest here.
    pub async fn see_focus(&self, name: &str) -> Result<()> {
        self.equal("what has the focus", "return named(focused())", name).await
    }

    // What is done with the mouse.

    /// Types into the search box, in place of what stands there.
    pub async fn search(&self, words: &str) -> Result<()> {
        let search = self.find("the search box", "return part('search')[0]", []).await?;
        search.click().await?;
        // (What a driver clears tells nobody, and the next picture has the words before.)
        let clear = "const [search] = part('search'); search.value = '';
            search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))";
        self.ask(clear, []).await?;
        Ok(search.send_keys(words).await?)
    }

    /// Opens the filters, checks or unchecks one of the values, closes them.
    pub async fn filter(&self, value: &str) -> Result<()> {
        self.click("menu", "Filters").await?;
        self.click("checkbox", value).await?;
        self.press(Key::Escape).await
    }

    /// Picks a nominee, by the first card with this name, or takes the pick back.
    pub async fn pick(&self, name: &str) -> Result<()> {
        self.click("button", &format!("Compare {name}")).await
    }

    /// Opens a card.
    pub async fn read_more(&self, name: &str) -> Result<()> {
        self.click("button", &format!("More about {name}")).await
    }

    /// Puts the picks side by side.
    pub async fn compare(&self) -> Result<()> {
        self.click("button", "Side by side").await
    }

    /// Goes back from the comparison.
    pub async fn back(&self) -> Result<()> {
        self.click("button", "← All nominations").await
    }

    /// Clicks the first thing with this role whose name begins so.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        let script = r#"
            const found = all("button, a, summary, input, select").find((element) => named(element).startsWith(given[0]));
            found?.scrollIntoView({ block: "center" });
            return found"#;
        let name = format!("{role} {name}");
        let element = self.find(&name, script, [name.as_str().into()]).await?;
        // A checkbox is clicked where its words are: that is where readers click.
        Ok(element.click().await?)
    }

    // What is done with the keyboard.

    /// Presses a key, wherever the focus is.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.type_in(key).await
    }

    /// Presses a key while Shift is held.
    pub async fn press_with_shift(&self, key: Key) -> Result<()> {
        let chain = self.browser.driver.action_chain();
        Ok(chain.key_down(Key::Shift).key_down(key.clone()).key_up(key).key_up(Key::Shift).perform().await?)
    }

    /// Types, wherever the focus is.
    pub async fn type_in(&self, keys: impl Into<TypingData>) -> Result<()> {
        let keys: TypingData = keys.into();
        Ok(self.browser.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until the focus is on what begins so; it can be seen at every step.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        const MOST: usize = 250;
        let script = r#"
            const element = focused();
            const style = getComputedStyle(element);
            const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            // Some of it is in view, and nothing lies upon all of it.
            const inside = (from, to, room) => [from + 2, (from + to) / 2, to - 2].filter((at) => at > 0 && at < room);
            const inView = [...element.getClientRects()].some(({ left, right, top, bottom }) =>
                inside(left, right, innerWidth).some((x) => inside(top, bottom, innerHeight).some((y) =>
                    element.contains(element.getRootNode().elementFromPoint(x, y)))));
            const ours = element.getRootNode() === root;
            // The browser draws around the parts of a date by itself.
            return [named(element), !ours || element.type === "date" || (element.matches(":focus-visible") && outlined && inView)]"#;
        let mut path = Vec::new();
        for _ in 0..MOST {
            self.press(Key::Tab).await?;
            let (focused, visible): (String, bool) = serde_json::from_value(self.ask(script, []).await?)?;
            ensure!(visible, "The focus is on “{focused}”, and can’t be seen there.");
            if focused.starts_with(name) {
                return Ok(());
            }
            path.push(focused);
        }
        bail!("{MOST} times Tab do not lead to “{name}”, but by {}", path.join(", "))
    }

    // What the page's author does.

    /// Runs a script of the page's author, with `widget`, `root` and `given`; the value it returns.
    pub async fn ask(&self, script: &str, given: impl IntoIterator<Item = Value>) -> Result<Value> {
        let mut arguments = vec![json!(*self.widget.borrow())];
        arguments.extend(given);
        let script = format!("{EYES}\n{script}");
        Ok(self.browser.driver.execute(script, arguments).await?.json().clone())
    }

    /// The same, once it is a promise that was kept.
    pub async fn promised(&self, script: &str) -> Result<Value> {
        let mut arguments = vec![json!(*self.widget.borrow())];
        arguments.push(Value::Null);
        let script = format!(
            "const done = arguments[arguments.length - 1];\n{EYES}\n(async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.browser.driver.execute_async(script, arguments).await?.json().clone();
        match answer.get("error") {
            Some(error) => bail!("the promise was broken: {error}"),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Sets a property.
    pub async fn set(&self, property: &str, value: impl Into<Value>) -> Result<()> {
        self.ask("widget[given[0]] = given[1]", [property.into(), value.into()]).await?;
        Ok(())
    }

    /// Sets an attribute.
    pub async fn set_attribute(&self, name: &str, value: &str) -> Result<()> {
        self.ask("widget.setAttribute(given[0], given[1])", [name.into(), value.into()]).await?;
        Ok(())
    }

    /// A property comes to have this value.
    pub async fn see_property(&self, property: &str, value: impl Into<Value>) -> Result<()> {
        let script = format!("return widget[{}]", json!(property));
        self.equal(&format!("the property {property}"), &script, value.into()).await
    }

    /// The detail of the latest event of this name, once there is one.
    pub async fn hear(&self, name: &str) -> Result<Value> {
        let script = "return window.heard?.findLast((event) => event.name === given[0])?.detail";
        let heard = self.poll(script, &[name.into()], |value| !value.is_null()).await?;
        heard.map_err(|_| anyhow!("hustings-{name} was not heard"))
    }

    /// An event of this name is heard whose detail's member is this.
    pub async fn hear_that(&self, name: &str, member: &str, value: impl Into<Value>) -> Result<()> {
        let script =
            "return window.heard?.findLast((event) => event.name === given[0])?.detail?.[given[1]] ?? null";
        let value = value.into();
        match self.poll(script, &[name.into(), member.into()], |heard| *heard == value).await? {
            Ok(_) => Ok(()),
            Err(last) => bail!("{member} of hustings-{name} should be {value}, but is {last}"),
        }
    }

    /// How many events of this name were heard.
    pub async fn times_heard(&self, name: &str) -> Result<u64> {
        let count =
            self.ask("return heard.filter((event) => event.name === given[0]).length", [name.into()]).await?;
        Ok(count.as_u64().unwrap_or_default())
    }

    /// A script returns true before long.
    pub async fn wait(
        &self,
        what: &str,
        script: &str,
        given: impl IntoIterator<Item = impl Into<Value>>,
    ) -> Result<()> {
        let given: Vec<Value> = given.into_iter().map(Into::into).collect();
        match self.poll(script, &given, |value| *value == Value::Bool(true)).await? {
            Ok(_) => Ok(()),
            Err(_) => bail!("Waited in vain for {what}."),
        }
    }

    /// A script returns this before long.
    pub async fn equal(&self, what: &str, script: &str, value: impl Into<Value>) -> Result<()> {
        let value = value.into();
        match self.poll(script, &[], |seen| *seen == value).await? {
            Ok(_) => Ok(()),
            Err(last) => bail!("Expected {what} to be {value}, but it is {last}."),
        }
    }

    /// The value once it is accepted, or else the last one.
    async fn poll(
        &self,
        script: &str,
        given: &[Value],
        accept: impl Fn(&Value) -> bool,
    ) -> Result<std::result::Result<Value, Value>> {
        let start = Instant::now();
        loop {
            // What it looks into may not be there yet.
            let value = match self.ask(script, given.iter().cloned()).await {
                Err(error) if start.elapsed() > PATIENCE => return Err(error),
                Err(_) => {
                    sleep(Duration::from_millis(30)).await;
                    continue;
                }
                Ok(value) => value,
            };
            if accept(&value) {
                return Ok(Ok(value));
            }
            if start.elapsed() > PATIENCE {
                return Ok(Err(value));
            }
            sleep(Duration::from_millis(30)).await;
        }
    }

    async fn find(
        &self,
        what: &str,
        script: &str,
        given: impl IntoIterator<Item = Value>,
    ) -> Result<WebElement> {
        let mut arguments = vec![json!(*self.widget.borrow())];
        arguments.extend(given);
        let script = format!("{EYES}\n{script}");
        let start = Instant::now();
        loop {
            let found = self.browser.driver.execute(script.clone(), arguments.clone()).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            ensure!(start.elapsed() <= PATIENCE, "Waited in vain for {what}.");
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// For a report: the page's address and words, and the widget's.
    pub(crate) async fn what_is_shown(&self) -> Result<String> {
        let shown = self
            .ask(
                "return `${location.href}\\n${text(document.body).slice(0, 300)}\\n--- the widget ${selector}\\n\
                 ${text(part('frame')[0]).slice(0, 1500)}`",
                [],
            )
            .await?;
        let shown = shown.as_str().unwrap_or_default();
        self.collect_notes().await?;
        Ok(format!("{shown}\n--- console\n{}", self.notes.borrow().console.join("\n")))
    }
}

const FALLBACK: &str =
    "return [...widget.children].some((child) => child.localName !== 'script' && seen(child))";

fn html(head: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A page</title>
<link rel="icon" href="data:,">
<script src="/ears.js"></script>
{head}
</head>
<body>
<main>
<h1>A page</h1>
{body}
</main>
</body>
</html>"#
    )
}
