// Looks things up in the feed's text beside the page, so that a large feed doesn't hold it up.

import { explain, group } from "./faults.js";
import { find, valueAt } from "./places.js";

let text = "";

addEventListener("message", ({ data: { turn, ...asked } }) => {
  if (asked.text !== undefined) {
    ({ text } = asked);
    postMessage({ turn, about: about(text) });
  }
  if (asked.warnings) postMessage({ turn, groups: group(text, asked.warnings) });
  if (asked.failed) postMessage({ turn, groups: [explain(text, asked.failed)] });
});

/** What the page itself needs to know of the feed, as far as it can be read. */
function about(text) {
  const found = find(text, ["title", "home_page_url", "_hustings.elections"]);
  const elections = valueAt(text, found, "_hustings.elections");
  return {
    title: valueAt(text, found, "title"),
    home_page_url: valueAt(text, found, "home_page_url"),
    // Damaged is not the same as none.
    elections: found.has("_hustings.elections") && elections === undefined ? undefined : named(elections),
  };
}

function named(elections) {
  return (Array.isArray(elections) ? elections : [])
    .filter((election) => typeof election?.id === "string" && election.id)
    .map(({ id, name }) => ({ id, name: typeof name === "string" && name ? name : id }));
}
