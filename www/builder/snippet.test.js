// The lines that a page needs: `node --test www/builder/`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULTS, addressHints, attributes, colourHints, contrast, fallback, fileName, fontHints, frame, frameHints, languageHints, look, parentScript, snippet } from "./snippet.js";

const SRI = { "hustings.js": "sha384-abc", "hustings_parent.js": "sha384-def" };
const given = (some) => ({ ...DEFAULTS, ...some });

test("whoever chooses nothing gets the shortest lines", () => {
  assert.equal(snippet(DEFAULTS, undefined, SRI), `<script type="module" src="pkg/hustings.js" integrity="sha384-abc" crossorigin="anonymous"></script>
<hustings-widget src="nominations.json">
  <a href="nominations.json">All nominations</a>
</hustings-widget>`);
  assert.deepEqual([attributes(DEFAULTS), look(DEFAULTS), addressHints(DEFAULTS), colourHints(DEFAULTS)], [[], [], [], []]);
  assert.ok(!snippet(DEFAULTS, undefined, undefined).includes("integrity"));
});

test("what is chosen is written, and nothing else", () => {
  const chosen = given({ view: "compare", theme: "dark", order: "name", election: "board", query: " a \n b ", permalink: true, loading: "click", timeout: "5", images: "x.example", picks: "p  q" });
  assert.match(snippet(chosen, undefined, SRI), /<hustings-widget src="nominations.json" view="compare" election="board" query="a b" picks="p q" order="name" theme="dark" loading="click" permalink timeout="5" images="x.example">/);
});

test("nothing breaks out of the lines", () => {
  const evil = `"><script>alert(1)</script>&amp;`;
  const about = { title: evil, home_page_url: `https://a.example/?a=1&b="><img>` };
  const settings = given({ query: evil, picks: evil, pkg: `${evil}/`, src: evil, election: evil, font: "own", ownFont: "x; } </style><b>" });
  for (const lines of [snippet(settings, about, { "hustings.js": evil }), frame(settings, about), parentScript(settings, SRI)]) {
    assert.equal(lines.match(/<script/g)?.length ?? 0, lines.startsWith("<script") ? 1 : 0, lines);
    assert.ok(!/<(img|b|style)\b/.test(lines), lines);
  }
  assert.match(snippet(DEFAULTS, { title: " All\n of us ", home_page_url: "/board" }, SRI), /<a href="\/board">All of us<\/a>/);
});

test("a link leads to a page, however it is written", () => {
  const href = (home, settings = DEFAULTS) => fallback(settings, { home_page_url: home }).href;
  const schemes = ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)//", "java\nscript:alert(1)", "java\r\nscript:alert(1)",
    "\u0001javascript:alert(1)", "\0\u001f javascript\t:alert(1)", "\tj\na\rvascript:alert(1)", "data:text/html,x", "vbscript:x", "blob:https://a.example/x", "file:///etc", "mailto:a@b.example"];
  for (const home of [...schemes, "https://", "\u0001", 5, null, "", ["javascript:alert(1)"]]) {
    assert.equal(href(home), "nominations.json", JSON.stringify(home));
    // The feed's own address is no better.
    if (typeof home === "string") assert.equal(href(undefined, given({ src: home })), "nominations.json", JSON.stringify(home));
    assert.ok(!/script:/.test(snippet(DEFAULTS, { home_page_url: home }, SRI)));
  }
  assert.equal(href(" HTTPS://Board.Example/a b\n?x=ä "), "https://board.example/a%20b?x=%C3%A4");
  assert.equal(href("ht\ttps:\\\\board.example"), "https://board.example/");
  assert.equal(href("//board.example"), "https://board.example/");
  assert.equal(href("/\n/board.example"), "https://board.example/");
  // Relative to the page is relative to the page.
  for (const home of ["/board", "board/ä.html?x#y", "../board", "?all", "#all"]) assert.equal(href(home), home);
});

test("names may be sorted as in a language", () => {
  const written = (lang) => Object.fromEntries(attributes(given({ lang }))).lang;
  assert.deepEqual(["", " ", "sv", " pt-br ", "no_such", "s", 'sv" onclick="'].map(written), [undefined, undefined, "sv", "pt-BR", undefined, undefined, undefined]);
  assert.match(snippet(given({ lang: "sv", order: "name" }), undefined, SRI), / order="name" lang="sv">/);
  assert.deepEqual([languageHints(DEFAULTS), languageHints(given({ lang: "sv" }))], [[], []]);
  assert.match(languageHints(given({ lang: "Swedish!" }))[0], /“Swedish!” is no language tag/);
});

test("a file has the name that its address says", () => {
  const name = (src) => fileName({ src });
  assert.equal(name("feeds/board%202027.json?x=1.json#y"), "board 2027.json");
  assert.equal(name("https://a.example/100%.json"), "100%.json");
  assert.equal(name("%ff.json"), "%ff.json");
  for (const src of ["", "feed", "https://a.example/"]) assert.equal(name(src), "nominations.json");
});

test("a look of one’s own is a rule of its own", () => {
  const chosen = given({ accent: "#8b2f2a", radius: "0", font: "Charter, serif", headingFont: "own", ownHeadingFont: " 'Gill Sans', sans-serif ", cardWidth: "24", columns: "3", padding: "0.50", top: "60" });
  assert.deepEqual(look(chosen), [
    ["--hustings-accent", "light-dark(#8b2f2a, #9dbcf5)"],
    ["--hustings-font", "Charter, serif"],
    ["--hustings-heading-font", "'Gill Sans', sans-serif"],
    ["--hustings-radius", "0em"],
    ["--hustings-card-width", "24em"],
    ["--hustings-columns", "3"],
    ["--hustings-padding", "0.5em"],
    ["--hustings-top", "60px"],
  ]);
  assert.deepEqual(look(given({ padding: "0" })), [["--hustings-padding", "0px"]]);
  assert.ok(snippet(chosen, undefined, SRI).includes("<style>\n  hustings-widget {\n    --hustings-accent: light-dark(#8b2f2a, #9dbcf5);\n"));
  assert.deepEqual(look(given({ theme: "light", accentDark: "#ffffff" })), []);
  // What stands on a bright accent is dark.
  assert.deepEqual(look(given({ theme: "light", accent: "#ffd000" })), [["--hustings-accent", "#ffd000"], ["--hustings-on-accent", "#10131a"]]);
  for (const wrong of [{ radius: "x" }, { radius: "-1" }, { cardWidth: "" }, { columns: "1.5" }, { columns: "0" }, { accent: "red" }, { font: "own", ownFont: "a; b" }, { font: "own", ownFont: "'a" }, { headingFont: "own", ownHeadingFont: "a}" }, { padding: "-1" }, { padding: "x" }, { top: "0" }, { top: "1e9" }]) {
    assert.deepEqual(look(given(wrong)), [], JSON.stringify(wrong));
    assert.equal(fontHints(given(wrong)).length, "font" in wrong || "headingFont" in wrong ? 1 : 0);
  }
});

test("a colour that can't be read is told", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#777777", "#777777"), 1);
  assert.match(colourHints(given({ accent: "#e08030" }))[0], /light page.* 2\.\d to 1/);
  assert.match(colourHints(given({ accentDark: "#1f4fa3" }))[0], /dark page/);
  assert.deepEqual(colourHints(given({ theme: "light", accentDark: "#000000" })), []);
});

test("a frame says the same in its address", () => {
  const src = (settings, about) => /src="([^"]*)"/.exec(frame(settings, about))[1].replaceAll("&amp;", "&");
  assert.equal(src(DEFAULTS), "https://you.example/pkg/frame.html#src=/nominations.json");
  const chosen = given({ pkg: "https://cdn.example/h", src: "https://feeds.example/a;b.json?x=1&y=2", view: "compare", query: 'a&b #"c" d;e', permalink: true });
  const address = new URL(src(chosen));
  assert.equal(address.href.split("#")[0], "https://cdn.example/h/frame.html");
  // As frame.html reads it.
  const read = new URLSearchParams(address.hash.slice(1).split(";")[0]);
  assert.deepEqual(Object.fromEntries(read), { src: chosen.src, view: "compare", query: chosen.query, permalink: "" });
  assert.equal(src(given({ pkg: "https://cdn.example/h/", src: "feeds/a.json" })), "https://cdn.example/h/frame.html#src=/feeds/a.json");
  assert.ok(frame(DEFAULTS, { title: 'A "b"' }).includes('title="A &quot;b&quot;"'));
  assert.equal(parentScript(DEFAULTS, SRI), '<script type="module" src="pkg/hustings_parent.js" integrity="sha384-def" crossorigin="anonymous"></script>');
});

test("other origins are told of", () => {
  assert.match(addressHints(given({ pkg: "https://cdn.example/pkg/" }))[0], /cdn\.example.*Access-Control-Allow-Origin/);
  assert.match(addressHints(given({ src: "//feeds.example/a.json" }))[0], /feeds\.example/);
  assert.match(addressHints(given({ pkg: "file:///home/pkg" }))[0], /use https/);
  assert.match(addressHints(given({ src: "https://" }))[0], /use https/);
  assert.match(frameHints(DEFAULTS)[0], /your own site/);
  assert.match(frameHints(given({ pkg: "https://a.example/", src: "https://b.example/f.json" }))[0], /data-feeds/);
  assert.equal(frameHints(given({ columns: "2" })).length, 2);
});
