// What is seen on a contestant's page, and when. Loaded before anything else.

(() => {
  const bench = (globalThis.bench = { tasks: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  const root = () => document.querySelector("hustings-widget, [data-peer]")?.shadowRoot;
  const one = (query) => root()?.querySelector(query);
  const all = (query) => [...(root()?.querySelectorAll(query) ?? [])];
  const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  /** The words of an element, text by text: white space between elements is not shown, and not compared. */
  const texts = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode.data.replace(/\s+/g, " ").trim());
    return found.filter(Boolean).join(" ");
  };
  const count = () => words(one("[part~=count]"));
  const sleep = (time) => new Promise((done) => setTimeout(done, time));

  /** When the first frame is done in which this holds, on the page's clock. */
  const until = (holds) => new Promise((done) => {
    const look = () => {
      if (!holds()) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  });

  const first = until(() => one("[part~=card]"));

  /** When the first card is there, when the list says that everything is, and the longest tasks. */
  bench.load = async (total) => {
    const card = await first;
    const settled = await until(() => count() === total);
    await sleep(500);
    const longest = (tasks) => Math.max(0, ...tasks.map(([, duration]) => duration));
    // A frame's own task ends with it: what begins later is after the first card.
    return { first: card, settled, longest: longest(bench.tasks), after: longest(bench.tasks.filter(([start]) => start >= card - 1)) };
  };

  /** When every card can be scrolled to; where that takes clicks, they are made at once, and counted. */
  bench.reach = async (total, number) => {
    let clicks = 0;
    const tall = () => {
      const card = one(".card");
      if (!card || count() !== total) return false;
      // The last one asks for all of them.
      const button = all(".more button").at(-1);
      if (button) {
        button.click();
        clicks += 1;
        return false;
      }
      if (all("[part~=card]").length === number) return true;
      const columns = getComputedStyle(one(".cards")).gridTemplateColumns.split(" ").length;
      const rows = Math.ceil(number / columns);
      return one(".group").getBoundingClientRect().height >= 0.7 * rows * card.getBoundingClientRect().height;
    };
    const card = await first;
    const reached = await until(tall);
    await sleep(500);
    return { reached, clicks, after: Math.max(0, ...bench.tasks.filter(([start]) => start >= card - 1).map(([, duration]) => duration)) };
  };

  /** Whether the last name is there after scrolling to the end. */
  bench.end = async (last, src) => {
    if (!globalThis.peer) {
      // The peers leave the feed's order; the widget sorts as the reader's language does.
      const { items } = await (await fetch(src)).json();
      const { compare } = new Intl.Collator();
      last = items.map((item) => item._hustings.candidate.name).sort(compare).at(-1);
    }
    for (let turn = 0; turn < 100; turn += 1) {
      scrollTo(0, document.documentElement.scrollHeight);
      await until(() => true);
      if (words(all("[part~=name]").at(-1)) === last) return true;
      await sleep(20);
    }
    return false;
  };

  bench.search = () => one("[part~=search]");

  bench.focus = () => {
    one("[part~=search]").focus();
  };

  /** Gets ready for one key: the count that it leads to is known. */
  bench.arm = (expected) => {
    bench.pressed = new Promise((done) => {
      let start;
      const key = (event) => (start ??= event.timeStamp);
      addEventListener("keydown", key, { capture: true });
      addEventListener("input", async () => {
        const deadline = performance.now() + 60_000;
        const end = await until(() => count() === expected || performance.now() > deadline);
        removeEventListener("keydown", key, { capture: true });
        done({ time: end - start, count: count() });
      }, { capture: true, once: true });
    });
  };

  /** Empties the search box. */
  bench.clear = async (total) => {
    const search = one("[part~=search]");
    search.value = "";
    search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    await until(() => count() === total);
  };

  /** What the first cards say, and what stands above them. */
  bench.text = async (number) => {
    await until(() => all("[part~=card]").length >= number);
    const election = one("[part~=election]");
    // Some take away what does not fit, others hide it.
    const head = election?.checkVisibility() ? election.innerText.replace(/\s+/g, " ").trim() : "";
    return { count: count(), election: head, cards: all("[part~=card]").slice(0, number).map(texts) };
  };

  /** Mounts a contestant and takes it away again, so many times. */
  bench.mount = async (times, src) => {
    for (let turn = 0; turn < times; turn += 1) {
      const widget = document.createElement(globalThis.peer ? "div" : "hustings-widget");
      if (globalThis.peer) {
        widget.dataset.peer = "";
        widget.dataset.feed = src;
        document.body.append(widget);
        const unmount = peer.mount(widget);
        await until(() => one("[part~=card]"));
        unmount();
        widget.remove();
      } else {
        widget.setAttribute("order", "name");
        widget.setAttribute("src", src);
        document.body.append(widget);
        await widget.ready();
        await until(() => one("[part~=card]"));
        widget.remove();
        // A widget that is away for a second is away for good.
        await sleep(1100);
      }
    }
    await sleep(200);
  };
})();
