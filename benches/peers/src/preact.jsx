import { render } from "preact";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { STEP, contest, counted, finder, frame, initials, load, name, near, publish, statement, status, topics } from "./shared.js";

const Card = memo(({ item, labels, picked, open, onPick, onOpen }) => {
  const who = name(item);
  return (
    <li class={`card${picked ? " picked" : ""}${open ? " open" : ""}`}>
      <article part="card" data-id={item.id} aria-label={who}>
        <header class="who">
          <span class="initials" aria-hidden="true">{initials(who)}</span>
          <h3 part="name" dir="auto">{who}</h3>
          <p class="quiet">{status(item)}</p>
        </header>
        <div class="cell"><p class="summary" part="summary" dir="auto"><span class="whose">Editor’s words:</span> {item.summary}</p></div>
        <div class="cell">
          <ul class="topics" aria-label="Topics">
            {topics(item, labels).map((label) => (
              <li key={label}><button type="button" class="topic" aria-label={`${who} on ${label}`}><bdi dir="auto">{label}</bdi></button></li>
            ))}
          </ul>
        </div>
        <div class="cell" />
        <div class="cell" />
        <footer class="controls">
          <button type="button" class="pick" aria-label={`Compare ${who}`} aria-pressed={String(picked)} onClick={() => onPick(item.id)}>Compare</button>
          <button type="button" class="quiet star" aria-label={`Shortlist ${who}`} aria-pressed="false">Shortlist</button>
          <button type="button" class="quiet" aria-label={`More about ${who}`} aria-expanded={String(open)} onClick={() => onOpen(item.id)}>{open ? "Less" : "More"}</button>
        </footer>
        {open && <div class="statement" dangerouslySetInnerHTML={{ __html: statement(item) }} />}
      </article>
    </li>
  );
});

const toggled = (id) => (set) => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};

function List({ feed, all, fuzzy }) {
  const { items, labels, election } = feed;
  const find = useMemo(() => finder(feed, fuzzy), [feed]);
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(STEP);
  const [picks, setPicks] = useState(new Set());
  const [opened, setOpened] = useState(new Set());
  const found = useMemo(() => find(query), [query]);
  const [onPick, onOpen] = useMemo(() => [(id) => setPicks(toggled(id)), (id) => setOpened(toggled(id))], []);
  const more = useRef();
  useEffect(() => (all ? undefined : near(more.current, () => setShown((shown) => shown + STEP))), []);
  const onInput = (event) => {
    setQuery(event.currentTarget.value);
    setShown(STEP);
  };
  return (
    <div class="hustings" part="root">
      <div class="list" tabindex={-1}>
        <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
          <input class="search" part="search" type="search" aria-label="Search nominations" placeholder="Search" autocomplete="off" spellcheck={false} value={query} onInput={onInput} />
          <p class="count" part="count" role="status">{counted(found.length, items.length)}</p>
        </div>
        {found.length > 0 && (
          <section class="group">
            <header class="election" part="election">
              <h2 dir="auto">{election.name}</h2>
              {found.length > 1 && <button type="button" class="quiet">Compare all {found.length}</button>}
              <p class="quiet">{contest(found.length, election)}</p>
            </header>
            <ul class="cards">
              {(all ? found : found.slice(0, shown)).map((item) => (
                <Card key={item.id} item={item} labels={labels} picked={picks.has(item.id)} open={opened.has(item.id)} onPick={onPick} onOpen={onOpen} />
              ))}
            </ul>
          </section>
        )}
        <p class="more" ref={more} />
      </div>
    </div>
  );
}

publish((host, { src, all, fuzzy }) => {
  const root = frame(host);
  root.dataset.phase = "waiting";
  let gone = false;
  load(src).then((feed) => {
    if (gone) return;
    root.dataset.phase = "ready";
    render(<List feed={feed} all={all} fuzzy={fuzzy} />, root);
  });
  return () => {
    gone = true;
    render(null, root);
    root.remove();
  };
});
