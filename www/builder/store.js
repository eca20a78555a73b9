// What survives a reload: this tab's own storage, which nobody else sees and which ends with the tab.

const KEYS = { settings: "hustings-builder", text: "hustings-builder-feed" };

/** A longer text is not kept, in characters: browsers have room for some five million, and take their time. */
const LONGEST = 2_000_000;

/** Keeps a value; says whether the browser had room for it, and keeps anything at all. */
export function keep(what, value) {
  try {
    if (value.length > LONGEST) throw new RangeError("too long");
    if (value) sessionStorage.setItem(KEYS[what], value);
    else sessionStorage.removeItem(KEYS[what]);
    return true;
  } catch {
    forget(what);
    return false;
  }
}

/** What was kept; empty where nothing was. */
export function kept(what) {
  try {
    return sessionStorage.getItem(KEYS[what]) ?? "";
  } catch {
    return "";
  }
}

function forget(what) {
  try {
    // Half of it would be worse than nothing.
    sessionStorage.removeItem(KEYS[what]);
  } catch {
    // Storage is blocked: there is nothing.
  }
}
