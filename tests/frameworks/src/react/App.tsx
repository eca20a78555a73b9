import "hustings";
import type { HustingsWidget } from "hustings";
import type {} from "hustings/react";
import { useRef, useState, useSyncExternalStore } from "react";
import { board, other } from "../feed";

/** False on a server and while its page is hydrated, true from then on. */
const useHydrated = () => useSyncExternalStore(() => () => {}, () => true, () => false);

export function App() {
  const hydrated = useHydrated();
  const [there, setThere] = useState(true);
  const [feed, setFeed] = useState(board);
  const [picks, setPicks] = useState(["bob-birch", "ann-ash"]);
  const [view, setView] = useState<"cards" | "compare">("cards");
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const [query, setQuery] = useState("");
  const [permalink, setPermalink] = useState(false);
  const [loaded, setLoaded] = useState("");
  const [asked, setAsked] = useState("");
  const given = useRef<HustingsWidget>(null);

  async function refresh() {
    const widget = given.current!;
    await widget.ready();
    const { count } = await widget.refresh();
    setAsked(`${count} read again`);
  }

  return (
    <section>
      <h2>The board</h2>
      <p>
        <button onClick={() => setThere(!there)}>There or not</button>
        <button onClick={() => setFeed(feed === board ? other : board)}>Other feed</button>
        <button onClick={() => setView(view === "cards" ? "compare" : "cards")}>Other view</button>
        <button onClick={() => setTheme(theme === "light" ? "dark" : "light")}>Other theme</button>
        <button onClick={() => setQuery("cleo")}>Find Cleo</button>
        <button onClick={() => setPermalink(!permalink)}>Permalink or not</button>
        <button onClick={refresh}>Refresh</button>
      </p>
      <output>{`loaded: ${loaded}; query: ${query}; picks: ${picks.join(" ")}; ${asked}`}</output>
      <hustings-widget id="by-address" src="/two.json" election="board" order="name" loading="eager" permalink={permalink}>
        <a href="/all">All nominations</a>
      </hustings-widget>
      {there && (
        // React hydrates a custom element without its objects and listeners; another key makes it anew, with all of them.
        <hustings-widget
          key={String(hydrated)}
          id="given"
          ref={given}
          feed={feed}
          picks={picks}
          view={view}
          theme={theme}
          query={query}
          order="name"
          loading="eager"
          onhustings-loaded={({ detail }) => setLoaded(`${detail.title}, ${detail.count}`)}
          onhustings-filtered={({ detail }) => setQuery(detail.query)}
          onhustings-picked={({ detail }) => setPicks(detail.picks)}
        >
          <a href="/board">The board’s nominations</a>
        </hustings-widget>
      )}
    </section>
  );
}
