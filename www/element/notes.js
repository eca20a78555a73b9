// What readers keep for themselves, on the device: storage, files, and other
// tabs. What it means is the engine's business (src/domain/shortlist.rs); here
// are texts, each kept under the name of its feed. Nothing of it is sent anywhere.
//
// Every widget of a feed has the whole list. One that changes it hands over the
// whole of it; where the device has something else by then, all widgets take that
// in first, and hand over again. So they agree, whoever writes.

/** More is no list of ours: it is not even read. */
const MOST_BYTES = 16_000_000;
/** What is added to a list's name where it can't be read. */
const ASIDE = " (set aside)";

/**
 * By its name: what the device had when it was looked at last, what the widgets of
 * this page agreed on, how long that is kept, and the seats that show it.
 */
const lists = new Map();

/** Undefined where the browser keeps nothing for this page. */
function kept({ key }) {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Tells all seats but one. A seat that shows another feed by now is left alone. */
function tell(list, what, text = "", but) {
  for (const seat of list.seats) {
    if (seat.notes?.list !== list) list.seats.delete(seat);
    else if (seat !== but) seat.widget.hear(what, text);
  }
}

/** Whether the device has something else than it had; then all take that in. */
function hasChanged(list) {
  const now = kept(list);
  if (now === undefined || now === list.seen) return false;
  list.seen = list.agreed = now;
  tell(list, now === null ? "gone" : "stored", now ?? "");
  return true;
}

/** A seat shows a feed: what is kept of it is told. */
export function attach(seat) {
  const { notes } = seat;
  if (!notes || notes.list) return;
  if (!lists.size) {
    addEventListener("storage", ({ key }) => lists.forEach((list) => (key === null || key === list.key) && hasChanged(list)));
    // A page that was put away heard of nothing.
    addEventListener("pageshow", ({ persisted }) => persisted && lists.forEach(hasChanged));
  }
  const list = lists.get(notes.key) ?? { key: notes.key, seen: null, agreed: null, keeping: undefined, seats: new Set() };
  lists.set(list.key, list);
  hasChanged(list);
  // That nothing is kept is known before anything is written.
  if (kept(list) === undefined) list.keeping ??= "page";
  notes.list = list;
  list.seats.add(seat);
  if (list.agreed !== null) seat.widget.hear("stored", list.agreed);
  if (list.keeping) seat.widget.hear(list.keeping, "");
  if (!seat.takesFiles) {
    seat.takesFiles = true;
    seat.mount.addEventListener("change", ({ target }) => target.matches("input[data-notes]") && bring(seat, target));
  }
}

/** A file that the reader chose. */
async function bring(seat, input) {
  const { notes } = seat;
  const [file] = input.files;
  if (!file) return;
  let said;
  try {
    said = file.size > MOST_BYTES ? ["large", ""] : ["import", await file.text()];
  } catch {
    said = ["unreadable", ""];
  }
  // The same file can be chosen again.
  input.value = "";
  if (seat.notes === notes) seat.widget.hear(...said);
}

/** The list as a widget has it now. */
function keep(list, seat, text) {
  if (hasChanged(list)) {
    // What this one adds to it is told once it has taken that in: now it has words that the device lacks.
    return;
  }
  list.agreed = text;
  list.keeping = "page";
  if (kept(list) !== undefined) {
    try {
      // What could not be set aside is not written over.
      if (list.stuck !== undefined && list.stuck === list.seen) throw new Error("no room");
      localStorage.setItem(list.key, text);
      list.seen = text;
      list.keeping = "kept";
    } catch {
      list.keeping = "behind";
    }
  }
  tell(list, "stored", text, seat);
  tell(list, list.keeping);
}

/** Of a text that can't be read, or not all of it, a copy stays. */
function setAside(list, text) {
  try {
    let name = list.key + ASIDE;
    const before = localStorage.getItem(name);
    if (before !== null && before !== text) name += ` ${Date.now()}`;
    localStorage.setItem(name, text);
  } catch {
    list.stuck = text;
  }
}

function forget(list, seat) {
  list.seen = list.agreed = null;
  list.stuck = undefined;
  try {
    for (const name of Object.keys(localStorage)) {
      if (name === list.key || name.startsWith(list.key + ASIDE)) localStorage.removeItem(name);
    }
  } catch {
    // Nothing is kept there.
  }
  tell(list, "forgotten", "", seat);
}

/** What a widget wants done; `take` saves or copies, and tells whether the browser let it. */
export async function errand(seat, notes, what, text, take) {
  const late = !notes.list;
  attach(seat);
  const { list } = notes;
  if (seat.notes !== notes || !list) return;
  switch (what) {
    // Who only hears now what the device has answers that, and writes over nothing.
    case "keep": if (!late || list.agreed === null) keep(list, seat, text); break;
    case "aside": setAside(list, text); break;
    case "forget": forget(list, seat); break;
    case "save": case "copy": {
      const done = await take(what === "copy" ? "copy" : "json", text, "shortlist.json");
      if (seat.notes !== notes) return;
      if (done) seat.widget.hear(what === "copy" ? "copied" : "saved", "");
      // It is there to be copied by hand.
      else seat.widget.exported("json", text);
    }
  }
}
