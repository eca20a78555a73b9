import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { list, misspelt, readWrap } from "./javascripts/discourse/lib/hustings-wrap.js";

const FORUM = { places: ["/"], loading: "lazy", base: "https://forum.example/t/board/7/3", root: "/", uploads: "/uploads/short-url/" };
const read = (dataset, forum) => readWrap(dataset, { ...FORUM, ...forum });
const allowed = (src, ...places) => read({ src }, { places }).allowed;

test("what was uploaded to a forum may be shown, unless it says otherwise", () => {
  const settings = readFileSync(new URL("settings.yml", import.meta.url), "utf8");
  const unset = list(/allowed_feeds:\n {2}type: list\n {2}default: "(.*)"/.exec(settings)[1]);
  assert.deepEqual(misspelt(unset), []);
  assert.equal(allowed("upload://abc123.json", ...unset), true);
  assert.equal(allowed("/uploads/default/original/1X/ab.json", ...unset), true);
  assert.equal(allowed("/secure-uploads/original/1X/ab.json", ...unset), true);
  for (const src of ["/feed.json", "/raw/7/1", "/posts/101/raw", "/t/7.json", "https://cdn.example/uploads/ab.json"]) {
    assert.equal(allowed(src, ...unset), false, src);
  }
});

test("what members write is no feed, wherever feeds may be", () => {
  const places = ["/", "/raw/", "https://forum.example", "https://forum.example/posts/"];
  const texts = ["/raw/7/1", "/raw/7", "/posts/101/raw", "/posts/101.json", "/posts.json", "/p/101", "/t/7.json", "/u/bo.json", "/pub/board", "/search.json?q=x"];
  const spelt = ["//raw/7/1", "/./raw/7/1", "/%72aw/7/1", "/r%61w/7/1", "\\raw\\7\\1", "/x/../raw/7/1", "/RAW/7/1", "/raw.json", "/%ff/7"];
  for (const src of [...texts, ...spelt, "https://forum.example/raw/7/1", "https://FORUM.example:443/raw/7/1"]) {
    assert.equal(allowed(src, ...places), false, src);
  }
  assert.equal(allowed("/elections/raw/board.json", ...places), true);
  // Of another site Discourse's own paths mean nothing.
  assert.equal(allowed("https://a.example/raw/board.json", "https://a.example"), true);
  // A forum may be in a folder of its host.
  const folder = { places: ["/forum/"], root: "/forum/" };
  assert.equal(read({ src: "/forum/raw/7/1" }, folder).allowed, false);
  assert.equal(read({ src: "/forum//%72aw/7/1" }, folder).allowed, false);
  assert.equal(read({ src: "/forum/uploads/board.json" }, folder).allowed, true);
});

test("a path is one of the forum", () => {
  assert.equal(allowed("/uploads/default/original/1X/ab.json", "/"), true);
  assert.equal(allowed("https://forum.example/feed.json", "/"), true);
  assert.equal(allowed("https://forum.example/feed.json"), false);
  assert.equal(allowed("https://other.example/feed.json", "/"), false);
  assert.equal(allowed("//other.example/feed.json", "/"), false);
});

test("a place is a site, a folder or a file", () => {
  const [site, folder, file] = ["https://a.example", "https://a.example/feeds", "https://a.example/feeds/board.json"];
  assert.equal(allowed("https://a.example/x/y.json", site), true);
  assert.equal(allowed("http://a.example/x.json", site), false);
  assert.equal(allowed("https://a.example:444/x.json", site), false);
  assert.equal(allowed("https://a.example/feeds/board.json?v=2", folder), true);
  assert.equal(allowed("https://a.example/feeds-of-others.json", folder), false);
  assert.equal(allowed("https://a.example/feeds/board.json", file), true);
  assert.equal(allowed("https://a.example/feeds/board.json.bak", file), false);
  assert.equal(allowed("https://b.example/x.json", folder, "https://b.example"), true);
});

test("no way leads out of a folder", () => {
  for (const path of ["../secret.json", "%2e%2e/secret.json", "..%2fsecret.json", "..%5csecret.json", "..\\secret.json", "a/../../secret.json"]) {
    assert.equal(allowed(`https://a.example/feeds/${path}`, "https://a.example/feeds/"), false, path);
  }
  assert.equal(allowed("https://a.example@evil.example/feeds/x.json", "https://a.example/feeds/"), false);
  assert.equal(allowed("https://user@a.example/feeds/x.json", "https://a.example/feeds/"), false);
});

test("what is no address of the web is no feed", () => {
  for (const src of ["javascript:alert(1)", "data:application/json,{}", "blob:https://forum.example/1", "file:///feed.json", "https://", "http://[", ""]) {
    assert.equal(read({ src }).src, undefined, src);
  }
  assert.equal(read({}).src, undefined);
});

test("an upload is named as in a post", () => {
  const { src, allowed: may } = read({ src: "upload://abc123.json" });
  assert.equal(src.href, "https://forum.example/uploads/short-url/abc123.json");
  assert.equal(may, true);
  assert.equal(read({ src: "upload://abc.json" }, { uploads: "/forum/uploads/short-url/" }).src.pathname, "/forum/uploads/short-url/abc.json");
});

test("a value is escaped once more than it should be", () => {
  const { attributes } = read({ src: "/f.json?a=1&amp;b=2", query: "&quot;clear words&quot; &lt;3 &amp;amp; more" });
  assert.equal(attributes.src, "https://forum.example/f.json?a=1&b=2");
  assert.equal(attributes.query, '"clear words" <3 &amp; more');
});

test("a wrap says what it may, and nothing else", () => {
  const all = { view: "compare", order: "name", theme: "dark", loading: "click", election: "board", query: "water", picks: "ann bob", lang: "pt-BR" };
  const more = { wrap: "hustings", images: "evil.example", permalink: "", timeout: "1", onclick: "alert(1)", id: "main", style: "x", class: "y" };
  assert.deepEqual(read({ src: "/f.json", ...all, ...more }).attributes, { src: "https://forum.example/f.json", ...all });
});

test("what it should not say is left out", () => {
  const wrong = { view: "table", order: "mine", theme: "pink", loading: "eager", election: "x".repeat(201), query: "x".repeat(501), picks: "x".repeat(2001) };
  for (const lang of ["s", "sv_SE", "sv\" onclick", `sv${"-abc".repeat(9)}`]) {
    assert.deepEqual(read({ src: "/f.json", ...wrong, lang }).attributes, { src: "https://forum.example/f.json", theme: "inherit" });
  }
});

test("a forum that wants to be asked is", () => {
  assert.equal(read({ src: "/f.json", loading: "lazy" }, { loading: "click" }).attributes.loading, "click");
  assert.equal(read({ src: "/f.json" }).attributes.loading, undefined);
});

test("a setting that means nothing is told, and allows nothing", () => {
  assert.deepEqual(list(" /uploads/ | https://a.example |"), ["/uploads/", "https://a.example"]);
  assert.deepEqual(list(""), []);
  const wrong = ["a.example", "//a.example", "*", "https://", "ftp://a.example"];
  assert.deepEqual(misspelt(["/", "https://a.example", ...wrong]), wrong);
  assert.equal(allowed("https://forum.example/t/board/7/a.example/x.json", ...wrong), false);
});
