import { For, Show, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { render } from "solid-js/web";
import { STEP, contest, counted, finder, frame, initials, load, name, near, publish, statement, status, topics } from "./shared.js";

function Card(props) {
  const { item, labels } = props;
  const who = name(item);
  const [picked, setPicked] = createSignal(props.picks.has(item.id));
  const [open, setOpen] = createSignal(false);
  const pick = () => {
    if (!props.picks.delete(item.id)) props.picks.add(item.id);
    setPicked(props.picks.has(item.id));
  };
  return (
    <li class="card" classList={{ picked: picked(), open: open() }}>
      <article part="card" data-id={item.id} aria-label={who}>
        <header class="who"><span class="initials" aria-hidden="true">{initials(who)}</span><h3 part="name" dir="auto">{who}</h3><p class="quiet">{status(item)}</p></header>
        <div class="cell"><p class="summary" part="summary" dir="auto"><span class="whose">Editor’s words:</span>{` ${item.summary}`}</p></div>
        <div class="cell">
          <ul class="topics" aria-label="Topics">
            <For each={topics(item, labels)}>
              {(label) => <li><button type="button" class="topic" aria-label={`${who} on ${label}`}><bdi dir="auto">{label}</bdi></button></li>}
            </For>
          </ul>
        </div>
        <div class="cell" /><div class="cell" />
        <footer class="controls">
          <button type="button" class="pick" aria-label={`Compare ${who}`} aria-pressed={String(picked())} onClick={pick}>Compare</button>
          <button type="button" class="quiet star" aria-label={`Shortlist ${who}`} aria-pressed="false">Shortlist</button>
          <button type="button" class="quiet" aria-label={`More about ${who}`} aria-expanded={String(open())} onClick={() => setOpen(!open())}>{open() ? "Less" : "More"}</button>
        </footer>
        <Show when={open()}><div class="statement" innerHTML={statement(item)} /></Show>
      </article>
    </li>
  );
}

function List({ feed, all, fuzzy }) {
  const { items, labels, election } = feed;
  const find = finder(feed, fuzzy);
  const picks = new Set();
  const [query, setQuery] = createSignal("");
  const [shown, setShown] = createSignal(STEP);
  const found = createMemo(() => find(query()));
  let more;
  onMount(() => all || onCleanup(near(more, () => setShown(shown() + STEP))));
  const input = ({ currentTarget }) => {
    setShown(STEP);
    setQuery(currentTarget.value);
  };
  return (
    <div class="hustings" part="root">
      <div class="list" tabindex="-1">
        <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
          <input class="search" part="search" type="search" aria-label="Search nominations" placeholder="Search" autocomplete="off" spellcheck={false} onInput={input} />
          <p class="count" part="count" role="status">{counted(found().length, items.length)}</p>
        </div>
        <Show when={found().length > 0}>
          <section class="group">
            <header class="election" part="election">
              <h2 dir="auto">{election.name}</h2>
              <Show when={found().length > 1}><button type="button" class="quiet">{`Compare all ${found().length}`}</button></Show>
              <p class="quiet">{contest(found().length, election)}</p>
            </header>
            <ul class="cards">
              <For each={all ? found() : found().slice(0, shown())}>{(item) => <Card item={item} labels={labels} picks={picks} />}</For>
            </ul>
          </section>
        </Show>
        <p class="more" ref={more} />
      </div>
    </div>
  );
}

publish((host, { src, all, fuzzy }) => {
  const root = frame(host);
  root.dataset.phase = "waiting";
  let gone = false;
  let dispose = () => {};
  load(src).then((feed) => {
    if (gone) return;
    root.dataset.phase = "ready";
    dispose = render(() => <List feed={feed} all={all} fuzzy={fuzzy} />, root);
  });
  return () => {
    gone = true;
    dispose();
    root.remove();
  };
});
