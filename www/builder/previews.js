// The previews: a phone's and a desktop's page, each in a frame, so that whatever asks for the width of the page is
// answered as there. They are drawn smaller where there is less room.

/** How long the frames may take to begin, in milliseconds. */
const PATIENCE = 15_000;

export class Previews {
  #frames;
  #ready = new Set();
  #wish;
  #feed;
  /** What keeps the widget from being there at all. */
  #broken;
  #hear;
  #waiting;

  /**
   * @param {HTMLElement} stage Holds `.screen`s with a frame each, of so many pixels (`data-width`).
   * @param {(said: { hustings: string }) => void} hear Is told what the first of them says, and where a reader goes in any.
   */
  constructor(stage, hear) {
    this.#hear = hear;
    this.#frames = [...stage.querySelectorAll("iframe")];
    const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
    for (const frame of this.#frames) {
      observer.observe(frame.parentElement);
      // Whoever asks for it listens by now.
      frame.src = new URL("preview.html", import.meta.url);
    }
    addEventListener("message", (event) => this.#listen(event));
  }

  /** Shows what is wished; `feed` is there where it is given anew. */
  show(wish) {
    this.#wish = { ...wish, hustings: "show" };
    this.#feed = wish.feed ?? this.#feed;
    for (const frame of this.#ready) this.#send(frame, wish.feed);
    if (this.#broken && wish.feed) this.#hear({ ...this.#broken, turn: wish.turn });
    if (this.#ready.size || this.#broken || this.#waiting) return;
    this.#waiting = setTimeout(() => {
      if (this.#ready.size || this.#broken) return;
      const message = "The previews don’t begin. If this page has a content policy, frame-src must allow 'self'; and the folder builder must be there whole.";
      this.#break({ code: "engine", message, source: "" });
    }, PATIENCE);
  }

  #send(frame, feed) {
    frame.contentWindow.postMessage({ ...this.#wish, feed }, location.origin);
  }

  #break(detail) {
    this.#broken = { hustings: "failed", detail };
    if (this.#wish) this.#hear({ ...this.#broken, turn: this.#wish.turn });
  }

  #listen({ source, origin, data }) {
    const frame = this.#frames.find(({ contentWindow }) => contentWindow === source);
    if (!frame || origin !== location.origin || typeof data?.hustings !== "string") return;
    if (data.hustings === "ready") {
      this.#ready.add(frame);
      if (this.#wish) this.#send(frame, this.#feed);
    } else if (data.hustings === "missing") {
      this.#break(data.detail);
    } else if (frame === this.#frames[0] || data.hustings === "seen" || data.hustings === "dropped") {
      this.#hear(data);
    }
  }
}

/** Draws a page of a screen's width in the room that is there. */
function fit(screen) {
  const { clientWidth, clientHeight } = screen;
  if (!clientWidth) return;
  const width = Number(screen.dataset.width);
  const scale = Math.min(1, clientWidth / width);
  const { style } = screen.querySelector("iframe");
  style.inlineSize = `${width}px`;
  style.blockSize = `${clientHeight / scale}px`;
  style.scale = String(scale);
}
