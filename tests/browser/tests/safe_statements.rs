//! Foreign text in a real browser's page: what attacks sanitizers is left with
//! nothing to run or to ask, and what people wrote loses no word on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use anyhow::{Context, Result, ensure};
use hustings_browser_tests::{Journey, Page, reader, shared};
use serde_json::{Value, json};

/// Cards that are shown without asking for more.
const BATCH: usize = 24;

/// Before anything else runs: whatever an attack could call, or reach, is noted.
const TRAPS: &str = r#"
    <script>
    window.triggered = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open", "xss", "pwned"]) {
        window[name] = (...given) => { triggered.push(`${name}(${given.join()})`); };
    }
    // A click is felt by all that could feel it, and leads nowhere.
    addEventListener("click", (event) => event.composedPath()[0].closest?.("a") && event.preventDefault());
    </script>
    <script type="module" src="/pkg/hustings.js"></script>"#;

/// Shows statements as nominations that say nothing else, opens every card and
/// waits until all are read. `batch` is a list of `{ id, statement }` or
/// `{ id, statement_html }`.
const SHOW: &str = r#"
    const until = async (what, holds) => {
        for (let turn = 0; turn < 600; turn++) {
            if (holds()) return;
            await new Promise((resolve) => setTimeout(resolve, 15));
        }
        throw new Error(`waited in vain for ${what}`);
    };
    widget.feed = {
        version: "https://jsonfeed.org/version/1.1", title: "Attacks",
        _hustings: { version: 1, elections: [{ id: "board", name: "The board" }], topics: [{ id: "topic", label: "Topic", keywords: ["script", "image"] }] },
        items: batch.map(({ id, ...statement }) => ({ id, _hustings: { candidate: { name: id }, election: "board", ...statement } })),
    };
    await widget.ready();
    const cards = () => [...root.querySelectorAll("article")];
    await until("all cards", () => cards().length === batch.length && batch.every(({ id }) => cards().some((card) => card.dataset.id === id)));
    for (const card of cards()) [...card.querySelectorAll("footer button")].find((button) => button.ariaExpanded === "false").click();
    // An empty statement is none.
    const said = batch.filter(({ id, ...statement }) => Object.values(statement)[0].trim());
    const statement = (id) => cards().find((card) => card.dataset.id === id).querySelector("[part~=statement]");
    const isRead = (element) => element && !/^Reading…$/.test(element.innerText.trim());
    await until("all statements", () => said.every(({ id }) => isRead(statement(id))));
    for (const { id } of said) {
        if (statement(id).innerText.includes("couldn’t be loaded in full")) throw new Error(`${id} can’t be read`);
    }
    const opened = [...root.querySelectorAll("[part~=statement] details")];
    for (const details of opened) details.open = true;
"#;

/// What is left in the widget that should not be, and what ran.
const HARM: &str = r#"
    const ELEMENTS = new Set(`DIV SPAN P UL OL LI H5 H6 BLOCKQUOTE DETAILS SUMMARY NAV BUTTON SUP PRE CODE TABLE TBODY TR TH TD HR
        EM STRONG S A MARK INPUT BR BDI`.split(/\s+/));
    const BEARERS = `SCRIPT STYLE LINK IFRAME FRAME FRAMESET SVG MATH OBJECT EMBED APPLET IMG IMAGE PICTURE VIDEO AUDIO SOURCE TRACK FORM
        BASE META TEMPLATE HUSTINGS-WIDGET PORTAL CANVAS`.split(/\s+/);
    const ATTRIBUTES = new Set(`class part dir lang href rel target tabindex role type disabled checked start scope data-target data-id
        datetime value selected open title for name placeholder id
        hidden autocomplete spellcheck data-phase data-ground data-dressed data-anchor data-chunk rows maxlength`.split(/\s+/));
    const harm = [];
    const tell = (element, what) => harm.push(`${element.closest("article")?.dataset.id}: ${what} in ${element.outerHTML.slice(0, 120)}`);
    for (const element of root.querySelectorAll("*")) {
        const within = element.closest("[part~=statement]") && !element.matches("[part~=statement]");
        const name = element.tagName.toUpperCase();
        if (BEARERS.includes(name) || (within && !ELEMENTS.has(name))) tell(element, `a ${name}`);
        if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") tell(element, element.namespaceURI);
        if (name === "INPUT" && within && !(element.type === "checkbox" && element.disabled)) tell(element, "an input");
        for (const { name, value } of element.attributes) {
            if (!ATTRIBUTES.has(name) && !name.startsWith("aria-")) tell(element, `the attribute ${name}`);
            if (within && ["id", "name", "title", "for", "placeholder"].includes(name)) tell(element, `the attribute ${name}`);
        }
        for (const name of ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "background"]) {
            const value = element.getAttribute(name);
            if (value !== null && !["http:", "https:", "mailto:"].includes(new URL(value, document.baseURI).protocol)) tell(element, value);
        }
        if (name === "A" && within && element.rel !== "noopener nofollow ugc") tell(element, `rel=${element.rel}`);
        if (element.shadowRoot) tell(element, "a shadow");
        const handlers = Object.getOwnPropertyNames(HTMLElement.prototype).filter((name) => /^on/.test(name));
        for (const name of handlers) if (element[name]) tell(element, name);
    }
    // All that could be set off is set off.
    for (const element of root.querySelectorAll("[part~=statement] *:not(button, summary)")) {
        for (const type of ["mouseover", "mouseenter", "pointerdown", "focus", "click", "animationend", "transitionend", "load", "error"]) {
            element.dispatchEvent(new (/click|mouse|pointer/.test(type) ? MouseEvent : Event)(type, { bubbles: true, cancelable: true, composed: true }));
        }
        element.focus();
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const call of triggered.splice(0)) harm.push(`ran: ${call}`);
"#;

/// A page without any content policy, with the traps set.
async fn open(page: &Page) -> Result<()> {
    page.show_without_policy(TRAPS, "<hustings-widget><p>Nobody yet.</p></hustings-widget>").await
}

/// Nothing of an attack is left, whichever way its text is taken.
async fn defend(page: &Page, member: &str) -> Result<()> {
    let Some(attacks) = shared::json("security/dompurify-expect.json")? else { return page.open("/").await };
    let attacks = attacks.as_array().context("no list")?;
    ensure!(attacks.len() == 223, "{} attacks", attacks.len());
    open(page).await?;
    page.promised("await customElements.whenDefined('hustings-widget')").await?;
    let page_before = page.ask(LIGHT, []).await?;
    let mut harm: Vec<Value> = Vec::new();
    for (first, attacks) in attacks.chunks(BATCH).enumerate() {
        let batch: Vec<Value> = attacks
            .iter()
            .enumerate()
            .map(|(at, attack)| {
                json!({ "id": format!("attack {}", first * BATCH + at), member: attack["payload"] })
            })
            .collect();
        let script = format!("const batch = {};\n{SHOW}\n{HARM}\nreturn harm;", json!(batch));
        harm.extend(page.promised(&script).await?.as_array().cloned().unwrap_or_default());
    }
    let harm: Vec<&str> = harm.iter().filter_map(Value::as_str).collect();
    ensure!(harm.is_empty(), "{} faults:\n{}", harm.len(), harm.join("\n"));
    ensure!(page.ask(LIGHT, []).await? == page_before, "The page around the widget is changed.");
    let ours = |path: &str| path.starts_with("/pkg/hustings") || ["/page.html", "/ears.js"].contains(&path);
    let foreign: Vec<_> = page.site.asked().into_iter().filter(|path| !ours(path)).collect();
    ensure!(foreign.is_empty(), "The site is asked for {foreign:?}.");
    Ok(())
}

/// What stands on the page beside the widget.
const LIGHT: &str = "return document.documentElement.outerHTML";

#[test]
fn no_attack_in_markdown_comes_to_anything() -> Journey {
    reader(async |page| defend(page, "statement").await)
}

#[test]
fn no_attack_in_html_comes_to_anything() -> Journey {
    reader(async |page| defend(page, "statement_html").await)
}

/// The letters that each statement shows, and those that the browser would
/// show of the HTML that the example should become. Where a picture stood, its
/// words stand.
const LETTERS: &str = r#"
    const letters = (text) => text.replace(/\s+/g, "");
    const wanted = (html) => {
        const { body } = new DOMParser().parseFromString(html, "text/html");
        for (const element of body.querySelectorAll("script, style, title, iframe, noscript, template")) element.remove();
        for (const image of body.querySelectorAll("img")) image.replaceWith(image.alt.trim() || "Image");
        return letters(body.innerText);
    };
    const lost = [];
    for (const [at, { id }] of batch.entries()) {
        const element = statement(id)?.cloneNode(true);
        for (const contents of element?.querySelectorAll(".contents") ?? []) contents.remove();
        const shown = letters(element?.textContent ?? "");
        // What is hidden, or laid over, is not shown.
        const visible = letters(statement(id)?.innerText ?? "");
        const expected = wanted(cooked[at]);
        if (shown !== expected || visible.length < shown.length) lost.push(`${id}\n  wanted ${expected}\n  shown  ${shown}\n  seen   ${visible}`);
    }
    return lost;
"#;

async fn read_aloud(page: &Page, of: fn(&Value) -> Value) -> Result<()> {
    let Some(examples) = shared::json("security/commonmark-0.31.2-spec.json")? else {
        return page.open("/").await;
    };
    let examples = examples.as_array().context("no list")?;
    ensure!(examples.len() == 652, "{} examples", examples.len());
    open(page).await?;
    page.promised("await customElements.whenDefined('hustings-widget')").await?;
    let mut lost: Vec<Value> = Vec::new();
    for examples in examples.chunks(BATCH) {
        let batch: Vec<Value> = examples.iter().map(of).collect();
        let cooked: Vec<&Value> = examples.iter().map(|example| &example["html"]).collect();
        let script =
            format!("const batch = {}, cooked = {};\n{SHOW}\n{LETTERS}", json!(batch), json!(cooked));
        lost.extend(page.promised(&script).await?.as_array().cloned().unwrap_or_default());
    }
    let lost: Vec<&str> = lost.iter().filter_map(Value::as_str).collect();
    ensure!(lost.is_empty(), "{} lose words:\n{}", lost.len(), lost.join("\n"));
    Ok(())
}

#[test]
fn no_example_of_commonmark_loses_a_word_on_the_page() -> Journey {
    reader(async |page| {
        read_aloud(page, |example| {
            json!({ "id": format!("example {}", example["example"]), "statement": example["markdown"] })
        })
        .await
    })
}

#[test]
fn no_example_of_commonmark_loses_a_word_as_html() -> Journey {
    reader(async |page| {
        read_aloud(page, |example| {
            json!({ "id": format!("example {}", example["example"]), "statement_html": example["html"] })
        })
        .await
    })
}

/// The characters of a line such as "U+2060 WORD JOINER" or "U+FFF9..U+FFFB".
fn characters(line: &str) -> Vec<char> {
    let points: Vec<u32> = line
        .split("U+")
        .skip(1)
        .filter_map(|part| {
            let hex: String = part.chars().take_while(char::is_ascii_hexdigit).collect();
            u32::from_str_radix(&hex, 16).ok()
        })
        .collect();
    let ranges: Vec<_> = match *points.as_slice() {
        [first, last] => vec![first..=last],
        // "U+E0001 and U+E0020..U+E007F"
        [one, first, last] => vec![one..=one, first..=last],
        _ => points.iter().map(|point| *point..=*point).collect(),
    };
    ranges.into_iter().flatten().filter_map(char::from_u32).collect()
}

/// Where a listed character stands as it is, and is not kept to its own paragraph.
const LEAKS: &str = r#"
    const leaks = [];
    for (const [at, { id, ...given }] of batch.entries()) {
        const c = characters[at];
        const name = `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
        const element = statement(id);
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let places = 0;
        while (walker.nextNode()) {
            const { data, parentElement } = walker.currentNode;
            places += data.split(c).length - 1 + data.split(`[${name}]`).length - 1;
            if (!data.includes(c)) continue;
            const tell = (what) => leaks.push(`${name} in ${Object.keys(given)}: ${what}: ${parentElement.outerHTML}`);
            if (parentElement.closest("code, pre")) { tell("code hides it"); continue; }
            let block = parentElement;
            while (!["block", "list-item", "table-cell"].includes(getComputedStyle(block).display)) block = block.parentElement;
            if (!/^(plaintext|isolate|isolate-override)$/.test(getComputedStyle(block).unicodeBidi)) tell("its paragraph is not apart");
            if (block === element) tell("it has no paragraph");
        }
        // Heading (and its entry in the contents), paragraph, list, table, quotation, code and code block.
        if (places < 7) leaks.push(`${name}: lost, ${places} places are left in ${element.innerHTML}`);
    }
    return leaks;
"#;

#[test]
fn what_hides_or_turns_words_is_shown_or_kept_apart() -> Journey {
    reader(async |page| {
        let Some(listed) = shared::json("security/bidi-and-invisible.json")? else {
            return page.open("/").await;
        };
        let bidi = listed["bidi"].as_array().into_iter().flatten().map(|entry| &entry["cp"]);
        let lines = bidi.chain(listed["invisible"].as_array().into_iter().flatten());
        let listed: Vec<char> = lines.filter_map(Value::as_str).flat_map(characters).collect();
        ensure!(listed.len() == 12 + 16 + 3 + 97, "{} characters", listed.len());
        open(page).await?;
        page.promised("await customElements.whenDefined('hustings-widget')").await?;
        let mut leaks: Vec<Value> = Vec::new();
        for listed in listed.chunks(BATCH / 2) {
            let batch: Vec<Value> = listed
                .iter()
                .flat_map(|c| {
                    let point = u32::from(*c);
                    [
                        json!({ "id": format!("{point:X} md"), "statement": format!(
                            "# One{c}two\n\nThree{c}four *five{c}six*.\n\n- seven{c}eight\n\n> nine{c}ten\n\n| a |\n|---|\n| b{c}c |\n\nSo `d{c}e`.\n\n```\nf{c}g\n```\n") }),
                        json!({ "id": format!("{point:X} html"), "statement_html": format!(
                            "<h2>One{c}two</h2><p>Three{c}four <em>five{c}six</em>.</p><ul><li>seven{c}eight</li></ul><blockquote>nine{c}ten</blockquote>\
                             <table><tr><td>b{c}c</td></tr></table><p>So <code>d{c}e</code>.</p><pre>f{c}g</pre>") }),
                    ]
                })
                .collect();
            let characters: Vec<String> =
                listed.iter().flat_map(|c| [c.to_string(), c.to_string()]).collect();
            let script = format!(
                "const batch = {}, characters = {};\n{SHOW}\n{LEAKS}",
                json!(batch),
                json!(characters)
            );
            leaks.extend(page.promised(&script).await?.as_array().cloned().unwrap_or_default());
        }
        let leaks: Vec<&str> = leaks.iter().filter_map(Value::as_str).collect();
        ensure!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
        Ok(())
    })
}
